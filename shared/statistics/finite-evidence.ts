// Owns e-values about the share of events in a finite population of which a good part is drawn without replacement. Must
// not know the queue. Invariant: what is declared here stays valid however often one looks.
// Source: Waudby-Smith & Ramdas (2020): for each K the beta-binomial mixture over the likelihood of the ordered draws is
// a martingale, so that its smallest value over all K of a claim is evidence against the claim.
import { clamp } from './quantile.ts';
import { logBeta } from './distributions.ts';
import type { BetaPrior } from './sequential.ts';
import { logOrderedDraws } from './sequential.ts';

export interface FiniteEvidence {
  /** ln E against more than τ·N events: declare PASS at E >= 1/α. Infinite where so many are impossible. */
  readonly logEPass: number;
  /** ln E against at most τ·N events: declare BREACH at E >= 1/α. Infinite where so few are impossible. */
  readonly logEBreach: number;
}

/** Evidence from x events among the first n drawn of `population`. */
export function finiteEvidence(
  x: number,
  n: number,
  population: number,
  tau: number,
  { a, b }: BetaPrior,
): FiniteEvidence {
  const marginal = logBeta(a + x, b + n - x) - logBeta(a, b);
  const most = population - (n - x);
  const edge = Math.floor(tau * population + 1e-9);
  // The likelihood has one peak; over a one-sided claim it is largest there or at the edge next to it.
  const peak = n === 0 ? edge : Math.floor(((population + 1) * x) / n);
  const against = (from: number, to: number): number => {
    const [low, high] = [Math.max(from, x), Math.min(to, most)];
    if (low > high) return Infinity;
    const near = [peak - 1, peak, peak + 1].map((K) => clamp(K, low, high));
    return marginal - Math.max(...near.map((K) => logOrderedDraws(x, n, K, population)));
  };
  return { logEPass: against(edge + 1, population), logEBreach: against(0, edge) };
}
