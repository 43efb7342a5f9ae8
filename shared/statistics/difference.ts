// Owns intervals of the difference of two independent rates, second minus first. Must not know designs. Sources:
// Zou & Donner (2008) for MOVER; Newcombe (1998), method 10; Fisher (1935).
import { clopperPearson, wilson } from './binomial-intervals.ts';
import { hypergeometricUpper, normalQuantile, normalTwoSided } from './distributions.ts';
import type { Limits } from './result.ts';
import { stratifiedKgStar, stratifiedRate, type StratumCounts } from './stratified.ts';

export interface RateWithLimits extends Limits {
  readonly estimate: number;
}

/**
 * MOVER: recovers the variances on either side of the difference from the limits of the two rates. `correlation` is that
 * of the two estimates: 0 for independent samples.
 */
export function mover(first: RateWithLimits, second: RateWithLimits, correlation = 0): Limits {
  const d = second.estimate - first.estimate;
  const below = [second.estimate - second.low, first.high - first.estimate] as const;
  const above = [second.high - second.estimate, first.estimate - first.low] as const;
  return { low: d - combine(below, correlation), high: d + combine(above, correlation) };
}

function combine([a, b]: readonly [number, number], correlation: number): number {
  return Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
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
/** Above it quantiles of t are 0 in double precision. */
const LARGEST_ALPHA = 1 - 1e-6;

/** An interval that is known already, from which the search may begin. */
export interface KnownLimits extends RateWithLimits {
  readonly alpha: number;
}

/**
 * The α at which the interval touches 0, at least 1e-12: the root of the nearer limit over the normal quantile of α, in
 * which limits are nearly straight lines. From a `known` interval secants find it in four or five steps; without one, or
 * where they leave the range, false position does (Illinois variant, Dowell & Jarratt 1971).
 */
export function touchingAlpha(limitsAt: (alpha: number) => Limits, known?: KnownLimits): number {
  const found = known === undefined ? null : bySecants(limitsAt, known);
  return found ?? byFalsePosition(limitsAt);
}

/** Null where the root is not well inside the range. */
function bySecants(limitsAt: (alpha: number) => Limits, known: KnownLimits): number | null {
  const { estimate } = known;
  const gap = (limits: Limits) => (estimate > 0 ? limits.low : -limits.high);
  const [least, most] = [2 * quantileOf(LARGEST_ALPHA), quantileOf(SMALLEST_ALPHA) - 0.1];
  let last = { z: quantileOf(known.alpha), gap: gap(known) };
  let z = (last.z * Math.abs(estimate)) / (Math.abs(estimate) - last.gap);
  for (let i = 0; i < 12 && z > least && z < most; i += 1) {
    if (z === last.z) return normalTwoSided(z);
    const next = { z, gap: gap(limitsAt(normalTwoSided(z))) };
    const slope = (next.gap - last.gap) / (next.z - last.z);
    if (next.gap === 0) return normalTwoSided(z);
    if (!(slope < 0)) return null;
    z = next.z - next.gap / slope;
    // A secant's error is about the product of the last two, so that this step is the last that matters.
    if (Math.abs((z - next.z) * (next.z - last.z)) <= 1e-9) return normalTwoSided(z);
    last = next;
  }
  return null;
}

function byFalsePosition(limitsAt: (alpha: number) => Limits): number {
  const narrowest = limitsAt(LARGEST_ALPHA);
  if (narrowest.low <= 0 && narrowest.high >= 0) return 1;
  const isAbove = narrowest.low > 0;
  /** How far 0 lies outside the interval (negative: inside). */
  const gap = (limits: Limits) => (isAbove ? limits.low : -limits.high);
  const near = { z: quantileOf(LARGEST_ALPHA), gap: gap(narrowest) };
  const far = { z: quantileOf(SMALLEST_ALPHA), gap: gap(limitsAt(SMALLEST_ALPHA)) };
  if (far.gap > 0) return SMALLEST_ALPHA;
  let lastMoved: unknown = null;
  let z = near.z;
  for (let i = 0; i < 100; i += 1) {
    const next = (near.z * far.gap - far.z * near.gap) / (far.gap - near.gap);
    if (Math.abs(next - z) <= 1e-14 * next) break;
    z = next;
    const value = gap(limitsAt(normalTwoSided(z)));
    const moved = value > 0 ? near : far;
    const kept = value > 0 ? far : near;
    Object.assign(moved, { z, gap: value });
    if (lastMoved === moved) kept.gap /= 2;
    lastMoved = moved;
  }
  return normalTwoSided(z);
}

function quantileOf(alpha: number): number {
  return normalQuantile(1 - alpha / 2);
}
