/**
 * The form of an audit that draws itself each week: what is typed, what it starts from, and what the hub is asked to keep.
 * Must not know the hub. Invariant: what an audit's plan says and the form does not ask (scorecard, blinding, second look,
 * what was registered) goes along unchanged.
 */
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import type { AuditPlan } from '../../../shared/domain/audit.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { PersonId, SourceId } from '../../../shared/domain/ids.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Template } from '../../../shared/domain/template.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';

/** A plan as far as every week's is the same. */
type Plan = Template['plan'];

export interface TemplateDraft {
  templateId: string;
  leadId: PersonId;
  /** What goes along unchanged. */
  plan: Omit<Plan, 'sourceId'>;
  title: string;
  sourceId: string;
  dimensions: Dimension[];
  size: string;
  overlapSize: string;
  /** Percent; empty for none. */
  limit: string;
  reviewerIds: PersonId[];
  gold: string;
  /** Items of the calibration round, 0 for none. */
  calibration: string;
  weekday: string;
  time: string;
  timeZone: string;
  weeks: string;
  /** Empty for no date. */
  dueDays: string;
}

const freshPlan: Omit<Plan, 'sourceId'> = {
  title: 'Weekly audit {week}',
  filter: { dimensions: [], excludesAudited: true },
  dimensions: [],
  allocation: { rule: 'proportional', size: 100, minPerStratum: 2, takeAllBelow: 0, expectedRate: 0.03 },
  overlap: { size: 30, reviewersPerItem: 2 },
  selection: 'rotating',
  scorecard: { id: hallucinationAudit.id, version: hallucinationAudit.version },
  thresholds: [],
  ciMethod: 'kgStar',
  alpha: 0.05,
  blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
};

const percent = (limit: number | undefined): string =>
  limit === undefined ? '' : String(Number((limit * 100).toPrecision(6)));

function withPlan(
  draft: Omit<
    TemplateDraft,
    'plan' | 'title' | 'dimensions' | 'size' | 'overlapSize' | 'limit' | 'calibration'
  >,
  plan: Omit<Plan, 'sourceId'>,
): TemplateDraft {
  return {
    ...draft,
    plan,
    title: plan.title,
    dimensions: plan.dimensions,
    size: String(plan.allocation.size),
    overlapSize: String(plan.overlap.size),
    limit: percent(plan.thresholds[0]?.limit),
    calibration: String(plan.calibration ?? 0),
  };
}

/** A form that starts from nothing but good habits. */
export function emptyTemplate(
  templateId: string,
  me: PersonId,
  sourceId: string,
  timeZone: string,
): TemplateDraft {
  return withPlan(
    {
      templateId,
      leadId: me,
      sourceId,
      reviewerIds: [me],
      gold: '0',
      weekday: '1',
      time: '06:00',
      timeZone,
      weeks: '1',
      dueDays: '5',
    },
    freshPlan,
  );
}

