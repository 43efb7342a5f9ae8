/**
 * The pull side: pages of the hub's change feed, and the cursor behind the last of them.
 *
 * Invariant: entries, what they do to the projections, and the cursor are one transaction.
 */
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, inTransaction, runSql } from '../connection.ts';
import { resetFeed } from '../replay.ts';
import type { ArrivedEntry } from './feed-entries.ts';
import { hasEntries, insertEntry } from './feed-entries.ts';

/** Where the next pull begins; null before the first. */
export function findCursor(store: ReadableStore): string | null {
  return findRow<{ cursor: string }>(store, 'SELECT cursor FROM feed_cursor')?.cursor ?? null;
}

/**
 * Stores and applies one page of the feed and moves the cursor. Entries that are here already are passed over, so a page
 * that comes twice changes nothing. A page pulled without a cursor replaces everything pulled before it. Throws a
 * RangeError, and stores nothing, when a content does not match its digest.
 */
export function applyFeedPage(
  store: WritableStore,
  page: { cursor: string; entries: readonly ArrivedEntry[] },
): void {
  inTransaction(store, () => {
    if (findCursor(store) === null && hasEntries(store)) resetFeed(store);
    for (const entry of page.entries) insertEntry(store, entry);
    runSql(
      store,
      'INSERT INTO feed_cursor (one, cursor) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET cursor = excluded.cursor',
      [page.cursor],
    );
  });
}

/** Whether an entry of this kind and id has come, whatever it said. */
export function hasFeedEntry(store: ReadableStore, kind: string, id: string): boolean {
  return findRow(store, 'SELECT 1 FROM feed_entry WHERE kind = ? AND id = ? LIMIT 1', [kind, id]) !== null;
}

/** The position at which the feed told of an item last; null when it never did, or took it away. */
export function findItemPosition(store: ReadableStore, itemId: string): number | null {
  const sql = `SELECT position, op FROM feed_entry WHERE kind = 'item' AND id = ? ORDER BY position DESC LIMIT 1`;
  const row = findRow<{ position: number; op: string }>(store, sql, [itemId]);
  return row === null || row.op !== 'put' ? null : row.position;
}
