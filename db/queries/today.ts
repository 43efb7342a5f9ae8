/** What Today says of one person's own work: their pace, and what they judged since a moment. Reads only. */
import type { AuditId, PersonId } from '../../shared/domain/ids.ts';
import type { ReadableStore } from '../connection.ts';
import { findRow, listRows } from '../connection.ts';

/** Reviews that a pace rests on: the last ones, because people get faster. */
const paceReviews = 50;

/** Practice is not counted, and takes another time than work does. */
const isWork = 'NOT EXISTS (SELECT 1 FROM calibration c WHERE c.item_id = review.item_id)';

const auditPaceSql = `SELECT elapsed_ms AS ms FROM review
  WHERE audit_id = ? AND person_id = ? AND is_current = 1 AND elapsed_ms > 0 AND ${isWork}
  ORDER BY submitted_at DESC LIMIT ${paceReviews}`;

/** Time on task of the person's last reviews in an audit, milliseconds, latest first. */
export function listPace(store: ReadableStore, auditId: AuditId, personId: PersonId): number[] {
  return listRows<{ ms: number }>(store, auditPaceSql, [auditId, personId]).map((row) => row.ms);
}

const judgedSinceSql = `SELECT count(*) AS count FROM review
  WHERE audit_id = ? AND person_id = ? AND is_current = 1 AND submitted_at >= ?
    AND ${isWork}`;

/** Items of an audit that the person judged at `since` or later. */
export function countJudgedSince(
  store: ReadableStore,
  auditId: AuditId,
  personId: PersonId,
  since: string,
): number {
  return findRow<{ count: number }>(store, judgedSinceSql, [auditId, personId, since])?.count ?? 0;
}
