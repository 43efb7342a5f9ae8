/**
 * The report, first form: a weighted rate with its interval per question, by dimension, agreement on the overlap, and
 * coverage. A figure never travels without its interval, its count and its method; what is undefined is null with a
 * reason.
 */
import { z } from 'zod';
import { auditId, digest, isoTime, personId, reviewId, slug } from '../domain/ids.ts';
import { label, safeText } from '../domain/text.ts';

/** A figure, or the named reason why there is none. */
export const figure = z.strictObject({
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Units that it rests on. */
  n: z.int().min(0),
  method: label(),
  reason: label().nullable(),
  notes: z.array(safeText),
});
export type Figure = z.infer<typeof figure>;

export const cellStates = ['INSUFFICIENT', 'UNRELIABLE', 'ZERO_OR_FULL', 'RELIABLE'] as const;
export const verdicts = ['PASS', 'BREACH', 'INCONCLUSIVE', 'INSUFFICIENT'] as const;

export const rate = z.strictObject({
  figure,
  /** Items on which the event was seen. */
  events: z.int().min(0),
  cell: z.enum(cellStates).nullable(),
});

export const optionShare = z.strictObject({ option: slug, title: label(), rate });

export const breakdown = z.strictObject({
  dimension: label(),
  rows: z.array(z.strictObject({ value: safeText, population: z.int().min(0).nullable(), rate })),
});

export const agreement = z.strictObject({
  pairwise: figure,
  alpha: figure,
  ac1: figure,
  scale: z.enum(['nominal', 'ordinal']),
  itemCount: z.int().min(0),
  raterCount: z.int().min(0),
  band: z.enum(['reliable', 'tentative', 'not reliable']).nullable(),
});

export const thresholdVerdict = z.strictObject({
  limit: z.number(),
  verdict: z.enum(verdicts),
  /** Labels that would decide it, where known. */
  moreNeeded: z.int().min(0).nullable(),
  sentence: safeText,
});

export const questionReport = z.strictObject({
  question: slug,
  title: label(),
  rateTitle: label(),
  /** Rate of the event options over the audit's frame. */
  overall: rate,
  options: z.array(optionShare),
  breakdowns: z.array(breakdown),
  agreement,
  threshold: thresholdVerdict.nullable(),
  /** Items on which reviews differ and nobody has ruled; the rate if each of them went one way or the other. */
  contested: z.strictObject({
    count: z.int().min(0),
    lowest: z.number().nullable(),
    highest: z.number().nullable(),
  }),
});

export const coverage = z.strictObject({
  frame: z.int(),
  drawn: z.int(),
  reviewed: z.int(),
  skipped: z.int(),
  late: z.int(),
  open: z.int(),
  overlapDrawn: z.int(),
  overlapReviewed: z.int(),
  /** Weighted share of drawn items that have a review. */
  weightedResponse: z.number().nullable(),
  /** Share of the frame in strata that have no review at all. */
  uncoveredShare: z.number(),
  strata: z.array(
    z.strictObject({
      key: z.string(),
      values: z.array(safeText),
      population: z.int(),
      drawn: z.int(),
      reviewed: z.int(),
      skipped: z.int(),
      weight: z.number(),
    }),
  ),
});

export const report = z.strictObject({
  auditId,
  title: label(),
  state: label(),
  isDemo: z.boolean(),
  manifestDigest: digest,
  /** Digest over the ids of the reviews used, sorted: two devices with equal digests show equal figures. */
  reviewsDigest: digest,
  reviewIds: z.array(reviewId),
  /** Two-sided error of every interval. */
  alpha: z.number(),
  coverage,
  questions: z.array(questionReport),
  reviewers: z.array(
    z.strictObject({ personId, name: label().nullable(), reviewed: z.int(), skipped: z.int() }),
  ),
  /** The figures before the planned close are interim: not a decision yet. */
  isInterim: z.boolean(),
  computedAt: isoTime,
});
export type Report = z.infer<typeof report>;
