/**
 * Owns the reading of the form: from what was typed to what the contract wants, or to the problem of each field in
 * words. Must not know the backend or decide what is a good plan (the backend refuses what cannot be drawn).
 * Invariant: a value is either read whole or named as a problem; nothing is silently replaced.
 */
import type { Allocation, AuditPlan, FrameFilter } from '../../../shared/domain/audit.ts';
import { seed as seedSchema } from '../../../shared/domain/audit.ts';
import { canonicalJson, uuidFromText } from '../../../shared/domain/canonical.ts';
import type { AuditId, PersonId, SourceId } from '../../../shared/domain/ids.ts';
import type { HubPlan } from '../../../shared/domain/template.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import type { Source } from '../../../shared/domain/source.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import type { PlanDraft } from './plan-draft.ts';
import type { RegistrationField } from './read-registration.ts';
import { primaryQuestionOf, readRegistration } from './read-registration.ts';
import { readDay, readMargin, readPercent, readWhole } from './read-typed.ts';

export type PlanField =
  | 'source'
  | 'filters'
  | 'window'
  | 'size'
  | 'minPerStratum'
  | 'takeAllBelow'
  | 'expectedRate'
  | 'expectedRates'
  | 'sizes'
  | 'targetMargin'
  | 'overlapSize'
  | 'reviewersPerItem'
  | 'secondsPerReview'
  | 'title'
  | 'dueDate'
  | 'limit'
  | 'seed'
  | 'reviewers'
  | 'gold'
  | 'calibration'
  | RegistrationField;

export type Problems = Partial<Record<PlanField, string>>;

/** What was read, or the problem of each field that could not be. */
export type Reading<T> = { ok: true; value: T } | { ok: false; problems: Problems };

export interface SamplingRequest {
  filter: FrameFilter;
  dimensions: Dimension[];
  allocation: Allocation;
  overlap: { size: number; reviewersPerItem: number };
}

/** What is asked of the draw besides: it changes no size, only what is said about them. */
export interface Wishes {
  targetHalfWidth?: number;
  limit?: number;
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
      ...(draft.excludesAudited ? { excludesAudited: true } : {}),
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
  const sizes = readSizes(draft, problems);
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
        ...(Object.keys(sizes).length === 0 ? {} : { sizes }),
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

function readSizes(draft: PlanDraft, problems: Problems): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const [key, typed] of Object.entries(draft.sizes)) {
    if (typed.trim() === '') continue;
    const size = readWhole(typed, 0);
    if (typeof size === 'number') sizes[key] = size;
    else problems.sizes = size;
  }
  return sizes;
}

/** Wishes as far as they can be read: a half-typed one is none yet. */
export function readWishes(draft: PlanDraft): Wishes {
  const margin = readMargin(draft.targetMargin);
  const limit = readPercent(draft.limit);
  return {
    ...(typeof margin === 'number' ? { targetHalfWidth: margin } : {}),
    ...(typeof limit === 'number' ? { limit } : {}),
  };
}

export interface DrawRequest {
  plan: AuditPlan;
  reviewerIds: string[];
}

type Draft = PlanDraft & { reviewerIds: string[] };

/** What a plan says wherever it is drawn. `today` (ISO) refuses a due date in the past. */
function readCommon(
  draft: Draft,
  card: Scorecard,
  today: string,
): Reading<Omit<AuditPlan, 'source' | 'seed' | 'selection'>> {
  const sampling = readSampling(draft);
  const registering = readRegistration(draft, card);
  const problems: Problems = {
    ...(sampling.ok ? {} : sampling.problems),
    ...(registering.ok ? {} : registering.problems),
  };
  if (draft.title.trim() === '') problems.title = 'Give the audit a title.';
  else if (draft.title.trim().length > 120) problems.title = 'Keep the title within 120 characters.';
  if (draft.reviewerIds.length === 0) problems.reviewers = 'Choose at least one reviewer.';
  const limit = draft.limit.trim() === '' ? null : readPercent(draft.limit);
  if (typeof limit === 'string') problems.limit = limit;
  const dueAt = draft.dueDate === '' ? undefined : readDay(draft.dueDate, 1);
  if (dueAt === null) problems.dueDate = 'Enter the date as year-month-day.';
  else if (dueAt !== undefined && dueAt <= today) problems.dueDate = 'This day is over.';
  if (!sampling.ok || !registering.ok || Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      title: draft.title.trim(),
      ...sampling.value,
      scorecard: { id: card.id, version: card.version },
      thresholds: typeof limit === 'number' ? [{ question: primaryQuestionOf(draft, card), limit }] : [],
      ciMethod: 'kgStar',
      alpha: 0.05,
      blinding: {
        hidesModel: draft.hidesModel,
        hidesJudge: draft.hidesJudge,
        revealsOthers: draft.revealsOthers,
        ...(draft.hidesFinder ? { hidesFinder: true } : {}),
        ...(draft.opensReviewerPages ? { opensReviewerPages: true } : {}),
      },
      ...(typeof dueAt === 'string' ? { dueAt } : {}),
      ...registering.value,
    },
  };
}

/** The whole plan on files of this computer. */
export function readPlan(
  draft: Draft,
  source: Pick<Source, 'id' | 'name' | 'fingerprint'> | null,
  card: Scorecard,
  today: string,
): Reading<DrawRequest> {
  const common = readCommon(draft, card, today);
  const problems: Problems = common.ok ? {} : common.problems;
  if (source === null) problems.source = 'Choose a source.';
  if (!seedSchema.safeParse(draft.seed).success) {
    problems.seed = 'A seed is 32 characters of 0–9 and a–f.';
  }
  if (!common.ok || source === null || Object.keys(problems).length > 0) return { ok: false, problems };
  const { id, name, fingerprint } = source;
  return {
    ok: true,
    value: {
      reviewerIds: draft.reviewerIds,
      plan: { ...common.value, source: { id, name, fingerprint }, seed: draft.seed, selection: 'bottomK' },
    },
  };
}

export interface HubDrawRequest {
  plan: HubPlan;
  reviewerIds: PersonId[];
  gold: number;
  /** The same for the same form, so that asking again after a lost answer draws nothing more. */
  auditId: AuditId;
}

/** The whole plan on a source of the hub, which chooses the seed and fixes the frame itself. */
export function readHubPlan(
  draft: Draft,
  sourceId: SourceId,
  card: Scorecard,
  today: string,
): Reading<HubDrawRequest> {
  const common = readCommon(draft, card, today);
  const problems: Problems = common.ok ? {} : common.problems;
  const gold = readWhole(draft.gold, 0, 1000);
  if (typeof gold === 'string') problems.gold = gold;
  const calibration = readWhole(draft.calibration, 0, 20);
  if (typeof calibration === 'string') problems.calibration = calibration;
  if (!common.ok || typeof gold === 'string' || Object.keys(problems).length > 0) {
    return { ok: false, problems };
  }
  const request = {
    plan: {
      ...common.value,
      sourceId,
      selection: draft.selection,
      ...(typeof calibration === 'number' && calibration > 0 ? { calibration } : {}),
    },
    reviewerIds: draft.reviewerIds as PersonId[],
    gold,
  };
  const auditId = uuidFromText(`draw:${draft.seed}:${canonicalJson(request)}`) as AuditId;
  return { ok: true, value: { ...request, auditId } };
}

/** What would be drawn, and where. */
export type AnyDrawRequest =
  { origin: 'files'; request: DrawRequest } | { origin: 'hub'; request: HubDrawRequest };
