/**
 * What first verdicts miss, from second looks at a random part of them (statistics.md A9). Must not know how second looks
 * were drawn or given out.
 *
 * Phase 1 is every usable item with a first verdict as it was before any ruling, because second looks were drawn from these
 * (a ruling that moved an item to the other class would take its second look along), weighted as in every rate; phase 2 those of its class
 * that somebody else judged again. Second looks are drawn from a class whatever the stratum, so that every one of them
 * keeps the weight of its item: shares within a class are weighted, and their effective size is Kish's.
 */
import type { z } from 'zod';
import type { missControl } from '../contract/report-agreement.ts';
import type { Figure } from '../contract/report-figure.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { SecondLooks, VerdictClass as DoubleSampleClass } from '../statistics/double-sampling.ts';
import { doubleSamplingRate } from '../statistics/double-sampling.ts';
import { kgStar } from '../statistics/kg-star.ts';
import type { ItemRecord } from './evidence-base.ts';
import { countsByWeight } from './evidence-base.ts';
import { optionOf } from './final-label.ts';
import { figureOf, noFigure } from './rates.ts';
import type { ReportBasis } from './tallies.ts';

export type MissControl = z.infer<typeof missControl>;
export type FirstVerdictClass = 'clean' | 'flagged';

/** An item with its first verdict and what a second look found. */
export interface LookedItem {
  readonly record: ItemRecord;
  readonly first: FirstVerdictClass;
  /** N_h/r_h. */
  readonly weight: number;
  /** Whether the second look saw the event; null where there is none (yet). */
  readonly isFound: boolean | null;
}

/** Weighted figures of one class of first verdicts. */
export interface LookedClass {
  /** Weighted share of the first verdicts, and how many there are. */
  readonly share: number;
  readonly items: number;
  /** Second looks that came back, those that saw the event, and their weighted share; null without any. */
  readonly judged: number;
  readonly positive: number;
  readonly found: number | null;
  /** Linearised variance of `found` and Kish's size of the second looks. */
  readonly variance: number;
  readonly nKish: number;
}

/** Usable items with a first verdict on the question, in queue order. */
export function lookedItems(basis: ReportBasis, question: ChoiceQuestion): LookedItem[] {
  const events = new Set<string>(question.eventOptions);
  const standings = basis.firstStandings.of(question);
  return basis.reviewed.flatMap((record, i): LookedItem[] => {
    const option = standings[i]?.option ?? null;
    const stratum = basis.strata[basis.stratumOf[i]!]!;
    if (option === null) return [];
    return [
      {
        record,
        first: events.has(option) ? 'flagged' : 'clean',
        weight: stratum.population / stratum.reviewed,
        isFound: foundBy(record, question.id, events),
      },
    ];
  });
}

/** The first second look with an answer decides, if ever there are two. */
function foundBy(record: ItemRecord, question: string, events: ReadonlySet<string>): boolean | null {
  const [first] = record.secondReviews
    .filter((of) => optionOf(of, question) !== null)
    .toSorted((a, b) =>
      a.submittedAt === b.submittedAt ? (a.id < b.id ? -1 : 1) : a.submittedAt < b.submittedAt ? -1 : 1,
    );
  const option = first === undefined ? null : optionOf(first, question);
  return option === null ? null : events.has(option);
}

/** Shares of the class among all first verdicts, and of events among its second looks. */
export function lookedClass(items: readonly LookedItem[], first: FirstVerdictClass): LookedClass {
  const total = sumWeights(items);
  const members = items.filter((of) => of.first === first);
  const judged = members.filter((of) => of.isFound !== null);
  const weight = sumWeights(judged);
  const found = weight > 0 ? sumWeights(judged.filter((of) => of.isFound === true)) / weight : null;
  const squares = judged.reduce((sum, of) => sum + (of.weight * (Number(of.isFound) - (found ?? 0))) ** 2, 0);
  return {
    share: total > 0 ? sumWeights(members) / total : 0,
    items: members.length,
    judged: judged.length,
    positive: judged.filter((of) => of.isFound === true).length,
    found,
    variance: judged.length > 1 ? ((judged.length / (judged.length - 1)) * squares) / weight ** 2 : 0,
    nKish: kish(judged),
  };
}

const MISS_METHOD =
  'share found among second looks at clean verdicts, weighted, KG* without finite correction';
const RATE_METHOD = 'double sampling, KG*';
const CERTAIN_NOTE = 'flagged first verdicts were not judged again: they are taken as right';

