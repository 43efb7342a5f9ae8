/**
 * What a run of reviewers' events asks the database for, read at once for the whole run: items as they stand for a
 * person, reviews, skips, relabels. A push of a hundred reviews costs a few questions more than one of a single review.
 *
 * Invariant: what is kept, with what is still to be written, equals the database at any time. So rules of reviewers write
 * through here, whatever else reads or changes these rows begins with nothing kept, and `flush` ends every run.
 */
import type { Review } from '../../shared/domain/review.ts';
import type { ItemOfPerson } from '../store/items.ts';
import { findItemOf, listItemsOf } from '../store/items.ts';
import { endRelabel, listOpenRelabelKeys } from '../store/relabels.ts';
import {
  deleteSkip,
  findCurrentReview,
  findReview,
  insertReviews,
  listCurrentReviews,
  listReviewsById,
  listSkipKeys,
  retireReview,
} from '../store/reviews.ts';
import type { WritableHub } from '../store/write.ts';

/** One event of a reviewer, as far as it is known before it is judged. */
export interface AskedWork {
  itemId: string;
  personId: string;
  /** Its own review and the one that it supersedes. */
  reviewIds: string[];
}

const keyOf = (itemId: string, personId: string): string => `${itemId} ${personId}`;

export class WorkCache {
  readonly #hub: WritableHub;
  readonly #items = new Map<string, ItemOfPerson | null>();
  readonly #reviews = new Map<string, Review | null>();
  readonly #current = new Map<string, Review | null>();
  /** Reviews of this run that are still to be written. */
  readonly #putOff = new Map<string, Review>();
  readonly #hasSkip = new Map<string, boolean>();
  readonly #hasRelabel = new Map<string, boolean>();

  constructor(hub: WritableHub) {
    this.#hub = hub;
  }

  /** Writes what was put off, then forgets everything: something else than a reviewer's event comes. */
  async clear(): Promise<void> {
    await this.flush();
    for (const kept of [this.#items, this.#reviews, this.#current, this.#hasSkip, this.#hasRelabel])
      kept.clear();
  }

  /** Reads what these events will ask for. */
  async prefetch(asked: readonly AskedWork[]): Promise<void> {
    await this.clear();
    const hub = this.#hub;
    const pairs = [...new Map(asked.map((one) => [keyOf(one.itemId, one.personId), one])).values()];
    const ids = [...new Set(asked.flatMap((one) => one.reviewIds))];
    for (const { itemId, personId } of pairs) {
      const key = keyOf(itemId, personId);
      this.#items.set(key, null);
      this.#current.set(key, null);
      this.#hasSkip.set(key, false);
      this.#hasRelabel.set(key, false);
    }
    for (const id of ids) this.#reviews.set(id, null);
    for (const { itemId, personId, ...item } of await listItemsOf(hub, pairs)) {
      this.#items.set(keyOf(itemId, personId), item);
    }
    for (const one of await listReviewsById(hub, ids)) this.#reviews.set(one.id, one);
    for (const one of await listCurrentReviews(hub, pairs))
      this.#current.set(keyOf(one.itemId, one.personId), one);
    for (const one of await listSkipKeys(hub, pairs))
      this.#hasSkip.set(keyOf(one.itemId, one.personId), true);
    for (const one of await listOpenRelabelKeys(hub, pairs)) {
      this.#hasRelabel.set(keyOf(one.itemId, one.personId), true);
    }
  }

  async findItemOf(itemId: string, personId: string): Promise<ItemOfPerson | null> {
    const kept = this.#items.get(keyOf(itemId, personId));
    return kept === undefined ? findItemOf(this.#hub, itemId, personId) : kept;
  }

  async findReview(id: string): Promise<Review | null> {
    const kept = this.#reviews.get(id);
    return kept === undefined ? findReview(this.#hub, id) : kept;
  }

  async findCurrent(itemId: string, personId: string): Promise<Review | null> {
    const kept = this.#current.get(keyOf(itemId, personId));
    return kept === undefined ? findCurrentReview(this.#hub, itemId, personId) : kept;
  }

  /** Inserts a review, in the place of the current one where it becomes that. */
  async insert(review: Review, current: Review | null): Promise<void> {
    const key = keyOf(review.itemId, review.personId);
    const isKept = this.#current.has(key) && this.#reviews.has(review.id);
    if (review.isCurrent && current !== null) await this.#retire(current);
    if (isKept) this.#putOff.set(review.id, review);
    else await insertReviews(this.#hub, [review]);
    if (this.#reviews.has(review.id)) this.#reviews.set(review.id, review);
    if (review.isCurrent && this.#current.has(key)) this.#current.set(key, review);
  }

  async #retire(current: Review): Promise<void> {
    const retired = { ...current, isCurrent: false };
    if (this.#putOff.has(current.id)) this.#putOff.set(current.id, retired);
    else await retireReview(this.#hub, current.id);
    if (this.#reviews.has(current.id)) this.#reviews.set(current.id, retired);
  }

  /** Writes the reviews of the run at once. */
  async flush(): Promise<void> {
    if (this.#putOff.size === 0) return;
    await insertReviews(this.#hub, [...this.#putOff.values()]);
    this.#putOff.clear();
  }

  skipWasPut(itemId: string, personId: string): void {
    const key = keyOf(itemId, personId);
    if (this.#hasSkip.has(key)) this.#hasSkip.set(key, true);
  }

  /** Answers whether there was one. */
  async deleteSkip(itemId: string, personId: string): Promise<boolean> {
    const key = keyOf(itemId, personId);
    if (this.#hasSkip.get(key) === false) return false;
    const isGone = await deleteSkip(this.#hub, itemId, personId);
    if (this.#hasSkip.has(key)) this.#hasSkip.set(key, false);
    return isGone;
  }

  /** Answers whether something was asked. */
  async endRelabel(itemId: string, personId: string): Promise<boolean> {
    const key = keyOf(itemId, personId);
    if (this.#hasRelabel.get(key) === false) return false;
    const isEnded = await endRelabel(this.#hub, itemId, personId);
    if (this.#hasRelabel.has(key)) this.#hasRelabel.set(key, false);
    return isEnded;
  }
}
