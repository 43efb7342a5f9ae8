/**
 * Reviews from elsewhere. They go to a ledger of their own, say whose they are, and are marked as imported for ever.
 */
import { z } from 'zod';
import { onBehalfOf, ruling } from './adjudication.ts';
import { auditId, digest, isoTime, itemId, personId, reviewId } from './ids.ts';
import { answers } from './review.ts';
import { scorecardRef } from './scorecard.ts';
import { label, safeText } from './text.ts';

export const importPresets = [
  'clapnq',
  'xstest',
  'label-studio',
  'argilla',
  'langfuse-scores',
  'columns',
] as const;
export const importPreset = z.enum(importPresets);
export type ImportPreset = z.infer<typeof importPreset>;

/** Who reviewed elsewhere. The id follows from the name and the import's space of names, so that two imports agree. */
export const importedPerson = z.strictObject({ personId, name: label(120) });

/** More names than this are no people, but a column of something else. */
export const mostImportedPeople = 500;

/** First event of an origin ledger. */
export const importFacts = z.strictObject({
  importId: z.uuid(),
  auditId,
  name: label(200),
  preset: importPreset,
  files: z.array(z.strictObject({ name: label(1000), digest, bytes: z.int().min(0) })),
  people: z.array(importedPerson).min(1).max(mostImportedPeople),
  /** Not what people said, but made to look at what would be; every screen that shows a figure of it says so. */
  isSimulated: z.boolean(),
  rows: z.int().min(0),
  rejected: z.int().min(0),
});
export type ImportFacts = z.infer<typeof importFacts>;

export const importedReview = z.strictObject({
  importId: z.uuid(),
  reviewId,
  auditId,
  itemId,
  onBehalfOf,
  scorecard: scorecardRef,
  answers,
  /** When it was made there, where that is known; otherwise when it was imported. */
  reviewedAt: isoTime,
  elapsedMs: z.int().min(0),
  /** Where it stood: 1-based row or record, and the file by its place in the import's list. */
  origin: z.strictObject({ file: z.int().min(0), row: z.int().min(1) }),
});
export type ImportedReview = z.infer<typeof importedReview>;

/** A final label that came with the reviews, as a ruling. */
export const importedRuling = ruling.extend({ importId: z.uuid(), onBehalfOf, ruledAt: isoTime });
export type ImportedRuling = z.infer<typeof importedRuling>;

/** A row that became no review: counted, listed, never silently dropped. */
export const rejectedReviewRow = z.strictObject({
  file: label(4096),
  row: z.int().min(1),
  code: z.enum([
    'NOT_JSON',
    'MISSING_FIELD',
    'BAD_VALUE',
    'UNKNOWN_ITEM',
    'UNKNOWN_OPTION',
    'DUPLICATE_REVIEW',
    'NUL_CHARACTER',
    'TOO_LONG',
  ]),
  reason: safeText,
});
export type RejectedReviewRow = z.infer<typeof rejectedReviewRow>;
