/**
 * Ledgers and their events: append, head, lists. Appending is the only way in which a projection changes by an own act.
 *
 * Invariant: an event and what it does to the projections are one transaction, and envelope, body and salt are kept as
 * the text that was hashed.
 */
import type { EventId, LedgerId, PersonId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/person.ts';
import { findEventKey, eventBodies } from '../../shared/domain/events.ts';
import type { ChainHead, EventInput, WireEvent } from '../../shared/domain/ledger.ts';
import { GENESIS, sealEvent } from '../../shared/domain/ledger.ts';
import type { ReadableStore, SqlValue, WritableStore } from '../connection.ts';
import { findRow, inTransaction, iterateRows, listRows, runSql } from '../connection.ts';
import { applyEvent } from '../project.ts';
import { textsOf } from './contents.ts';

export interface LedgerRecord {
  id: LedgerId;
  /** Whose ledger it is; a hub identity once bound. */
  personId: PersonId;
  role: Role;
  hubId: string | null;
  acknowledged: ChainHead;
  /** The ledger that went on after a fork. */
  continuedBy: LedgerId | null;
}

interface LedgerRow {
  ledger_id: string;
  person_id: string;
  role: string;
  hub_id: string | null;
  acknowledged_seq: number;
  acknowledged_hash: string;
  continued_by: string | null;
}

/** Starts an empty ledger and makes it the current one. */
export function insertLedger(
  store: WritableStore,
  ledger: Pick<LedgerRecord, 'id' | 'personId' | 'role' | 'hubId'>,
): void {
  runSql(store, 'UPDATE ledger SET is_current = 0 WHERE is_current = 1');
  runSql(
    store,
    `INSERT INTO ledger (ledger_id, person_id, role, hub_id, is_current, acknowledged_seq, acknowledged_hash, continued_by)
     VALUES (?, ?, ?, ?, 1, 0, ?, NULL)`,
    [ledger.id, ledger.personId, ledger.role, ledger.hubId, GENESIS],
  );
}

/** Makes a ledger the current one. */
export function selectLedger(store: WritableStore, id: LedgerId): void {
  runSql(store, 'UPDATE ledger SET is_current = 0 WHERE is_current = 1');
  runSql(store, 'UPDATE ledger SET is_current = 1 WHERE ledger_id = ?', [id]);
}

/** The ledger that acts of this device go to, or null in an empty store. */
export function findCurrentLedger(store: ReadableStore): LedgerRecord | null {
  const row = findRow<LedgerRow>(store, 'SELECT * FROM ledger WHERE is_current = 1');
  return row === null ? null : toLedger(row);
}

/** The ledger that acts of this device go to; throws in an empty store. */
export function getCurrentLedger(store: ReadableStore): LedgerRecord {
  const found = findCurrentLedger(store);
  if (found === null) throw new RangeError('this store has no ledger yet');
  return found;
}

export function findLedger(store: ReadableStore, id: LedgerId): LedgerRecord | null {
  const row = findRow<LedgerRow>(store, 'SELECT * FROM ledger WHERE ledger_id = ?', [id]);
  return row === null ? null : toLedger(row);
}

/** Every ledger of this device. */
export function listLedgers(store: ReadableStore): LedgerRecord[] {
  return listRows<LedgerRow>(store, 'SELECT * FROM ledger ORDER BY rowid').map(toLedger);
}

/** Whether the ledger is that of an import: it is pushed like others, and no act of a person ever goes to it. */
export function isOriginLedger(store: ReadableStore, id: LedgerId): boolean {
  const sql = `SELECT 1 FROM ledger_event WHERE ledger_id = ?
    AND kind IN ('import.begun', 'review.imported', 'adjudication.imported') LIMIT 1`;
  return findRow(store, sql, [id]) !== null;
}

/** The last event of a ledger; seq 0 and the genesis hash when it is empty. */
export function getLedgerHead(store: ReadableStore, id: LedgerId): ChainHead {
  const sql = 'SELECT seq, hash FROM ledger_event WHERE ledger_id = ? ORDER BY seq DESC LIMIT 1';
  return findRow<ChainHead>(store, sql, [id]) ?? { seq: 0, hash: GENESIS };
}

/**
 * Appends an event to a ledger and applies it, in one transaction. Throws a RangeError for a kind or body that this
 * version does not know: what is made here is always known.
 */
export function appendEvent(store: WritableStore, ledger: LedgerId, input: EventInput): ChainHead {
  return inTransaction(store, () => appendAfter(store, ledger, getLedgerEnd(store, ledger), input));
}

/** Where a ledger ends, and where the order in which everything was applied does. */
export interface LedgerEnd extends ChainHead {
  appliedOrder: number;
}

export function getLedgerEnd(store: ReadableStore, ledger: LedgerId): LedgerEnd {
  return { ...getLedgerHead(store, ledger), appliedOrder: nextAppliedOrder(store) - 1 };
}

/**
 * As `appendEvent`, after an end that the caller knows: for thousands of events in the caller's one transaction, in which
 * nothing else is appended or applied. Answers the next end.
 */
export function appendAfter(
  store: WritableStore,
  ledger: LedgerId,
  end: LedgerEnd,
  input: EventInput,
): LedgerEnd {
  const key = findEventKey(input.kind, input.kindVersion);
  if (key === null) throw new RangeError(`unknown event ${input.kind}@${input.kindVersion}`);
  const body: unknown = eventBodies[key].parse(input.body);
  const wire = sealEvent(ledger, end, { ...input, body });
  const appliedOrder = end.appliedOrder + 1;
  return { ...insertEvent(store, wire, 'waiting', appliedOrder), appliedOrder };
}

/**
 * Stores a sealed event at the end of the applied order. An id that is here already (a fork re-appends) is not applied
 * again.
 */
export function insertEvent(
  store: WritableStore,
  wire: WireEvent,
  state: EventState,
  appliedOrder: number = nextAppliedOrder(store),
): ChainHead {
  const envelope = JSON.parse(wire.envelope) as EnvelopeFacts;
  const isKnown = findRow(store, 'SELECT 1 FROM ledger_event WHERE event_id = ?', [envelope.id]) !== null;
  const values: SqlValue[] = [
    envelope.ledger,
    envelope.seq,
    envelope.id,
    wire.envelope,
    wire.hash,
    wire.body,
    wire.salt,
    envelope.kind,
    envelope.kindVersion,
    envelope.at,
    envelope.subject.auditId ?? null,
    envelope.subject.itemId ?? null,
    state,
    appliedOrder,
  ];
  runSql(store, 'INSERT INTO ledger_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', values);
  if (!isKnown && wire.body !== null) {
    applyEvent(store, envelope, JSON.parse(wire.body), textsOf(store));
  }
  return { seq: envelope.seq, hash: wire.hash };
}

/** One counter for own events and feed entries: the order in which a replay applies them. */
export function nextAppliedOrder(store: ReadableStore): number {
  const row = findRow<{ last: number }>(
    store,
    `SELECT max(coalesce((SELECT max(applied_order) FROM ledger_event), 0),
                coalesce((SELECT max(applied_order) FROM feed_entry), 0)) AS last`,
  );
  return (row?.last ?? 0) + 1;
}

export type EventState = 'waiting' | 'acknowledged' | 'refused' | 'local';

type EnvelopeFacts = {
  ledger: LedgerId;
  seq: number;
  id: EventId;
  kind: string;
  kindVersion: number;
  at: string;
  actor: PersonId;
  subject: { auditId?: string; itemId?: string };
};

/** An event as lists show it. */
export interface EventRecord {
  ledger: LedgerId;
  seq: number;
  eventId: EventId;
  envelope: string;
  hash: WireEvent['hash'];
  body: string | null;
  salt: string;
  kind: string;
  kindVersion: number;
  at: string;
  auditId: string | null;
  itemId: string | null;
  state: EventState;
  appliedOrder: number;
}

const eventColumns = `ledger_id AS ledger, seq, event_id AS eventId, envelope, hash, body, salt, kind,
  kind_version AS kindVersion, at, audit_id AS auditId, item_id AS itemId, state, applied_order AS appliedOrder`;

/** Every event of a ledger in seq order, one at a time. */
export function iterateEvents(store: ReadableStore, ledger: LedgerId): Generator<EventRecord> {
  return iterateRows(store, `SELECT ${eventColumns} FROM ledger_event WHERE ledger_id = ? ORDER BY seq`, [
    ledger,
  ]);
}

/** Events with ids, in applied order; for replays. */
export function iterateApplied(store: ReadableStore): Generator<EventRecord> {
  return iterateRows(store, `SELECT ${eventColumns} FROM ledger_event ORDER BY applied_order`);
}

export interface EventFilter {
  kind: string | null;
  auditId: string | null;
  /** Applied order; only older events. */
  before: number | null;
  limit: number;
}

/** Events of every ledger that fit the filter, the newest first, and how many there are in all. */
export function listEvents(
  store: ReadableStore,
  filter: EventFilter,
): { total: number; rows: EventRecord[] } {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (filter.kind !== null) {
    conditions.push('kind = ?');
    values.push(filter.kind);
  }
  if (filter.auditId !== null) {
    conditions.push('audit_id = ?');
    values.push(filter.auditId);
  }
  const counted = `SELECT count(*) AS n FROM ledger_event ${where(conditions)}`;
  const total = findRow<{ n: number }>(store, counted, values)?.n ?? 0;
  if (filter.before !== null) {
    conditions.push('applied_order < ?');
    values.push(filter.before);
  }
  const sql = `SELECT ${eventColumns} FROM ledger_event ${where(conditions)} ORDER BY applied_order DESC LIMIT ?`;
  return { total, rows: listRows<EventRecord>(store, sql, [...values, filter.limit]) };
}

function where(all: readonly string[]): string {
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
}

/** Kinds of events that are here, by name. */
export function listEventKinds(store: ReadableStore): string[] {
  return listRows<{ kind: string }>(store, 'SELECT DISTINCT kind FROM ledger_event ORDER BY kind').map(
    (row) => row.kind,
  );
}

/** When the last event of this device was made, by its clock then; null before the first. */
export function findLastEventAt(store: ReadableStore): string | null {
  const sql = 'SELECT at FROM ledger_event ORDER BY applied_order DESC LIMIT 1';
  return findRow<{ at: string }>(store, sql)?.at ?? null;
}

export function countEvents(store: ReadableStore): number {
  return findRow<{ n: number }>(store, 'SELECT count(*) AS n FROM ledger_event')?.n ?? 0;
}

function toLedger(row: LedgerRow): LedgerRecord {
  return {
    id: row.ledger_id as LedgerId,
    personId: row.person_id as PersonId,
    role: row.role as Role,
    hubId: row.hub_id,
    acknowledged: { seq: row.acknowledged_seq, hash: row.acknowledged_hash as ChainHead['hash'] },
    continuedBy: row.continued_by as LedgerId | null,
  };
}
