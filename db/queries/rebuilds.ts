/**
 * How often the projections of this store were made anew: whoever keeps something of them in memory reads all of it
 * again when this number is another one.
 */
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, runSql } from '../connection.ts';

const key = 'projections.rebuilds';

export function countRebuilds(store: ReadableStore): number {
  const row = findRow<{ value: string }>(store, 'SELECT value FROM setting WHERE key = ?', [key]);
  return Number(row?.value ?? 0);
}

/** Part of the transaction that makes them anew. */
export function addRebuild(store: WritableStore): void {
  runSql(
    store,
    `INSERT INTO setting (key, value) VALUES (?, '1')
     ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`,
    [key],
  );
}
