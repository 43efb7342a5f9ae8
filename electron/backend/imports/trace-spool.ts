/**
 * Keeps the traces that files with reviews hold in a file of their own, named by its digest, so that the audit has a source
 * that can be drawn from again.
 *
 * Invariants: a file under its final name is whole; the same traces give the same file; it is taken away only when no import
 * that is under way, and nothing that is stored, needs it.
 */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trace } from '../../../shared/domain/trace.ts';
import { StorageError } from '../../../db/errors.ts';

/** How many imports that are under way rest on a file, by its path. */
const users = new Map<string, number>();

export class TraceSpool {
  readonly #folder: string;
  readonly #part: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  /** Set while this import rests on the file under its name. */
  #used: string | null = null;

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
    users.set(path, (users.get(path) ?? 0) + 1);
    this.#used = path;
    // A file that is there holds the same traces, and may be a source already: it must not look changed.
    await placeNew(this.#part, path);
    return path;
  }

  /** What was imported is stored: its source keeps the file from now on. */
  release(): void {
    this.#leave();
  }

  /** Nothing came of it: takes away what was written, unless another import or a source (`isKept`) rests on the same file. */
  async discard(isKept: (path: string) => boolean): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#part, { force: true });
    const path = this.#used;
    if (path !== null && this.#leave() === 0 && !isKept(path)) await rm(path, { force: true });
  }

  /** Answers how many others rest on the file. */
  #leave(): number {
    if (this.#used === null) return 0;
    const others = (users.get(this.#used) ?? 1) - 1;
    if (others > 0) users.set(this.#used, others);
    else users.delete(this.#used);
    this.#used = null;
    return others;
  }
}

/** Gives the file its name unless there is one of that name. */
async function placeNew(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
    await rm(part, { force: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code !== 'EEXIST') {
      // Some file systems have no links.
      await rename(part, path);
      return;
    }
    await rm(part, { force: true });
  }
}

function toStorageError(error: unknown, where: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StorageError('STORAGE_FULL', where, error);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new StorageError('STORAGE_READ_ONLY', where, error);
  return error;
}
