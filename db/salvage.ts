/**
 * Reads what can still be read of a damaged table: forwards to the damage, backwards to it from the end, then row by row
 * in between. Knows nothing of what the rows mean.
 */
import type { ReadableStore, SqlValue } from './connection.ts';
import { findRow, iterateRows } from './connection.ts';

export type SalvagedRow = Record<string, SqlValue>;

export interface Salvaged {
  rows: SalvagedRow[];
  /** False when something of the table could not be read. */
  isComplete: boolean;
}

/** Most rows that are asked for one by one. */
const mostSingleRows = 100_000;

/** Rows of a table that has rowids, in their order. */
export function salvageRows(store: ReadableStore, table: string): Salvaged {
  const forwards = readUntilDamage(store, `SELECT rowid AS "_at", * FROM ${table} ORDER BY rowid`, []);
  if (forwards.isComplete) return { rows: forwards.rows.map(withoutPlace), isComplete: true };
  const lastGood = placeOf(forwards.rows.at(-1)) ?? Number.MIN_SAFE_INTEGER;
  const sql = `SELECT rowid AS "_at", * FROM ${table} WHERE rowid > ? ORDER BY rowid DESC`;
  const backwards = readUntilDamage(store, sql, [lastGood]).rows.toReversed();
  const firstGood = placeOf(backwards[0]);
  const between =
    firstGood === null ? [] : readSingly(store, table, Math.max(lastGood, 0) + 1, firstGood - 1);
  return { rows: [...forwards.rows, ...between, ...backwards].map(withoutPlace), isComplete: false };
}

/** Rows of a table without rowids, up to the damage: there is no way to reach those behind it. */
export function salvageKeyed(store: ReadableStore, table: string): Salvaged {
  return readUntilDamage(store, `SELECT * FROM ${table}`, []);
}

function readUntilDamage(store: ReadableStore, sql: string, values: SqlValue[]): Salvaged {
  const rows: SalvagedRow[] = [];
  try {
    for (const row of iterateRows<SalvagedRow>(store, sql, values)) rows.push(row);
    return { rows, isComplete: true };
  } catch {
    return { rows, isComplete: false };
  }
}

function readSingly(store: ReadableStore, table: string, from: number, to: number): SalvagedRow[] {
  const rows: SalvagedRow[] = [];
  for (let at = from; at <= Math.min(to, from + mostSingleRows); at += 1) {
    try {
      const row = findRow<SalvagedRow>(store, `SELECT rowid AS "_at", * FROM ${table} WHERE rowid = ?`, [at]);
      if (row !== null) rows.push(row);
    } catch {
      // This one lies on a damaged page; the next may not.
    }
  }
  return rows;
}

function placeOf(row: SalvagedRow | undefined): number | null {
  return typeof row?.['_at'] === 'number' ? row['_at'] : null;
}

function withoutPlace(row: SalvagedRow): SalvagedRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== '_at'));
}
