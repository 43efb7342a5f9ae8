/**
 * What the worklist of disagreements reads besides reviews and deliberation: items with where their texts are, and who was
 * asked to judge what anew. Must not know what a disagreement is.
 */
import type { AuditId, Digest, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { ReadableStore } from '../connection.ts';
import { findRow, listRows } from '../connection.ts';

export interface CaseItemRow {
  itemId: ItemId;
  position: number;
  title: string;
  contentDigest: Digest;
}

/** Items of an audit's sample as far as this device knows: without gold items and calibration rounds that it knows of. */
export function listCaseItems(store: ReadableStore, auditId: AuditId): CaseItemRow[] {
  return listRows<CaseItemRow>(
    store,
    `SELECT item_id AS itemId, position, title, content_digest AS contentDigest FROM item i
     WHERE audit_id = ? AND NOT EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.item_id)
       AND NOT EXISTS (SELECT 1 FROM calibration c WHERE c.item_id = i.item_id)
     ORDER BY position, item_id`,
    [auditId],
  );
}

/** Items of an audit that this person was asked to judge anew and has not yet. */
export function listAskedAnew(store: ReadableStore, auditId: AuditId, personId: PersonId): ItemId[] {
  return listRows<{ itemId: ItemId }>(
    store,
    'SELECT item_id AS itemId FROM relabel WHERE audit_id = ? AND person_id = ?',
    [auditId, personId],
  ).map((row) => row.itemId);
}

/** Changes whenever the deliberation of this audit does: number of entries, of those with a place, and the newest. */
export function deliberationMarkOf(store: ReadableStore, auditId: AuditId): string {
  const row = findRow<{ entries: number; placed: number; last: string | null }>(
    store,
    `SELECT count(*) AS entries, count(position) AS placed, max(event_id) AS last
     FROM deliberation WHERE audit_id = ?`,
    [auditId],
  );
  return `${row?.entries ?? 0}:${row?.placed ?? 0}:${row?.last ?? ''}`;
}
