// Owns the order in which the sampled items are served. Must not know reviewers or progress. Invariant: any prefix of
// the order is itself a stratified random sample of the frame, because each stratum advances by the same share of
// its own sample, in key order.
import { compareKeys, type Keyed } from './prn.ts';

export interface QueueItem extends Keyed {
  readonly stratum: string;
}

/** The items in serving order: rank within the stratum over n_h, ties by key (specification A4). */
export function queueOrder<T extends QueueItem>(items: readonly T[]): T[] {
  const strata = Map.groupBy(items, (item) => item.stratum);
  const placed = [...strata.values()].flatMap((members) =>
    members.toSorted(compareKeys).map((item, i) => ({ item, rank: i + 1, size: members.length })),
  );
  // rank/size as cross products of integers: no rounding can reorder two equal shares.
  return placed
    .toSorted((a, b) => a.rank * b.size - b.rank * a.size || compareKeys(a.item, b.item))
    .map((entry) => entry.item);
}

/**
 * Length of the longest prefix of the order that is complete: with several reviewers, every review expected of every
 * item in it is done. Interim estimates use this prefix only.
 */
export function completedPrefixLength(
  orderedIds: readonly string[],
  isDone: (id: string) => boolean,
): number {
  const firstOpen = orderedIds.findIndex((id) => !isDone(id));
  return firstOpen < 0 ? orderedIds.length : firstOpen;
}
