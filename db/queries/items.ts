/**
 * Items and the queue of one person: the worklist of the Review screen in its order. Items are a projection; the queue
 * joins them with assignments, second looks, relabels, reviews, skips, flags and drafts. Second looks come last and look like the
 * rest: `position` is a place in the person's queue, which only first-hand is also that of the audit.
 */
import type { AuditId, Digest, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';
import { erasedTitle } from '../../shared/domain/queue.ts';
import { eraseContent } from './contents.ts';
import { listPlaces } from './second-looks.ts';

export interface ItemRecord {
  itemId: ItemId;
  auditId: AuditId;
  position: number;
  contentDigest: Digest;
  /** Null when nothing is sealed, or when this device must not know it yet. */
  sealedDigest: Digest | null;
  title: string;
  facets: string[];
}

interface ItemRow {
  item_id: string;
  audit_id: string;
  position: number;
  content_digest: string;
  sealed_digest: string | null;
  title: string;
  facets: string;
}

/** Inserts or replaces an item; a known digest of sealed facts is kept. */
export function putItem(store: WritableStore, item: ItemRecord): void {
  runSql(
    store,
    `INSERT INTO item (item_id, audit_id, position, content_digest, sealed_digest, title, facets)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (item_id) DO UPDATE SET audit_id = excluded.audit_id, position = excluded.position,
       content_digest = excluded.content_digest, sealed_digest = coalesce(excluded.sealed_digest, sealed_digest),
       title = excluded.title, facets = excluded.facets`,
    [
      item.itemId,
      item.auditId,
      item.position,
      item.contentDigest,
      item.sealedDigest,
      item.title,
      JSON.stringify(item.facets),
    ],
  );
}

/**
 * Erases a text whose retention ended wherever it is an item's, and its sealed facts unless another text shares them. The
 * items stay, with what was said about them.
 */
export function eraseItemText(store: WritableStore, contentDigest: string): void {
  const sealed = listRows<{ digest: string }>(
    store,
    'SELECT DISTINCT sealed_digest AS digest FROM item WHERE content_digest = ? AND sealed_digest IS NOT NULL',
    [contentDigest],
  );
  eraseContent(store, contentDigest);
  runSql(store, `UPDATE item SET title = ?, facets = '[]' WHERE content_digest = ?`, [
    erasedTitle,
    contentDigest,
  ]);
  for (const { digest } of sealed) {
    const sharing = `SELECT 1 FROM item WHERE sealed_digest = ?
      AND content_digest NOT IN (SELECT digest FROM erased) LIMIT 1`;
    if (findRow(store, sharing, [digest]) === null) eraseContent(store, digest);
  }
}

export function deleteItem(store: WritableStore, itemId: string): void {
  runSql(store, 'DELETE FROM item WHERE item_id = ?', [itemId]);
}

/** Items that are shown as erased although they name this text. */
export function listErasedItems(store: ReadableStore, contentDigest: Digest): ItemRecord[] {
  const sql = 'SELECT * FROM item WHERE content_digest = ? AND title = ?';
  return listRows<ItemRow>(store, sql, [contentDigest, erasedTitle]).map(toItem);
}

export function findItem(store: ReadableStore, itemId: ItemId): ItemRecord | null {
  const row = findRow<ItemRow>(store, 'SELECT * FROM item WHERE item_id = ?', [itemId]);
  return row === null ? null : toItem(row);
}

function toItem(row: ItemRow): ItemRecord {
  return {
    itemId: row.item_id as ItemId,
    auditId: row.audit_id as AuditId,
    position: row.position,
    contentDigest: row.content_digest as Digest,
    sealedDigest: row.sealed_digest as Digest | null,
    title: row.title,
    facets: JSON.parse(row.facets) as string[],
  };
}

/** An item of a person's queue with what decides its state. */
export interface QueueRecord {
  itemId: ItemId;
  /** Place in the queue; gaps are other people's items. */
  position: number;
  title: string;
  facets: string[];
  /** Time on task of the current review, milliseconds; null when there is none. */
  reviewedMs: number | null;
  skippedAt: string | null;
  draftSavedAt: string | null;
  isFlagged: boolean;
  /** Of the calibration round: `position` is its place there. */
  isCalibration: boolean;
}

export interface QueueRow {
  item_id: string;
  position: number;
  title: string;
  facets: string;
  reviewed_ms: number | null;
  skipped_at: string | null;
  draft_saved_at: string | null;
  is_flagged: number;
  /** Only where an item may be one of a calibration round. */
  is_calibration?: number;
}

/** Of an item that is to be judged anew, nothing counts that was said, skipped or reopened before it was asked for. */
export const queueColumns = `i.item_id, i.position, i.title, i.facets,
  CASE WHEN l.item_id IS NULL THEN
    (SELECT r.elapsed_ms FROM review r WHERE r.item_id = i.item_id AND r.person_id = p.id AND r.is_current = 1
     ORDER BY r.submitted_at DESC, r.review_id DESC LIMIT 1) END AS reviewed_ms,
  (SELECT s.at FROM skip s WHERE s.item_id = i.item_id AND s.person_id = p.id
    AND s.at IS NOT l.skipped_at) AS skipped_at,
  (SELECT d.saved_at FROM draft d WHERE d.item_id = i.item_id AND d.person_id = p.id
    AND (l.item_id IS NULL OR json_extract(d.draft, '$.supersedes') IS NULL)) AS draft_saved_at,
  EXISTS (SELECT 1 FROM flag f WHERE f.item_id = i.item_id AND f.person_id = p.id) AS is_flagged`;

const relabelOf = 'LEFT JOIN relabel l ON l.item_id = i.item_id AND l.person_id = p.id';

const queueOf = (worklist: 'assignment' | 'second_look'): string => `SELECT ${queueColumns}
  FROM (SELECT ? AS id, ? AS audit_id) p
  JOIN ${worklist} a ON a.audit_id = p.audit_id AND a.person_id = p.id
  JOIN item i ON i.item_id = a.item_id
  ${relabelOf}
  ORDER BY i.position, i.item_id`;
export const queueSql = queueOf('assignment');
export const secondQueueSql = queueOf('second_look');

/** A person's items of an audit in queue order. */
export function listQueue(store: ReadableStore, auditId: AuditId, personId: PersonId): QueueRecord[] {
  const read = (sql: string): QueueRecord[] =>
    listRows<QueueRow>(store, sql, [personId, auditId]).map(toQueueRecord);
  const places = listPlaces(store, auditId, personId);
  const second = places.size === 0 ? [] : read(secondQueueSql);
  return [...read(queueSql), ...second.map((record) => placed(record, places))];
}

function placed(record: QueueRecord, places: ReadonlyMap<ItemId, number>): QueueRecord {
  return { ...record, position: places.get(record.itemId) ?? record.position };
}

export const queueEntrySql = `SELECT ${queueColumns}, i.audit_id,
    EXISTS (SELECT 1 FROM calibration c WHERE c.item_id = i.item_id) AS is_calibration
  FROM (SELECT ? AS id, ? AS item_id) p JOIN item i ON i.item_id = p.item_id
  ${relabelOf}`;

/** One item as its person's queue shows it, assigned or not; null when the item is not here. */
export function findQueueRecord(
  store: ReadableStore,
  itemId: ItemId,
  personId: PersonId,
): QueueRecord | null {
  const row = findRow<QueueRow & { audit_id: string }>(store, queueEntrySql, [personId, itemId]);
  return row === null
    ? null
    : placed(toQueueRecord(row), listPlaces(store, row.audit_id as AuditId, personId));
}

/**
 * Open for a person: theirs, and either neither reviewed nor skipped, or with a draft newer than the skip (a reopened
 * review has a draft too). A review or skip from before a relabel does not count.
 */
export const isOpenSql = `(((NOT EXISTS (SELECT 1 FROM review r WHERE r.item_id = i.item_id AND r.person_id = :personId AND r.is_current = 1)
            OR EXISTS (SELECT 1 FROM relabel l WHERE l.item_id = i.item_id AND l.person_id = :personId))
          AND NOT EXISTS (SELECT 1 FROM skip s WHERE s.item_id = i.item_id AND s.person_id = :personId
            AND s.at IS NOT (SELECT l.skipped_at FROM relabel l WHERE l.item_id = i.item_id AND l.person_id = :personId)))
      OR EXISTS (SELECT 1 FROM draft d LEFT JOIN skip s ON s.item_id = d.item_id AND s.person_id = d.person_id
                 WHERE d.item_id = i.item_id AND d.person_id = :personId AND (s.at IS NULL OR d.saved_at > s.at)))`;

export const nextOpenSql = `SELECT i.item_id
  FROM item i CROSS JOIN assignment a
  WHERE i.audit_id = :auditId AND i.position > :after AND a.item_id = i.item_id AND a.person_id = :personId
    AND ${isOpenSql}
  ORDER BY i.position LIMIT 1`;

export const openSecondSql = `SELECT i.item_id
  FROM second_look a CROSS JOIN item i
  WHERE a.audit_id = :auditId AND a.person_id = :personId AND i.item_id = a.item_id AND ${isOpenSql}
  ORDER BY i.position, i.item_id`;

/** The next open item after a position of the queue, going round to its beginning; null when nothing is open. */
export function findNextOpen(
  store: ReadableStore,
  auditId: AuditId,
  personId: PersonId,
  afterPosition: number,
): ItemId | null {
  const findFirstHand = (after: number): ItemId | null =>
    (findRow<{ item_id: string }>(store, nextOpenSql, { auditId, personId, after })?.item_id as
      ItemId | undefined) ?? null;
  const places = listPlaces(store, auditId, personId);
  if (places.size === 0) return findFirstHand(afterPosition) ?? findFirstHand(0);
  const second = listRows<{ item_id: string }>(store, openSecondSql, { auditId, personId }).map(
    (row) => row.item_id as ItemId,
  );
  const later = second.find((itemId) => (places.get(itemId) ?? 0) > afterPosition);
  return findFirstHand(afterPosition) ?? later ?? findFirstHand(0) ?? second[0] ?? null;
}

export interface ProgressCounts {
  mine: number;
  done: number;
  skipped: number;
  drafts: number;
  flagged: number;
}

/** `done` and `skipped` count the person's own items only; a skip that a review followed counts as done. */
const workOf = (worklist: 'assignment' | 'second_look'): string => `
  (SELECT count(*) FROM ${worklist} WHERE audit_id = :auditId AND person_id = :personId) AS mine,
  (SELECT count(*) FROM (
    SELECT item_id FROM ${worklist} WHERE audit_id = :auditId AND person_id = :personId
    INTERSECT
    SELECT item_id FROM review WHERE audit_id = :auditId AND person_id = :personId AND is_current = 1
    EXCEPT
    SELECT item_id FROM relabel WHERE audit_id = :auditId AND person_id = :personId)) AS done,
  (SELECT count(*) FROM skip s CROSS JOIN ${worklist} a
    LEFT JOIN relabel l ON l.item_id = s.item_id AND l.person_id = :personId
    WHERE s.audit_id = :auditId AND s.person_id = :personId AND a.item_id = s.item_id AND a.person_id = :personId
      AND s.at IS NOT l.skipped_at
      AND (l.item_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM review r
        WHERE r.item_id = s.item_id AND r.person_id = :personId AND r.is_current = 1))) AS skipped`;
export const progressSql = `SELECT ${workOf('assignment')},
  (SELECT count(*) FROM draft d WHERE d.audit_id = :auditId AND d.person_id = :personId
    AND NOT EXISTS (SELECT 1 FROM calibration c WHERE c.item_id = d.item_id)
    AND (json_extract(d.draft, '$.supersedes') IS NULL OR NOT EXISTS (SELECT 1 FROM relabel l
      WHERE l.item_id = d.item_id AND l.person_id = :personId))) AS drafts,
  (SELECT count(DISTINCT item_id) FROM flag f WHERE f.audit_id = :auditId AND f.person_id = :personId
    AND NOT EXISTS (SELECT 1 FROM calibration c WHERE c.item_id = f.item_id)) AS flagged`;
export const secondProgressSql = `SELECT ${workOf('second_look')}`;

/** How far a person is with everything that is theirs, second looks included; practice is no part of it. */
export function countProgress(store: ReadableStore, auditId: AuditId, personId: PersonId): ProgressCounts {
  const none = { mine: 0, done: 0, skipped: 0, drafts: 0, flagged: 0 };
  const first = findRow<ProgressCounts>(store, progressSql, { auditId, personId }) ?? none;
  const second = findRow<typeof none>(store, secondProgressSql, { auditId, personId }) ?? none;
  return {
    ...first,
    mine: first.mine + second.mine,
    done: first.done + second.done,
    skipped: first.skipped + second.skipped,
  };
}

export function toQueueRecord(row: QueueRow): QueueRecord {
  return {
    itemId: row.item_id as ItemId,
    position: row.position,
    title: row.title,
    facets: JSON.parse(row.facets) as string[],
    reviewedMs: row.reviewed_ms,
    skippedAt: row.skipped_at,
    draftSavedAt: row.draft_saved_at,
    isFlagged: row.is_flagged === 1,
    isCalibration: row.is_calibration === 1,
  };
}
