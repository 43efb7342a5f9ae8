// Owns the question whether two classes are confused by people in general: the taxonomy is unclear there. Must not know
// definitions. Invariant: a pair is never blamed on the taxonomy when leaving out one reviewer would clear it.
// Source: lift and leave-one-out rule are ours (statistics, D3); Wilson (1927) for the bound.
import { wilson } from './binomial-intervals.ts';
import type { ObservedLabel } from './dawid-skene.ts';
import { coincidences } from './krippendorff.ts';
import { tabulate } from './label-table.ts';
import { median, sum } from './quantile.ts';

export interface ClassPair {
  readonly a: number;
  readonly b: number;
  /** Coincidences of a with b, and what chance would give them. */
  readonly observed: number;
  readonly expected: number;
  /** Null where chance gives none. */
  readonly lift: number | null;
  /** Of all coincidences that differ; null when nothing differs. */
  readonly shareOfDisagreement: number | null;
  /** Items on which both classes were named, and at least one of them. */
  readonly itemsBoth: number;
  readonly itemsEither: number;
  readonly rate: number | null;
  /** Wilson's lower 95 % limit of the rate. */
  readonly rateLow: number | null;
  /** The smallest share of the rate that is left when one reviewer is left out. */
  readonly looMinRatio: number | null;
  /** Reviewers who took part in a conflict of the two classes. */
  readonly reviewers: number;
  readonly isTaxonomyProblem: boolean;
}

const MIN_ITEMS = 10;
const MIN_RATE = 0.1;
const MIN_LIFT_OVER_MEDIAN = 3;
const MIN_REVIEWERS = 3;
const MIN_LOO_RATIO = 0.5;

/** Every pair a < b of the declared classes, judged by D3. Items with one label take no part. */
export function classPairs(labels: readonly ObservedLabel[], classes: number): ClassPair[] {
  const items = [...Map.groupBy(labels, (label) => label.item).values()].filter((list) => list.length >= 2);
  const table = tabulate(
    items.map((list) => ({ labels: list.map((label) => label.label) })),
    classes,
  );
  const o = coincidences(table);
  const totals = o.map(sum);
  const n = sum(totals);
  const differing = sum(o.flatMap((row, c) => row.slice(c + 1)));
  const reviewers = [...new Set(labels.map((label) => label.reviewer))];
  const bare = Array.from({ length: classes }, (_, a) =>
    Array.from({ length: classes - a - 1 }, (__, offset) => describe(a, a + 1 + offset)),
  ).flat();
  const lifts = bare.flatMap((pair) => (pair.lift === null ? [] : [pair.lift]));
  const medianLift = lifts.length > 0 ? median(lifts) : 0;
  return bare.map((pair) => ({ ...pair, isTaxonomyProblem: isProblem(pair, medianLift) }));

  function describe(a: number, b: number): Omit<ClassPair, 'isTaxonomyProblem'> {
    const observed = o[a]![b]!;
    const expected = n > 1 ? (totals[a]! * totals[b]!) / (n - 1) : 0;
    const { both, either, involved, lost } = conflict(items, a, b);
    const rate = either > 0 ? both / either : null;
    const ratios = reviewers.map((reviewer) => {
      const gone = lost.get(reviewer) ?? { both: 0, either: 0 };
      const left = { both: both - gone.both, either: either - gone.either };
      return left.either > 0 ? left.both / left.either : 0;
    });
    return {
      a,
      b,
      observed,
      expected,
      lift: expected > 0 ? observed / expected : null,
      shareOfDisagreement: differing > 0 ? observed / differing : null,
      itemsBoth: both,
      itemsEither: either,
      rate,
      rateLow: either > 0 ? wilson(both, either, 0.05).low : null,
      looMinRatio: rate !== null && rate > 0 ? Math.min(...ratios) / rate : null,
      reviewers: involved.size,
    };
  }
}

function isProblem(pair: Omit<ClassPair, 'isTaxonomyProblem'>, medianLift: number): boolean {
  return (
    pair.itemsBoth >= MIN_ITEMS &&
    (pair.rateLow ?? 0) >= MIN_RATE &&
    (pair.lift ?? 0) >= MIN_LIFT_OVER_MEDIAN * medianLift &&
    pair.reviewers >= MIN_REVIEWERS &&
    (pair.looMinRatio ?? 0) >= MIN_LOO_RATIO
  );
}

interface Conflict {
  /** Items on which both classes were named, and at least one of them. */
  both: number;
  either: number;
  involved: Set<number>;
  /** By reviewer: how many of these items are none any more without the reviewer's labels. */
  lost: Map<number, { both: number; either: number }>;
}

function conflict(items: readonly (readonly ObservedLabel[])[], a: number, b: number): Conflict {
  const found: Conflict = { both: 0, either: 0, involved: new Set(), lost: new Map() };
  const lose = (reviewer: number, what: 'both' | 'either'): void => {
    const of = found.lost.get(reviewer) ?? { both: 0, either: 0 };
    of[what] += 1;
    found.lost.set(reviewer, of);
  };
  for (const list of items) {
    const byA = whoNamed(list, a);
    const byB = whoNamed(list, b);
    if (byA === NOBODY && byB === NOBODY) continue;
    found.either += 1;
    if (byA === NOBODY || byB === NOBODY) {
      const only = byA === NOBODY ? byB : byA;
      if (only !== SEVERAL) lose(only, 'either');
      continue;
    }
    found.both += 1;
    if (byA !== SEVERAL) lose(byA, 'both');
    if (byB !== SEVERAL && byB !== byA) lose(byB, 'both');
    if (byA !== SEVERAL && byA === byB) lose(byA, 'either');
    for (const { label, reviewer } of list) if (label === a || label === b) found.involved.add(reviewer);
  }
  return found;
}

const NOBODY = -1;
const SEVERAL = -2;

/** The one reviewer who put an item into a class, or that there is none or more than one. */
function whoNamed(list: readonly ObservedLabel[], c: number): number {
  let who = NOBODY;
  for (const { label, reviewer } of list) {
    if (label !== c || reviewer === who) continue;
    if (who !== NOBODY) return SEVERAL;
    who = reviewer;
  }
  return who;
}
