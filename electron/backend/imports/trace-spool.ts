/**
 * Keeps the traces that files with reviews hold in a file of their own, named by its digest, so that the audit has a source
 * that can be drawn from again.
 *
 * Invariant: a file under its final name is whole; the same traces give the same file.
 */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trace } from '../../../shared/domain/trace.ts';
import { StorageError } from '../../../db/errors.ts';

export class TraceSpool {
  readonly #folder: string;
  readonly #part: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  /** Set once the file is there under its name, and was not before. */
  #made: string | null = null;

  private constructor(folder: string, part: string, handle: FileHandle) {
    this.#folder = folder;
    this.#part = part;
    this.#handle = handle;
  }

  /** Begins a file in `folder`. `name` tells it from others that are written at the same time. */
  static async begin(folder: string, name: string): Promise<TraceSpool> {
    const part = join(folder, `${name}.part`);
    try {
      await mkdir(folder, { recursive: true });
      return new TraceSpool(folder, part, await open(part, 'w', 0o600));
    } catch (error) {
      throw toStorageError(error, folder);
    }
  }

  async write(traces: readonly Trace[]): Promise<void> {
    const text = traces.map((one) => `${JSON.stringify(one)}\n`).join('');
    this.#hash.update(text);
    try {
      await this.#handle.write(text);
    } catch (error) {
      throw toStorageError(error, this.#folder);
    }
  }

  /** Ends the file; answers its path. */
  async end(): Promise<string> {
    await this.#handle.sync();
    await this.#handle.close();
    const path = join(this.#folder, `${this.#hash.digest('hex').slice(0, 32)}.jsonl`);
    // A file that is there holds the same traces, and may be a source already: it must not look changed.
    if (await placeNew(this.#part, path)) this.#made = path;
    return path;
  }

  /** Nothing came of it: takes away what was written, unless the same file was there before. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#part, { force: true });
    if (this.#made !== null) await rm(this.#made, { force: true });
  }
}

/** Gives the file its name unless there is one of that name; answers whether it did. */
async function placeNew(part: string, path: string): Promise<boolean> {
  try {
    await link(part, path);
    await rm(part, { force: true });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code !== 'EEXIST') {
      // Some file systems have no links.
      await rename(part, path);
      return true;
    }
    await rm(part, { force: true });
    return false;
  }
}

function toStorageError(error: unknown, where: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StorageError('STORAGE_FULL', where, error);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new StorageError('STORAGE_READ_ONLY', where, error);
  return error;
}
