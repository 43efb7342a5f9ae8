// Owns prediction-powered estimates: human labels on a probability sample, sharpened by a judge's scores on all other
// items. Must not know the judge. Invariant: the human labels carry the estimate; the judge can only narrow it, and the
// normal interval is never the default because it undercovers at low rates.
// Sources: Angelopoulos, Duchi & Zrnic (2023), PPI++; the smoothed interval is ours (statistics, E4).
import { clopperPearson } from './binomial-intervals.ts';
import { normalQuantile } from './distributions.ts';
import { clamp, covariance, mean, variance } from './quantile.ts';
import type { Limits } from './result.ts';

/** Judge scores of the items that no human labelled, as far as the formulas need them. */
export interface JudgedOnly {
  readonly n: number;
  readonly mean: number;
  /** Variance with divisor n. */
  readonly variance0: number;
}

export interface PpiData {
  /** Human labels and judge scores of the same items. */
  readonly y: readonly number[];
  readonly f: readonly number[];
  readonly u: JudgedOnly;
}

/** Everything was labelled: the judge has nothing to add, and λ is 0. */
const NOTHING_JUDGED: JudgedOnly = { n: 0, mean: 0, variance0: 0 };

export function judgedOnly(scores: readonly number[]): JudgedOnly {
  if (scores.length === 0) return NOTHING_JUDGED;
  return { n: scores.length, mean: mean(scores), variance0: variance(scores, 0) };
}

/** A binary judge: `positives` ones among n. */
export function judgedOnlyBinary(positives: number, n: number): JudgedOnly {
  if (n === 0) return NOTHING_JUDGED;
  const share = positives / n;
  return { n, mean: share, variance0: share * (1 - share) };
}

export interface LambdaOptions {
  /** Divisor n − ddof of the covariance; the product uses 1. */
  readonly covarianceDdof: 0 | 1;
  /** Keep λ inside [0, 1]; the product does. */
  readonly isClipped: boolean;
}

export const PRODUCT_LAMBDA: LambdaOptions = { covarianceDdof: 1, isClipped: true };

/** λ = Cov(y, f)/((1 + n/M)·Var(f ∪ u)); 0 where the judge does not vary or judged no other item. */
export function tunedLambda({ y, f, u }: PpiData, options: LambdaOptions = PRODUCT_LAMBDA): number {
  const n = y.length;
  if (n < 2 || u.n === 0) return 0;
  const pooled = pooledVariance(f, u);
  if (!(pooled > 0)) return 0;
  const lambda = covariance(y, f, options.covarianceDdof) / ((1 + n / u.n) * pooled);
  return options.isClipped ? clamp(lambda, 0, 1) : lambda;
}

export interface PpiEstimate extends Limits {
  readonly estimate: number;
  readonly se: number;
}

/** θ = ȳ + λ(ū − f̄) with normal limits; V = Var(y − λf)/n + λ²Var(u)/M. */
export function ppiNormal(data: PpiData, lambda: number, alpha: number, ddof: 0 | 1): PpiEstimate {
  const estimate = ppiPoint(data, lambda);
  return normalLimits(estimate, Math.sqrt(ppiVariance(data, lambda, ddof)), alpha);
}

export interface PpiStratum extends PpiData {
  /** N_h. */
  readonly population: number;
}

/** ΣW_h θ_h with λ per stratum and normal limits. */
export function ppiStratified(
  strata: readonly PpiStratum[],
  lambdas: readonly number[],
  alpha: number,
  ddof: 0 | 1,
): PpiEstimate {
  const frame = strata.reduce((sum, s) => sum + s.population, 0);
  let estimate = 0;
  let total = 0;
  strata.forEach((s, h) => {
    const share = s.population / frame;
    estimate += share * ppiPoint(s, lambdas[h]!);
    total += share * share * ppiVariance(s, lambdas[h]!, ddof);
  });
  return normalLimits(estimate, Math.sqrt(total), alpha);
}

export interface PpiDefault extends Limits {
  readonly lambdas: readonly number[];
  /** θ, and θ inside [0, 1]. */
  readonly raw: number;
  readonly estimate: number;
  readonly smoothedVariance: number;
  readonly smoothedRate: number;
  readonly nStar: number;
}

/**
 * The product's interval (E4): in each stratum one missed and one false event are added for the variance and the rate
 * only; Clopper–Pearson at n* = p~(1 − p~)/V~. Throws a RangeError for a stratum without a human label.
 */
