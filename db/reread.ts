/**
 * Reads again what an older version kept of the feed without understanding it, once a newer one opens the store.
 *
 * Invariant: an entry counts at the place at which it came: what is understood now is put into the projections by a
 * replay in the order of arrival, all in one transaction.
 */
import type { FeedEntry } from '../shared/contract/hub.ts';
import { feedEntry } from '../shared/contract/hub.ts';
import type { WritableStore } from './connection.ts';
import { inTransaction, listRows, runSql } from './connection.ts';
import { extractContents } from './queries/feed-entries.ts';
import { rebuildProjections } from './replay.ts';

interface UnreadRow {
  position: number;
  op: string;
  kind: string;
  id: string;
  payload: string | null;
}

/** Kinds that this version may understand; entries of others are not worth a look. */
const knownKinds = feedEntry.options.map((option) => option.shape.kind.value);

/** Answers how many entries are understood now. Throws a RangeError when a text does not match its digest. */
export function readUnreadEntries(store: WritableStore): number {
  return inTransaction(store, () => {
    const rows = listRows<UnreadRow>(
      store,
      `SELECT position, op, kind, id, payload FROM feed_entry
       WHERE is_known = 0 AND kind IN (${knownKinds.map(() => '?').join(', ')}) ORDER BY applied_order`,
      knownKinds,
    );
    const understood = rows.filter((row) => readAgain(store, row));
    if (understood.length > 0) rebuildProjections(store);
    return understood.length;
  });
}

function readAgain(store: WritableStore, { position, op, kind, id, payload }: UnreadRow): boolean {
  const raw: unknown = payload === null ? null : JSON.parse(payload);
  const read = feedEntry.safeParse({ position, op, kind, id, payload: raw });
  if (!read.success) return false;
  const stored = extractContents(store, read.data satisfies FeedEntry);
  runSql(store, 'UPDATE feed_entry SET payload = ?, is_known = 1 WHERE position = ?', [
    stored.payload === null ? null : JSON.stringify(stored.payload),
    position,
  ]);
  return true;
}
