/**
 * Clusters as owners read them: a verdict for each with reason, numbers with intervals, to whom it goes; the class × class
 * map; and the reviewers who differ. Must not find clusters or causes.
 *
 * Invariant: reviewers are letters in an order that says nothing, and they are never ranked by a figure.
 */
import type { z } from 'zod';
import type { cluster as clusterSchema, VerdictKind } from '../contract/disagreements.ts';
import type { Figure } from '../contract/report-figure.ts';
import { noFigure } from '../report/rates.ts';
import { count, percent } from '../report/words.ts';
import { wilson } from '../statistics/binomial-intervals.ts';
import type { FoundCluster } from './clusters.ts';
import type { QuestionTriage } from './question-triage.ts';
import { confusionsOf } from './telling-answer.ts';
import { caseVerdictOf, verdictKindOf } from './triage-question.ts';
import { differenceInWords, pairInWords } from './verdict-words.ts';

export type Cluster = z.infer<typeof clusterSchema>;

const ALPHA = 0.05;
const METHOD = 'Wilson';

/** A share with its limits. */
export function shareFigure(x: number, n: number, notes: readonly string[] = []): Figure {
  if (n === 0) return noFigure('NO_ITEMS', 0, METHOD, [...notes]);
  return { estimate: x / n, ...wilson(x, n, ALPHA), n, method: METHOD, reason: null, notes: [...notes] };
}

export interface ClusterContext {
  readonly auditId: Cluster['auditId'];
  readonly of: QuestionTriage;
  /** Whether somebody still has to do something about an item's case. */
  readonly isOpen: (itemId: string) => boolean;
}

export function viewCluster(found: FoundCluster, { auditId, of, isOpen }: ClusterContext): Cluster {
  const verdict = commonVerdict(found, of);
  const told = verdict === null ? null : caseVerdictOf(of, verdict.itemId);
  return {
    id: found.id,
    auditId,
    question: of.question.id,
    kind: found.kind,
    title: titleOf(found, of),
    pair: found.pair === null ? null : [...found.pair],
    stratum: found.stratum === null ? null : [...found.stratum],
    cases: found.itemIds.length,
    open: found.itemIds.filter(isOpen).length,
    verdict: verdict?.kind ?? 'unknown',
    reason: [reasonOf(verdict, found, of), rateWords(found)].filter((one) => one !== '').join(' '),
    route: told?.route ?? 'nobody_yet',
    advice:
      told?.advice ?? 'Rule on its cases one by one; they have no cause in common that can be told yet.',
    figures: figuresOf(found, verdict, of),
  };
}

interface CommonVerdict {
  kind: VerdictKind;
  cases: number;
  /** One of the cases that have it. */
  itemId: string;
}

/** The verdict that at least half of the cases have; null where none has, or where most cannot be told. */
function commonVerdict({ itemIds }: FoundCluster, of: QuestionTriage): CommonVerdict | null {
  const byKind = Map.groupBy(itemIds, (id) => verdictKindOf(of, id));
  let most: CommonVerdict | null = null;
  for (const [kind, ids] of byKind) {
    if (kind !== 'unknown' && ids.length > (most?.cases ?? 0))
      most = { kind, cases: ids.length, itemId: ids[0]! };
  }
  return most !== null && most.cases * 2 >= itemIds.length ? most : null;
}

function titleOf(found: FoundCluster, { question }: QuestionTriage): string {
  if (found.pair === null) return found.kind === 'passage' ? found.words : `Asked about: ${found.words}`;
  const [a, b] = found.pair.map((id) => question.options.find((of) => of.id === id)?.title ?? id);
  return `${a} / ${b}`;
}

function reasonOf(verdict: CommonVerdict | null, found: FoundCluster, of: QuestionTriage): string {
  if (verdict !== null) {
    const share = `${verdict.cases} of ${count(found.itemIds.length, 'case')}: `;
    return verdict.cases === found.itemIds.length
      ? caseVerdictOf(of, verdict.itemId).reason
      : `${share}${caseVerdictOf(of, verdict.itemId).reason}`;
  }
  const kinds = Map.groupBy(found.itemIds, (id) => verdictKindOf(of, id));
  const unknown = kinds.get('unknown');
  if (unknown !== undefined && unknown.length * 2 >= found.itemIds.length)
    return caseVerdictOf(of, unknown[0]!).reason;
  return 'Cannot tell yet: its cases have different causes.';
}