export function ppiDefault(
  strata: readonly PpiStratum[],
  alpha: number,
  lambdas: readonly number[] = strata.map((s) => tunedLambda(s)),
): PpiDefault {
  if (strata.some((s) => s.y.length === 0)) throw new RangeError('a stratum has no human label');
  const frame = strata.reduce((sum, s) => sum + s.population, 0);
  let raw = 0;
  let smoothedVariance = 0;
  let smoothedRate = 0;
  strata.forEach((s, h) => {
    const share = s.population / frame;
    const lambda = lambdas[h]!;
    const y = [...s.y, 1, 0];
    const f = [...s.f, 0, 1];
    const residuals = y.map((value, i) => value - lambda * f[i]!);
    raw += share * ppiPoint(s, lambda);
    smoothedRate += share * ppiPoint({ y, f, u: s.u }, lambda);
    smoothedVariance +=
      share * share * (variance(residuals, 0) / s.y.length + judgedVariance(lambda, s.u.variance0, s.u.n));
  });
  const estimate = clamp(raw, 0, 1);
  const nStar = (smoothedRate * (1 - smoothedRate)) / smoothedVariance;
  return {
    lambdas,
    raw,
    estimate,
    smoothedVariance,
    smoothedRate,
    nStar,
    ...clopperPearson(nStar * estimate, nStar, alpha),
  };
}

/** The judge scored the whole frame: mean(y − λf) + λF̄_N, with finite population correction. */
export function differenceEstimator(
  y: readonly number[],
  f: readonly number[],
  lambda: number,
  frameMean: number,
  population: number,
): { estimate: number; se: number } {
  const residuals = y.map((value, i) => value - lambda * f[i]!);
  const n = y.length;
  return {
    estimate: mean(residuals) + lambda * frameMean,
    se: Math.sqrt(((1 - n / population) * variance(residuals)) / n),
  };
}

/** Fewest labelled items to offer the judge's help at all, and per stratum for a λ of its own. */
export const MIN_LABELLED = 100;
export const MIN_PER_STRATUM = 15;
const MIN_GAIN = 0.05;

/** Guard rails of E5: whether to offer the judge's help at all, and whether λ must be pooled over thin strata. */
export function ppiOffer(strata: readonly PpiStratum[]): { isOffered: boolean; mustPoolLambda: boolean } {
  const n = strata.reduce((sum, s) => sum + s.y.length, 0);
  return { isOffered: n >= MIN_LABELLED, mustPoolLambda: strata.some((s) => s.y.length < MIN_PER_STRATUM) };
}

/** One λ for all strata, from all their units together. */
export function pooledLambda(strata: readonly PpiStratum[]): number {
  const n = strata.reduce((sum, s) => sum + s.u.n, 0);
  const pooledMean = strata.reduce((sum, s) => sum + (s.u.n / n) * s.u.mean, 0);
  const u: JudgedOnly = {
    n,
    mean: pooledMean,
    variance0: strata.reduce(
      (sum, s) => sum + (s.u.n / n) * (s.u.variance0 + (s.u.mean - pooledMean) ** 2),
      0,
    ),
  };
  return tunedLambda({ y: strata.flatMap((s) => s.y), f: strata.flatMap((s) => s.f), u });
}

/** How much narrower than the human-only interval; null (hidden) below 5 %. */
export function ppiGain(human: Limits, assisted: Limits): number | null {
  const gain = 1 - (assisted.high - assisted.low) / (human.high - human.low);
  return gain >= MIN_GAIN ? gain : null;
}

function ppiPoint({ y, f, u }: PpiData, lambda: number): number {
  return mean(y) + lambda * (u.mean - mean(f));
}

function ppiVariance({ y, f, u }: PpiData, lambda: number, ddof: 0 | 1): number {
  const residuals = y.map((value, i) => value - lambda * f[i]!);
  const judged = lambda === 0 ? 0 : (u.variance0 * u.n) / (u.n - ddof);
  return variance(residuals, ddof) / y.length + judgedVariance(lambda, judged, u.n);
}

/** λ²Var(u)/M; 0 where the judge has no part in the estimate. */
function judgedVariance(lambda: number, judged: number, n: number): number {
  return lambda === 0 ? 0 : (lambda * lambda * judged) / n;
}

/** Variance (divisor n − 1) of the judge's scores on labelled and other items together. */
function pooledVariance(f: readonly number[], u: JudgedOnly): number {
  const total = f.length + u.n;
  const center = (f.length * mean(f) + u.n * u.mean) / total;
  const squares = f.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return (squares + u.n * (u.variance0 + (u.mean - center) ** 2)) / (total - 1);
}

function normalLimits(estimate: number, se: number, alpha: number): PpiEstimate {
  const half = normalQuantile(1 - alpha / 2) * se;
  return { estimate, se, low: estimate - half, high: estimate + half };
}