/**
 * Miss rate and rate of the event as second looks see them. Null where no second look was planned or given out, and for
 * all questions but the primary one, by whose verdicts second looks are drawn.
 */
export function missControlOf(
  basis: ReportBasis,
  question: ChoiceQuestion,
  isPrimary: boolean,
  alpha: number,
): MissControl | null {
  const { input, base } = basis;
  const plan = input.audit.plan.secondLook;
  if (!isPrimary || (plan === undefined && input.secondLooks.length === 0)) return null;
  const items = lookedItems(basis, question);
  const clean = lookedClass(items, 'clean');
  const flagged = lookedClass(items, 'flagged');
  const assigned = new Set(input.secondLooks.map((of) => `${of.itemId} ${of.personId}`)).size;
  const judged = base.records.reduce((sum, of) => sum + of.secondReviews.length, 0);
  const notes = judged < assigned ? [`${judged} of ${assigned} second looks are in`] : [];
  const isCertain = isFlaggedCertain(plan?.flaggedShare, flagged);
  const missRate = missRateOf(clean, alpha);
  const rate = secondRateOf({ items, clean, flagged, isCertain, alpha, byWeight: countsByWeight(input) });
  return {
    assigned,
    judged,
    clean: { judged: clean.judged, positive: clean.positive, share: clean.found },
    flagged: { judged: flagged.judged, positive: flagged.positive, share: flagged.found },
    missRate: { ...missRate, notes: [...missRate.notes, ...notes] },
    rate: { ...rate, notes: [...rate.notes, ...notes, ...(isCertain ? [CERTAIN_NOTE] : [])] },
  };
}

/** Without a planned share, flagged verdicts that anybody judged again are uncertain. */
export function isFlaggedCertain(plannedShare: number | undefined, flagged: LookedClass): boolean {
  return plannedShare === undefined ? flagged.judged === 0 : plannedShare === 0;
}

function missRateOf({ items, judged, found, variance, nKish }: LookedClass, alpha: number): Figure {
  if (items === 0) return noFigure('NO_CLEAN_VERDICTS', 0, MISS_METHOD);
  if (found === null || judged < 2) return noFigure('TOO_FEW_SECOND_LOOKS', judged, MISS_METHOD);
  const limits = kgStar({ estimate: found, variance, n: judged, df: judged - 1, nKish, alpha });
  if (limits === null) return noFigure('TOO_FEW_SECOND_LOOKS', judged, MISS_METHOD);
  const { low, high } = limits;
  return { estimate: found, low, high, n: judged, method: MISS_METHOD, reason: null, notes: [] };
}

interface SecondRateFacts {
  readonly items: readonly LookedItem[];
  readonly clean: LookedClass;
  readonly flagged: LookedClass;
  readonly isCertain: boolean;
  readonly alpha: number;
  readonly byWeight: boolean;
}

function secondRateOf({ items, clean, flagged, isCertain, alpha, byWeight }: SecondRateFacts): Figure {
  const method = isCertain ? `${RATE_METHOD}, flagged verdicts taken as certain` : RATE_METHOD;
  if (items.length === 0) return noFigure('NO_DATA', 0, method);
  const size = kish(items);
  const classes: DoubleSampleClass[] = [
    { share: clean.share, second: secondOf(clean, byWeight) },
    { share: flagged.share, second: isCertain ? { certainRate: 1 } : secondOf(flagged, byWeight) },
  ];
  // Weighted first verdicts say as much as so many unweighted ones.
  const figure = figureOf(doubleSamplingRate({ classes, n: size, nKish: size, alpha }));
  const n = figure.estimate === null ? figure.n : items.length;
  return { ...figure, n: Math.round(n), method };
}

/** Second looks as the unweighted ones that say as much. */
function secondOf({ judged, found, nKish }: LookedClass, byWeight: boolean): SecondLooks {
  const items = byWeight && judged > 1 ? nKish : judged;
  return { judged: nKish, positive: Math.min(nKish, (found ?? 0) * nKish), items };
}

function sumWeights(items: readonly LookedItem[]): number {
  return items.reduce((sum, of) => sum + of.weight, 0);
}

/** (Σw)²/Σw². */
function kish(items: readonly LookedItem[]): number {
  const squares = items.reduce((sum, of) => sum + of.weight ** 2, 0);
  return squares > 0 ? sumWeights(items) ** 2 / squares : 0;
}