function rateWords({ rates, kind }: FoundCluster): string {
  if (rates === null || kind !== 'passage') return '';
  const { own, others } = rates;
  const elsewhere = others.n === 0 ? '' : `, elsewhere on ${percent(others.x / others.n)}`;
  return `With this passage people differ on ${own.x} of ${count(own.n, 'item')}${elsewhere}.`;
}

function figuresOf(
  found: FoundCluster,
  verdict: CommonVerdict | null,
  of: QuestionTriage,
): Cluster['figures'] {
  const figures: Cluster['figures'] = [];
  if (verdict !== null) {
    figures.push({
      title: 'Cases with this verdict',
      figure: shareFigure(verdict.cases, found.itemIds.length),
    });
  }
  const pair = found.pair === null ? undefined : pairFigures(found.pair, of);
  if (pair !== undefined) figures.push(...pair);
  if (found.rates !== null) {
    figures.push({ title: 'Disputed with it', figure: shareFigure(found.rates.own.x, found.rates.own.n) });
    figures.push({
      title: 'Disputed without it',
      figure: shareFigure(found.rates.others.x, found.rates.others.n),
    });
  }
  return figures;
}

/** Of the pair over the whole audit: a stratum alone has too few. */
function pairFigures([a, b]: readonly [string, string], of: QuestionTriage): Cluster['figures'] | undefined {
  const at = (id: string): number => of.question.options.findIndex((one) => one.id === id);
  const [low, high] = [at(a), at(b)].toSorted((x, y) => x - y);
  const pair = of.triage.pairs.find((one) => one.a === low && one.b === high);
  if (pair === undefined || pair.itemsEither === 0) return undefined;
  return [
    {
      title: 'Both classes among items with either',
      figure: shareFigure(pair.itemsBoth, pair.itemsEither, [pairInWords(pair, of)]),
    },
  ];
}

/** Cases in which both classes were given: symmetric, nothing on the diagonal. */
export function classMap(options: readonly string[], cases: readonly (readonly string[])[]): number[][] {
  const at = new Map(options.map((id, place) => [id, place]));
  const map = options.map(() => options.map(() => 0));
  for (const given of cases) {
    for (const a of given) {
      for (const b of given) {
        const [row, column] = [at.get(a), at.get(b)];
        if (row !== undefined && column !== undefined && row !== column) map[row]![column]! += 1;
      }
    }
  }
  return map;
}

export interface ReviewerLine {
  personId: string;
  labels: number;
  agreement: Figure;
  others: Figure;
  isFlagged: boolean;
  isDrifting: boolean;
  reason: string;
  confusions: { most: string; given: string; own: Figure; others: Figure }[];
}

/** Everybody who was compared, by person: never by how well they did. */
export function reviewerLines(of: QuestionTriage): ReviewerLine[] {
  const { triage, people, labels } = of;
  return triage.reviewers.reviewers.map((check) => {
    const isFlagged = triage.flagged.includes(check.reviewer);
    const isDrifting = triage.drift.some((one) => one.reviewer === check.reviewer && one.isDrifting);
    const told = isFlagged ? differenceInWords(check.reviewer, of) : '';
    return {
      personId: people[check.reviewer]!,
      labels: labels.filter((one) => one.reviewer === check.reviewer).length,
      agreement: shareFigure(Math.round((check.agreement ?? 0) * check.n), check.n),
      others: othersFigure(triage.reviewers.reviewers, check.reviewer),
      isFlagged,
      isDrifting,
      reason: told === '' ? 'Labels like the others, as far as can be told.' : told,
      confusions: confusionsOf(check.reviewer, of).map(({ where, given, own, rest }) => ({
        most: of.question.options[where]!.title,
        given: of.question.options[given]!.title,
        own: shareFigure(own.x, own.n),
        others: shareFigure(rest.x, rest.n),
      })),
    };
  });
}

function othersFigure(
  checks: readonly { readonly reviewer: number; readonly n: number; readonly agreement: number | null }[],
  reviewer: number,
): Figure {
  const rest = checks.filter((one) => one.reviewer !== reviewer && one.agreement !== null);
  const n = rest.reduce((sum, one) => sum + one.n, 0);
  const x = rest.reduce((sum, one) => sum + Math.round((one.agreement ?? 0) * one.n), 0);
  return shareFigure(x, n);
}
