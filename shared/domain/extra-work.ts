/**
 * Work besides the sample: gold items, whose answers are known and which are silently mixed in, and items that are judged
 * anew. Neither is ever part of an estimate of the frame.
 */
import { z } from 'zod';
import { digest, isoTime, itemId, personId, traceId } from './ids.ts';
import { answers } from './review.ts';
import { scorecardRef } from './scorecard.ts';
import { label, safeText } from './text.ts';

/** A trace whose right answers are known: ruled on earlier, or planted. */
export const goldAnswer = z.strictObject({
  goldId: z.uuid(),
  traceId,
  contentDigest: digest,
  sealedDigest: digest.nullable(),
  scorecard: scorecardRef,
  /** Only the questions whose answer is known. */
  answers,
  rationale: safeText,
});
export type GoldAnswer = z.infer<typeof goldAnswer>;

/** A gold item in a queue. */
export const goldPlace = z.strictObject({
  itemId,
  goldId: z.uuid(),
  contentDigest: digest,
  sealedDigest: digest.nullable(),
  /** It comes right after the sampled item with this position of the manifest; 0 for the first of all. */
  after: z.int().min(0),
});
export type GoldPlace = z.infer<typeof goldPlace>;

/** An item of the calibration round: its right answers come along, and are shown once the round is over. */
export const calibrationPlace = z.strictObject({
  itemId,
  goldId: z.uuid(),
  contentDigest: digest,
  sealedDigest: digest.nullable(),
  /** Place in the round, 1-based. */
  position: z.int().min(1),
  /** Only the questions whose answer is known. */
  answers,
  rationale: safeText,
});
export type CalibrationPlace = z.infer<typeof calibrationPlace>;

export const relabelItem = z.strictObject({ itemId, personIds: z.array(personId).min(1) });
export type RelabelItem = z.infer<typeof relabelItem>;

/** An item that one person is asked to judge anew. Their next review ends it. */
export const relabel = z.strictObject({
  itemId,
  personId,
  reason: label(500),
  requestedAt: isoTime,
});
export type Relabel = z.infer<typeof relabel>;
