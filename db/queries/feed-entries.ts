/**
 * Entries of the hub's change feed as they are stored: texts of items and manifests are taken out into `content`, so
 * that a large text is stored once.
 */
import type { FeedEntry } from '../../shared/contract/hub.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, iterateRows, runSql } from '../connection.ts';
import type { StoredEntry } from '../project.ts';
import { applyEntry } from '../project.ts';
import { insertContent, textsOf } from './contents.ts';
import { eraseItemText } from './items.ts';
import { nextAppliedOrder } from './ledger.ts';

/** An entry as it arrived. `entry` is null for a kind or form that this version does not understand: kept, not applied. */
export interface ArrivedEntry {
  position: number;
  op: FeedEntry['op'];
  kind: string;
  id: string;
  payload?: unknown;
  entry: FeedEntry | null;
}

/** Stores and applies an entry; one that is here already changes nothing. */
export function insertEntry(store: WritableStore, arrived: ArrivedEntry): void {
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
  if (stored !== null) applyEntry(store, stored, textsOf(store));
}

/** The entry as it is stored: its texts become contents, and a text that the hub has erased is erased here. */
export function extractContents(store: WritableStore, entry: FeedEntry): StoredEntry {
  if (entry.kind === 'item' && entry.payload !== null) {
    const { content, sealed, ...facts } = entry.payload;
    if (content === null) eraseItemText(store, facts.contentDigest);
    else insertContent(store, { digest: facts.contentDigest, text: content });
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

/** Whether anything was pulled. */
export function hasEntries(store: ReadableStore): boolean {
  return findRow(store, 'SELECT 1 FROM feed_entry LIMIT 1') !== null;
}

/** Forgets what was pulled and where; contents stay. The projections must be rebuilt in the same transaction. */
export function deleteFeed(store: WritableStore): void {
  runSql(store, 'DELETE FROM feed_entry');
  runSql(store, 'DELETE FROM feed_cursor');
}
