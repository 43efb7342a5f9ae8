/**
 * Pulls the change feed, page by page. Cursor and page are stored in one transaction, so a crash repeats a page and
 * changes nothing.
 *
 * Invariant: a page that is not whole, or whose contents do not match their digests, leaves no trace.
 */
import type { WritableStore } from '../../../db/connection.ts';
import { applyFeedPage, findCursor } from '../../../db/queries/feed.ts';
import { resetFeed } from '../../../db/replay.ts';
import { HubFailure, unreachable } from './failure.ts';
import type { FeedPage } from './feed-page.ts';
import type { HubClient } from './hub-client.ts';

/** Entries of a usual page. */
const usualLimit = 500;

export interface PullOptions {
  store: WritableStore;
  client: HubClient;
  pageEntries?: number;
  /** True once the connection is given up: what still arrives belongs to nobody. */
  isOver(): boolean;
  /** Called after each page that brought something. */
  onProgress(): void;
}

export interface Pulled {
  entries: number;
  /** The hub began its feed anew: it was restored, and may lack events that it acknowledged. */
  hasRestarted: boolean;
}

/** Pulls until nothing is left. Throws `HubFailure`. */
export async function pullFeed(options: PullOptions): Promise<Pulled> {
  const { store } = options;
  let limit = options.pageEntries ?? usualLimit;
  const pulled: Pulled = { entries: 0, hasRestarted: false };
  for (;;) {
    const cursor = findCursor(store);
    try {
      const page = await options.client.pull(cursor, limit);
      if (options.isOver()) return pulled;
      storePage(store, page);
      pulled.entries += page.rows.length;
      if (page.rows.length > 0) options.onProgress();
      if (!page.end.hasMore) return pulled;
      if (page.end.cursor === cursor) throw unreachable('its list of changes does not move on');
    } catch (error) {
      if (!(error instanceof HubFailure)) throw error;
      if (error.kind === 'too_large' && limit > 1) limit = Math.ceil(limit / 8);
      else if (error.kind === 'feed_restarted' && !pulled.hasRestarted) {
        pulled.hasRestarted = true;
        resetFeed(store);
        options.onProgress();
      } else throw error;
    }
  }
}

function storePage(store: WritableStore, page: FeedPage): void {
  try {
    applyFeedPage(store, { cursor: page.end.cursor, entries: page.rows });
  } catch (error) {
    if (error instanceof RangeError)
      throw unreachable('a page of changes came damaged (a text does not match its digest)', error);
    throw error;
  }
}
