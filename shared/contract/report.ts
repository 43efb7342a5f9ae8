/**
 * The report of an audit. A figure never travels without its interval, its count and its method; what is undefined is
 * null with a reason. How a figure came about and the items behind it are asked for by its address (`report-ref.ts`).
 */
import { z } from 'zod';
import { auditId, digest, isoTime, personId, reviewId, slug } from '../domain/ids.ts';
import { registration } from '../domain/registration.ts';
import { taxonomyRef } from '../domain/taxonomy.ts';
import { label, safeText } from '../domain/text.ts';
import { agreement, judgeReport, missControl } from './report-agreement.ts';
import { bridgeReport } from './report-bridge.ts';
import { figure, rate } from './report-figure.ts';

export const verdicts = ['PASS', 'BREACH', 'INCONCLUSIVE', 'INSUFFICIENT'] as const;

export const optionShare = z.strictObject({ option: slug, title: label(), rate });

/** A value against all other values of its dimension (statistics.md B6), adjusted within its table (B7). */
export const contrast = z.strictObject({
  /** Rate here minus rate elsewhere. */
  difference: figure,
  p: z.number().nullable(),
  /** Benjamini–Hochberg over the rows of this table. */
  q: z.number().nullable(),
});

export const breakdown = z.strictObject({
  dimension: label(),
  rows: z.array(
    z.strictObject({
      value: safeText,
      population: z.int().min(0).nullable(),
      rate,
      contrast: contrast.nullable(),
    }),
  ),
});

export const weeks = z.strictObject({
  /** ISO weeks in order, those without an item between the first and the last included. */
  rows: z.array(z.strictObject({ week: label(), rate })),
  /** Change of the rate per week (B10); a reason where there are fewer than six weeks. */
  trend: figure,
  trendP: z.number().nullable(),
});

export const thresholdVerdict = z.strictObject({
  limit: z.number(),
  verdict: z.enum(verdicts),
  /** One-sided 95 % bounds, which decide. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  /** Items that would decide it if the rate stays as it is, where known. */
  moreNeeded: z.int().min(0).nullable(),
  sentence: safeText,
  /** The verdict would differ if every skipped item were bad, or good (A6). */
  isSensitiveToSkips: z.boolean(),
  /** The verdict would differ if every contested item were ruled one way, or the other (D1). */
  isSensitiveToRulings: z.boolean(),
  /** What would change this verdict, each as a sentence, with the items that it takes where that can be said. */
  changes: z.array(z.strictObject({ sentence: safeText, items: z.int().min(0).nullable() })),
  /** Where `moreNeeded` items are best drawn: by stratum, in proportion to the frame. */
  moreByStratum: z.array(z.strictObject({ stratum: z.array(safeText), items: z.int().min(0) })),
});

export const questionReport = z.strictObject({
  question: slug,
  title: label(),
  rateTitle: label(),
  isPrimary: z.boolean(),
  /** Rate of the event options over the audit's frame. */
  overall: rate,
  options: z.array(optionShare),
  breakdowns: z.array(breakdown),
  /** Null for audits whose manifest does not record weeks. */
  weeks: weeks.nullable(),
  agreement,
  threshold: thresholdVerdict.nullable(),
  /** Items on which reviews differ and nobody has ruled; the rate if each of them went one way or the other. */
  contested: z.strictObject({
    count: z.int().min(0),
    lowest: z.number().nullable(),
    highest: z.number().nullable(),
    /** Reviewed items whose answer was ruled; absent where nothing was. */
    ruled: z.int().min(1).optional(),
  }),
  /** The rate if every skipped item were good, or bad (A6). */
  skipBounds: z.strictObject({ lowest: z.number().nullable(), highest: z.number().nullable() }),
  judges: z.array(judgeReport),
  /** Null where no second look was planned or given out for this question. */
  missControl: missControl.nullable(),
});

