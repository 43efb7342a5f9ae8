// Owns the resampling of agreement figures: units are drawn with replacement, whole, because labels of one unit hang
// together (a bootstrap of pairs covers far too little). Must not know the figure it resamples. Invariant: units with
// equal counts are one pattern, so a replicate costs as much as there are patterns, not units; strata keep their size.
// Sources: Efron & Tibshirani (1993), ch. 13 and 14; Rao & Wu (1988) for strata.
import { normalCdf, normalQuantile } from './distributions.ts';
import type { LabelTable, Pattern } from './label-table.ts';
import { pairableTotals } from './label-table.ts';
import { compileMultinomial } from './multinomial-draw.ts';
import { sortedQuantile, variance } from './quantile.ts';
import type { RandomStream } from './random-stream.ts';
import type { Limits } from './result.ts';

export const DEFAULT_REPLICATES = 2000;
const MIN_OVERLAP_UNITS = 30;
const MIN_SECOND_CLASS_UNITS = 5;

/** A figure of a table as a function of the frequencies of its patterns; null where it is undefined. */
export type FigureOfFrequencies = (frequencies: ArrayLike<number>) => number | null;

export interface BootstrapInterval extends Limits {
  readonly se: number;
  /** Share of the replicates in which the figure was undefined; they are dropped. */
  readonly undefinedShare: number;
}

export interface BootstrapOptions {
  readonly replicates: number;
  readonly random: RandomStream;
  /** Two-sided error. */
  readonly alpha: number;
}

/** Percentile interval (type 7); null when fewer than half of the replicates are defined. */
export function bootstrapPercentile(
  patterns: readonly Pattern[],
  figure: FigureOfFrequencies,
  options: BootstrapOptions,
): BootstrapInterval | null {
  const values = bootstrapReplicates(patterns, figure, options);
  if (values.length < 2 || values.length < options.replicates / 2) return null;
  const sorted = Float64Array.from(values).toSorted();
  return {
    low: sortedQuantile(sorted, options.alpha / 2),
    high: sortedQuantile(sorted, 1 - options.alpha / 2),
    se: Math.sqrt(variance(values)),
    undefinedShare: 1 - values.length / options.replicates,
  };
}

/** The defined replicates, in order of drawing. */
export function bootstrapReplicates(
  patterns: readonly Pattern[],
  figure: FigureOfFrequencies,
  { replicates, random }: Pick<BootstrapOptions, 'replicates' | 'random'>,
): number[] {
  const draw = compileDraw(patterns);
  const frequencies = new Float64Array(patterns.length);
  const values: number[] = [];
  for (let b = 0; b < replicates; b += 1) {
    draw(random, frequencies);
    const value = figure(frequencies);
    if (value !== null) values.push(value);
  }
  return values;
}

/**
 * Bias-corrected and accelerated limits, acceleration from the jackknife over units (of each pattern one stands for
 * all). Null where a leave-one-out figure is undefined.
 */
export function bcaLimits(
  patterns: readonly Pattern[],
  figure: FigureOfFrequencies,
  replicates: readonly number[],
  alpha: number,
): Limits | null {
  const whole = Float64Array.from(patterns, (pattern) => pattern.frequency);
  const estimate = figure(whole);
  if (estimate === null || replicates.length === 0) return null;
  const left = patterns.map((_, p) => {
    const without = whole.slice();
    without[p]! -= 1;
    return figure(without);
  });
  if (left.some((value) => value === null)) return null;
  const units = whole.reduce((a, b) => a + b, 0);
  const mean = left.reduce<number>((sum, value, p) => sum + whole[p]! * value!, 0) / units;
  const squares = left.reduce<number>((sum, value, p) => sum + whole[p]! * (mean - value!) ** 2, 0);
  const cubes = left.reduce<number>((sum, value, p) => sum + whole[p]! * (mean - value!) ** 3, 0);
  const acceleration = squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
  const sorted = replicates.toSorted((a, b) => a - b);
  const below = sorted.filter((value) => value < estimate).length / sorted.length;
  if (below === 0 || below === 1) return null;
  const bias = normalQuantile(below);
  const level = (p: number) => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  return {
    low: sortedQuantile(sorted, level(alpha / 2)),
    high: sortedQuantile(sorted, level(1 - alpha / 2)),
  };
}

/** Whether the overlap can carry an interval: 30 pairable units, 5 of them touching the second most frequent class. */
export function canCarryInterval(table: LabelTable): boolean {
  if (table.pairableUnits < MIN_OVERLAP_UNITS) return false;
  const totals = pairableTotals(table);
  const second = totals.map((_, c) => c).toSorted((a, b) => totals[b]! - totals[a]! || a - b)[1];
  if (second === undefined) return false;
  const touching = table.patterns.reduce(
    (sum, { counts, labels, frequency }) => sum + (labels >= 2 && counts[second]! > 0 ? frequency : 0),
    0,
  );
  return touching >= MIN_SECOND_CLASS_UNITS;
}

interface ResampledStratum {
  readonly members: readonly number[];
  /** Units drawn, and what each counts for. */
  readonly draws: number;
  readonly scale: number;
}

/** Multinomial frequencies of the patterns, stratum by stratum. */
function compileDraw(patterns: readonly Pattern[]): (random: RandomStream, into: Float64Array) => void {
  const strata = resampledStrata(patterns).map(({ members, draws, scale }) => ({
    members,
    scale,
    draw: compileMultinomial(
      members.map((p) => patterns[p]!.frequency),
      draws,
    ),
  }));
  return (random, into) => {
    for (const { members, scale, draw } of strata) {
      const counts = draw(random);
      for (let m = 0; m < members.length; m += 1) into[members[m]!] = counts[m]! * scale;
    }
  };
}

/**
 * Named strata are resampled by Rao & Wu (1988): m − 1 of m units, each counting m/(m − 1), because m of m would leave
 * out 1/m of the variance. Strata with one unit, which alone would show none, are resampled together. [sim: 30 strata
 * of 2 units, coverage of the 95 % interval .80 before and .93 after; of 1 unit, 0 and .96]
 */
function resampledStrata(patterns: readonly Pattern[]): ResampledStratum[] {
  const unitsOf = (members: readonly number[]) => members.reduce((sum, p) => sum + patterns[p]!.frequency, 0);
  const byFrequency = (members: readonly number[]) =>
    members.toSorted((a, b) => patterns[b]!.frequency - patterns[a]!.frequency || a - b);
  const named = Map.groupBy(patterns.keys(), (p) => patterns[p]!.stratum);
  const plain = named.get('') ?? [];
  named.delete('');
  const groups = [...named.values()].toSorted((a, b) => unitsOf(a) - unitsOf(b));
  const lonely = groups.filter((members) => unitsOf(members) === 1);
  const others = groups.slice(lonely.length);
  // One lonely stratum has no other to be resampled with: it joins the smallest.
  const pooled = lonely.length === 1 ? [...lonely, ...others.splice(0, 1)] : lonely;
  const strata = [pooled.flat(), ...others]
    .filter((members) => members.length > 0)
    .map((list): ResampledStratum => {
      const units = unitsOf(list);
      const draws = Math.max(1, units - 1);
      return { members: byFrequency(list), draws, scale: units / draws };
    });
  const plainUnits = unitsOf(plain);
  return [{ members: byFrequency(plain), draws: plainUnits, scale: 1 }, ...strata];
}
