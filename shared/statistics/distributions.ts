// Owns every distribution function that Assay uses: thin names over @stdlib (the only importer of it) and the few
// discrete and logarithmic forms that it lacks. Must not know what the figures mean. Invariant: arguments outside a
// distribution's domain are a caller's mistake and give NaN; callers answer with a reason before they get here.
import betaCdfOf from '@stdlib/stats-base-dists-beta-cdf';
import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile';
import chiSquareCdfOf from '@stdlib/stats-base-dists-chisquare-cdf';
import chiSquareQuantileOf from '@stdlib/stats-base-dists-chisquare-quantile';
import fCdfOf from '@stdlib/stats-base-dists-f-cdf';
import gammaQuantileOf from '@stdlib/stats-base-dists-gamma-quantile';
import normalCdfOf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';
import tCdfOf from '@stdlib/stats-base-dists-t-cdf';
import tQuantileOf from '@stdlib/stats-base-dists-t-quantile';

/** z such that P(Z <= z) = p for a standard normal Z. */
export function normalQuantile(p: number): number {
  return normalQuantileOf(p, 0, 1);
}

export function normalCdf(z: number): number {
  return normalCdfOf(z, 0, 1);
}

/** P(|Z| >= |z|), from the lower tail so that tiny values keep their digits. */
export function normalTwoSided(z: number): number {
  return 2 * normalCdfOf(-Math.abs(z), 0, 1);
}

export function tQuantile(p: number, df: number): number {
  return tQuantileOf(p, df);
}

export function tTwoSided(t: number, df: number): number {
  return 2 * tCdfOf(-Math.abs(t), df);
}

export function betaCdf(x: number, a: number, b: number): number {
  return betaCdfOf(x, a, b);
}

/**
 * x such that P(X <= x) = p. Next to the uniform distribution, shapes a rounding error away from 1, the library's search ends
 * anywhere (0.69 for p = 0.625 was seen); there p itself is right to 12 digits.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (Math.abs(a - 1) < 1e-12 && Math.abs(b - 1) < 1e-12) return p;
  return betaQuantileOf(p, a, b);
}

/** Quantile of the gamma distribution with this shape and scale (not rate). */
export function gammaQuantile(p: number, shape: number, scale: number): number {
  return gammaQuantileOf(p, shape, 1 / scale);
}

export function chiSquareQuantile(p: number, df: number): number {
  return chiSquareQuantileOf(p, df);
}

export function chiSquareUpper(x: number, df: number): number {
  return Math.max(0, 1 - chiSquareCdfOf(x, df));
}

/** P(F >= x), as the lower tail of 1/F with the degrees of freedom exchanged, so that tiny values keep digits. */
export function fUpper(x: number, df1: number, df2: number): number {
  return x <= 0 ? 1 : fCdfOf(1 / x, df2, df1);
}

/** P(X <= x) of the binomial, through the incomplete beta function. */
export function binomialCdf(x: number, n: number, p: number): number {
  if (x < 0) return 0;
  return x >= n ? 1 : betaCdfOf(1 - p, n - x, x + 1);
}

/** P(X >= x) of the binomial. */
export function binomialUpper(x: number, n: number, p: number): number {
  return x <= 0 ? 1 : betaCdfOf(p, x, n - x + 1);
}

/** ln Γ(x) for x > 0: Stirling's series after shifting x above 10 (Abramowitz & Stegun 6.1.41). */
export function logGamma(x: number): number {
  let shift = 1;
  let y = x;
  while (y < 10) {
    shift *= y;
    y += 1;
  }
  const z = 1 / (y * y);
  const series =
    1 / 12 + z * (-1 / 360 + z * (1 / 1260 + z * (-1 / 1680 + z * (1 / 1188 - (z * 691) / 360360))));
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series / y - Math.log(shift);
}

export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * ln I_x(a, b). Where the distribution function underflows, the series of A&S 26.5.4 gives its logarithm: there x is
 * far below the mean a/(a+b), so the terms shrink from the first.
 */
export function logBetaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return -Infinity;
  const value = betaCdfOf(x, a, b);
  if (value > 1e-280) return Math.log(value);
  let term = 1;
  let sum = 1;
  for (let k = 0; term > sum * 1e-17 && k < 100_000; k += 1) {
    term *= (x * (a + b + k)) / (a + 1 + k);
    sum += term;
  }
  return a * Math.log(x) + b * Math.log1p(-x) - Math.log(a) - logBeta(a, b) + Math.log(sum);
}

/** ln of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** P(X >= x) for X events among n drawn without replacement from N of which K are events. */
export function hypergeometricUpper(x: number, K: number, N: number, n: number): number {
  const least = Math.max(0, n - (N - K));
  const most = Math.min(n, K);
  if (x <= least) return 1;
  if (x > most) return 0;
  // From the side of the mode on which terms only fall, so that the sum ends when they no longer count.
  if (x >= hypergeometricMode(K, N, n)) return Math.min(1, fallingSum(x, most, 1, K, N, n));
  return Math.max(0, 1 - fallingSum(x - 1, least, -1, K, N, n));
}

/** P(X <= x) for X events among n drawn without replacement from N of which K are events. */
export function hypergeometricLower(x: number, K: number, N: number, n: number): number {
  const least = Math.max(0, n - (N - K));
  const most = Math.min(n, K);
  if (x >= most) return 1;
  if (x < least) return 0;
  if (x <= hypergeometricMode(K, N, n)) return Math.min(1, fallingSum(x, least, -1, K, N, n));
  return Math.max(0, 1 - fallingSum(x + 1, most, 1, K, N, n));
}

function hypergeometricMode(K: number, N: number, n: number): number {
  return Math.floor(((n + 1) * (K + 1)) / (N + 2));
}

function fallingSum(from: number, to: number, step: 1 | -1, K: number, N: number, n: number): number {
  const logAll = logChoose(N, n);
  let sum = 0;
  for (let i = from; step > 0 ? i <= to : i >= to; i += step) {
    const term = Math.exp(logChoose(K, i) + logChoose(N - K, n - i) - logAll);
    sum += term;
    if (term <= sum * 1e-18) break;
  }
  return sum;
}