export const coverage = z.strictObject({
  frame: z.int(),
  drawn: z.int(),
  reviewed: z.int(),
  skipped: z.int(),
  skipReasons: z.array(z.strictObject({ reason: label(), count: z.int().min(1) })),
  /** Reviews that the hub refused, as far as this side knows. */
  refused: z.int(),
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

/** What evidence says however often one looks (statistics.md B11). */
export const anytime = z.strictObject({
  /** Items of the completed prefix that it rests on. */
  n: z.int().min(0),
  events: z.int().min(0),
  /** Confidence sequence of the primary rate; a reason where weights are too unequal. */
  interval: figure,
  /** Evidence for pass and for breach of the primary limit, as e-values; declared at `declareAt` or more. */
  evidence: z.strictObject({ pass: z.number(), breach: z.number(), declareAt: z.number() }).nullable(),
});

export const registeredVersusObserved = z.strictObject({
  registration,
  /** Whether the stop rule allows a decision now, and the sentence that says so. */
  stop: z.strictObject({ isReached: z.boolean(), sentence: safeText, share: z.number().min(0).max(1) }),
  anytime: anytime.nullable(),
  hypotheses: z.array(
    z.strictObject({
      statement: safeText,
      /** The claim as a sentence with its numbers. */
      claim: safeText,
      observed: figure,
      p: z.number().nullable(),
      q: z.number().nullable(),
      outcome: z.enum(['supported', 'contradicted', 'undecided', 'not measurable']),
      sentence: safeText,
    }),
  ),
  /** What was done otherwise than registered, e.g. closed before the stop rule was reached. */
  deviations: z.array(safeText),
});

/** The recommended next step: cheapest remedy first, with its reason. */
export const nextStep = z.strictObject({
  step: z.enum(['none', 'review more', 'prompt', 'retrieval', 'model', 'roll back']),
  sentence: safeText,
  /** Named causes among the found errors. */
  causes: z.array(z.strictObject({ cause: label(), count: z.int().min(0) })),
});

/**
 * Raised when the same inputs may give other figures than before. 2: rulings stand before reviews, agreement rests on what
 * each person said first; what method 1 could be given gives the same figures by method 2. 3: two second judgements are two,
 * however unequal their weights. Files of every method before still verify, by that method.
 */
export const METHOD_VERSION = 3;
export const methodVersion = z.int().min(1).max(METHOD_VERSION);

/** Reviews that figures rest on and that came from elsewhere; every screen that shows such a figure says so. */
export const origin = z.strictObject({
  /** Reviews that count, in all; of them imported, and of these made up to see what would be. */
  reviews: z.int().min(0),
  imported: z.int().min(1),
  simulated: z.int().min(0),
});
export type Origin = z.infer<typeof origin>;

export const report = z.strictObject({
  auditId,
  title: label(),
  state: label(),
  isDemo: z.boolean(),
  /** Version of the computation. */
  methodVersion,
  manifestDigest: digest,
  /** Digest over the ids of the reviews used, sorted: two devices with equal digests show equal figures. */
  reviewsDigest: digest,
  reviewIds: z.array(reviewId),
  /** Two-sided error of every interval. */
  alpha: z.number(),
  primaryQuestion: slug,
  /** Absent where no review was imported. */
  origin: origin.optional(),
  /** Absent but in bridge audits: what its items say of the audit that they were taken from. */
  bridge: bridgeReport.optional(),
  coverage,
  questions: z.array(questionReport),
  /** Null for audits that registered nothing but thresholds. */
  registered: registeredVersusObserved.nullable(),
  nextStep,
  reviewers: z.array(
    z.strictObject({ personId, name: label().nullable(), reviewed: z.int(), skipped: z.int() }),
  ),
  /** The figures before the planned close are interim: not a decision yet. */
  isInterim: z.boolean(),
  computedAt: isoTime,
});
export type Report = z.infer<typeof report>;

/** A report in a few lines: thresholds, coverage by stratum, disagreements. Every figure is the report's own. */
export const reportBrief = z.strictObject({
  auditId,
  isInterim: z.boolean(),
  thresholds: z.array(
    z.strictObject({
      question: slug,
      rateTitle: label(),
      limit: z.number(),
      verdict: z.enum(verdicts),
      figure,
    }),
  ),
  drawn: z.int(),
  reviewed: z.int(),
  skipped: z.int(),
  /** Number of strata, and the largest of them in the order of the report. */
  strataCount: z.int(),
  strata: z.array(
    z.strictObject({ values: z.array(safeText), drawn: z.int(), reviewed: z.int(), skipped: z.int() }),
  ),
  /** Questions on which reviews of some items differ and nobody has ruled, with the number of these items. */
  contested: z.array(z.strictObject({ question: slug, title: label(), items: z.int().min(1) })),
});
export type ReportBrief = z.infer<typeof reportBrief>;

/** One audit beside an earlier one, question by question (B6). */
export const comparison = z.strictObject({
  auditId,
  withAuditId: auditId,
  title: label(),
  withTitle: label(),
  questions: z.array(
    z.strictObject({
      question: slug,
      rateTitle: label(),
      now: rate,
      before: rate,
      /** Now minus before. */
      difference: figure,
      p: z.number().nullable(),
      q: z.number().nullable(),
      sentence: safeText,
    }),
  ),
});
export type Comparison = z.infer<typeof comparison>;

/** Primary rate and agreement of audits of the same source and scorecard, oldest first; relabels beside what they bridge. */
export const history = z.array(
  z.strictObject({
    auditId,
    title: label(),
    at: isoTime,
    rate,
    limit: z.number().nullable(),
    verdict: z.enum(verdicts).nullable(),
    /** Agreement on the primary question. */
    agreement: figure,
    /** Absent where no review was imported. */
    origin: origin.optional(),
    /** Where the primary question asks another version than in the audit before, and whether the line goes on. */
    line: z
      .strictObject({ from: taxonomyRef, to: taxonomyRef, isBroken: z.boolean(), sentence: safeText })
      .nullable(),
    /** What a relabel of its items says: its rate under a newer version, bridging error included. */
    bridged: z.strictObject({ auditId, version: z.int().min(1), rate: figure }).nullable(),
    /** What changed since the audit before: values of versioned dimensions that are new. */
    changes: z.array(z.strictObject({ dimension: label(), values: z.array(safeText) })),
  }),
);
export type History = z.infer<typeof history>;
