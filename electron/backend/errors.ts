/**
 * Every failure of the backend on its way to the renderer: typed errors become declared ones, bad input says where, and
 * what nobody expected becomes INTERNAL with an id that is in the log, never a stack on the wire.
 */
import { mapEventIterator } from '@orpc/client';
import { ORPCError, ValidationError } from '@orpc/server';
import type { Logger } from 'pino';
import type { ErrorCode, Problem } from '../../shared/contract/errors.ts';
import { errors, problem } from '../../shared/contract/errors.ts';

/** An expected failure of a handler. */
export class WorkbenchError extends Error {
  readonly code: ErrorCode;
  readonly problem: Problem;

  constructor(code: ErrorCode, what: Problem) {
    super(what.what);
    this.name = 'WorkbenchError';
    this.code = code;
    this.problem = what;
  }
}

/** There is no such thing on this device. */
export function notFound(what: string): WorkbenchError {
  return new WorkbenchError('NOT_FOUND', {
    what: `${what} is not on this computer.`,
    remedy: 'Go back to the list; it may have been taken away, or not been synced yet.',
  });
}

/** The result of a call, with failures that come later, among its events, declared too. */
export function declareEvents<R extends { output: unknown }>(
  result: R,
  declareOne: (error: unknown) => Error,
): R {
  if (!isEventIterator(result.output)) return result;
  const output = mapEventIterator(result.output, {
    value: async (event) => event,
    error: async (error) => declareOne(error),
  });
  return { ...result, output };
}

function isEventIterator(output: unknown): output is AsyncIterator<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}

/**
 * The declared error for whatever was thrown. Typed errors of every layer carry `code` and `problem`; an unknown code
 * that has a problem (a store in use, say) is told as INTERNAL with that problem.
 */
export function toDeclared(error: unknown, log: Logger, newId: () => string): ORPCError<string, unknown> {
  const known = error instanceof ORPCError ? findDeclared(error) : null;
  if (known !== null) return known;
  const carried = carriedProblem(error);
  if (carried !== null) return declare(carried.code, carried.problem, error);
  const id = newId();
  log.error({ id, err: describe(error) }, 'unexpected failure');
  return declare('INTERNAL', {
    what: 'Something went wrong that Assay did not expect.',
    where: `log entry ${id}`,
    remedy: 'Try again; if it stays, send the log entry to those who keep this installation.',
  });
}

/** What a declared or typed failure says to a person; null for one that nobody expected. */
export function findProblem(error: unknown): Problem | null {
  const told = problem.safeParse(error instanceof ORPCError ? error.data : carriedProblem(error)?.problem);
  return told.success ? told.data : null;
}

/** Null for what the contract does not declare, such as an answer that breaks it. */
function findDeclared(error: ORPCError<string, unknown>): ORPCError<string, unknown> | null {
  if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    const issue = error.cause.issues[0];
    const path = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
    return declare('INVALID_INPUT', {
      what: `${path.length === 0 ? 'The input' : path.join('.')} ${issue?.message ?? 'is not valid'}`,
      where: path.join('.'),
      remedy: 'Change it and try again. Nothing was stored.',
    });
  }
  return error.code in errors ? error : null;
}

function carriedProblem(error: unknown): { code: ErrorCode; problem: Problem } | null {
  if (!(error instanceof Error) || !('code' in error) || !('problem' in error)) return null;
  const told = problem.safeParse(error.problem);
  if (!told.success) return null;
  const code = String(error.code);
  return { code: code in errors ? (code as ErrorCode) : 'INTERNAL', problem: told.data };
}

function declare(code: ErrorCode, data: Problem, cause?: unknown): ORPCError<string, unknown> {
  const { status, message } = errors[code];
  return new ORPCError(code, { status, message, data, cause });
}

/** Name, code and stack: a message may hold what a person typed. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { type: error.name, code: 'code' in error ? error.code : undefined, stack: frames.join('\n') };
}
