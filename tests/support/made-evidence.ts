/**
 * Evidence of an audit spelled out item by item (who answered what, what judges said), for tests that know the right
 * figure beforehand and for simulations that need thousands of audits: nothing is drawn, hashed or parsed.
 */
import type { Audit, AuditPlan, Manifest, ManifestItem } from '../../shared/domain/audit.ts';
import type { Review } from '../../shared/domain/review.ts';
import type { ChoiceQuestion, Scorecard } from '../../shared/domain/scorecard.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import { makePlan } from './made-audit.ts';

export interface MadeItem {
  stratum: string;
  isOverlap?: boolean;
  /** Option by person, for the first question. */
  answers: Record<string, string>;
  /** Answers to further questions: question → person → option. */
  more?: Record<string, Record<string, string>>;
  /** Second looks given out: person → option, null while it has not come back. */
  second?: Record<string, string | null>;
  /** Judge → verdict. */
  verdicts?: Record<string, string>;
  /** Other facets, such as a dimension or `week`. */
  facets?: Record<string, string>;
}

export interface MadeStratum {
  population: number;
  /** Judge → verdict → traces of the frame. */
  verdicts?: Record<string, Record<string, number>>;
}

export interface MadeEvidence {
  items: readonly MadeItem[];
  strata: Record<string, MadeStratum>;
  questions?: readonly ChoiceQuestion[];
  plan?: Partial<AuditPlan>;
  state?: Audit['state'];
}

/** None, factual or procedural; the last two are the event. */
export const errorQuestion: ChoiceQuestion = {
  id: 'hallucination',
  type: 'nominal',
  title: 'Hallucination',
  isRequired: true,
  options: [
    { id: 'none', title: 'None' },
    { id: 'factual', title: 'Factual' },
    { id: 'procedural', title: 'Procedural' },
  ],
  eventOptions: ['factual', 'procedural'],
  rateTitle: 'hallucination rate',
};

const basePlan = makePlan({ dimensions: [], thresholds: [] });
const at = '2026-11-09T08:00:00.000Z';

/** The evidence as a report takes it. Audit closed unless said otherwise; ids are the places of items. */
export function makeEvidence(made: MadeEvidence): ReportInput {
  const { items, strata, questions = [errorQuestion], state = 'closed' } = made;
  const plan: AuditPlan = { ...basePlan, ...made.plan };
  const scorecard: Scorecard = { id: 'made', version: 1, title: 'Made', questions: [...questions] };
  const drawn = Map.groupBy(items, (of) => of.stratum);
  const manifest = {
    v: 1,
    auditId: 'audit',
    plan,
    frameSize: Object.values(strata).reduce((sum, of) => sum + of.population, 0),
    strata: Object.entries(strata).map(([key, of]) => ({
      key,
      values: [key],
      drawn: drawn.get(key)?.length ?? 0,
      isTakeAll: false,
      ...of,
    })),
    items: items.map((of, n) => itemOf(of, n)),
    drawnAt: at,
  } as unknown as Manifest;
  const audit = {
    id: 'audit',
    title: 'Made',
    state,
    plan,
    leadId: 'lead',
    manifestDigest: 'm'.repeat(64),
    plannedAt: at,
    drawnAt: at,
    closedAt: state === 'closed' ? at : null,
    isDemo: false,
  } as unknown as Audit;
  return {
    audit,
    manifest,
    assignments: items.map((of, n) => ({
      itemId: `item-${n}`,
      personIds: Object.keys(of.answers),
    })) as unknown as ReportInput['assignments'],
    reviews: items.flatMap((of, n) => reviewsOf(of, n, questions[0]!.id)),
    skips: [],
    scorecard,
    secondLooks: items.flatMap((of, n) =>
      Object.keys(of.second ?? {}).map((personId) => ({ itemId: `item-${n}`, personId })),
    ) as unknown as ReportInput['secondLooks'],
    refusedCount: 0,
    names: new Map(),
    computedAt: at,
  };
}

function itemOf(
  { stratum, isOverlap = false, verdicts = {}, facets = {} }: MadeItem,
  n: number,
): ManifestItem {
  return {
    id: `item-${n}`,
    traceId: `trace-${n}`,
    stratum,
    weight: 1,
    isOverlap,
    position: n + 1,
    facets: {
      ...facets,
      ...Object.fromEntries(Object.entries(verdicts).map(([judge, word]) => [`judge.${judge}`, word])),
    },
  } as unknown as ManifestItem;
}

function reviewsOf({ answers, more = {}, second = {} }: MadeItem, n: number, question: string): Review[] {
  const review = (personId: string, given: Record<string, string>, kind: string): Review =>
    ({
      id: `${kind}-${n}-${personId}`,
      itemId: `item-${n}`,
      personId,
      answers: Object.fromEntries(
        Object.entries(given).map(([key, option]) => [key, { type: 'choice', option }]),
      ),
      submittedAt: at,
      isLate: false,
      isCurrent: true,
    }) as unknown as Review;
  const first = Object.entries(answers).map(([personId, option]) => {
    const further = Object.entries(more).flatMap(([key, by]) =>
      by[personId] === undefined ? [] : [[key, by[personId]]],
    );
    return review(personId, { [question]: option, ...Object.fromEntries(further) }, 'first');
  });
  const again = Object.entries(second).flatMap(([personId, option]) =>
    option === null ? [] : [review(personId, { [question]: option }, 'second')],
  );
  return [...first, ...again];
}
