// Owns the decision about a rate at a declared limit τ with one-sided bounds. Must not know how the bounds were found.
// Invariant: a breach is called even from few items, a pass never is; decisions at declared limits are not adjusted
// for multiplicity.
import { binomialCdf, binomialUpper } from './distributions.ts';
import { clopperPearson } from './binomial-intervals.ts';
import { stratifiedKgStar, type StratumCounts } from './stratified.ts';

export type Verdict = 'BREACH' | 'PASS' | 'INCONCLUSIVE' | 'INSUFFICIENT';

/** Fewest reviewed items, and effective items, for anything but a breach. */
export const DEFAULT_MIN_N = 30;

/** Equal weights of n items give an effective size of n but for the last digits. */
export const ROUNDING = 1e-9;

export interface DecisionInput {
  /** One-sided lower and upper bounds (limits of the two-sided interval at twice the error). */
  readonly lower: number;
  readonly upper: number;
  readonly n: number;
  readonly nStar: number;
  readonly events: number;
  readonly tau: number;
  readonly minN?: number;
}

/** The rules of B9, in order. */
export function decide({
  lower,
  upper,
  n,
  nStar,
  events,
  tau,
  minN = DEFAULT_MIN_N,
}: DecisionInput): Verdict {
  if (lower > tau && events >= 2) return 'BREACH';
  if (n < minN || nStar < minN - ROUNDING) return 'INSUFFICIENT';
  return upper <= tau ? 'PASS' : 'INCONCLUSIVE';
}

/** Bounds, exact p-values and decision for a simple random sample. `alpha` is the one-sided error. */
export function decideBinomial(
  x: number,
  n: number,
  tau: number,
  alpha: number,
  minN = DEFAULT_MIN_N,
): { lower: number; upper: number; passP: number; breachP: number; decision: Verdict } {
  const bounds = clopperPearson(x, n, 2 * alpha);
  return {
    lower: bounds.low,
    upper: bounds.high,
    passP: binomialCdf(x, n, tau),
    breachP: binomialUpper(x, n, tau),
    decision: decide({ lower: bounds.low, upper: bounds.high, n, nStar: n, events: x, tau, minN }),
  };
}

/** The same with KG* bounds of a stratified sample; null when there are no degrees of freedom. */
export function decideStratified(
  strata: readonly StratumCounts[],
  tau: number,
  alpha: number,
  minN = DEFAULT_MIN_N,
): { estimate: number; nStar: number; lower: number; upper: number; decision: Verdict } | null {
  const rate = stratifiedKgStar(strata, 2 * alpha);
  if (rate === null) return null;
  const { estimate, nStar, low: lower, high: upper, n, events } = rate;
  return { estimate, nStar, lower, upper, decision: decide({ lower, upper, n, nStar, events, tau, minN }) };
}

/** A stratum with skipped items: N in the frame, `drawn`, n reviewed, x of these events. */
export interface StratumWithSkips extends StratumCounts {
  readonly drawn: number;
}

/**
 * Whether the decision would be another if every skipped item were good, or bad (A6). Strata without a reviewed item
 * count in the extremes only.
 */
export function isSensitiveToSkips(
  strata: readonly StratumWithSkips[],
  tau: number,
  alpha: number,
  minN = DEFAULT_MIN_N,
): boolean {
  const verdict = (counts: readonly StratumCounts[]) => decideStratified(counts, tau, alpha, minN)?.decision;
  const drawn = strata.filter((s) => s.drawn > 0);
  const asReviewed = verdict(strata.filter((s) => s.n > 0));
  const allGood = verdict(drawn.map((s) => ({ N: s.N, n: s.drawn, x: s.x })));
  const allBad = verdict(drawn.map((s) => ({ N: s.N, n: s.drawn, x: s.x + s.drawn - s.n })));
  return allGood !== asReviewed || allBad !== asReviewed;
}
