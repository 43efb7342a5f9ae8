/**
 * Owns the form of a plan while it is being filled in: what was typed, as it was typed. Must not know the backend,
 * the screen or any sampling rule. Invariant: numbers stay text until they are read (see read-plan.ts), so that a
 * half-typed field is never rewritten under the fingers.
 */
import { z } from 'zod';
import { columnMapping, preset } from '../../../shared/domain/source.ts';

const text = z.string().max(10_000);

/** The part of the form that looks into files; kept so that a look elsewhere loses nothing. */
const sourceDraft = z.strictObject({
  isAdding: z.boolean(),
  paths: z.array(text).max(1000),
  preset: preset.nullable(),
  mapping: columnMapping.nullable(),
  name: text,
});
export type SourceDraft = z.infer<typeof sourceDraft>;

/** A hypothesis as it is being typed; which fields count depends on its kind. */
const hypothesisDraft = z.strictObject({
  kind: z.enum(['rate', 'difference', 'agreement']),
  statement: text,
  /** Empty for the first question with a rate. */
  question: text,
  /** Empty for the whole frame. */
  dimension: text,
  value: text,
  /** The part that `value` is compared with. */
  other: text,
  direction: z.enum(['below', 'above']),
  order: z.enum(['higher', 'lower', 'different']),
  /** Percent, or a coefficient of agreement. */
  limit: text,
});
export type HypothesisDraft = z.infer<typeof hypothesisDraft>;

export const planDraft = z.strictObject({
  source: sourceDraft,
  sourceId: text.nullable(),
  /** `rotating` and leaving out what was audited are for sources of a hub only. */
  selection: z.enum(['bottomK', 'rotating']),
  excludesAudited: z.boolean(),
  /** Gold items to mix in; for sources of a hub only. */
  gold: text,
  /** Items of the calibration round, 0 for none; for sources of a hub only. */
  calibration: text,
  dimensions: z.array(text).max(6),
  /** Values to keep, by dimension; a dimension that is not here is not filtered. */
  filters: z.record(z.string(), z.array(text)),
  fromDate: text,
  untilDate: text,
  rule: z.enum(['proportional', 'equal', 'power', 'neyman']),
  size: text,
  minPerStratum: text,
  takeAllBelow: text,
  /** Percent. */
  expectedRate: text,
  /** Percent by stratum key, for Neyman. */
  expectedRates: z.record(z.string(), text),
  /** Sizes by hand by stratum key; a stratum that is not here, or empty, is sized by the rule. */
  sizes: z.record(z.string(), text),
  /** Half-width that is wanted, in percentage points; empty for none. */
  targetMargin: text,
  overlapSize: text,
  reviewersPerItem: text,
  secondsPerReview: text,
  title: text,
  dueDate: text,
  scorecardId: text,
  /** Null for the newest there is when it is drawn. */
  scorecardVersion: z.int().min(1).nullable(),
  /** Percent; empty for no threshold. */
  limit: text,
  /** Empty for the first question with a rate. */
  primaryQuestion: text,
  hypotheses: z.array(hypothesisDraft).max(20),
  stopRule: z.enum(['fixed', 'precision', 'verdict', 'looks']),
  /** Percentage points. */
  stopMargin: text,
  looksCount: text,
  looksSpending: z.enum(['obrienFleming', 'pocock']),
  /** Percent of clean and of flagged first verdicts that are judged again; both empty for no second look. */
  cleanShare: text,
  flaggedShare: text,
  seed: text,
  hidesModel: z.boolean(),
  hidesJudge: z.boolean(),
  hidesFinder: z.boolean(),
  revealsOthers: z.enum(['afterClose', 'never']),
  opensReviewerPages: z.boolean(),
  /** Null until somebody chose: then the person at the keyboard reviews. */
  reviewerIds: z.array(text).nullable(),
  /** A draw was tried, so that what is merely missing is said too. */
  isTried: z.boolean(),
  /** The audit that this form has become, once drawn. */
  drawnAuditId: text.nullable(),
  /** Gold items that could be mixed in; null where none were asked for. */
  drawnGold: z.int().min(0).nullable(),
  /** What the hub had to say of the draw, such as that the calibration round is shorter; null for nothing. */
  drawnNote: text.nullable(),
});
export type PlanDraft = z.infer<typeof planDraft>;

