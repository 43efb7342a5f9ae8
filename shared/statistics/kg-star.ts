// Owns the headline interval of a proportion under a design: Korn–Graubard's, capped at the Kish effective size. Must
// not know how estimate and variance were found. Invariant: weights that differ can only widen it.
// Source: Korn & Graubard (1998); the cap and its coverage are from simulation (docs of statistics, section 0).
import { clopperPearson } from './binomial-intervals.ts';
import { tQuantile } from './distributions.ts';
import type { Limits } from './result.ts';

export interface KgStarInput {
  readonly estimate: number;
  readonly variance: number;
  /** Units in the domain. */
  readonly n: number;
  /** Primary units minus strata, both among those with units in the domain. */
  readonly df: number;
  readonly nKish: number;
  /** Two-sided error; one-sided 95 % bounds are the limits at 0.10. */
  readonly alpha: number;
}

export interface KgStar extends Limits {
  /** n̂: the effective size after the adjustment for degrees of freedom, before the cap. */
  readonly nAdjusted: number;
  /** n*: what the interval uses. */
  readonly nStar: number;
}

/** Null when df <= 0 (reason TOO_FEW_PSU). */
export function kgStar(input: KgStarInput): KgStar | null {
  const sizes = kgStarSize(input);
  if (sizes === null) return null;
  return { ...sizes, ...clopperPearson(sizes.nStar * input.estimate, sizes.nStar, input.alpha) };
}

/** The sizes behind the interval, which cost much less than its limits; null like it. */
export function kgStarSize(input: KgStarInput): Pick<KgStar, 'nAdjusted' | 'nStar'> | null {
  if (input.df <= 0 || input.n < 2) return null;
  const nAdjusted = adjustedSize(input) ?? input.nKish;
  return { nAdjusted, nStar: Math.min(nAdjusted, input.nKish) };
}

/** p(1 − p)/V·(t_{n−1}/t_df)², null where the variance or the rate says nothing. */
export function adjustedSize({ estimate, variance, n, df, alpha }: KgStarInput): number | null {
  if (!(variance > 0) || estimate <= 0 || estimate >= 1) return null;
  const quantile = tQuantile(1 - alpha / 2, df);
  // At an error of 1 both quantiles are 0: nothing to adjust.
  const ratio = quantile > 0 ? tQuantile(1 - alpha / 2, n - 1) / quantile : 1;
  return ((estimate * (1 - estimate)) / variance) * ratio * ratio;
}

/** (Σw)²/Σw². */
export function kishSize(weights: readonly number[]): number {
  let total = 0;
  let squares = 0;
  for (const w of weights) {
    total += w;
    squares += w * w;
  }
  return squares > 0 ? (total * total) / squares : 0;
}
