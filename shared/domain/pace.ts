/**
 * How fast a person judges, from their own last reviews. Pure. Invariant: nothing is said from too few reviews, and one
 * item on which somebody fell asleep moves nothing (a median).
 */

/** Reviews without which there is no pace. */
const MIN_PACE_REVIEWS = 5;

/** Milliseconds of an item: the median of `elapsedMs`; null below `MIN_PACE_REVIEWS` of them. */
export function paceOf(elapsedMs: readonly number[]): number | null {
  const counted = elapsedMs.filter((ms) => ms > 0).toSorted((a, b) => a - b);
  if (counted.length < MIN_PACE_REVIEWS) return null;
  const middle = counted.length >> 1;
  const upper = counted[middle] ?? 0;
  const lower = counted.length % 2 === 0 ? (counted[middle - 1] ?? upper) : upper;
  return Math.round((lower + upper) / 2);
}