/** An empty form. `seed` is 32 hex characters from a source of randomness that the caller chooses. */
export function emptyPlanDraft(seed: string, scorecardId: string): PlanDraft {
  return {
    source: { isAdding: false, paths: [], preset: null, mapping: null, name: '' },
    sourceId: null,
    selection: 'bottomK',
    excludesAudited: false,
    gold: '0',
    calibration: '0',
    dimensions: [],
    filters: {},
    fromDate: '',
    untilDate: '',
    rule: 'proportional',
    size: '200',
    minPerStratum: '2',
    takeAllBelow: '0',
    expectedRate: '3',
    expectedRates: {},
    sizes: {},
    targetMargin: '',
    overlapSize: '40',
    reviewersPerItem: '2',
    secondsPerReview: '40',
    title: '',
    dueDate: '',
    scorecardId,
    scorecardVersion: null,
    limit: '',
    primaryQuestion: '',
    hypotheses: [],
    stopRule: 'fixed',
    stopMargin: '',
    looksCount: '3',
    looksSpending: 'obrienFleming',
    cleanShare: '',
    flaggedShare: '',
    seed,
    hidesModel: true,
    hidesJudge: true,
    hidesFinder: false,
    revealsOthers: 'afterClose',
    opensReviewerPages: false,
    reviewerIds: null,
    isTried: false,
    drawnAuditId: null,
    drawnGold: null,
    drawnNote: null,
  };
}

/** A kept form as it is read back: fields that it does not have yet are as in an empty one. Null when it is no form. */
export function restoreDraft(stored: unknown, empty: PlanDraft): PlanDraft | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const read = planDraft.safeParse({ ...empty, ...stored });
  return read.success ? read.data : null;
}

/** An empty hypothesis: about the whole frame, until a part is chosen. */
export function emptyHypothesis(): HypothesisDraft {
  return {
    kind: 'rate',
    statement: '',
    question: '',
    dimension: '',
    value: '',
    other: '',
    direction: 'below',
    order: 'higher',
    limit: '',
  };
}

/**
 * The form after another source was chosen: what depended on the old one is gone, the rest stays. A hub goes on where the
 * audit before ended, and leaves out what was audited, unless told otherwise; files know of no audit before.
 */
export function withSource(
  draft: PlanDraft,
  sourceId: string | null,
  origin: 'files' | 'hub' = 'files',
): PlanDraft {
  if (draft.sourceId === sourceId) return draft;
  return {
    ...draft,
    sourceId,
    selection: origin === 'hub' ? 'rotating' : 'bottomK',
    excludesAudited: origin === 'hub',
    gold: '0',
    calibration: '0',
    dimensions: [],
    filters: {},
    expectedRates: {},
    sizes: {},
    hypotheses: draft.hypotheses.filter((one) => one.dimension === ''),
    drawnAuditId: null,
  };
}

/** The form after strata changed; expected rates and sizes by hand belong to keys of the old strata. */
export function withDimensions(draft: PlanDraft, dimensions: string[]): PlanDraft {
  return { ...draft, dimensions, expectedRates: {}, sizes: {} };
}

/** Sets the size of a stratum by hand; null lets the rule choose again. */
export function withSize(draft: PlanDraft, key: string, size: string | null): PlanDraft {
  const { [key]: _, ...others } = draft.sizes;
  return { ...draft, sizes: size === null ? others : { ...others, [key]: size } };
}

/** Changes one hypothesis. */
export function withHypothesis(draft: PlanDraft, at: number, change: Partial<HypothesisDraft>): PlanDraft {
  return {
    ...draft,
    hypotheses: draft.hypotheses.map((one, index) => (index === at ? { ...one, ...change } : one)),
  };
}

/** Keeps or drops one value of a dimension; keeping all of them is no filter. */
export function withFilterValue(
  draft: PlanDraft,
  dimension: string,
  all: readonly string[],
  value: string,
  isKept: boolean,
): PlanDraft {
  const before = new Set(draft.filters[dimension] ?? all);
  if (isKept) before.add(value);
  else before.delete(value);
  const kept = all.filter((one) => before.has(one));
  const { [dimension]: _, ...others } = draft.filters;
  return {
    ...draft,
    filters: kept.length === all.length ? others : { ...others, [dimension]: kept },
  };
}

/** A file name without folder and extensions, as a first name for a source. */
export function nameFromPath(path: string): string {
  const last =
    path
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? path;
  return last.replace(/(\.(jsonl|ndjson|json|csv|tsv|parquet|gz))+$/i, '') || last;
}
