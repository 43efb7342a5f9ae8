// Owns the estimate of a rate from counts per stratum, its design variance and its intervals. Must not know units or
// domains (see proportion.ts). Invariant: every stratum given has n >= 1; the caller leaves uncovered strata out.
// Sources: Cochran (1977), ch. 5; Korn & Graubard (1998); Fay & Feuer (1997).
import { wilsonAt } from './binomial-intervals.ts';
import { gammaQuantile, tQuantile } from './distributions.ts';
import { adjustedSize, kgStar, type KgStar } from './kg-star.ts';
import type { Limits } from './result.ts';

/** Counts of one stratum: N items in the frame, n reviewed, x of them events. */
export interface StratumCounts {
  readonly N: number;
  readonly n: number;
  readonly x: number;
}

export interface StratifiedRate {
  readonly estimate: number;
  readonly variance: number;
  /** Reviewed items. */
  readonly n: number;
  readonly events: number;
  readonly df: number;
  readonly nKish: number;
}

/**
 * p̂ = ΣW_h p̂_h with V = ΣW_h²(1 − n_h/N_h) p̂_h(1 − p̂_h)/(n_h − 1); a stratum with one reviewed item adds (1 − f)u²
 * with u = W_h(y − p̂).
 */
export function stratifiedRate(strata: readonly StratumCounts[]): StratifiedRate {
  const frame = strata.reduce((total, s) => total + s.N, 0);
  const n = strata.reduce((total, s) => total + s.n, 0);
  const estimate = strata.reduce((total, s) => total + (s.N / frame) * (s.x / s.n), 0);
  let variance = 0;
  let squares = 0;
  for (const { N, n: size, x } of strata) {
    const share = N / frame;
    const p = x / size;
    const spread = size > 1 ? (p * (1 - p)) / (size - 1) : (p - estimate) ** 2;
    variance += share * share * (1 - size / N) * spread;
    squares += (N * N) / size;
  }
  return {
    estimate,
    variance,
    n,
    events: strata.reduce((total, s) => total + s.x, 0),
    df: n - strata.length,
    nKish: (frame * frame) / squares,
  };
}

/** KG* of counts per stratum; null when df is 0. */
export function stratifiedKgStar(
  strata: readonly StratumCounts[],
  alpha: number,
): (StratifiedRate & KgStar) | null {
  const rate = stratifiedRate(strata);
  const interval = kgStar({ ...rate, alpha });
  return interval === null ? null : { ...rate, ...interval };
}

/** What the `certainty` stratum (reviewed whole) and the sampled rest say together (B4). */
export function takeAllKgStar(
  certainty: { readonly N: number; readonly x: number },
  rest: readonly StratumCounts[],
  alpha: number,
): { estimate: number; se: number; low: number; high: number } | null {
  const sampled = stratifiedKgStar(rest, alpha);
  if (sampled === null) return null;
  const restSize = rest.reduce((total, s) => total + s.N, 0);
  const map = affineMap(
    certainty.N / (certainty.N + restSize),
    certainty.N > 0 ? certainty.x / certainty.N : 0,
  );
  return {
    estimate: map(sampled.estimate),
    se: (restSize / (certainty.N + restSize)) * Math.sqrt(sampled.variance),
    low: map(sampled.low),
    high: map(sampled.high),
  };
}

/** From a rate of the sampled rest to the rate of all, given the share and the known rate of the certainty part. */
export function affineMap(certaintyShare: number, certaintyRate: number): (restRate: number) => number {
  return (restRate) => certaintyShare * certaintyRate + (1 - certaintyShare) * restRate;
}

/** The interval that survey packages give, kept for comparison: uncapped, so it can fail near 0 and 1. */
export interface SurveyIntervals {
  readonly beta: Limits;
  readonly wilson: Limits;
  readonly xlogit: Limits;
  readonly mean: Limits;
}

