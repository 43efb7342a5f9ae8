/** Audits and who has which item. Projections of the ledger and the feed. */
import type { Assignment, Audit } from '../../shared/domain/audit.ts';
import type { AuditId, Digest, ItemId, PersonId } from '../../shared/domain/ids.ts';
import { laterState } from '../../shared/domain/projection.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';

interface AuditRow {
  audit_id: string;
  title: string;
  state: Audit['state'];
  plan: string;
  lead_id: string;
  manifest_digest: string | null;
  planned_at: string;
  drawn_at: string | null;
  closed_at: string | null;
  is_demo: number;
}

/** Inserts an audit, or brings a known one up to date; a state never goes back and a known fact is never lost. */
export function putAudit(store: WritableStore, audit: Audit): void {
  const known = findAudit(store, audit.id);
  runSql(
    store,
    `INSERT INTO audit (audit_id, title, state, plan, lead_id, manifest_digest, planned_at, drawn_at, closed_at, is_demo)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (audit_id) DO UPDATE SET title = excluded.title, state = excluded.state, plan = excluded.plan,
       lead_id = excluded.lead_id, manifest_digest = coalesce(excluded.manifest_digest, manifest_digest),
       planned_at = excluded.planned_at, drawn_at = coalesce(excluded.drawn_at, drawn_at),
       closed_at = coalesce(excluded.closed_at, closed_at), is_demo = excluded.is_demo`,
    [
      audit.id,
      audit.title,
      known === null ? audit.state : laterState(known.state, audit.state),
      JSON.stringify(audit.plan),
      audit.leadId,
      audit.manifestDigest,
      audit.plannedAt,
      audit.drawnAt,
      audit.closedAt,
      Number(audit.isDemo),
    ],
  );
}

/** Inserts an audit; a known one stays as it is. */
export function insertAuditOnce(store: WritableStore, audit: Audit): void {
  if (findAudit(store, audit.id) === null) putAudit(store, audit);
}

/** Moves a known audit on to `state`; one that is further already stays there. Unknown audits are ignored. */
export function advanceAudit(
  store: WritableStore,
  id: AuditId,
  state: Audit['state'],
  facts: { manifestDigest?: Digest; drawnAt?: string; closedAt?: string } = {},
): void {
  const known = findAudit(store, id);
  if (known === null) return;
  putAudit(store, { ...known, ...facts, state });
}

export function deleteAudit(store: WritableStore, id: string): void {
  runSql(store, 'DELETE FROM audit WHERE audit_id = ?', [id]);
}

export function findAudit(store: ReadableStore, id: AuditId): Audit | null {
  const row = findRow<AuditRow>(store, 'SELECT * FROM audit WHERE audit_id = ?', [id]);
  return row === null ? null : toAudit(row);
}

/** How far an audit is, without its plan; null where it is not known. */
export function findAuditState(store: ReadableStore, id: AuditId): Pick<Audit, 'state'> | null {
  return findRow<Pick<Audit, 'state'>>(store, 'SELECT state FROM audit WHERE audit_id = ?', [id]);
}

/** Every audit, the newest first. */
export function listAudits(store: ReadableStore): Audit[] {
  return listRows<AuditRow>(store, 'SELECT * FROM audit ORDER BY planned_at DESC, audit_id DESC').map(
    toAudit,
  );
}

/** Replaces who has an item; the first listed is the first-assigned reviewer. */
export function putAssignment(store: WritableStore, auditId: AuditId, assignment: Assignment): void {
  deleteAssignment(store, assignment.itemId);
  assignment.personIds.forEach((personId, place) => {
    runSql(
      store,
      'INSERT OR IGNORE INTO assignment (item_id, person_id, audit_id, place) VALUES (?, ?, ?, ?)',
      [assignment.itemId, personId, auditId, place],
    );
  });
}

export function deleteAssignment(store: WritableStore, itemId: string): void {
  runSql(store, 'DELETE FROM assignment WHERE item_id = ?', [itemId]);
}

/** Whether the item is the person's to judge: first-hand, for a second look, or in the calibration round of their audit. */
export function isAssigned(store: ReadableStore, itemId: ItemId, personId: PersonId): boolean {
  const sql = `SELECT 1 AS one FROM assignment WHERE item_id = :itemId AND person_id = :personId
    UNION ALL SELECT 1 FROM second_look WHERE item_id = :itemId AND person_id = :personId
    UNION ALL SELECT 1 FROM calibration c WHERE c.item_id = :itemId AND (
      EXISTS (SELECT 1 FROM assignment a WHERE a.audit_id = c.audit_id AND a.person_id = :personId)
      OR EXISTS (SELECT 1 FROM second_look s WHERE s.audit_id = c.audit_id AND s.person_id = :personId))`;
  return findRow(store, sql, { itemId, personId }) !== null;
}

/** Who has which item, ordered by item id. */
export function listAssignments(store: ReadableStore, auditId: AuditId): Assignment[] {
  const rows = listRows<{ item_id: string; person_id: string }>(
    store,
    'SELECT item_id, person_id FROM assignment WHERE audit_id = ? ORDER BY item_id, place',
    [auditId],
  );
  const found = new Map<string, PersonId[]>();
  for (const row of rows) {
    const people = found.get(row.item_id) ?? [];
    people.push(row.person_id as PersonId);
    found.set(row.item_id, people);
  }
  return [...found].map(([itemId, personIds]) => ({ itemId: itemId as ItemId, personIds }));
}

/**
 * How many items an audit has, how many people review, and how many current reviews are known here. Second looks come on
 * top of what was planned, and gold items and calibration rounds are no part of the sample, so all are left out.
 */
export function countAudit(
  store: ReadableStore,
  id: AuditId,
): { itemCount: number; reviewerCount: number; reviewedCount: number } {
  const count = (sql: string): number => findRow<{ n: number }>(store, sql, [id])?.n ?? 0;
  return {
    itemCount: count(`SELECT count(*) AS n FROM item i WHERE audit_id = ? AND ${isSample('i')}`),
    reviewerCount: count('SELECT count(DISTINCT person_id) AS n FROM assignment WHERE audit_id = ?'),
    reviewedCount: count(
      `SELECT count(*) AS n FROM review r WHERE r.audit_id = ? AND r.is_current = 1 AND ${isSample('r')} AND NOT EXISTS
       (SELECT 1 FROM second_look s WHERE s.item_id = r.item_id AND s.person_id = r.person_id)`,
    ),
  };
}

/** A row of an item that is not known here to be gold, nor of a calibration round. */
const isSample = (row: string): string =>
  `NOT EXISTS (SELECT 1 FROM gold g WHERE g.item_id = ${row}.item_id)
   AND NOT EXISTS (SELECT 1 FROM calibration c WHERE c.item_id = ${row}.item_id)`;

function toAudit(row: AuditRow): Audit {
  return {
    id: row.audit_id as AuditId,
    title: row.title,
    state: row.state,
    plan: JSON.parse(row.plan) as Audit['plan'],
    leadId: row.lead_id as PersonId,
    manifestDigest: row.manifest_digest as Digest | null,
    plannedAt: row.planned_at,
    drawnAt: row.drawn_at,
    closedAt: row.closed_at,
    isDemo: row.is_demo === 1,
  };
}
