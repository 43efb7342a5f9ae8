/**
 * Drafts and places in the queue: what a person has not decided yet. Not part of the ledger. Drafts are of this device
 * only; places follow the person to their other devices through the hub.
 */
import type { QueuePlace } from '../../shared/contract/hub.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Draft } from '../../shared/domain/review.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';

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

/**
 * Remembers where a person is in an audit's queue, to be told to the hub. What the person does here now is their last
 * visit, even where a device whose clock is ahead has told of a later one.
 */
export function putPlace(store: WritableStore, { auditId, itemId, personId }: DraftKey, now: string): void {
  const before = findRow<{ visited_at: string | null }>(
    store,
    'SELECT visited_at FROM queue_place WHERE audit_id = ? AND person_id = ?',
    [auditId, personId],
  )?.visited_at;
  const isLast = before === undefined || before === null || before < now;
  const at = isLast ? now : new Date(Date.parse(before) + 1).toISOString();
  runSql(
    store,
    `INSERT INTO queue_place (audit_id, person_id, item_id, visited_at, is_sent) VALUES (?, ?, ?, ?, 0)
     ON CONFLICT (audit_id, person_id) DO UPDATE SET item_id = excluded.item_id,
       visited_at = excluded.visited_at, is_sent = 0`,
    [auditId, personId, itemId, at],
  );
}

/** Places that the hub has not been told of, oldest visit first. */
export function listUnsentPlaces(store: ReadableStore, personId: PersonId, limit: number): QueuePlace[] {
  const sql = `SELECT audit_id, item_id, visited_at FROM queue_place
    WHERE person_id = ? AND is_sent = 0 AND visited_at IS NOT NULL ORDER BY visited_at, audit_id LIMIT ?`;
  const rows = listRows<{ audit_id: string; item_id: string; visited_at: string }>(store, sql, [
    personId,
    limit,
  ]);
  return rows.map((row) => ({
    auditId: row.audit_id as AuditId,
    itemId: row.item_id as ItemId,
    at: row.visited_at,
  }));
}

/** The hub was told of this visit; one that followed it meanwhile still waits. */
export function markPlaceSent(store: WritableStore, personId: PersonId, sent: QueuePlace): void {
  runSql(
    store,
    'UPDATE queue_place SET is_sent = 1 WHERE audit_id = ? AND person_id = ? AND visited_at = ? AND item_id = ?',
    [sent.auditId, personId, sent.at, sent.itemId],
  );
}

/**
 * Takes what the hub says of a person's place, if its item is here and no visit of this device still waits to be told:
 * the hub has compared all devices by its own clock.
 */
export function takePlace(store: WritableStore, personId: PersonId, told: QueuePlace): void {
  runSql(
    store,
    `INSERT INTO queue_place (audit_id, person_id, item_id, visited_at, is_sent)
     SELECT i.audit_id, ?, i.item_id, ?, 1 FROM item i WHERE i.item_id = ? AND i.audit_id = ?
     ON CONFLICT (audit_id, person_id) DO UPDATE SET item_id = excluded.item_id,
       visited_at = excluded.visited_at
       WHERE queue_place.is_sent = 1`,
    [personId, told.at, told.itemId, told.auditId],
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
