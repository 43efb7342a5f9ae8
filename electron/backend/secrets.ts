/**
 * Where tokens are kept when there is no operating system key store: a file that only its owner can read (loopback
 * host), or memory (tests, desktops without a key store). On the desktop with one, `parent-link.ts` asks main instead.
 *
 * Invariant: a secret is never logged, and never in a file that others may read, not even for a moment.
 */
import { chmod, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export interface SecretStore {
  /** False when secrets are forgotten at the end of the process; the screen says so. */
  readonly isPersistent: boolean;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

const held = z.record(z.string(), z.string());

/** Secrets in `secrets.json` of `dataDir`, mode 0600, replaced whole so that a crash leaves the old or the new file. */
export function createFileSecrets(dataDir: string): SecretStore {
  const path = join(dataDir, 'secrets.json');
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = last.then(act, act);
    last = next;
    return next;
  };
  const change = (act: (secrets: Record<string, string>) => void): Promise<void> =>
    inTurn(async () => {
      const secrets = await readSecrets(path);
      act(secrets);
      await writeSecrets(path, secrets);
    });
  return {
    isPersistent: true,
    get: (name) => inTurn(async () => (await readSecrets(path))[name] ?? null),
    set: (name, value) => change((secrets) => void (secrets[name] = value)),
    remove: (name) => change((secrets) => void delete secrets[name]),
  };
}

/** Secrets that end with the process. */
export function createMemorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    isPersistent: false,
    get: async (name) => secrets.get(name) ?? null,
    set: async (name, value) => void secrets.set(name, value),
    remove: async (name) => void secrets.delete(name),
  };
}

/** What the file holds. A damaged file is set aside: all that is lost is that the person signs in again. */
async function readSecrets(path: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  await chmod(path, 0o600);
  const parsed = held.safeParse(parseJson(text));
  if (parsed.success) return { ...parsed.data };
  await rename(path, `${path}.damaged`);
  return {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function writeSecrets(path: string, secrets: Record<string, string>): Promise<void> {
  const beside = `${path}.new`;
  await rm(beside, { force: true });
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify(secrets));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
