// Owns evidence that may be looked at at any time: e-values, confidence sequences, alpha spending. Must not know the
// queue. Invariant: what is declared here stays valid however often one looks.
// Sources: Ville (1939); Robbins (1970); Waudby-Smith & Ramdas (2020); Lan & DeMets (1983); Hwang, Shih & DeCani (1990).
import { bisect } from './binomial-intervals.ts';
import { logBeta, logBetaCdf, logChoose, logGamma, normalQuantile, normalTwoSided } from './distributions.ts';
import type { FiniteLimits } from './binomial-intervals.ts';
import type { Limits } from './result.ts';

export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

/** ln of the beta mixture over the likelihood at p: evidence against p. */
export function logMixtureEvidence(x: number, n: number, p: number, { a, b }: BetaPrior): number {
  return logBeta(a + x, b + n - x) - logBeta(a, b) - logLikelihood(x, n, p);
}

export interface SequentialEvidence {
  /** ln E against p = τ. */
  readonly logE: number;
  /** ln E against p >= τ: declare PASS at E >= 1/α. */
  readonly logEPass: number;
  /** ln E against p <= τ: declare BREACH at E >= 1/α. */
  readonly logEBreach: number;
}

/** E-values with the prior truncated at τ for the one-sided claims (B11). */
export function sequentialEvidence(x: number, n: number, tau: number, prior: BetaPrior): SequentialEvidence {
  const { a, b } = prior;
  const logE = logMixtureEvidence(x, n, tau, prior);
  return {
    logE,
    logEPass: logE + logBetaCdf(tau, a + x, b + n - x) - logBetaCdf(tau, a, b),
    logEBreach: logE + logBetaCdf(1 - tau, b + n - x, a + x) - logBetaCdf(1 - tau, b, a),
  };
}

/** Confidence sequence: the p whose evidence against them stays below 1/α. */
export function confidenceSequence(x: number, n: number, prior: BetaPrior, alpha: number): Limits {
  if (n === 0) return { low: 0, high: 1 };
  const bound = -Math.log(alpha);
  const isInside = (p: number) => logMixtureEvidence(x, n, p, prior) < bound;
  const best = x / n;
  return {
    low: x === 0 ? 0 : edge(0, best, isInside),
    high: x === n ? 1 : edge(1, best, isInside),
  };
}

/**
 * Prior-posterior-ratio confidence sequence for the number K of events among N, x of the first n drawn without
 * replacement being events, with a beta-binomial prior. The likelihood is that of the ordered draws.
 */
export function finiteConfidenceSequence(
  x: number,
  n: number,
  population: number,
  prior: BetaPrior,
  alpha: number,
): FiniteLimits {
  const { a, b } = prior;
  const marginal = logBeta(a + x, b + n - x) - logBeta(a, b);
  const bound = -Math.log(alpha);
  const isInside = (K: number) => marginal - logOrderedDraws(x, n, K, population) < bound;
  const first = x;
  const last = population - (n - x);
  // The likelihood has one peak, near N·x/n, so that the set is an interval around it.
  const peak = Math.min(Math.max(Math.round(((population + 1) * x) / Math.max(1, n)), first), last);
  const kLow = bisect(first, peak, isInside);
  const kHigh = bisect(peak, last + 1, (K) => K > last || !isInside(K)) - 1;
  return { kLow, kHigh, low: kLow / population, high: kHigh / population };
}

/** Cumulative error spent at information fraction t: O'Brien–Fleming type. */
export function spendObrienFleming(alpha: number, t: number): number {
  return normalTwoSided(normalQuantile(1 - alpha / 2) / Math.sqrt(t));
}

/** Cumulative error spent at information fraction t: Pocock type. */
export function spendPocock(alpha: number, t: number): number {
  return alpha * Math.log(1 + (Math.E - 1) * t);
}

/** Cumulative error spent at information fraction t: Hwang–Shih–DeCani with parameter γ. */
export function spendHwangShihDeCani(alpha: number, t: number, gamma: number): number {
  return gamma === 0 ? alpha * t : (alpha * Math.expm1(-gamma * t)) / Math.expm1(-gamma);
}

/** What each look may spend, from the cumulative amounts. */
export function increments(cumulative: readonly number[]): number[] {
  return cumulative.map((value, i) => value - (i === 0 ? 0 : cumulative[i - 1]!));
}

function logLikelihood(x: number, n: number, p: number): number {
  return (x === 0 ? 0 : x * Math.log(p)) + (n === x ? 0 : (n - x) * Math.log1p(-p));
}

/** ln of [K!/(K−x)!]·[(N−K)!/(N−K−n+x)!]·[(N−n)!/N!]. */
export function logOrderedDraws(x: number, n: number, K: number, N: number): number {
  return (
    logChoose(K, x) +
    logGamma(x + 1) +
    logChoose(N - K, n - x) +
    logGamma(n - x + 1) -
    logChoose(N, n) -
    logGamma(n + 1)
  );
}

function edge(outside: number, inside: number, isInside: (p: number) => boolean): number {
  let out = outside;
  let within = inside;
  for (let i = 0; i < 100; i += 1) {
    const middle = (out + within) / 2;
    if (isInside(middle)) within = middle;
    else out = middle;
  }
  return (out + within) / 2;
}
