/**
 * Owns the reading of the form: from what was typed to what the contract wants, or to the problem of each field in
 * words. Must not know the backend or decide what is a good plan (the backend refuses what cannot be drawn).
 * Invariant: a value is either read whole or named as a problem; nothing is silently replaced.
 */
import type { Allocation, AuditPlan, FrameFilter } from '../../../shared/domain/audit.ts';
import { seed as seedSchema } from '../../../shared/domain/audit.ts';
import type { ScorecardRef } from '../../../shared/domain/scorecard.ts';
import type { Source } from '../../../shared/domain/source.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import type { PlanDraft } from './plan-draft.ts';

export type PlanField =
  | 'source'
  | 'filters'
  | 'window'
  | 'size'
  | 'minPerStratum'
  | 'takeAllBelow'
  | 'expectedRate'
  | 'expectedRates'
  | 'overlapSize'
  | 'reviewersPerItem'
  | 'secondsPerReview'
  | 'title'
  | 'dueDate'
  | 'limit'
  | 'seed'
  | 'reviewers';

export type Problems = Partial<Record<PlanField, string>>;

/** What was read, or the problem of each field that could not be. */
export type Reading<T> = { ok: true; value: T } | { ok: false; problems: Problems };

export interface SamplingRequest {
  filter: FrameFilter;
  dimensions: Dimension[];
  allocation: Allocation;
  overlap: { size: number; reviewersPerItem: number };
}

/** A whole number of at least `min` (and at most `max`), or a sentence. Thousands separators are allowed. */
export function readWhole(typed: string, min: number, max = 10_000_000): number | string {
  const bare = typed.trim().replaceAll(/[,_\s]/g, '');
  if (bare === '') return 'Enter a number.';
  if (!/^\d+$/.test(bare)) return 'Enter a whole number.';
  const value = Number(bare);
  if (value < min) return `Enter ${min} or more.`;
  return value > max ? `Enter ${max} or less.` : value;
}

/** Percent as a share, strictly between 0 and 100, or a sentence. A decimal comma is understood. */
export function readPercent(typed: string): number | string {
  const bare = typed.trim().replace(/\s*%$/, '').replace(',', '.');
  const value = Number(bare);
  if (bare === '' || !Number.isFinite(value)) return 'Enter a percentage.';
  return value > 0 && value < 100 ? value / 100 : 'Enter a percentage above 0 and below 100.';
}

/** Midnight UTC of a date field (`2026-11-14`), or null. `addDays` shifts it. */
export function readDay(typed: string, addDays = 0): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return null;
  const [year, month, day] = typed.split('-').map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day + addDays));
  const isReal = addDays !== 0 || at.toISOString().startsWith(typed);
  return isReal ? at.toISOString() : null;
}

/** The filter of the frame. The last day of the window belongs to it. */
export function readFilter(draft: PlanDraft): Reading<FrameFilter> {
  const emptied = Object.entries(draft.filters).find(([, values]) => values.length === 0);
  if (emptied !== undefined) {
    return { ok: false, problems: { filters: `Keep at least one value of ${emptied[0]}.` } };
  }
  const from = draft.fromDate === '' ? undefined : readDay(draft.fromDate);
  const until = draft.untilDate === '' ? undefined : readDay(draft.untilDate, 1);
  if (from === null || until === null) {
    return { ok: false, problems: { window: 'Enter dates as year-month-day.' } };
  }
  if (from !== undefined && until !== undefined && from >= until) {
    return { ok: false, problems: { window: 'The window ends before it begins.' } };
  }
  const dimensions = Object.entries(draft.filters).map(([dimension, values]) => ({
    dimension: dimension as Dimension,
    values,
  }));
  return {
    ok: true,
    value: {
      dimensions,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    },
  };
}

/** Frame, allocation and overlap: what a preview needs. */
export function readSampling(draft: PlanDraft): Reading<SamplingRequest> {
  const problems: Problems = {};
  const take = (field: PlanField, read: number | string): number => {
    if (typeof read === 'number') return read;
    problems[field] = read;
    return 0;
  };
  const filter = readFilter(draft);
  if (!filter.ok) Object.assign(problems, filter.problems);
  const size = take('size', readWhole(draft.size, 1));
  const minPerStratum = take('minPerStratum', readWhole(draft.minPerStratum, 0));
  const takeAllBelow = take('takeAllBelow', readWhole(draft.takeAllBelow, 0));
  const expectedRate = take('expectedRate', readPercent(draft.expectedRate));
  const overlapSize = take('overlapSize', readWhole(draft.overlapSize, 0));
  const reviewersPerItem = take('reviewersPerItem', readWhole(draft.reviewersPerItem, 2, 20));
  const rates = readExpectedRates(draft, problems);
  if (!filter.ok || Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      filter: filter.value,
      dimensions: draft.dimensions as Dimension[],
      allocation: {
        rule: draft.rule,
        size,
        minPerStratum,
        takeAllBelow,
        expectedRate,
        ...(Object.keys(rates).length === 0 ? {} : { expectedRates: rates }),
      },
      overlap: { size: overlapSize, reviewersPerItem },
    },
  };
}

function readExpectedRates(draft: PlanDraft, problems: Problems): Record<string, number> {
  const rates: Record<string, number> = {};
  if (draft.rule !== 'neyman') return rates;
  for (const [key, typed] of Object.entries(draft.expectedRates)) {
    if (typed.trim() === '') continue;
    const rate = readPercent(typed);
    if (typeof rate === 'number') rates[key] = rate;
    else problems.expectedRates = rate;
  }
  return rates;
}

export interface DrawRequest {
  plan: AuditPlan;
  reviewerIds: string[];
}

/** The whole plan. `today` (ISO) refuses a due date in the past. */
export function readPlan(
  draft: PlanDraft & { reviewerIds: string[] },
  source: Source | null,
  scorecard: ScorecardRef,
  today: string,
): Reading<DrawRequest> {
  const sampling = readSampling(draft);
  const problems: Problems = sampling.ok ? {} : { ...sampling.problems };
  if (source === null) problems.source = 'Choose a source.';
  if (draft.title.trim() === '') problems.title = 'Give the audit a title.';
  else if (draft.title.trim().length > 120) problems.title = 'Keep the title within 120 characters.';
  if (!seedSchema.safeParse(draft.seed).success) {
    problems.seed = 'A seed is 32 characters of 0–9 and a–f.';
  }
  if (draft.reviewerIds.length === 0) problems.reviewers = 'Choose at least one reviewer.';
  const limit = draft.limit.trim() === '' ? null : readPercent(draft.limit);
  if (typeof limit === 'string') problems.limit = limit;
  const dueAt = draft.dueDate === '' ? undefined : readDay(draft.dueDate, 1);
  if (dueAt === null) problems.dueDate = 'Enter the date as year-month-day.';
  else if (dueAt !== undefined && dueAt <= today) problems.dueDate = 'This day is over.';
  if (!sampling.ok || source === null || Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      reviewerIds: draft.reviewerIds,
      plan: {
        title: draft.title.trim(),
        source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
        ...sampling.value,
        seed: draft.seed,
        selection: 'bottomK',
        scorecard,
        thresholds: typeof limit === 'number' ? [{ question: 'hallucination', limit }] : [],
        ciMethod: 'kgStar',
        alpha: 0.05,
        blinding: {
          hidesModel: draft.hidesModel,
          hidesJudge: draft.hidesJudge,
          revealsOthers: draft.revealsOthers,
        },
        ...(typeof dueAt === 'string' ? { dueAt } : {}),
      },
    },
  };
}
