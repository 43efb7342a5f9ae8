/** Drafts and places in the queue: what a person has not decided yet. Of this device only, not part of the ledger. */
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Draft } from '../../shared/domain/review.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, runSql } from '../connection.ts';

/** Whose draft of which item it is. */
export interface DraftKey {
  auditId: AuditId;
  itemId: ItemId;
  personId: PersonId;
}

/** Stores a draft over the one before it. */
export function putDraft(store: WritableStore, key: DraftKey, draft: Draft, savedAt: string): void {
  runSql(
    store,
    `INSERT INTO draft (item_id, person_id, audit_id, draft, saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (item_id, person_id) DO UPDATE SET draft = excluded.draft, saved_at = excluded.saved_at`,
    [key.itemId, key.personId, key.auditId, JSON.stringify(draft), savedAt],
  );
}

export function findDraft(store: ReadableStore, itemId: ItemId, personId: PersonId): Draft | null {
  const sql = 'SELECT draft FROM draft WHERE item_id = ? AND person_id = ?';
  const row = findRow<{ draft: string }>(store, sql, [itemId, personId]);
  return row === null ? null : (JSON.parse(row.draft) as Draft);
}

export function deleteDraft(store: WritableStore, itemId: ItemId, personId: PersonId): void {
  runSql(store, 'DELETE FROM draft WHERE item_id = ? AND person_id = ?', [itemId, personId]);
}

/** Remembers where a person is in an audit's queue. */
export function putPlace(store: WritableStore, { auditId, itemId, personId }: DraftKey): void {
  runSql(
    store,
    `INSERT INTO queue_place (audit_id, person_id, item_id) VALUES (?, ?, ?)
     ON CONFLICT (audit_id, person_id) DO UPDATE SET item_id = excluded.item_id`,
    [auditId, personId, itemId],
  );
}

export function findPlace(store: ReadableStore, auditId: AuditId, personId: PersonId): ItemId | null {
  const sql = 'SELECT item_id FROM queue_place WHERE audit_id = ? AND person_id = ?';
  const row = findRow<{ item_id: string }>(store, sql, [auditId, personId]);
  return row === null ? null : (row.item_id as ItemId);
}

/** Drafts and places of `from` become those of `to`, who is the same person under another id. */
export function renameDrafts(store: WritableStore, from: PersonId, to: PersonId): void {
  runSql(store, 'UPDATE OR REPLACE draft SET person_id = ? WHERE person_id = ?', [to, from]);
  runSql(store, 'UPDATE OR REPLACE queue_place SET person_id = ? WHERE person_id = ?', [to, from]);
}
