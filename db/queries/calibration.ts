/**
 * Calibration rounds as this device knows them: the items, their known answers, and how far a person is with them. A
 * projection of the feed, and of the demo's own events. Must not decide when the answers may be shown.
 *
 * Invariant: an item of a round is in nobody's worklist: everybody who has a part in its audit has it, and it is no part of
 * any count.
 */
import type { CalibrationPlace } from '../../shared/domain/extra-work.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import { itemStateOf } from '../../shared/domain/queue.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';
import type { QueueRecord, QueueRow } from './items.ts';
import { queueColumns, toQueueRecord } from './items.ts';

/** What is known of an item of a round. */
export type CalibrationItem = Omit<CalibrationPlace, 'contentDigest' | 'sealedDigest'> & { auditId: AuditId };

export function putCalibration(store: WritableStore, item: CalibrationItem): void {
  runSql(
    store,
    `INSERT OR REPLACE INTO calibration (item_id, audit_id, gold_id, position, answers, rationale)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [item.itemId, item.auditId, item.goldId, item.position, JSON.stringify(item.answers), item.rationale],
  );
}

export function deleteCalibration(store: WritableStore, itemId: string): void {
  runSql(store, 'DELETE FROM calibration WHERE item_id = ?', [itemId]);
}

export function isCalibration(store: ReadableStore, itemId: ItemId): boolean {
  return findRow(store, 'SELECT 1 FROM calibration WHERE item_id = ?', [itemId]) !== null;
}

/** The round of an audit with its known answers, in its order. */
export function listCalibration(store: ReadableStore, auditId: AuditId): CalibrationItem[] {
  return listRows<{
    item_id: string;
    gold_id: string;
    position: number;
    answers: string;
    rationale: string;
  }>(store, 'SELECT * FROM calibration WHERE audit_id = ? ORDER BY position, item_id', [auditId]).map(
    (row) => ({
      itemId: row.item_id as ItemId,
      auditId,
      goldId: row.gold_id,
      position: row.position,
      answers: JSON.parse(row.answers) as Answers,
      rationale: row.rationale,
    }),
  );
}

/** Whoever has an item of the audit, first-hand or for a second look, has its round too. */
const roundSql = `SELECT ${queueColumns}, 1 AS is_calibration
  FROM (SELECT ? AS id, ? AS audit_id) p
  JOIN calibration a ON a.audit_id = p.audit_id
  JOIN item i ON i.item_id = a.item_id
  LEFT JOIN relabel l ON l.item_id = i.item_id AND l.person_id = p.id
  WHERE EXISTS (SELECT 1 FROM assignment t WHERE t.audit_id = p.audit_id AND t.person_id = p.id)
    OR EXISTS (SELECT 1 FROM second_look t WHERE t.audit_id = p.audit_id AND t.person_id = p.id)
  ORDER BY a.position, i.item_id`;

/** A person's round of an audit in its order; empty where there is none, or no part in the audit. */
export function listRound(store: ReadableStore, auditId: AuditId, personId: PersonId): QueueRecord[] {
  return listRows<QueueRow>(store, roundSql, [personId, auditId]).map(toQueueRecord);
}

/** How far a person is with a round. It is over once every item is judged or skipped, and none of them is open again. */
export interface RoundState {
  total: number;
  done: number;
  isOver: boolean;
}

/** Null where the person has no round in the audit. */
export function findRoundState(
  store: ReadableStore,
  auditId: AuditId,
  personId: PersonId,
): RoundState | null {
  const round = listRound(store, auditId, personId);
  if (round.length === 0) return null;
  const done = round.length - round.filter(isOpen).length;
  return { total: round.length, done, isOver: done === round.length };
}

/** The next item of a round that is to be judged, after a place of it, going round to its beginning. */
export function findNextInRound(
  store: ReadableStore,
  auditId: AuditId,
  personId: PersonId,
  after: number,
): ItemId | null {
  const open = listRound(store, auditId, personId).filter(isOpen);
  return (open.find((one) => one.position > after) ?? open[0])?.itemId ?? null;
}

function isOpen(one: QueueRecord): boolean {
  const state = itemStateOf({ ...one, hasReview: one.reviewedMs !== null });
  return state === 'open' || state === 'draft';
}
