// Owns two-sided intervals of a proportion from a simple random sample: x events in n. Must not know designs or
// weights (see kg-star.ts). Limits are those of the textbooks, unrounded; n may be an effective size, not an integer.
// Sources: Clopper & Pearson (1934); Wilson (1927); Agresti & Coull (1998); Brown, Cai & DasGupta (2001) for Jeffreys.
import { betaQuantile, hypergeometricLower, hypergeometricUpper, normalQuantile } from './distributions.ts';
import { clamp } from './quantile.ts';
import type { Limits } from './result.ts';

/** Clopper–Pearson; 0 at x = 0 and 1 at x = n. */
export function clopperPearson(x: number, n: number, alpha: number): Limits {
  return { low: clopperPearsonLow(x, n, alpha), high: clopperPearsonHigh(x, n, alpha) };
}

/** Its lower limit alone, for searches that need no other. */
export function clopperPearsonLow(x: number, n: number, alpha: number): number {
  return x <= 0 ? 0 : betaQuantile(alpha / 2, x, n - x + 1);
}

/** Its upper limit alone. */
export function clopperPearsonHigh(x: number, n: number, alpha: number): number {
  return x >= n ? 1 : betaQuantile(1 - alpha / 2, x + 1, n - x);
}

/** Wilson's score interval. For display only: it fails near 0 and 1 with weights. */
export function wilson(x: number, n: number, alpha: number): Limits {
  return wilsonAt(x, n, normalQuantile(1 - alpha / 2));
}

/** The same at a given critical value, for conventions that take it from t. */
export function wilsonAt(x: number, n: number, z: number): Limits {
  const p = x / n;
  const center = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: x <= 0 ? 0 : center - half, high: x >= n ? 1 : center + half };
}

/** Agresti–Coull, kept inside [0, 1]. */
export function agrestiCoull(x: number, n: number, alpha: number): Limits {
  const z = normalQuantile(1 - alpha / 2);
  const size = n + z * z;
  const p = (x + (z * z) / 2) / size;
  const half = z * Math.sqrt((p * (1 - p)) / size);
  return { low: clamp(p - half, 0, 1), high: clamp(p + half, 0, 1) };
}

/** Jeffreys: raw quantiles of Beta(x + ½, n − x + ½). */
export function jeffreys(x: number, n: number, alpha: number): Limits {
  return {
    low: betaQuantile(alpha / 2, x + 0.5, n - x + 0.5),
    high: betaQuantile(1 - alpha / 2, x + 0.5, n - x + 0.5),
  };
}

/** Limits of the number K of events in a finite population, and of its share. */
export interface FiniteLimits {
  readonly kLow: number;
  readonly kHigh: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Exact interval for a simple random sample of n from N without replacement: the smallest K with P(X >= x) > α/2 and
 * the largest with P(X <= x) > α/2, by bisection (both tails are monotone in K).
 */
export function hypergeometricInterval(
  x: number,
  n: number,
  population: number,
  alpha: number,
): FiniteLimits {
  const first = x;
  const last = population - (n - x);
  const kLow = bisect(first, last, (K) => hypergeometricUpper(x, K, population, n) > alpha / 2);
  const kHigh =
    bisect(first, last + 1, (K) => K > last || hypergeometricLower(x, K, population, n) <= alpha / 2) - 1;
  return { kLow, kHigh, low: kLow / population, high: kHigh / population };
}

/** The smallest whole number in [from, to] for which `isReached` holds, given that it holds from some point on. */
export function bisect(from: number, to: number, isReached: (value: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
