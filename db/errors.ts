/**
 * What can go wrong with the store, as typed errors that say what to do. Every error of the driver that a person can
 * do something about becomes one of these; the rest passes on as it is.
 */
import type { Problem } from '../shared/contract/errors.ts';

export type StorageCode =
  'STORAGE_CORRUPT' | 'STORAGE_FULL' | 'STORAGE_READ_ONLY' | 'STORAGE_NEWER' | 'STORAGE_IN_USE';

export class StorageError extends Error {
  readonly code: StorageCode;
  readonly problem: Problem;

  constructor(code: StorageCode, where: string, cause?: unknown) {
    const { what, remedy } = texts[code];
    super(`${what} (${where})`, { cause });
    this.name = 'StorageError';
    this.code = code;
    this.problem = { what, where, remedy };
  }
}

const texts: Record<StorageCode, { what: string; remedy: string }> = {
  STORAGE_CORRUPT: {
    what: 'The store on this computer is damaged.',
    remedy:
      'Close Assay and run `assay recover`: it builds a new store from every event that can still be read, checks their chain, and keeps the damaged file beside it.',
  },
  STORAGE_FULL: {
    what: 'The disk is full, so nothing more can be stored. What was answered before is safe.',
    remedy: 'Free some space on this disk, then repeat the last step.',
  },
  STORAGE_READ_ONLY: {
    what: 'The store cannot be written.',
    remedy:
      'Give your account the right to write this folder and its files, or start with `--data` and another folder.',
  },
  STORAGE_NEWER: {
    what: 'The store was written by a newer version of Assay.',
    remedy: 'Update Assay and open it again. Nothing was changed.',
  },
  STORAGE_IN_USE: {
    what: 'Another window or program of Assay has this store open.',
    remedy:
      'Go on in the other window, or close it first. To work side by side, use `--data` and another folder.',
  },
};

/** A driver's error as a typed one where a person can act on it; otherwise the error itself. */
export function toStorageError(error: unknown, where: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('SQLITE_')) return error;
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new StorageError('STORAGE_CORRUPT', where, error);
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE')
    return new StorageError('STORAGE_FULL', where, error);
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new StorageError('STORAGE_READ_ONLY', where, error);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new StorageError('STORAGE_IN_USE', where, error);
  return error;
}
