/**
 * DuckDB's failures on a person's files, as `SourceError`s. Its messages may quote content, so only their kind is told.
 */
import { SourceError, unreadable } from './source-error.ts';
import type { SourceFile } from './source-files.ts';

/** Runs `work`; a failure of DuckDB that the files can be blamed for becomes a `SourceError`. */
export async function refuseByEngine<T>(files: readonly SourceFile[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw blame(files, error);
  }
}

function blame(files: readonly SourceFile[], error: unknown): unknown {
  const [first] = files;
  if (error instanceof SourceError || !(error instanceof Error) || first === undefined) return error;
  const file = files.find((one) => error.message.includes(one.path)) ?? first;
  if (error.message.startsWith('Out of Memory')) {
    return unreadable(
      file.path,
      'These files need more memory than there is.',
      'Close other programs, free space on the disk, or split the files.',
    );
  }
  if (isReadFailure(error)) {
    return unreadable(
      file.path,
      `${file.name} cannot be read as ${file.format === 'csv' ? 'CSV' : 'Parquet'}: it is damaged or incomplete.`,
      'Copy or export it again, and check that the program that wrote it has finished.',
    );
  }
  return error;
}

/** Whether DuckDB could not read a file as what it was told to be. A mistake of ours in SQL is none. */
export function isReadFailure(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(IO|Invalid Input|Invalid|Conversion|Serialization|Corruption) Error/.test(error.message)
  );
}
