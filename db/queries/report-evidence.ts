/**
 * What a report reads again after something changed: which items the acts since a mark touched, and what is known of one
 * item. Must not know any figure.
 *
 * Invariant: the projections of an audit change only through an event or entry with a later applied order, or through a
 * rebuild, which counts itself. An act that is not known here to touch single items touches everything.
 */
import type { Assignment, SecondLook } from '../../shared/domain/audit.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import { deliberationRoles } from '../../shared/domain/deliberation.ts';
import type { Skip } from '../../shared/domain/projection.ts';
import { findSkipKey } from '../../shared/domain/projection.ts';
import type { ReadableStore } from '../connection.ts';
import { findRow, listRows } from '../connection.ts';
import { nextAppliedOrder } from './ledger.ts';
import { countRebuilds } from './rebuilds.ts';

/** A moment in the life of the projections. */
export interface ChangeMark {
  /** How often the projections were made anew. */
  rebuilds: number;
  /** Applied order of the last event or entry. */
  order: number;
}

export interface Touched {
  itemIds: Set<ItemId>;
  /** Reviews by id, whose item may have been another one before. */
  reviewIds: Set<string>;
}

export function readMark(store: ReadableStore): ChangeMark {
  return { rebuilds: countRebuilds(store), order: nextAppliedOrder(store) - 1 };
}

/** Most events, and most entries, that are looked at one by one: beyond it, reading everything again is cheaper. */
export const mostSteps = 2000;

const deliberationKinds = Object.keys(deliberationRoles);

interface Step {
  kind: string;
  item: string | null;
}

export const eventsSinceSql = `SELECT kind, json_extract(body, '$.itemId') AS item FROM ledger_event
  WHERE applied_order > ? ORDER BY applied_order LIMIT ?`;
export const entriesSinceSql = `SELECT op, kind, id, json_extract(payload, '$.itemId') AS item FROM feed_entry
  WHERE applied_order > ? AND is_known = 1 ORDER BY applied_order LIMIT ?`;

/** What acts between `since` and `now` touched; null when everything has to be read again. */
export function findTouched(store: ReadableStore, since: ChangeMark, now: ChangeMark): Touched | null {
  if (now.rebuilds !== since.rebuilds || now.order < since.order) return null;
  const touched: Touched = { itemIds: new Set(), reviewIds: new Set() };
  if (now.order === since.order) return touched;
  const values = [since.order, mostSteps + 1];
  const events = listRows<Step>(store, eventsSinceSql, values);
  const entries = listRows<Step & { op: string; id: string }>(store, entriesSinceSql, values);
  if (events.length > mostSteps || entries.length > mostSteps) return null;
  const isKnown = events.every((one) => touchByEvent(touched, one));
  return isKnown && entries.every((one) => touchByEntry(touched, one)) ? touched : null;
}

/** Kinds of events that change no review, skip, assignment or second look; deliberation has a mark of its own. */
const quietEvents = new Set([
  'audit.planned',
  'audit.drawn',
  'audit.closed',
  'item.flagged',
  'review.reopened',
  'agreement.measured',
  'audit.calibrationSet',
  ...deliberationKinds,
]);

/** Kinds of events about what one person said of one item. */
const itemEvents = new Set(['review.submitted', 'review.imported', 'item.skipped']);

/** Kinds of feed entries that change none either. */
const quietEntries = new Set([
  'audit',
  'manifest',
  'item',
  'person',
  'relabel',
  'gold',
  'calibration',
  'deliberation',
]);

/** False when it may have touched anything. */
function touchByEvent({ itemIds }: Touched, { kind, item }: Step): boolean {
  if (quietEvents.has(kind)) return true;
  if (!itemEvents.has(kind) || item === null) return false;
  itemIds.add(item as ItemId);
  return true;
}

/** False when it may have touched anything. */
function touchByEntry(touched: Touched, entry: Step & { op: string; id: string }): boolean {
  const { kind, id, op } = entry;
  if (quietEntries.has(kind)) return true;
  if (kind !== 'review' && kind !== 'skip' && kind !== 'assignment') return false;
  if (kind === 'review') touched.reviewIds.add(id);
  if (kind === 'review' && op === 'remove') return true;
  const item = entry.item ?? (kind === 'skip' ? findSkipKey(id)?.itemId : kind === 'assignment' ? id : null);
  if (item === null || item === undefined) return false;
  touched.itemIds.add(item as ItemId);
  return true;
}

export const assignmentsOfItemSql =
  'SELECT person_id FROM assignment WHERE item_id = ? AND +audit_id = ? ORDER BY place';
export const skipsOfItemSql = `SELECT item_id AS itemId, person_id AS personId, reason FROM skip
  WHERE item_id = ? AND +audit_id = ? ORDER BY person_id`;

/** Who has one item of an audit; none when nobody has. */
export function listAssignmentsOfItem(store: ReadableStore, auditId: AuditId, itemId: ItemId): Assignment[] {
  const rows = listRows<{ person_id: string }>(store, assignmentsOfItemSql, [itemId, auditId]);
  return rows.length === 0 ? [] : [{ itemId, personIds: rows.map((row) => row.person_id as PersonId) }];
}

/** Skips of one item of an audit. */
export function listSkipsOfItem(store: ReadableStore, auditId: AuditId, itemId: ItemId): ReportSkip[] {
  return listRows<ReportSkip>(store, skipsOfItemSql, [itemId, auditId]);
}

/** A skip as far as figures rest on it. */
export type ReportSkip = Pick<Skip, 'itemId' | 'personId' | 'reason'>;

/** Every skip of an audit, ordered by item and person. */
export function listReportSkips(store: ReadableStore, auditId: AuditId): ReportSkip[] {
  const sql = `SELECT item_id AS itemId, person_id AS personId, reason FROM skip
    WHERE audit_id = ? ORDER BY item_id, person_id`;
  return listRows<ReportSkip>(store, sql, [auditId]);
}

/** The second look at one item of an audit; none when nobody was asked for one. */
export function listSecondLooksOfItem(store: ReadableStore, auditId: AuditId, itemId: ItemId): SecondLook[] {
  const sql =
    'SELECT item_id AS itemId, person_id AS personId FROM second_look WHERE item_id = ? AND audit_id = ?';
  return listRows<SecondLook>(store, sql, [itemId, auditId]);
}

/** First words of every item of an audit whose content is here, by item id. */
export function listItemTitles(store: ReadableStore, auditId: AuditId): Map<string, string> {
  const rows = listRows<{ id: string; title: string }>(
    store,
    'SELECT item_id AS id, title FROM item WHERE audit_id = ?',
    [auditId],
  );
  return new Map(rows.map((row) => [row.id, row.title]));
}

/**
 * Reviews of an audit that the hub refused, as far as this device was told. As at the hub, one that was overtaken by
 * another device of the same person is kept and not refused, and one that was sent again counts once.
 */
export function countRefusedReviews(store: ReadableStore, auditId: AuditId): number {
  const sql = `SELECT count(DISTINCT e.event_id) AS n
    FROM refusal r CROSS JOIN ledger_event e
    WHERE e.ledger_id = r.ledger_id AND e.event_id = r.event_id AND e.kind = 'review.submitted'
      AND r.reason <> 'SUPERSEDE_CONFLICT'
      AND json_extract(e.body, '$.auditId') = ?
      AND json_extract(e.body, '$.itemId') NOT IN (SELECT item_id FROM calibration)`;
  return findRow<{ n: number }>(store, sql, [auditId])?.n ?? 0;
}
