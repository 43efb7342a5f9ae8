/**
 * Counts, while texts come in, how many of those that the hub named are here: for the bar of a take, which moves many times
 * a second. Reads no text, and asks only about what was not here before.
 *
 * Must not know who judges what. Invariant: it answers what reading the whole of one's work would, for a text that did not
 * go again meanwhile; whatever must be certain is counted anew (`own-work.ts`).
 */
import type { ReadableStore } from '../../../db/connection.ts';
import { listErasedAmong, listHereAmong } from '../../../db/queries/contents.ts';
import type { ToldItem } from '../../../db/queries/taken.ts';

export interface ToldCount {
  done: number;
  total: number;
  bytes: number;
  totalBytes: number;
}

/** @param here digests that were found before; what is found now is added */
export function countTold(store: ReadableStore, told: readonly ToldItem[], here: Set<string>): ToldCount {
  const asked = told.flatMap((one) => (here.has(one.contentDigest) ? [] : [one.contentDigest]));
  for (const digest of listHereAmong(store, asked)) here.add(digest);
  const missing = asked.filter((digest) => !here.has(digest));
  const erased = new Set<string>(listErasedAmong(store, missing));
  const count: ToldCount = { done: 0, total: 0, bytes: 0, totalBytes: 0 };
  for (const { contentDigest, bytes } of told) {
    if (bytes === 0 || erased.has(contentDigest)) continue;
    count.total += 1;
    count.totalBytes += bytes;
    if (!here.has(contentDigest)) continue;
    count.done += 1;
    count.bytes += bytes;
  }
  return count;
}
