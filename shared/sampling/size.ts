// Owns how many items an audit needs: for a margin, for a pass, and the interval that a plan may expect. Must not know
// the frame beyond its size. Sources: Cochran (1977), ch. 4; Wilson (1927).
import { binomialCdf, normalQuantile } from '../statistics/distributions.ts';
import { stratifiedKgStar } from '../statistics/stratified.ts';

/** Size (real) for half-width e at rate p by the normal approximation, with finite population correction. */
export function sizeForMargin(p: number, e: number, population: number, alpha: number): number {
  const z = normalQuantile(1 - alpha / 2);
  const spread = z * z * p * (1 - p);
  if (population <= 1) return population;
  return ((population / (population - 1)) * spread) / (e * e + spread / (population - 1));
}

/** The same for a half-width that is a share of p. */
export function sizeForRelativeMargin(p: number, share: number, population: number, alpha: number): number {
  return sizeForMargin(p, share * p, population, alpha);
}

/** Size (real) at which Wilson's interval around p has half-width e, for an unlimited population; 0 if none is needed. */
export function sizeForWilsonMargin(p: number, e: number, alpha: number): number {
  const z2 = normalQuantile(1 - alpha / 2) ** 2;
  // z²(pq·n + z²/4) = e²(n + z²)², solved for n.
  const linear = z2 * p * (1 - p) - 2 * e * e * z2;
  const constant = z2 * z2 * (e * e - 0.25);
  return Math.max(0, (linear + Math.sqrt(linear * linear - 4 * e * e * constant)) / (2 * e * e));
}

/** Above it whole numbers are no longer exact. */
const LARGEST_SIZE = 2 ** 52;

/**
 * Smallest n at which c events still PASS: P(X <= c | n, τ) <= α (one-sided). Throws a RangeError for a limit or error
 * that is not above 0 (no n would do), or so small that the n is beyond counting.
 */
export function acceptanceSize(c: number, tau: number, alpha: number): number {
  if (!(tau > 0 && alpha > 0))
    throw new RangeError(`no sample size passes a limit of ${tau} at error ${alpha}`);
  const isEnough = (n: number) => n > c && binomialCdf(c, n, tau) <= alpha;
  let high = c + 1;
  while (!isEnough(high)) {
    high *= 2;
    if (high > LARGEST_SIZE) throw new RangeError(`no countable sample size passes a limit of ${tau}`);
  }
  let low = c + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Labels that would still be needed to PASS if no further event came; 0 when there are enough already. */
export function labelsNeededToPass(events: number, n: number, tau: number, alpha: number): number {
  return Math.max(0, acceptanceSize(events, tau, alpha) - n);
}

/**
 * What the planner shows: the KG* limits that a plan would get if each stratum had its expected rate. Null without
 * degrees of freedom.
 */
export function expectedInterval(
  strata: readonly { readonly population: number; readonly n: number; readonly expectedRate: number }[],
  alpha: number,
): { estimate: number; low: number; high: number; halfWidth: number; nKish: number; nStar: number } | null {
  const counts = strata
    .filter((s) => s.n > 0)
    .map((s) => ({ N: s.population, n: s.n, x: s.n * s.expectedRate }));
  if (counts.length === 0) return null;
  const rate = stratifiedKgStar(counts, alpha);
  if (rate === null) return null;
  const { estimate, low, high, nKish, nStar } = rate;
  return { estimate, low, high, halfWidth: (high - low) / 2, nKish, nStar };
}