/** Conventions of R's svyciprop. Null where they are undefined (rate 0 or 1, no variance, no degrees of freedom). */
export function surveyIntervals(rate: StratifiedRate, alpha: number): SurveyIntervals | null {
  const { estimate: p, variance, df, n } = rate;
  const size = df > 0 ? adjustedSize({ ...rate, alpha }) : null;
  if (size === null || n < 2) return null;
  const uncapped = kgStar({ ...rate, nKish: size, alpha });
  if (uncapped === null) return null;
  const t = tQuantile(1 - alpha / 2, df);
  const se = Math.sqrt(variance);
  const effective = (p * (1 - p)) / variance;
  return {
    beta: { low: uncapped.low, high: uncapped.high },
    wilson: wilsonAt(effective * p, effective, t),
    xlogit: xlogit(p, se, t),
    mean: { low: p - t * se, high: p + t * se },
  };
}

/** Interval on the logit scale, mapped back. */
export function xlogit(p: number, se: number, quantile: number): Limits {
  const center = Math.log(p / (1 - p));
  const half = (quantile * se) / (p * (1 - p));
  return { low: 1 / (1 + Math.exp(-(center - half))), high: 1 / (1 + Math.exp(-(center + half))) };
}

/**
 * Fay & Feuer's gamma interval of a weighted rate: y = Σw x, v = Σw² x over per-event weights w = W_h/n_h, and the
 * largest of them for the upper limit. 0 events give the lower limit 0.
 */
export function gammaInterval(
  strata: readonly StratumCounts[],
  alpha: number,
): Limits & { estimate: number } {
  const frame = strata.reduce((total, s) => total + s.N, 0);
  const weights = strata.map((s) => s.N / frame / s.n);
  return gammaLimits(
    strata.map((s, h) => ({ weight: weights[h] ?? 0, events: s.x })),
    Math.max(...weights),
    alpha,
  );
}

/** The same from any per-event weights (they need not be one per stratum). */
export function gammaLimits(
  parts: readonly { readonly weight: number; readonly events: number }[],
  largestWeight: number,
  alpha: number,
): Limits & { estimate: number } {
  const y = parts.reduce((total, part) => total + part.weight * part.events, 0);
  const v = parts.reduce((total, part) => total + part.weight * part.weight * part.events, 0);
  const yUp = y + largestWeight;
  const vUp = v + largestWeight * largestWeight;
  return {
    estimate: y,
    low: y === 0 ? 0 : gammaQuantile(alpha / 2, (y * y) / v, v / y),
    high: Math.min(1, gammaQuantile(1 - alpha / 2, (yUp * yUp) / vUp, vUp / yUp)),
  };
}

/** Estimate and variance of a mean of scores, from the scores of each stratum (B1 with s_h²/r_h). */
export function stratifiedMean(
  strata: readonly { readonly N: number; readonly values: readonly number[] }[],
  alpha: number,
): {
  estimate: number;
  se: number;
  df: number;
  low: number | null;
  high: number | null;
  total: number;
  totalSe: number;
} {
  const frame = strata.reduce((total, s) => total + s.N, 0);
  const means = strata.map((s) => s.values.reduce((total, y) => total + y, 0) / s.values.length);
  const estimate = strata.reduce((total, s, h) => total + (s.N / frame) * (means[h] ?? 0), 0);
  let variance = 0;
  strata.forEach(({ N, values }, h) => {
    const center = values.length > 1 ? (means[h] ?? 0) : estimate;
    const squares = values.reduce((total, y) => total + (y - center) ** 2, 0);
    variance +=
      ((N / frame) ** 2 * (1 - values.length / N) * squares) / Math.max(1, values.length - 1) / values.length;
  });
  const df = strata.reduce((total, s) => total + s.values.length, 0) - strata.length;
  const se = Math.sqrt(variance);
  const half = df > 0 ? tQuantile(1 - alpha / 2, df) * se : null;
  return {
    estimate,
    se,
    df,
    low: half === null ? null : estimate - half,
    high: half === null ? null : estimate + half,
    total: estimate * frame,
    totalSe: se * frame,
  };
}
