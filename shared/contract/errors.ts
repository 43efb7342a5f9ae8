/**
 * Expected failures, declared once. Every one says what happened, where, and what to do about it. What is not listed
 * here becomes `INTERNAL` with an id that is in the log, never a stack on the wire.
 */
import { z } from 'zod';
import { safeText } from '../domain/text.ts';

/** What a person needs to get on: the place (file, line, field, event) and the way out. */
export const problem = z.strictObject({
  what: safeText,
  where: safeText.optional(),
  remedy: safeText,
});
export type Problem = z.infer<typeof problem>;

const declared = <S extends number>(status: S, message: string) => ({ status, message, data: problem });

export const errors = {
  NOT_FOUND: declared(404, 'There is no such thing here.'),
  INVALID_INPUT: declared(400, 'This cannot be accepted as it is.'),
  CONFLICT: declared(409, 'This does not fit what is there already.'),
  FORBIDDEN: declared(403, 'This is not yours to do.'),
  LOCKED: declared(423, 'This profile is locked.'),
  UNAUTHORIZED: declared(401, 'Sign in again.'),
  SOURCE_UNREADABLE: declared(422, 'The files cannot be read.'),
  SOURCE_CHANGED: declared(409, 'The files have changed since they were added.'),
  EMPTY_FRAME: declared(422, 'No trace fits the filter.'),
  INFEASIBLE_PLAN: declared(422, 'This sample cannot be drawn.'),
  STORAGE_FULL: declared(507, 'The disk is full.'),
  STORAGE_READ_ONLY: declared(507, 'The store cannot be written.'),
  STORAGE_CORRUPT: declared(500, 'The store is damaged.'),
  HUB_UNREACHABLE: declared(503, 'The hub cannot be reached.'),
  HUB_REFUSED: declared(502, 'The hub did not accept this.'),
  LEDGER_FORK: declared(409, 'The hub knows another history of this ledger.'),
  LEDGER_GAP: declared(409, 'Events are missing before these.'),
  LEDGER_BROKEN: declared(422, 'An event does not fit its chain.'),
  TOO_LARGE: declared(413, 'This is too large.'),
  INTERNAL: declared(500, 'Something went wrong that Assay did not expect.'),
} as const;

export type ErrorCode = keyof typeof errors;
