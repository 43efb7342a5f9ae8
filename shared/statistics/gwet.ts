// Owns Gwet's AC1/AC2, the generalised Fleiss κ, plain agreement and α with Gwet's variance: one linearised formula
// for coefficients of the form (pa − pe)/(1 − pe), missing labels allowed. Must not know reviewers. Invariant: the
// number of categories is the declared one.
// Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 5 and appendix.
import { tQuantile } from './distributions.ts';
import type { LabelTable, Pattern } from './label-table.ts';
import { zeros } from './lists.ts';

export interface ChanceCorrected {
  readonly pa: number;
  readonly pe: number;
  readonly coefficient: number;
  /** Null for one unit. */
  readonly se: number | null;
  readonly low: number | null;
  /** At most 1. */
  readonly high: number | null;
}

export type ChanceModel = 'ac' | 'fleiss' | 'none';

/** Null without overlap, or where chance agreement is 1 (or undefined: one declared category under `ac`). */
export function chanceCorrected(
  table: LabelTable,
  weights: readonly (readonly number[])[],
  model: ChanceModel,
  alpha: number,
): ChanceCorrected | null {
  if (table.pairableUnits === 0) return null;
  const n = table.units;
  const shares = categoryShares(table);
  const chance = chanceOf(model, weights, shares);
  if (chance === null || 1 - chance.pe < 1e-12) return null;
  const { pe, unitChance } = chance;
  const agreements = table.patterns.map((pattern) => unitAgreement(pattern, weights));
  const pa = weightedMean(table.patterns, agreements, (pattern) => pattern.labels >= 2);
  const coefficient = (pa - pe) / (1 - pe);
  const scale = n / table.pairableUnits;
  const scores = table.patterns.map((pattern, p) => {
    const own = (scale * (agreements[p]! - (pattern.labels >= 2 ? pe : 0))) / (1 - pe);
    return own - (2 * (1 - coefficient) * (unitChance(pattern) - pe)) / (1 - pe);
  });
  const se = standardError(table.patterns, scores, coefficient, n);
  return { pa, pe, coefficient, ...limits(coefficient, se, n, alpha) };
}

/** α in Gwet's form (units with two labels or more), with his variance; t with all rated units − 1. */
export function alphaWithVariance(
  table: LabelTable,
  weights: readonly (readonly number[])[],
  alpha: number,
): ChanceCorrected | null {
  const patterns = table.patterns.filter((pattern) => pattern.labels >= 2);
  const n = table.pairableUnits;
  if (n === 0) return null;
  const meanLabels = table.pairableLabels / n;
  const shares = zeros(table.categories);
  for (const { counts, frequency } of patterns) {
    counts.forEach((count, k) => {
      shares[k]! += (frequency * count) / (n * meanLabels);
    });
  }
  const pe = quadraticForm(weights, shares);
  if (1 - pe < 1e-12) return null;
  const agreements = patterns.map(
    (pattern) => (unitAgreement(pattern, weights) * pattern.labels) / meanLabels,
  );
  const plain = patterns.reduce((total, { frequency }, p) => total + frequency * agreements[p]!, 0) / n;
  const correction = 1 / table.pairableLabels;
  const pa = (1 - correction) * plain + correction;
  const coefficient = (pa - pe) / (1 - pe);
  const plainCoefficient = (plain - pe) / (1 - pe);
  const mixed = symmetricProduct(weights, shares);
  const scores = patterns.map((pattern, p) => {
    const excess = (pattern.labels - meanLabels) / meanLabels;
    const own = (agreements[p]! - plain * excess - pe) / (1 - pe);
    const chance = dot(pattern.counts, mixed) / meanLabels - pe * excess;
    return own - (2 * (1 - plainCoefficient) * (chance - pe)) / (1 - pe);
  });
  const se = standardError(patterns, scores, plainCoefficient, n);
  return { pa, pe, coefficient, ...limits(coefficient, se, table.units, alpha) };
}

/** Share of a unit's ordered pairs that agree, by weight; 0 below two labels. */
function unitAgreement({ counts, labels }: Pattern, weights: readonly (readonly number[])[]): number {
  if (labels < 2) return 0;
  const total = counts.reduce(
    (sum, count, k) => sum + (count === 0 ? 0 : count * (dot(weights[k]!, counts) - 1)),
    0,
  );
  return total / (labels * (labels - 1));
}

/** π_k: mean over units of the share of their labels in k. */
function categoryShares(table: LabelTable): number[] {
  const shares = zeros(table.categories);
  for (const { counts, labels, frequency } of table.patterns) {
    counts.forEach((count, k) => {
      shares[k]! += (frequency * count) / labels / table.units;
    });
  }
  return shares;
}

function chanceOf(
  model: ChanceModel,
  weights: readonly (readonly number[])[],
  shares: readonly number[],
): { pe: number; unitChance: (pattern: Pattern) => number } | null {
  if (model === 'none') return { pe: 0, unitChance: () => 0 };
  if (model === 'fleiss') {
    const mixed = symmetricProduct(weights, shares);
    return {
      pe: quadraticForm(weights, shares),
      unitChance: ({ counts, labels }) => dot(counts, mixed) / labels,
    };
  }
  const q = shares.length;
  if (q < 2) return null;
  const factor = weights.reduce((total, row) => total + row.reduce((a, b) => a + b, 0), 0) / (q * (q - 1));
  const spread = shares.map((share) => 1 - share);
  return {
    pe: factor * dot(shares, spread),
    unitChance: ({ counts, labels }) => (factor * dot(counts, spread)) / labels,
  };
}

function weightedMean(
  patterns: readonly Pattern[],
  values: readonly number[],
  isCounted: (pattern: Pattern) => boolean,
): number {
  let total = 0;
  let units = 0;
  patterns.forEach((pattern, p) => {
    if (!isCounted(pattern)) return;
    total += pattern.frequency * values[p]!;
    units += pattern.frequency;
  });
  return total / units;
}

function standardError(
  patterns: readonly Pattern[],
  scores: readonly number[],
  center: number,
  n: number,
): number | null {
  if (n < 2) return null;
  const squares = patterns.reduce(
    (total, { frequency }, p) => total + frequency * (scores[p]! - center) ** 2,
    0,
  );
  return Math.sqrt(squares / (n * (n - 1)));
}

function limits(
  coefficient: number,
  se: number | null,
  n: number,
  alpha: number,
): Pick<ChanceCorrected, 'se' | 'low' | 'high'> {
  if (se === null) return { se, low: null, high: null };
  const half = se * tQuantile(1 - alpha / 2, n - 1);
  return { se, low: coefficient - half, high: Math.min(1, coefficient + half) };
}

function quadraticForm(weights: readonly (readonly number[])[], shares: readonly number[]): number {
  return shares.reduce((total, share, k) => total + share * dot(weights[k]!, shares), 0);
}

/** ½Σ_l (w_kl + w_lk) π_l. */
function symmetricProduct(weights: readonly (readonly number[])[], shares: readonly number[]): number[] {
  return shares.map((_, k) =>
    shares.reduce((total, share, l) => total + 0.5 * (weights[k]![l]! + weights[l]![k]!) * share, 0),
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, i) => total + value * b[i]!, 0);
}
