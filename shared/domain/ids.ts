/**
 * Branded ids: a review id can never be passed where an item id is meant.
 * Ids of things that Assay makes are UUIDs (v7 made on the device); trace ids are the source's own exact text.
 */
import { z } from 'zod';
import { label } from './text.ts';

const uuid = <B extends string>() => z.uuid().brand<B>();

export const auditId = uuid<'AuditId'>();
export type AuditId = z.infer<typeof auditId>;
/** One trace inside one audit; derived from audit id and trace id, so that two devices agree on it. */
export const itemId = uuid<'ItemId'>();
export type ItemId = z.infer<typeof itemId>;
export const reviewId = uuid<'ReviewId'>();
export type ReviewId = z.infer<typeof reviewId>;
export const ledgerId = uuid<'LedgerId'>();
export type LedgerId = z.infer<typeof ledgerId>;
export const eventId = uuid<'EventId'>();
export type EventId = z.infer<typeof eventId>;
export const sourceId = uuid<'SourceId'>();
export type SourceId = z.infer<typeof sourceId>;
export const personId = uuid<'PersonId'>();
export type PersonId = z.infer<typeof personId>;
/** The exact id text of the source: no trimming, no normalisation, because the draw hashes it. */
export const traceId = label(1000).brand<'TraceId'>();
export type TraceId = z.infer<typeof traceId>;
/** Lowercase hex SHA-256. */
export const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'is not a lowercase hex SHA-256')
  .brand<'Digest'>();
export type Digest = z.infer<typeof digest>;
/** Key of a question inside a scorecard, and of an option inside a question. */
export const slug = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be lower case letters, digits and _');
/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const isoTime = z.iso.datetime({ precision: 3 });
