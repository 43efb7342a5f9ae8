// Owns what the votes on one item say: counts, plurality, entropy, and the label that stands for the item. Must not know
// reviewers' quality (see dawid-skene.ts). Invariant: a contested item keeps a label, so that it does not vanish from
// the estimate; what is unresolved is marked.
import type { LabelIndex } from './label-table.ts';
import { zeros } from './lists.ts';

export interface VoteSummary {
  readonly n: number;
  readonly counts: readonly number[];
  /** The category with the most votes; null on a tie or without votes. */
  readonly plurality: number | null;
  readonly isTie: boolean;
  /** More than half of the votes agree. */
  readonly isStrictMajority: boolean;
  /** H/ln K of the vote shares; null without votes. */
  readonly entropy: number | null;
}

export function summariseVotes(labels: readonly LabelIndex[], categories: number): VoteSummary {
  const counts = zeros(categories);
  for (const label of labels) if (label !== null) counts[label]! += 1;
  const n = counts.reduce((a, b) => a + b, 0);
  const most = Math.max(0, ...counts);
  const winners = counts.flatMap((count, c) => (count === most ? [c] : []));
  const isTie = n > 0 && winners.length > 1;
  return {
    n,
    counts,
    plurality: n > 0 && !isTie ? winners[0]! : null,
    isTie,
    isStrictMajority: most > n / 2,
    entropy: n > 0 ? normalisedEntropy(counts.map((count) => count / n)) : null,
  };
}

/** Entropy of shares over ln K, in [0, 1]; 0 for one category. */
export function normalisedEntropy(shares: readonly number[]): number {
  const h = shares.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);
  return shares.length > 1 ? h / Math.log(shares.length) : 0;
}

export type FinalSource = 'adjudicated' | 'consensus' | 'first-assigned';

export interface FinalLabel<T> {
  readonly label: T;
  readonly source: FinalSource;
  /** Reviews differ and nobody has ruled: the bounds take it each way. */
  readonly isUnresolved: boolean;
}

/**
 * Adjudicated > consensus > label of the first-assigned reviewer who gave one. `labels` are first independent reviews
 * in order of assignment; null where there is none (yet). Null without any label.
 */
export function finalLabel<T>(labels: readonly (T | null)[], adjudicated: T | null): FinalLabel<T> | null {
  if (adjudicated !== null) return { label: adjudicated, source: 'adjudicated', isUnresolved: false };
  const given = labels.filter((label) => label !== null);
  const first = given[0];
  if (first === undefined) return null;
  const isConsensus = given.every((label) => label === first);
  return { label: first, source: isConsensus ? 'consensus' : 'first-assigned', isUnresolved: !isConsensus };
}

/** Weighted rate with every unresolved item taken as no event, and as an event. Null without weight. */
export function unresolvedBounds(
  items: readonly { readonly weight: number; readonly isEvent: boolean; readonly isUnresolved: boolean }[],
): { low: number; high: number } | null {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  if (total === 0) return null;
  const rate = (isEvent: (item: (typeof items)[number]) => boolean) =>
    items.reduce((sum, item) => sum + (isEvent(item) ? item.weight : 0), 0) / total;
  return {
    low: rate((item) => item.isEvent && !item.isUnresolved),
    high: rate((item) => item.isEvent || item.isUnresolved),
  };
}