/** The form with the plan of an audit: its title is asked anew each week, its window and seed are the schedule's. */
export function withAudit(draft: TemplateDraft, plan: AuditPlan, hasSource: boolean): TemplateDraft {
  const { source, seed: _seed, dueAt: _due, filter, title, allocation, ...rest } = plan;
  const { from: _from, until: _until, ...kept } = filter;
  // Sizes and rates by hand belong to the strata of that one frame.
  const { sizes: _sizes, expectedRates: _rates, ...rule } = allocation;
  return withPlan(
    { ...draft, sourceId: hasSource ? source.id : draft.sourceId },
    {
      ...rest,
      allocation: rule,
      filter: kept,
      title: title.includes('{week}') ? title : `${title.slice(0, 110)} {week}`,
    },
  );
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The form of a template that is there. */
export function draftOf(of: Template): TemplateDraft {
  const { sourceId, ...plan } = of.plan;
  return withPlan(
    {
      templateId: of.templateId,
      leadId: of.leadId,
      sourceId,
      reviewerIds: of.reviewerIds,
      gold: String(of.gold),
      weekday: String(of.schedule.weekday),
      time: `${two(of.schedule.hour)}:${two(of.schedule.minute)}`,
      timeZone: of.schedule.timeZone,
      weeks: String(of.weeks),
      dueDays: of.dueDays === null ? '' : String(of.dueDays),
    },
    plan,
  );
}

/** The form with reviewers' own pages opened to leads and owners, or closed to them. */
export function withOpenPages(draft: TemplateDraft, isOpen: boolean): TemplateDraft {
  const { opensReviewerPages: _before, ...blinding } = draft.plan.blinding;
  return {
    ...draft,
    plan: { ...draft.plan, blinding: isOpen ? { ...blinding, opensReviewerPages: true } : blinding },
  };
}

export type TemplateField =
  | 'title'
  | 'sourceId'
  | 'size'
  | 'overlapSize'
  | 'limit'
  | 'reviewerIds'
  | 'gold'
  | 'calibration'
  | 'time'
  | 'weeks'
  | 'dueDays';
export type TemplateProblems = Partial<Record<TemplateField, string>>;

function readWhole(text: string, least: number, most: number): number | string {
  const value = /^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  if (value >= least && value <= most) return value;
  return `A whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}.`;
}

function readTime(text: string): { hour: number; minute: number } | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  return found === null ? null : { hour: Number(found[1]), minute: Number(found[2]) };
}

function thresholdsOf(
  draft: TemplateDraft,
  problems: TemplateProblems,
  catalogue: Catalogue,
): Plan['thresholds'] {
  if (draft.limit.trim() === '') return [];
  const limit = Number(draft.limit.trim().replace(',', '.')) / 100;
  if (!(limit > 0 && limit < 1)) problems.limit = 'A share between 0 and 100 %.';
  const [first] = draft.plan.thresholds;
  const card = findScorecard(draft.plan.scorecard, catalogue);
  const question = first?.question ?? card?.questions.find(isChoice)?.id;
  return question === undefined ? [] : [{ question, limit }, ...draft.plan.thresholds.slice(1)];
}

/** What was typed as the hub keeps it, or the problem of each field. */
export function readTemplate(
  draft: TemplateDraft,
  catalogue: Catalogue,
): { ok: true; value: Template } | { ok: false; problems: TemplateProblems } {
  const problems: TemplateProblems = {};
  const whole = (
    field: 'size' | 'overlapSize' | 'gold' | 'calibration' | 'weeks' | 'dueDays',
    least: number,
    most: number,
  ): number => {
    const read = readWhole(draft[field], least, most);
    if (typeof read === 'number') return read;
    problems[field] = read;
    return least;
  };
  const title = draft.title.trim();
  if (title === '' || title.length > 120) problems.title = 'A title of at most 120 characters.';
  if (draft.sourceId === '') problems.sourceId = 'Choose a source of the hub.';
  if (draft.reviewerIds.length === 0) problems.reviewerIds = 'Choose at least one reviewer.';
  const size = whole('size', 1, 1_000_000);
  const overlapSize = whole('overlapSize', 0, 1_000_000);
  const gold = whole('gold', 0, 1000);
  const calibration = whole('calibration', 0, 20);
  const weeks = whole('weeks', 1, 26);
  const dueDays = draft.dueDays.trim() === '' ? null : whole('dueDays', 1, 90);
  const time = readTime(draft.time);
  if (time === null) problems.time = 'A time such as 06:00.';
  const thresholds = thresholdsOf(draft, problems, catalogue);
  if (time === null || Object.keys(problems).length > 0) return { ok: false, problems };
  const { calibration: _before, ...plan } = draft.plan;
  return {
    ok: true,
    value: {
      templateId: draft.templateId,
      leadId: draft.leadId,
      plan: {
        ...plan,
        title,
        sourceId: draft.sourceId as SourceId,
        dimensions: draft.dimensions,
        allocation: { ...plan.allocation, size },
        overlap: { ...plan.overlap, size: overlapSize },
        thresholds,
        ...(calibration > 0 ? { calibration } : {}),
      },
      reviewerIds: draft.reviewerIds,
      gold,
      schedule: { weekday: Number(draft.weekday), ...time, timeZone: draft.timeZone },
      weeks,
      dueDays,
    },
  };
}
