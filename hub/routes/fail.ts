/**
 * Failures of requests as the contract declares them: a code, and what happened, where, and what to do. Whatever is not
 * expected becomes INTERNAL with an id that is in the log; a stack, a statement or a text of somebody never travels.
 */
import { ORPCError, ValidationError } from '@orpc/server';
import type { FastifyBaseLogger } from 'fastify';
import type { ErrorCode, Problem } from '../../shared/contract/errors.ts';
import { errors } from '../../shared/contract/errors.ts';
import { codeOf } from '../failure.ts';
import type { HubIds } from '../outside.ts';

export type RequestFailure = ORPCError<string, Problem>;

/** A declared failure, to throw. */
export function fail(code: ErrorCode, data: Problem, cause?: unknown): RequestFailure {
  const { status, message } = errors[code];
  return new ORPCError<string, Problem>(code, { defined: true, status, message, data, cause });
}

export function notFound(what: string): RequestFailure {
  return fail('NOT_FOUND', { what, remedy: 'Check the address or the id.' });
}

/** The failure to answer with, whatever was thrown. */
export function toFailure(error: unknown, log: FastifyBaseLogger, ids: HubIds): RequestFailure {
  if (error instanceof ORPCError && error.code in errors) return error as RequestFailure;
  const known = ofValidation(error) ?? ofHttp(error) ?? ofDatabase(error);
  if (known !== null) return known;
  const id = ids.uuid();
  log.error({ failureId: id, failure: describe(error) }, 'unexpected failure');
  return fail('INTERNAL', {
    what: 'Something went wrong that the hub did not expect.',
    where: `log entry ${id}`,
    remedy: 'Try again; if it stays, tell those who run the hub.',
  });
}

/** Input that the contract's schema does not accept. */
function ofValidation(error: unknown): RequestFailure | null {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return null;
  const issue = error.cause instanceof ValidationError ? error.cause.issues[0] : undefined;
  const path = (issue?.path ?? [])
    .map((part) => String(typeof part === 'object' ? part.key : part))
    .join('.');
  return fail('INVALID_INPUT', {
    what: `${path === '' ? 'The request' : path}: ${issue?.message ?? 'it cannot be read'}`,
    ...(path === '' ? {} : { where: path }),
    remedy: 'Send it as the OpenAPI document says: GET /v1/openapi.json.',
  });
}

/** What Fastify itself refuses. */
function ofHttp(error: unknown): RequestFailure | null {
  const status = statusOf(error);
  if (status === 413) {
    return fail('TOO_LARGE', {
      what: 'The request is larger than this route accepts.',
      remedy: 'Send it in smaller pieces.',
    });
  }
  if (status === 429) {
    const data = { what: 'Too many requests.', remedy: 'Wait as long as Retry-After says, then go on.' };
    return new ORPCError<string, Problem>('TOO_MANY_REQUESTS', {
      status,
      message: 'Too many requests.',
      data,
    });
  }
  if (status === null || status < 400 || status >= 500) return null;
  return fail('INVALID_INPUT', {
    what: 'The request cannot be read.',
    where: codeOf(error) ?? `status ${status}`,
    remedy: 'Send well-formed JSON with content-type application/json.',
  });
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

/** Codes of the system and of PostgreSQL (appendix A of its manual). */
function ofDatabase(error: unknown): RequestFailure | null {
  const code = codeOf(error) ?? '';
  if (code === '53100' || code === 'ENOSPC') {
    return fail(
      'STORAGE_FULL',
      {
        what: "The hub's disk is full.",
        remedy: 'Nothing is lost: free space on the hub, then devices send again.',
      },
      error,
    );
  }
  if (code === '25006' || code === 'EROFS') {
    return fail(
      'STORAGE_READ_ONLY',
      {
        what: "The hub's database cannot be written.",
        remedy: 'Nothing is lost: make it writable, then devices send again.',
      },
      error,
    );
  }
  if (/^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].includes(code)) {
    return fail(
      'HUB_UNREACHABLE',
      {
        what: 'The hub cannot reach its database.',
        remedy: 'Nothing is lost: devices try again by themselves.',
      },
      error,
    );
  }
  return null;
}

/** Name, code and where: a message may hold what somebody typed. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const issues = error.cause instanceof ValidationError ? error.cause.issues.map((issue) => issue.path) : [];
  return { type: error.name, code: codeOf(error), at: issues.slice(0, 5), stack: frames.join('\n') };
}
