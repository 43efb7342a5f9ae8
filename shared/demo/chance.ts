/**
 * Drawing from lists, ranges and shares by one random stream. Uses only exact arithmetic on the stream's numbers, so
 * that every machine draws the same. Must not know what is drawn.
 */
import type { RandomStream } from '../statistics/random-stream.ts';

/** One of a non-empty list, each alike. */
export function pick<T>(random: RandomStream, from: readonly T[]): T {
  const at = Math.floor(random() * from.length);
  const found = from[at];
  if (found === undefined && at >= from.length) throw new RangeError('cannot pick from an empty list');
  return found as T;
}

/** An integer from `low` to `high`, both included. */
export function pickInt(random: RandomStream, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** True with probability `p`. */
export function happens(random: RandomStream, p: number): boolean {
  return random() < p;
}

/** A key of `shares`, which sum to 1, each with its share. */
export function pickShare<K extends string>(random: RandomStream, shares: Readonly<Record<K, number>>): K {
  const keys = Object.keys(shares) as K[];
  let left = random();
  for (const key of keys) {
    left -= shares[key];
    if (left < 0) return key;
  }
  // Shares that sum to a hair less than 1 in floating point leave this gap to the last that has any share.
  return keys.findLast((key) => shares[key] > 0) as K;
}

/** The list in random order (Fisher–Yates), as a new list. */
export function shuffle<T>(random: RandomStream, list: readonly T[]): T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = pickInt(random, 0, last);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}

/** Up to `count` of the list, in random order. */
export function pickSome<T>(random: RandomStream, list: readonly T[], count: number): T[] {
  return shuffle(random, list).slice(0, count);
}
