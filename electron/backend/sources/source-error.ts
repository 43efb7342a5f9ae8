/**
 * Failures of a source that a person can do something about. Each has a code of the contract and a problem (what,
 * where, remedy); what cannot be blamed on files or plan stays an ordinary error.
 *
 * Invariant: no message ever holds content of a file. DuckDB quotes lines in its messages, so they are not passed on.
 */
import { basename } from 'node:path';
import type { ErrorCode, Problem } from '../../../shared/contract/errors.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';

export type SourceErrorCode = Extract<
  ErrorCode,
  'SOURCE_UNREADABLE' | 'SOURCE_CHANGED' | 'INVALID_INPUT' | 'EMPTY_FRAME' | 'INFEASIBLE_PLAN'
>;

export class SourceError extends Error {
  readonly code: SourceErrorCode;
  readonly problem: Problem;

  constructor(code: SourceErrorCode, problem: Problem) {
    super(problem.what);
    this.name = 'SourceError';
    this.code = code;
    this.problem = problem;
  }
}

/** A file that cannot be used, named by its path. */
export function unreadable(path: string, what: string, remedy: string): SourceError {
  return new SourceError('SOURCE_UNREADABLE', { what, where: path, remedy });
}

export function changed(path: string): SourceError {
  return new SourceError('SOURCE_CHANGED', {
    what: `${basename(path)} has changed since it was added.`,
    where: path,
    remedy: 'Add the files again as a new source: a sample must be drawn from files that stay as they are.',
  });
}

/** The files of a source are not those of its fingerprint. */
export function changedSource(spec: SourceSpec, name: string): SourceError {
  return new SourceError('SOURCE_CHANGED', {
    what: `The files of "${name}" are not those that were added.`,
    where: spec.paths.join(', '),
    remedy: 'Add the files again as a new source and plan with that, or put the old files back.',
  });
}

const failures: Record<string, [what: string, remedy: string]> = {
  ENOENT: ['is not there', 'Check the path; the file may have been moved, renamed or deleted.'],
  EACCES: ['may not be read', 'Give your account permission to read it, or copy it to a folder of yours.'],
  EPERM: ['may not be read', 'Give your account permission to read it, or copy it to a folder of yours.'],
  EISDIR: ['is a folder', 'Choose the files in it, or a folder that holds traces directly.'],
  ENOTDIR: ['is not there', 'Check the path: a part of it is a file, not a folder.'],
  ENAMETOOLONG: ['is not there', 'Check the path: it is longer than this computer allows.'],
  EMFILE: ['cannot be opened now', 'Too many files are open. Close other programs and try again.'],
  Z_BUF_ERROR: [
    'is a gzip file that ends early',
    'Copy or download it again: rows after the break would be missing from the frame.',
  ],
  Z_DATA_ERROR: ['is not a sound gzip file', 'Copy or download it again, or unpack it first.'],
};

/** A failure of reading a file as a `SourceError`; errors of other kinds come back as they are. */
export function readFailure(path: string, error: unknown): Error {
  if (error instanceof SourceError) return error;
  const code = errorCode(error);
  const known = code === null ? undefined : failures[code];
  if (known !== undefined) return unreadable(path, `${basename(path)} ${known[0]}.`, known[1]);
  if (code !== null) {
    return unreadable(
      path,
      `${basename(path)} cannot be read (${code}).`,
      'Copy the file to a local disk and try again.',
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** Code of a system or compression error, or null. */
function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[A-Z][A-Z_0-9]+$/.test(error.code) ? error.code : null;
}
