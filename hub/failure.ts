/**
 * Why a hub cannot be started or administered, with the way out. Failures of requests are in `routes/fail.ts`.
 */
import type { Problem } from '../shared/contract/errors.ts';

export type HubFailureCode =
  | 'PORT_IN_USE'
  | 'CANNOT_LISTEN'
  | 'FOLDER_IN_USE'
  | 'FOLDER_UNUSABLE'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_NEWER'
  | 'DATABASE_NOT_EMPTY'
  | 'NO_HUB'
  | 'BACKUP_EXISTS'
  | 'BACKUP_UNREADABLE'
  | 'BACKUP_NEWER'
  | 'INVALID_INPUT';

export class HubFailure extends Error {
  readonly code: HubFailureCode;
  readonly problem: Problem;

  constructor(code: HubFailureCode, problem: Problem, cause?: unknown) {
    super(problem.what, { cause });
    this.name = 'HubFailure';
    this.code = code;
    this.problem = problem;
  }
}

/** Code of a system or database error (`EADDRINUSE`, `53100`), or null. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
