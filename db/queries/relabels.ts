/**
 * Items that a person is asked to judge anew. A projection of the feed and of that person's own submissions. Must not
 * know why the answers before were doubted.
 *
 * Invariant: a relabel lasts until the person's next submission, also offline; until then nothing that they said or
 * skipped before counts for the state of the item, and all of it stays stored.
 */
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Relabel } from '../../shared/domain/extra-work.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, runSql } from '../connection.ts';

export interface RelabelRecord extends Relabel {
  /** Time of the skip that was there when it was asked: that one says nothing of the item any more. */
  skippedAt: string | null;
}

/** Asks anew. The same request told again changes nothing of what was done since. */
export function putRelabel(store: WritableStore, auditId: AuditId, relabel: Relabel): void {
  const { itemId, personId, reason, requestedAt } = relabel;
  runSql(
    store,
    `INSERT INTO relabel (item_id, person_id, audit_id, reason, requested_at, skipped_at)
     VALUES (:itemId, :personId, :auditId, :reason, :requestedAt,
       (SELECT at FROM skip WHERE item_id = :itemId AND person_id = :personId))
     ON CONFLICT (item_id, person_id) DO UPDATE SET audit_id = excluded.audit_id, reason = excluded.reason,
       skipped_at = CASE requested_at WHEN excluded.requested_at THEN skipped_at ELSE excluded.skipped_at END,
       requested_at = excluded.requested_at`,
    { itemId, personId, auditId, reason, requestedAt },
  );
}

export function deleteRelabel(store: WritableStore, itemId: string, personId: string): void {
  runSql(store, 'DELETE FROM relabel WHERE item_id = ? AND person_id = ?', [itemId, personId]);
}

/** What a person is asked to do anew with an item, or null. */
export function findRelabel(store: ReadableStore, itemId: ItemId, personId: PersonId): RelabelRecord | null {
  return findRow<RelabelRecord>(
    store,
    `SELECT item_id AS itemId, person_id AS personId, reason, requested_at AS requestedAt, skipped_at AS skippedAt
     FROM relabel WHERE item_id = ? AND person_id = ?`,
    [itemId, personId],
  );
}
