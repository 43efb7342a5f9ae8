/** Settings of this device: JSON by key. Not shared, not part of the ledger. */
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, runSql } from '../connection.ts';

/** The value under `key`, parsed but not checked, or null. */
export function findSetting(store: ReadableStore, key: string): unknown {
  const row = findRow<{ value: string }>(store, 'SELECT value FROM setting WHERE key = ?', [key]);
  return row === null ? null : (JSON.parse(row.value) as unknown);
}

export function updateSetting(store: WritableStore, key: string, value: unknown): void {
  runSql(
    store,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [key, JSON.stringify(value)],
  );
}
