// Owns the median of a plain list with an interval that assumes nothing of its distribution. Must not know what is
// measured. Invariant: the interval is made of values of the list, and covers at least 1 − α; where no two of them can, there
// is none.
// Source: order statistics, Hahn & Meeker (1991), ch. 5: [x_(r), x_(n+1−r)] with r the largest for which
// P(Bin(n, ½) ≤ r − 1) ≤ α/2.
import { binomialCdf } from './distributions.ts';
import { sortedQuantile } from './quantile.ts';
import type { StatResult } from './result.ts';
import { noEstimate } from './result.ts';

const METHOD = 'median, interval by order statistics';

/** @param alpha two-sided error of the interval */
export function medianWithInterval(values: readonly number[], alpha: number): StatResult {
  const n = values.length;
  if (n === 0) return noEstimate('NO_DATA', 0, METHOD);
  const sorted = values.toSorted((a, b) => a - b);
  const estimate = sortedQuantile(sorted, 0.5);
  const rank = outerRank(n, alpha);
  if (rank === 0) {
    return { estimate, low: null, high: null, n, method: METHOD, notes: ['TOO_SMALL_FOR_INTERVAL'] };
  }
  return { estimate, low: sorted[rank - 1]!, high: sorted[n - rank]!, n, method: METHOD, notes: [] };
}

/** The largest r with P(Bin(n, ½) ≤ r − 1) ≤ α/2; 0 where there is none. */
function outerRank(n: number, alpha: number): number {
  let rank = 0;
  while (rank < n / 2 && binomialCdf(rank, n, 0.5) <= alpha / 2) rank += 1;
  return rank;
}
