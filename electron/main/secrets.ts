/**
 * Tokens of the hub, encrypted by the operating system's key store. Where there is none (or only Linux's `basic_text`,
 * which anybody can read), they stay in memory and end with the program; the backend is told so and the screen says it.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';

export interface SecretVault {
  isPersistent: boolean;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Whether secrets may be written to disk here. Ask after the app is ready. */
export async function hasKeyStore(storage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await storage.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || storage.getSelectedStorageBackend() !== 'basic_text';
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function createFileVault(folder: string, storage: SafeStorage): SecretVault {
  const fileOf = (name: string): string => join(folder, `${name}.secret`);
  return {
    isPersistent: true,
    async get(name) {
      try {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(await readFile(fileOf(name)));
        if (shouldReEncrypt) await this.set(name, result);
        return result;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async set(name, value) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const encrypted = await storage.encryptStringAsync(value);
      // Written beside and renamed: a power cut leaves the old secret or the new one, never half of one.
      await writeFile(`${fileOf(name)}.new`, encrypted, { mode: 0o600, flush: true });
      await rename(`${fileOf(name)}.new`, fileOf(name));
    },
    async remove(name) {
      await rm(fileOf(name), { force: true });
    },
  };
}

function createMemoryVault(): SecretVault {
  const held = new Map<string, string>();
  return {
    isPersistent: false,
    get: async (name) => held.get(name) ?? null,
    set: async (name, value) => void held.set(name, value),
    remove: async (name) => void held.delete(name),
  };
}

export function createVault(folder: string, storage: SafeStorage, isAvailable: boolean): SecretVault {
  return isAvailable ? createFileVault(folder, storage) : createMemoryVault();
}
