/** A failure of the file system as a typed one where a person can act on it; otherwise the failure itself. */
import { StorageError } from '../../../db/errors.ts';

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const forbidden: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'EISDIR',
  'ERR_FS_EISDIR',
  'ENOTDIR',
]);

export function toFileError(error: unknown, where: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (full.has(code)) return new StorageError('STORAGE_FULL', where, error);
  if (forbidden.has(code)) return new StorageError('STORAGE_READ_ONLY', where, error);
  return error;
}
