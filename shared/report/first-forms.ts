/**
 * What a person said first of an item: the review with which the chain of corrections began that ends in the current one.
 * Must not know why they said something else since: whether they were asked to judge anew, spoke with others, saw a ruling,
 * or found a slip of their own.
 *
 * Invariant: only the first review is sure to be independent (statistics.md A8), so that agreement rests on it whatever
 * came after; estimates rest on the current one. A late review begins no chain.
 */
import type { Review } from '../domain/review.ts';

/**
 * Gives the first form of a current review: itself where it replaced nothing. Null when no review replaced another.
 * @param reviews every review that is known
 * @param currentCount how many of them are current
 */
export function firstFormTest(
  reviews: readonly Review[],
  currentCount: number,
): ((current: Review) => Review) | null {
  if (reviews.length === currentCount) return null;
  const replaced = new Map<string, Review>();
  for (const one of reviews) if (!one.isCurrent) replaced.set(one.id, one);
  return (current) => {
    let first = current;
    // Every step takes one away, so that a chain that bites its own tail ends too.
    for (let steps = replaced.size; steps > 0 && first.supersedes !== null; steps -= 1) {
      const before = replaced.get(first.supersedes);
      const isOwn = before?.personId === current.personId && before.itemId === current.itemId;
      if (before === undefined || !isOwn || before.isLate) break;
      first = before;
    }
    return first;
  };
}
