/**
 * What of an audit is one person's to judge and how much of it is on this device; what was taken along and proved; and what
 * the hub told last. Of this device only, not part of a replay.
 */
import type { AuditId, Digest, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';
import { isOpenSql } from './items.ts';

/** An item of a person, as far as it is here. */
export interface OwnText {
  itemId: ItemId;
  /** Null while only its assignment has come. */
  contentDigest: Digest | null;
  sealedDigest: Digest | null;
  /** Of the text in UTF-8; null when it is not here. */
  bytes: number | null;
  isErased: boolean;
  isOpen: boolean;
  /** What the text says itself of how long it may be kept. */
  retainUntil: string | null;
}

/** A relabel is of somebody who judged the item; a calibration round of everybody who has items of its audit. */
const ownTextsSql = `WITH own AS (
    SELECT item_id FROM assignment WHERE audit_id = :auditId AND person_id = :personId
    UNION SELECT item_id FROM second_look WHERE audit_id = :auditId AND person_id = :personId
    UNION SELECT item_id FROM relabel WHERE audit_id = :auditId AND person_id = :personId
    UNION SELECT item_id FROM calibration WHERE audit_id = :auditId AND (
      EXISTS (SELECT 1 FROM assignment WHERE audit_id = :auditId AND person_id = :personId)
      OR EXISTS (SELECT 1 FROM second_look WHERE audit_id = :auditId AND person_id = :personId)))
  SELECT own.item_id AS itemId, i.content_digest AS contentDigest, i.sealed_digest AS sealedDigest,
    octet_length(c.text) AS bytes, e.digest IS NOT NULL AS isErased,
    CASE WHEN d.content_digest IS NOT NULL THEN json_extract(c.text, '$.retainUntil') END AS retainUntil,
    i.item_id IS NULL OR ${isOpenSql} AS isOpen
  FROM own
  LEFT JOIN item i ON i.item_id = own.item_id
  LEFT JOIN content c ON c.digest = i.content_digest
  LEFT JOIN erased e ON e.digest = i.content_digest AND c.digest IS NULL
  LEFT JOIN text_deadline d ON d.content_digest = c.digest
  ORDER BY own.item_id`;

export function listOwnTexts(store: ReadableStore, auditId: AuditId, personId: PersonId): OwnText[] {
  type Row = Omit<OwnText, 'isErased' | 'isOpen'> & { isErased: number; isOpen: number };
  return listRows<Row>(store, ownTextsSql, { auditId, personId }).map((row) => ({
    ...row,
    isErased: row.isErased === 1,
    isOpen: row.isOpen === 1,
  }));
}

/** An item as the hub told of it. */
export interface ToldItem {
  itemId: ItemId;
  contentDigest: Digest;
  bytes: number;
}

export interface Taken {
  /** When all was proved to be here; null before. */
  takenAt: string | null;
  items: number;
  bytes: number;
  itemIds: ItemId[];
  /** What the hub told last that is this person's, and when; null before. */
  told: ToldItem[] | null;
  toldAt: string | null;
}

interface TakenRow {
  taken_at: string | null;
  items: number;
  bytes: number;
  item_ids: string;
  told: string | null;
  told_at: string | null;
}

export function findTaken(store: ReadableStore, auditId: AuditId, personId: PersonId): Taken | null {
  const sql = 'SELECT * FROM taken WHERE audit_id = ? AND person_id = ?';
  const row = findRow<TakenRow>(store, sql, [auditId, personId]);
  if (row === null) return null;
  return {
    takenAt: row.taken_at,
    items: row.items,
    bytes: row.bytes,
    itemIds: JSON.parse(row.item_ids) as ItemId[],
    told: row.told === null ? null : (JSON.parse(row.told) as ToldItem[]),
    toldAt: row.told_at,
  };
}

/** Remembers that these items were read again and were all here. */
export function putTaken(
  store: WritableStore,
  auditId: AuditId,
  personId: PersonId,
  proof: { takenAt: string; bytes: number; itemIds: readonly ItemId[] },
): void {
  runSql(
    store,
    `INSERT INTO taken (audit_id, person_id, taken_at, items, bytes, item_ids) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (audit_id, person_id) DO UPDATE SET taken_at = excluded.taken_at, items = excluded.items,
       bytes = excluded.bytes, item_ids = excluded.item_ids, told = NULL, told_at = NULL`,
    [auditId, personId, proof.takenAt, proof.itemIds.length, proof.bytes, JSON.stringify(proof.itemIds)],
  );
}

/** Remembers what the hub told, so that what is still to come is known without it. */
export function putTold(
  store: WritableStore,
  auditId: AuditId,
  personId: PersonId,
  { items, toldAt }: { items: readonly ToldItem[]; toldAt: string },
): void {
  runSql(
    store,
    `INSERT INTO taken (audit_id, person_id, items, bytes, item_ids, told, told_at) VALUES (?, ?, 0, 0, '[]', ?, ?)
     ON CONFLICT (audit_id, person_id) DO UPDATE SET told = excluded.told, told_at = excluded.told_at`,
    [auditId, personId, JSON.stringify(items), toldAt],
  );
}
