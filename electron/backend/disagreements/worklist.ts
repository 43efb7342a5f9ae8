/**
 * The worklist: every case of the audits that a person may read, with its state and how much a ruling on it would matter,
 * in that order. Must not know the store; it joins what was found with what was said.
 *
 * Invariant: the order depends on the cases alone: most points of effect first; of as many points, the more evenly split
 * answers, and a slip last, whose value is hardly in doubt; then the audit, the queue and the question.
 */
import type { CaseRow, CaseState } from '../../../shared/contract/disagreements.ts';
import type { CaseFold } from '../../../shared/adjudication/fold-case.ts';
import type { EffectFacts, Rank, RateRange } from '../../../shared/disagreements/effect.ts';
import {
  byEffect,
  effectOf,
  pointsOf,
  scoreOf,
  severityOf,
  severityQuestion,
  splitOf,
} from '../../../shared/disagreements/effect.ts';
import type { CodedCase, FacetTable, FilterableCase } from '../../../shared/disagreements/filter-cases.ts';
import type { RatedItem } from '../../../shared/disagreements/rate-range.ts';
import { rateItem, rateRanges } from '../../../shared/disagreements/rate-range.ts';
import type { AuditCases, KnownCase } from './audit-cases.ts';
import type { CasePlace } from './audit-triage.ts';
import type { AuditFolds } from './case-folds.ts';

export interface WorkCase extends CodedCase, Rank {
  key: string;
  known: KnownCase;
  cases: AuditCases;
  fold: CaseFold;
  effect: EffectFacts;
}

/** The cases of one audit, in no order. `places` and `table` are the same for the same cases. */
export function workOf(
  cases: AuditCases,
  folds: AuditFolds,
  places: ReadonlyMap<string, CasePlace>,
  table: FacetTable,
): WorkCase[] {
  const ranges = rangesOf(cases, folds);
  return lastingOf(cases, places, table).map((lasting) => {
    const { found } = lasting.known;
    const fold = folds.of(lasting.key);
    const range = found.isCrossing ? (ranges.get(lasting.question) ?? null) : null;
    const effect: EffectFacts = { ...lasting.effect, range };
    return {
      ...lasting,
      state: fold.state,
      codes: table.withState(lasting.codes, fold.state),
      fold,
      effect,
      points: pointsOf(scoreOf(effect).score),
    };
  });
}

/** What of a case no ruling changes: found once, because a list is asked for after every ruling. */
type LastingCase = Omit<WorkCase, 'fold' | 'effect' | 'points'> & { effect: Omit<EffectFacts, 'range'> };

const lasting = new WeakMap<AuditCases, readonly LastingCase[]>();

function lastingOf(
  cases: AuditCases,
  places: ReadonlyMap<string, CasePlace>,
  table: FacetTable,
): readonly LastingCase[] {
  const known = lasting.get(cases);
  if (known !== undefined) return known;
  const severities = new Map(cases.questions.map((of) => [of.id, severityQuestion(cases.scorecard, of)]));
  const mostWeight = cases.items.reduce((most, { facts }) => Math.max(most, facts.weight ?? 0), 0);
  const made = [...cases.cases].map(([key, known]): LastingCase => {
    const { found, item, question } = known;
    const place = places.get(key);
    const effect = {
      severity: severityOf(found, question, severities.get(question.id) ?? null, item.reviews),
      weight: item.facts.weight === null ? null : { of: item.facts.weight, most: mostWeight },
      cluster: place?.size ?? null,
      isCrossing: found.isCrossing,
      rateTitle: question.rateTitle,
    };
    const facets: FilterableCase = {
      auditId: cases.audit.id,
      question: question.id,
      pairs: known.pairs,
      stratumKey: item.facts.stratumKey,
      reviewerIds: known.reviewerIds,
      model: item.facts.model,
      state: 'open',
      verdict: place?.verdict ?? 'unknown',
      clusterId: place?.clusterId ?? null,
      isIn: place?.isIn ?? (() => false),
      folded: item.folded,
    };
    const codes = table.codesOf(facets);
    return { ...facets, codes, key, known, cases, effect, split: splitOf(found) };
  });
  lasting.set(cases, made);
  return made;
}

const rated = new WeakMap<AuditCases, RatedItem[]>();

function ratedOf(cases: AuditCases): RatedItem[] {
  const known = rated.get(cases);
  if (known !== undefined) return known;
  const { thresholds } = cases.audit.plan;
  const made = cases.items.map(({ itemId, facts, reviews }) =>
    rateItem({ itemId, weight: facts.weight ?? 1, reviews }, thresholds, cases.questions),
  );
  rated.set(cases, made);
  return made;
}

/** The rate of each question with a registered limit, with its open cases ruled either way. */
function rangesOf(cases: AuditCases, folds: AuditFolds): Map<string, RateRange> {
  return rateRanges({
    thresholds: cases.audit.plan.thresholds,
    questions: cases.questions,
    items: ratedOf(cases),
    ruled: (itemId, question) => folds.of(`${itemId}:${question}`).standing?.entry.body.option ?? null,
  });
}

export function inOrder(cases: readonly WorkCase[]): WorkCase[] {
  return cases.toSorted(
    (a, b) =>
      byEffect(a, b) ||
      compare(a.auditId, b.auditId) ||
      a.known.item.position - b.known.item.position ||
      compare(a.key, b.key),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** States in which a case waits for somebody. */
export const waitingStates: readonly CaseState[] = ['open', 'claimed', 'appealed', 'stale', 'conflict'];

export interface RowWords {
  nameOf: (personId: string) => string;
  /** Who reads. */
  readerId: string;
}

export function toRow(of: WorkCase, { nameOf, readerId }: RowWords): CaseRow {
  const { found, item, question } = of.known;
  const titles = new Map(question.options.map((one) => [one.id, one.title]));
  const { claim, state } = of.fold;
  return {
    case: found.ref,
    auditTitle: of.cases.audit.title,
    questionTitle: question.title,
    title: item.title,
    position: item.position,
    options: found.options.map(({ option, count }) => ({
      option,
      title: titles.get(option) ?? option,
      count,
    })),
    stratum: [...item.facts.stratum],
    model: of.model,
    state,
    claimedBy:
      state === 'claimed' && claim !== null
        ? { name: nameOf(claim.personId), isMine: claim.personId === readerId, at: claim.at }
        : null,
    verdict: of.verdict,
    clusterId: of.clusterId,
    effect: effectOf(of.effect),
  };
}
