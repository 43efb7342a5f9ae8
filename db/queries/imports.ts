/** Imports of reviews: how many by whom, and rows that were turned down. The rows are of this device alone. */
import type { AuditId, EventId, PersonId } from '../../shared/domain/ids.ts';
import type { RejectedReviewRow } from '../../shared/domain/imported.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';

/** Keeps the rows of an import in their order. */
export function insertRejected(
  store: WritableStore,
  importId: string,
  rows: readonly RejectedReviewRow[],
): void {
  const sql = 'INSERT OR IGNORE INTO import_rejected (import_id, number, row) VALUES (?, ?, ?)';
  for (const [at, row] of rows.entries()) runSql(store, sql, [importId, at + 1, JSON.stringify(row)]);
}

/** Kept rows of an import from `offset` on, in order, and how many there are. */
export function listRejected(
  store: ReadableStore,
  importId: string,
  offset: number,
  limit: number,
): { total: number; rows: RejectedReviewRow[] } {
  const counted = 'SELECT count(*) AS n FROM import_rejected WHERE import_id = ?';
  const total = findRow<{ n: number }>(store, counted, [importId])?.n ?? 0;
  const sql = 'SELECT row FROM import_rejected WHERE import_id = ? ORDER BY number LIMIT ? OFFSET ?';
  const rows = listRows<{ row: string }>(store, sql, [importId, limit, offset]);
  return { total, rows: rows.map((one) => JSON.parse(one.row) as RejectedReviewRow) };
}

/**
 * Imported reviews by person, read from the ledger that begins with this event; null where the ledger is another
 * device's.
 */
export function countImported(store: ReadableStore, begun: EventId): Map<PersonId, number> | null {
  const of = 'SELECT ledger_id AS ledger FROM ledger_event WHERE event_id = ?';
  const own = findRow<{ ledger: string }>(store, of, [begun]);
  if (own === null) return null;
  const sql = `SELECT json_extract(body, '$.onBehalfOf.personId') AS id, count(*) AS n FROM ledger_event
    WHERE ledger_id = ? AND kind = 'review.imported' AND body IS NOT NULL GROUP BY id`;
  return toCounts(listRows(store, sql, [own.ledger]));
}

/** Reviews of an audit that are known here, by person. */
export function countReviewsByPerson(store: ReadableStore, auditId: AuditId): Map<PersonId, number> {
  const sql = 'SELECT person_id AS id, count(*) AS n FROM review WHERE audit_id = ? GROUP BY person_id';
  return toCounts(listRows(store, sql, [auditId]));
}

function toCounts(rows: readonly { id: string; n: number }[]): Map<PersonId, number> {
  return new Map(rows.map(({ id, n }) => [id as PersonId, n]));
}
