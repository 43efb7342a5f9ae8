/** Reviews, skips and flags: what people decided about items. Projections of the ledger and the feed. */
import type { AuditId, ItemId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Flag, Skip } from '../../shared/domain/projection.ts';
import type { Review } from '../../shared/domain/review.ts';
import type { ReadableStore, SqlValue, WritableStore } from '../connection.ts';
import { findRow, iterateRows, listRows, runSql } from '../connection.ts';

interface ReviewRow {
  review_id: string;
  audit_id: string;
  item_id: string;
  person_id: string;
  event_id: string;
  scorecard_id: string;
  scorecard_version: number;
  answers: string;
  submitted_at: string;
  elapsed_ms: number;
  supersedes: string | null;
  is_late: number;
  is_current: number;
}

/** Inserts a review, or replaces what is known under its id. */
export function putReview(store: WritableStore, review: Review): void {
  const values: SqlValue[] = [
    review.id,
    review.auditId,
    review.itemId,
    review.personId,
    review.eventId,
    review.scorecard.id,
    review.scorecard.version,
    JSON.stringify(review.answers),
    review.submittedAt,
    review.elapsedMs,
    review.supersedes,
    Number(review.isLate),
    Number(review.isCurrent),
  ];
  runSql(store, 'INSERT OR REPLACE INTO review VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', values);
}

/** The review is no longer its person's current one. */
export function retireReview(store: WritableStore, id: ReviewId): void {
  runSql(store, 'UPDATE review SET is_current = 0 WHERE review_id = ?', [id]);
}

export function deleteReview(store: WritableStore, id: string): void {
  runSql(store, 'DELETE FROM review WHERE review_id = ?', [id]);
}

export function findReview(store: ReadableStore, id: ReviewId): Review | null {
  const row = findRow<ReviewRow>(store, 'SELECT * FROM review WHERE review_id = ?', [id]);
  return row === null ? null : toReview(row);
}

/** A person's current review of an item, or null. */
export function findCurrentReview(store: ReadableStore, itemId: ItemId, personId: PersonId): Review | null {
  return listCurrentReviews(store, itemId, personId).at(-1) ?? null;
}

/**
 * A person's current reviews of an item, oldest first: more than one only until the hub has decided. Put in order here,
 * because every submission asks and the store would sort what is nearly always none or one.
 */
export function listCurrentReviews(store: ReadableStore, itemId: ItemId, personId: PersonId): Review[] {
  return listRows<ReviewRow>(
    store,
    'SELECT * FROM review WHERE item_id = ? AND person_id = ? AND is_current = 1',
    [itemId, personId],
  )
    .map((row) => toReview(row))
    .toSorted((a, b) => compare(a.submittedAt, b.submittedAt) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Reads the text of stored answers; equal texts may give one shared object, so that a million fit into memory. */
export type ParseAnswers = (text: string) => Review['answers'];

const parseAnswers: ParseAnswers = (text) => JSON.parse(text) as Review['answers'];

/** Every review of an audit that is known here, ordered by id. */
export function listReviewsOfAudit(
  store: ReadableStore,
  auditId: AuditId,
  parse: ParseAnswers = parseAnswers,
): Review[] {
  const sql = 'SELECT * FROM review WHERE audit_id = ? ORDER BY review_id';
  return Array.from(iterateRows<ReviewRow>(store, sql, [auditId]), (row) => toReview(row, parse));
}

/** The plus keeps the index of the audit out of it, through which every review of the audit would be read. */
export const reviewsOfItemSql = 'SELECT * FROM review WHERE item_id = ? AND +audit_id = ? ORDER BY review_id';

/** Every review of one item of an audit. */
export function listReviewsOfItem(
  store: ReadableStore,
  auditId: AuditId,
  itemId: ItemId,
  parse: ParseAnswers = parseAnswers,
): Review[] {
  return listRows<ReviewRow>(store, reviewsOfItemSql, [itemId, auditId]).map((row) => toReview(row, parse));
}

export function putSkip(store: WritableStore, skip: Skip): void {
  runSql(
    store,
    `INSERT INTO skip (item_id, person_id, audit_id, reason, note, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (item_id, person_id) DO UPDATE SET reason = excluded.reason,
       note = coalesce(excluded.note, note), at = excluded.at`,
    [skip.itemId, skip.personId, skip.auditId, skip.reason, skip.note, skip.at],
  );
}

export function deleteSkip(store: WritableStore, itemId: string, personId: string): void {
  runSql(store, 'DELETE FROM skip WHERE item_id = ? AND person_id = ?', [itemId, personId]);
}

export function findSkip(store: ReadableStore, itemId: ItemId, personId: PersonId): Skip | null {
  const sql = 'SELECT * FROM skip WHERE item_id = ? AND person_id = ?';
  const row = findRow<SkipRow>(store, sql, [itemId, personId]);
  return row === null ? null : toSkip(row);
}

/** Every skip of an audit that is known here, ordered by item and person. */
export function listSkipsOfAudit(store: ReadableStore, auditId: AuditId): Skip[] {
  const sql = 'SELECT * FROM skip WHERE audit_id = ? ORDER BY item_id, person_id';
  return listRows<SkipRow>(store, sql, [auditId]).map(toSkip);
}

export function insertFlagOnce(store: WritableStore, flag: Flag): void {
  runSql(store, 'INSERT OR IGNORE INTO flag VALUES (?, ?, ?, ?, ?, ?, ?)', [
    flag.id,
    flag.auditId,
    flag.itemId,
    flag.personId,
    flag.reason,
    flag.note,
    flag.at,
  ]);
}

/** A person's flags on an item, oldest first. */
export function listFlags(store: ReadableStore, itemId: ItemId, personId: PersonId): Flag[] {
  const sql = 'SELECT * FROM flag WHERE item_id = ? AND person_id = ? ORDER BY at, flag_id';
  return listRows<SkipRow & { flag_id: string }>(store, sql, [itemId, personId]).map((row) => ({
    ...toSkip(row),
    id: row.flag_id,
  }));
}

interface SkipRow {
  audit_id: string;
  item_id: string;
  person_id: string;
  reason: string;
  note: string | null;
  at: string;
}

function toSkip(row: SkipRow): Skip {
  return {
    auditId: row.audit_id as AuditId,
    itemId: row.item_id as ItemId,
    personId: row.person_id as PersonId,
    reason: row.reason,
    note: row.note,
    at: row.at,
  };
}

function toReview(row: ReviewRow, parse: ParseAnswers = parseAnswers): Review {
  return {
    id: row.review_id as ReviewId,
    auditId: row.audit_id as AuditId,
    itemId: row.item_id as ItemId,
    personId: row.person_id as PersonId,
    eventId: row.event_id as Review['eventId'],
    scorecard: { id: row.scorecard_id, version: row.scorecard_version },
    answers: parse(row.answers),
    submittedAt: row.submitted_at,
    elapsedMs: row.elapsed_ms,
    supersedes: row.supersedes as ReviewId | null,
    isLate: row.is_late === 1,
    isCurrent: row.is_current === 1,
  };
}
