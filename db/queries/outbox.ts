/**
 * The push side of the ledger: what waits, what the hub has, what it refused. State of this device, not a projection.
 *
 * Invariant: an event is marked acknowledged only with the hash that the hub named for its seq.
 */
import type { Digest, EventId, LedgerId } from '../../shared/domain/ids.ts';
import type { WireEvent } from '../../shared/domain/ledger.ts';
import { GENESIS } from '../../shared/domain/ledger.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, inTransaction, iterateRows, listRows, runSql } from '../connection.ts';

export interface WaitingEvent {
  seq: number;
  eventId: EventId;
  kind: string;
  at: string;
  wire: WireEvent;
}

interface WaitingRow {
  seq: number;
  event_id: string;
  kind: string;
  at: string;
  envelope: string;
  hash: string;
  body: string | null;
  salt: string;
}

export const waitingSql = `SELECT seq, event_id, kind, at, envelope, hash, body, salt FROM ledger_event
  WHERE ledger_id = ? AND state = 'waiting' ORDER BY seq LIMIT ?`;

/** Events that the hub has not acknowledged, in seq order. */
export function listWaitingEvents(store: ReadableStore, ledger: LedgerId, limit: number): WaitingEvent[] {
  return listRows<WaitingRow>(store, waitingSql, [ledger, limit]).map(toWaiting);
}

/** Events after `seq` whatever their state, in seq order: for a hub that fell behind and asks for them again. */
export function listEventsAfter(
  store: ReadableStore,
  ledger: LedgerId,
  seq: number,
  limit: number,
): WaitingEvent[] {
  const sql = `SELECT seq, event_id, kind, at, envelope, hash, body, salt FROM ledger_event
    WHERE ledger_id = ? AND seq > ? ORDER BY seq LIMIT ?`;
  return listRows<WaitingRow>(store, sql, [ledger, seq, limit]).map(toWaiting);
}

/** Events of one ledger that were made one after the other, up to `until`. */
export interface LedgerRun {
  ledger: LedgerId;
  until: number;
}

/**
 * What several ledgers hold after these places, in the order in which it was made here: what one says may rest on what
 * another said before.
 */
export function listRunsAfter(
  store: ReadableStore,
  starts: readonly { ledger: LedgerId; from: number }[],
): LedgerRun[] {
  const sql = `SELECT ledger_id AS ledger, seq FROM ledger_event
    WHERE ${starts.map(() => '(ledger_id = ? AND seq > ?)').join(' OR ')} ORDER BY applied_order`;
  const runs: LedgerRun[] = [];
  const values = starts.flatMap(({ ledger, from }) => [ledger, from]);
  for (const { ledger, seq } of iterateRows<{ ledger: LedgerId; seq: number }>(store, sql, values)) {
    const last = runs.at(-1);
    if (last?.ledger === ledger) last.until = seq;
    else runs.push({ ledger, until: seq });
  }
  return runs;
}

/** Hash of an event by seq; the genesis hash for 0, null when there is no such event. */
export function findEventHash(store: ReadableStore, ledger: LedgerId, seq: number): Digest | null {
  if (seq === 0) return GENESIS;
  const sql = 'SELECT hash FROM ledger_event WHERE ledger_id = ? AND seq = ?';
  return (findRow<{ hash: string }>(store, sql, [ledger, seq])?.hash as Digest | undefined) ?? null;
}

/**
 * The hub holds everything up to `seq`. Answers false, and changes nothing, when the hash is not ours: a fork.
 * A mark that is lower than one before it changes nothing and answers true.
 */
export function markAcknowledged(store: WritableStore, ledger: LedgerId, seq: number, hash: Digest): boolean {
  return inTransaction(store, () => {
    if (findEventHash(store, ledger, seq) !== hash) return false;
    runSql(
      store,
      `UPDATE ledger_event SET state = 'acknowledged' WHERE ledger_id = ? AND seq <= ? AND state = 'waiting'`,
      [ledger, seq],
    );
    runSql(
      store,
      'UPDATE ledger SET acknowledged_seq = ?, acknowledged_hash = ? WHERE ledger_id = ? AND acknowledged_seq < ?',
      [seq, hash, ledger, seq],
    );
    return true;
  });
}

export interface Refusal {
  eventId: EventId;
  seq: number;
  reason: string;
  detail: string;
}

/** Stores what the hub keeps but does not count. Repeating changes nothing. */
export function recordRefusals(store: WritableStore, ledger: LedgerId, refusals: readonly Refusal[]): void {
  inTransaction(store, () => {
    for (const one of refusals) {
      runSql(
        store,
        `INSERT INTO refusal (event_id, ledger_id, seq, reason, detail, is_confirmed) VALUES (?, ?, ?, ?, ?, 0)
         ON CONFLICT (event_id) DO UPDATE SET is_confirmed = 0`,
        [one.eventId, ledger, one.seq, one.reason, one.detail],
      );
      runSql(store, `UPDATE ledger_event SET state = 'refused' WHERE ledger_id = ? AND event_id = ?`, [
        ledger,
        one.eventId,
      ]);
    }
  });
}

/** Refusals of a ledger that are stored here, and of which the hub has not been told so. */
export function listUnconfirmedRefusals(store: ReadableStore, ledger: LedgerId): EventId[] {
  const sql = 'SELECT event_id FROM refusal WHERE ledger_id = ? AND is_confirmed = 0 ORDER BY seq';
  return listRows<{ event_id: string }>(store, sql, [ledger]).map((row) => row.event_id as EventId);
}

/** The hub knows that these refusals are stored here. */
export function markRefusalsConfirmed(store: WritableStore, eventIds: readonly EventId[]): void {
  inTransaction(store, () => {
    for (const id of eventIds) runSql(store, 'UPDATE refusal SET is_confirmed = 1 WHERE event_id = ?', [id]);
  });
}

/** Every refusal, the newest first, with the event it is about. */
export function listRefusals(store: ReadableStore): (Refusal & { kind: string; at: string })[] {
  return listRows(
    store,
    `SELECT r.event_id AS eventId, r.seq, r.reason, r.detail, e.kind, e.at
     FROM refusal r JOIN ledger_event e ON e.ledger_id = r.ledger_id AND e.event_id = r.event_id
     ORDER BY e.applied_order DESC`,
  );
}

/** Events by state over every ledger of this device. */
export function countEventStates(store: ReadableStore): {
  waiting: number;
  acknowledged: number;
  refused: number;
  local: number;
} {
  const counts = { waiting: 0, acknowledged: 0, refused: 0, local: 0 };
  const sql = 'SELECT state, count(*) AS n FROM ledger_event GROUP BY state';
  for (const row of listRows<{ state: keyof typeof counts; n: number }>(store, sql))
    counts[row.state] = row.n;
  return counts;
}

function toWaiting(row: WaitingRow): WaitingEvent {
  return {
    seq: row.seq,
    eventId: row.event_id as EventId,
    kind: row.kind,
    at: row.at,
    wire: { envelope: row.envelope, hash: row.hash as Digest, body: row.body, salt: row.salt },
  };
}
