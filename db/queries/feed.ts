/**
 * The pull side: entries of the hub's change feed as they came, and the cursor behind the last of them. Texts of items
 * and manifests are taken out into `content`, so that a large text is stored once.
 *
 * Invariant: entries, what they do to the projections, and the cursor are one transaction.
 */
import type { FeedEntry } from '../../shared/contract/hub.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, inTransaction, iterateRows, runSql } from '../connection.ts';
import type { StoredEntry } from '../project.ts';
import { applyEntry } from '../project.ts';
import { findContent, insertContent } from './contents.ts';
import { nextAppliedOrder } from './ledger.ts';

/** Where the next pull begins; null before the first. */
export function findCursor(store: ReadableStore): string | null {
  return findRow<{ cursor: string }>(store, 'SELECT cursor FROM feed_cursor')?.cursor ?? null;
}

/** An entry as it arrived. `entry` is null for a kind or form that this version does not understand: kept, not applied. */
export interface ArrivedEntry {
  position: number;
  op: FeedEntry['op'];
  kind: string;
  id: string;
  payload?: unknown;
  entry: FeedEntry | null;
}

/**
 * Stores and applies one page of the feed and moves the cursor. Entries that are here already are passed over, so a page
 * that comes twice changes nothing. Throws a RangeError, and stores nothing, when a content does not match its digest.
 */
export function applyFeedPage(
  store: WritableStore,
  page: { cursor: string; entries: readonly ArrivedEntry[] },
): void {
  inTransaction(store, () => {
    for (const entry of page.entries) insertEntry(store, entry);
    runSql(
      store,
      'INSERT INTO feed_cursor (one, cursor) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET cursor = excluded.cursor',
      [page.cursor],
    );
  });
}

function insertEntry(store: WritableStore, arrived: ArrivedEntry): void {
  const { position, entry } = arrived;
  if (findRow(store, 'SELECT 1 FROM feed_entry WHERE position = ?', [position]) !== null) return;
  const stored = entry === null ? null : extractContents(store, entry);
  const { op, kind, id, payload } = stored ?? arrived;
  runSql(
    store,
    `INSERT INTO feed_entry (position, op, kind, id, payload, is_known, applied_order)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      position,
      op,
      kind,
      id,
      payload === null || payload === undefined ? null : JSON.stringify(payload),
      Number(stored !== null),
      nextAppliedOrder(store),
    ],
  );
  if (stored !== null) applyEntry(store, stored, (digest) => findContent(store, digest));
}

function extractContents(store: WritableStore, entry: FeedEntry): StoredEntry {
  if (entry.kind === 'item' && entry.payload !== null) {
    const { content, sealed, ...facts } = entry.payload;
    insertContent(store, { digest: facts.contentDigest, text: content });
    const sealedDigest = sealed === null ? null : sha256Hex(sealed);
    if (sealed !== null && sealedDigest !== null)
      insertContent(store, { digest: sealedDigest, text: sealed });
    return { op: entry.op, kind: 'item', id: entry.id, payload: { ...facts, sealedDigest } };
  }
  if (entry.kind === 'manifest' && entry.payload !== null) {
    const text = canonicalJson(entry.payload);
    const digest = sha256Hex(text);
    insertContent(store, { digest, text });
    return { op: entry.op, kind: 'manifest', id: entry.id, payload: { auditId: entry.id, digest } };
  }
  return entry as StoredEntry;
}

export interface EntryRecord {
  appliedOrder: number;
  entry: StoredEntry;
}

/** Every stored entry that this version understood, in applied order, for replays. */
export function* iterateEntries(store: ReadableStore): Generator<EntryRecord> {
  const rows = iterateRows<{ op: string; kind: string; id: string; payload: string | null; n: number }>(
    store,
    'SELECT op, kind, id, payload, applied_order AS n FROM feed_entry WHERE is_known = 1 ORDER BY applied_order',
  );
  for (const { op, kind, id, payload, n } of rows) {
    const parsed: unknown = payload === null ? null : JSON.parse(payload);
    yield { appliedOrder: n, entry: { op, kind, id, payload: parsed } as StoredEntry };
  }
}

/** Whether an entry of this kind and id has come, whatever it said. */
export function hasFeedEntry(store: ReadableStore, kind: string, id: string): boolean {
  return findRow(store, 'SELECT 1 FROM feed_entry WHERE kind = ? AND id = ? LIMIT 1', [kind, id]) !== null;
}

/** Forgets what was pulled and where; contents stay. The projections must be rebuilt in the same transaction. */
export function deleteFeed(store: WritableStore): void {
  runSql(store, 'DELETE FROM feed_entry');
  runSql(store, 'DELETE FROM feed_cursor');
}
