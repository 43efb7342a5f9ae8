/**
 * Second looks: which item goes round again, to whom, and where it stands in that person's queue. A projection of the
 * ledger and the feed. Must not know what the first look said.
 *
 * Invariant: a second look stands in its person's queue behind everything that they have first-hand, and looks like it.
 */
import type { Assignment, SecondLook } from '../../shared/domain/audit.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';

/** Gives an item to one person more; whoever had its second look before, had it. */
export function putSecondLook(store: WritableStore, auditId: AuditId, look: SecondLook): void {
  runSql(store, 'INSERT OR REPLACE INTO second_look (item_id, person_id, audit_id) VALUES (?, ?, ?)', [
    look.itemId,
    look.personId,
    auditId,
  ]);
}

export function deleteSecondLook(store: WritableStore, itemId: string): void {
  runSql(store, 'DELETE FROM second_look WHERE item_id = ?', [itemId]);
}

/** What these people now have first-hand is no second look of theirs any more. */
export function deleteOvertaken(
  store: WritableStore,
  auditId: AuditId,
  assignments: readonly Assignment[],
): void {
  const looks = new Map(listSecondLooks(store, auditId).map((look) => [look.itemId, look.personId]));
  if (looks.size === 0) return;
  for (const { itemId, personIds } of assignments) {
    const personId = looks.get(itemId);
    if (personId !== undefined && personIds.includes(personId)) deleteSecondLook(store, itemId);
  }
}

/** Every second look of an audit that is known here, ordered by item id. */
export function listSecondLooks(store: ReadableStore, auditId: AuditId): SecondLook[] {
  return listRows<{ item_id: string; person_id: string }>(
    store,
    'SELECT item_id, person_id FROM second_look WHERE audit_id = ? ORDER BY item_id',
    [auditId],
  ).map((row) => ({ itemId: row.item_id as ItemId, personId: row.person_id as PersonId }));
}

/** Items before a person's second looks: the last position that they have first-hand. */
export const lastFirstSql = `SELECT coalesce(max(i.position), 0) AS last
  FROM assignment a CROSS JOIN item i WHERE a.audit_id = ? AND a.person_id = ? AND i.item_id = a.item_id`;

export const placesSql = `SELECT s.item_id
  FROM second_look s CROSS JOIN item i WHERE s.audit_id = ? AND s.person_id = ? AND i.item_id = s.item_id
  ORDER BY i.position, i.item_id`;

/** Places of a person's second looks in their queue, in its order; none without a second look. */
export function listPlaces(store: ReadableStore, auditId: AuditId, personId: PersonId): Map<ItemId, number> {
  const rows = listRows<{ item_id: string }>(store, placesSql, [auditId, personId]);
  if (rows.length === 0) return new Map();
  const last = findRow<{ last: number }>(store, lastFirstSql, [auditId, personId])?.last ?? 0;
  return new Map(rows.map((row, n) => [row.item_id as ItemId, last + n + 1]));
}
