/**
 * Owns the form of a plan while it is being filled in: what was typed, as it was typed. Must not know the backend,
 * the screen or any sampling rule. Invariant: numbers stay text until they are read (see read-plan.ts), so that a
 * half-typed field is never rewritten under the fingers.
 */
import { z } from 'zod';
import { columnMapping, preset } from '../../../shared/domain/source.ts';

const text = z.string().max(10_000);

/** The part of the form that looks into files; kept so that a look elsewhere loses nothing. */
export const sourceDraft = z.strictObject({
  isAdding: z.boolean(),
  paths: z.array(text).max(1000),
  preset: preset.nullable(),
  mapping: columnMapping.nullable(),
  name: text,
});
export type SourceDraft = z.infer<typeof sourceDraft>;

export const planDraft = z.strictObject({
  source: sourceDraft,
  sourceId: text.nullable(),
  dimensions: z.array(text).max(6),
  /** Values to keep, by dimension; a dimension that is not here is not filtered. */
  filters: z.record(z.string(), z.array(text)),
  fromDate: text,
  untilDate: text,
  rule: z.enum(['proportional', 'equal', 'neyman']),
  size: text,
  minPerStratum: text,
  takeAllBelow: text,
  /** Percent. */
  expectedRate: text,
  /** Percent by stratum key, for Neyman. */
  expectedRates: z.record(z.string(), text),
  overlapSize: text,
  reviewersPerItem: text,
  secondsPerReview: text,
  title: text,
  dueDate: text,
  scorecardId: text,
  /** Percent; empty for no threshold. */
  limit: text,
  seed: text,
  hidesModel: z.boolean(),
  hidesJudge: z.boolean(),
  revealsOthers: z.enum(['afterClose', 'never']),
  /** Null until somebody chose: then the person at the keyboard reviews. */
  reviewerIds: z.array(text).nullable(),
  /** A draw was tried, so that what is merely missing is said too. */
  isTried: z.boolean(),
  /** The audit that this form has become, once drawn. */
  drawnAuditId: text.nullable(),
});
export type PlanDraft = z.infer<typeof planDraft>;

/** An empty form. `seed` is 32 hex characters from a source of randomness that the caller chooses. */
export function emptyPlanDraft(seed: string, scorecardId: string): PlanDraft {
  return {
    source: { isAdding: false, paths: [], preset: null, mapping: null, name: '' },
    sourceId: null,
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
    overlapSize: '40',
    reviewersPerItem: '2',
    secondsPerReview: '40',
    title: '',
    dueDate: '',
    scorecardId,
    limit: '',
    seed,
    hidesModel: true,
    hidesJudge: true,
    revealsOthers: 'afterClose',
    reviewerIds: null,
    isTried: false,
    drawnAuditId: null,
  };
}

/** The form after another source was chosen: what depended on the old one is gone, the rest stays. */
export function withSource(draft: PlanDraft, sourceId: string | null): PlanDraft {
  if (draft.sourceId === sourceId) return draft;
  return { ...draft, sourceId, dimensions: [], filters: {}, expectedRates: {}, drawnAuditId: null };
}

/** The form after strata changed; expected rates belong to keys of the old strata. */
export function withDimensions(draft: PlanDraft, dimensions: string[]): PlanDraft {
  return { ...draft, dimensions, expectedRates: {} };
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
