// Owns intervals of the difference of two independent rates, second minus first. Must not know designs. Sources:
// Zou & Donner (2008) for MOVER; Newcombe (1998), method 10; Fisher (1935).
import { clopperPearson, wilson } from './binomial-intervals.ts';
import { hypergeometricUpper, normalTwoSided } from './distributions.ts';
import type { Limits } from './result.ts';
import { stratifiedKgStar, stratifiedRate, type StratumCounts } from './stratified.ts';

export interface RateWithLimits extends Limits {
  readonly estimate: number;
}

/** MOVER: recovers the variances on either side of the difference from the limits of the two rates. */
export function mover(first: RateWithLimits, second: RateWithLimits): Limits {
  const d = second.estimate - first.estimate;
  return {
    low: d - Math.hypot(second.estimate - second.low, first.high - first.estimate),
    high: d + Math.hypot(second.high - second.estimate, first.estimate - first.low),
  };
}

export interface Count {
  readonly x: number;
  readonly n: number;
}

/** MOVER on Clopper–Pearson limits, for simple random samples. */
export function moverClopperPearson(first: Count, second: Count, alpha: number): Limits {
  return mover(
    { estimate: first.x / first.n, ...clopperPearson(first.x, first.n, alpha) },
    { estimate: second.x / second.n, ...clopperPearson(second.x, second.n, alpha) },
  );
}

/** Newcombe's hybrid score interval: MOVER on Wilson limits. */
export function newcombe(first: Count, second: Count, alpha: number): Limits {
  return mover(
    { estimate: first.x / first.n, ...wilson(first.x, first.n, alpha) },
    { estimate: second.x / second.n, ...wilson(second.x, second.n, alpha) },
  );
}

/** Pooled two-proportion z test; null when nobody or everybody is an event. */
export function pooledZTest(first: Count, second: Count): { z: number; p: number } | null {
  const pooled = (first.x + second.x) / (first.n + second.n);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n));
  if (!(se > 0)) return null;
  const z = (second.x / second.n - first.x / first.n) / se;
  return { z, p: normalTwoSided(z) };
}

/** One-sided Fisher exact p that the second rate is higher. */
export function fisherGreater(first: Count, second: Count): number {
  return hypergeometricUpper(second.x, first.x + second.x, first.n + second.n, second.n);
}

export interface StratifiedDifference extends Limits {
  readonly difference: number;
  readonly seWald: number;
  readonly isSignificant: boolean;
  /** The α at which the interval touches 0. */
  readonly p: number;
}

/** Two independent stratified samples: MOVER on KG* limits (B6). Null when either has no degrees of freedom. */
export function stratifiedDifference(
  first: readonly StratumCounts[],
  second: readonly StratumCounts[],
  alpha: number,
): StratifiedDifference | null {
  const limitsAt = (level: number): Limits | null => {
    const a = stratifiedKgStar(first, level);
    const b = stratifiedKgStar(second, level);
    return a === null || b === null ? null : mover(a, b);
  };
  const limits = limitsAt(alpha);
  if (limits === null) return null;
  const a = stratifiedRate(first);
  const b = stratifiedRate(second);
  return {
    difference: b.estimate - a.estimate,
    seWald: Math.sqrt(a.variance + b.variance),
    ...limits,
    isSignificant: limits.low > 0 || limits.high < 0,
    p: touchingAlpha((level) => limitsAt(level) ?? limits),
  };
}

const SMALLEST_ALPHA = 1e-12;

/** The α at which the interval touches 0, by bisection on ln α (limits close in as α grows); at least 1e-12. */
export function touchingAlpha(limitsAt: (alpha: number) => Limits): number {
  const holdsZero = (alpha: number) => {
    const limits = limitsAt(alpha);
    return limits.low <= 0 && limits.high >= 0;
  };
  if (holdsZero(1 - 1e-12)) return 1;
  if (!holdsZero(SMALLEST_ALPHA)) return SMALLEST_ALPHA;
  let low = Math.log(SMALLEST_ALPHA);
  let high = 0;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (holdsZero(Math.exp(middle))) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
