/**
 * Addresses of the figures of a report, so that a figure on screen leads to how it was computed and to the items
 * behind it. Must not carry figures. Invariant: an address means the same on every device that holds the audit.
 */
import { z } from 'zod';
import { digest, isoTime, itemId, personId, reviewId, slug } from '../domain/ids.ts';
import { label, safeText } from '../domain/text.ts';
import { trace } from '../domain/trace.ts';
import { figure } from './report-figure.ts';

/** Cells of judge against people. */
export const judgeCells = ['both', 'judgeOnly', 'peopleOnly', 'neither'] as const;
const coverageParts = ['reviewed', 'skipped', 'open', 'late'] as const;
/** Figures of agreement by what they are of; the first is meant where an address names none. */
export const agreementStatistics = {
  all: ['alpha', 'percent', 'ac1', 'weightedAlpha'],
  option: ['alpha', 'specific'],
  pair: ['kappa', 'percent'],
  person: ['peer', 'alphaWithout'],
} as const;
export const judgeMetrics = [
  'kappa',
  'precision',
  'recall',
  'specificity',
  'f1',
  'mcc',
  'apparentRate',
  'corrected',
  'assisted',
] as const;

export const figureRef = z.discriminatedUnion('kind', [
  /** A rate: of the question's event, or of one option; over the frame, or where a dimension (or `week`) has a value. */
  z.strictObject({
    kind: z.literal('rate'),
    question: slug,
    option: slug.nullable(),
    dimension: label().nullable(),
    value: safeText.nullable(),
    /** The difference to all other values of the dimension is meant, not the rate itself. */
    isContrast: z.boolean().optional(),
  }),
  /**
   * Agreement on the overlap: of all, of one class against the rest, of one pair of reviewers, or of one reviewer with
   * the others.
   */
  z.strictObject({
    kind: z.literal('agreement'),
    question: slug,
    option: slug.nullable(),
    pair: z.tuple([personId, personId]).nullable(),
    person: personId.optional(),
    /** One of `agreementStatistics`; by default the first. */
    statistic: z
      .enum(['alpha', 'percent', 'ac1', 'weightedAlpha', 'specific', 'kappa', 'peer', 'alphaWithout'])
      .optional(),
  }),
  /** Overlap items on which one reviewer said `a` and another `b`. */
  z.strictObject({ kind: z.literal('confusion'), question: slug, a: slug, b: slug }),
  z.strictObject({
    kind: z.literal('judge'),
    question: slug,
    judge: label(),
    cell: z.enum(judgeCells).nullable(),
    /** Without a cell: the figure that is meant, by default κ. */
    metric: z.enum(judgeMetrics).optional(),
  }),
  /**
   * Second looks at first verdicts: the rate by second looks, of clean ones the miss rate, of flagged ones counts alone.
   * `found` null for all of them.
   */
  z.strictObject({
    kind: z.literal('secondLook'),
    question: slug,
    first: z.enum(['clean', 'flagged']).nullable(),
    found: z.boolean().nullable(),
  }),
  z.strictObject({ kind: z.literal('contested'), question: slug }),
  z.strictObject({
    kind: z.literal('coverage'),
    part: z.enum(coverageParts),
    stratum: z.string().nullable(),
  }),
  /** What was observed of a registered claim, by its place in the registration. */
  z.strictObject({ kind: z.literal('hypothesis'), index: z.int().min(0) }),
  /** Change of the rate per week. */
  z.strictObject({ kind: z.literal('trend'), question: slug }),
  /** The interval of the registered primary rate that stays valid however often one looks. */
  z.strictObject({ kind: z.literal('anytime') }),
]);
export type FigureRef = z.infer<typeof figureRef>;

const explainedAnswer = z.strictObject({
  personId,
  name: label().nullable(),
  /** Title of the option; null when the question was not asked of this review. */
  answer: label().nullable(),
  isSecondLook: z.boolean(),
  isLate: z.boolean(),
});

const explainedItem = z.strictObject({
  itemId,
  position: z.int().min(1),
  /** First words of what was asked; empty where the content is not on this device. */
  title: safeText,
  stratum: z.array(safeText),
  /** Frame traces that this item speaks for in this figure; null where it is not weighted. */
  weight: z.number().nullable(),
  /** Whether the item counts as the event; null where there is no event. */
  isEvent: z.boolean().nullable(),
  /** Answer that stands for the item, as title. */
  standing: label().nullable(),
  isContested: z.boolean(),
  /** What stands was ruled. */
  isRuled: z.boolean().optional(),
  answers: z.array(explainedAnswer),
});
export type ExplainedItem = z.infer<typeof explainedItem>;

/** How a figure came about. */
export const explanation = z.strictObject({
  title: safeText,
  /** Null for what is only counted. */
  figure: figure.nullable(),
  /** The computation in sentences, with the source of each formula. */
  steps: z.array(safeText),
  /** Quantities that entered, in reading order: sizes, effective sizes, standard error, degrees of freedom, seed … */
  facts: z.array(z.strictObject({ name: label(), value: safeText })),
  /** SHA-256 over the canonical JSON of everything that entered the figure. */
  inputsDigest: digest,
  /** In queue order. */
  items: z.array(explainedItem),
});
export type Explanation = z.infer<typeof explanation>;

/** One item with everything that was said about it, for those who may read the report. */
export const reportItem = z.strictObject({
  itemId,
  position: z.int().min(1),
  stratum: z.array(safeText),
  weight: z.number(),
  inclusionProbability: z.number(),
  isOverlap: z.boolean(),
  /** Null where the content is not on this device. */
  trace: trace.nullable(),
  /** The text was erased when its retention ended. */
  isErased: z.boolean().optional(),
  /** What was ruled on its questions; absent where nothing was, or where the reader may not know. */
  rulings: z
    .array(
      z.strictObject({
        question: slug,
        title: label(),
        answer: safeText,
        rationale: safeText,
        by: label().nullable(),
        ruledAt: isoTime,
        /** Two owners ruled otherwise without knowing of each other; the first that the hub accepted stands. */
        isDisputed: z.boolean(),
        /** A review that it rests on was changed since. */
        isStale: z.boolean(),
      }),
    )
    .optional(),
  reviews: z.array(
    z.strictObject({
      reviewId,
      personId,
      name: label().nullable(),
      submittedAt: isoTime,
      elapsedMs: z.int(),
      isSecondLook: z.boolean(),
      isLate: z.boolean(),
      answers: z.array(z.strictObject({ question: slug, title: label(), answer: safeText })),
    }),
  ),
});
export type ReportItem = z.infer<typeof reportItem>;
