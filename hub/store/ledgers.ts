/** Ledgers and their events, exactly as received, in one global order. */
import { sql } from 'kysely';
import type { Digest, EventId, LedgerId } from '../../shared/domain/ids.ts';
import type { PushAnswer } from '../../shared/contract/hub.ts';
import { GENESIS } from '../../shared/domain/ledger.ts';
import type { EventState, LedgerEventRow, NewLedgerEvent } from '../database/tables/ledgers.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { inChunks } from './write.ts';

export interface LedgerRecord {
  id: LedgerId;
  personId: string;
  firstActor: string;
  firstPosition: number;
  seq: number;
  hash: Digest;
}

export async function findLedger(hub: ReadableHub, id: string): Promise<LedgerRecord | null> {
  const row = await hub.selectFrom('ledger').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRecord(row);
}

export async function listLedgersOf(hub: ReadableHub, personId: string): Promise<LedgerRecord[]> {
  const rows = await hub
    .selectFrom('ledger')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
  return rows.map(toRecord);
}

function toRecord(row: {
  id: string;
  person_id: string;
  first_actor: string;
  first_position: number;
  seq: number;
  hash: string;
}): LedgerRecord {
  return {
    id: row.id as LedgerId,
    personId: row.person_id,
    firstActor: row.first_actor,
    firstPosition: row.first_position,
    seq: row.seq,
    hash: row.hash as Digest,
  };
}

/** A ledger without events. */
export async function insertLedger(
  hub: WritableHub,
  ledger: Pick<LedgerRecord, 'id' | 'personId' | 'firstActor' | 'firstPosition'>,
): Promise<LedgerRecord> {
  await hub
    .insertInto('ledger')
    .values({
      id: ledger.id,
      person_id: ledger.personId,
      first_actor: ledger.firstActor,
      first_position: ledger.firstPosition,
      seq: 0,
      hash: GENESIS,
    })
    .execute();
  return { ...ledger, seq: 0, hash: GENESIS };
}

export async function updateHead(hub: WritableHub, id: LedgerId, seq: number, hash: Digest): Promise<void> {
  await hub.updateTable('ledger').set({ seq, hash }).where('id', '=', id).execute();
}

export async function insertEvents(hub: WritableHub, events: readonly NewLedgerEvent[]): Promise<void> {
  for (const rows of inChunks(events)) await hub.insertInto('ledger_event').values(rows).execute();
}

/** Envelope hashes after `after`, by seq, at most `limit`. */
export async function listHashes(
  hub: ReadableHub,
  ledger: string,
  after: number,
  limit: number,
): Promise<{ seq: number; hash: Digest }[]> {
  const rows = await hub
    .selectFrom('ledger_event')
    .select(['seq', 'hash'])
    .where('ledger_id', '=', ledger)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ seq: row.seq, hash: row.hash as Digest }));
}

/** An event that counts, or waits to, among earlier ones of its person. */
export interface StandingEvent {
  eventId: string;
  kind: string;
  body: string | null;
  state: EventState;
  reason: string | null;
}

/** Reason of a pending event that waits for its audit and holds up no other. */
export const WAITS_FOR_AUDIT = 'WAITS_FOR_AUDIT';

/** Events with these ids before a position, of any ledger of the person, that count or wait to. */
export async function listStanding(
  hub: ReadableHub,
  personId: string,
  eventIds: readonly string[],
  before: number,
): Promise<StandingEvent[]> {
  const rows = await hub
    .selectFrom('ledger_event')
    .select(['event_id', 'kind', 'body', 'state', 'reason'])
    .where('event_id', '=', sql<string>`ANY(${eventIds}::text[])`)
    .where('person_id', '=', personId)
    .where('position', '<', before)
    .where('state', 'in', ['applied', 'pending'])
    .orderBy('position')
    .execute();
  return rows.map(({ event_id: eventId, kind, body, state, reason }) => ({
    eventId,
    kind,
    body,
    state,
    reason,
  }));
}

/** Audits that wait for contents. */
export async function listBlockedAudits(hub: ReadableHub): Promise<string[]> {
  const rows = await hub
    .selectFrom('ledger_event')
    .select('audit_id')
    .distinct()
    .where('state', '=', 'pending')
    .where('reason', 'is', null)
    .execute();
  return rows.flatMap((row) => (row.audit_id === null ? [] : [row.audit_id]));
}

/** Events that wait for contents, or whose audit does, in global order. */
export async function listPending(hub: ReadableHub): Promise<LedgerEventRow[]> {
  return hub
    .selectFrom('ledger_event')
    .selectAll()
    .where('state', '=', 'pending')
    .where('reason', 'is', null)
    .orderBy('position')
    .execute();
}

/** Events that wait until this audit is given out, in global order. */
export async function listWaitingFor(hub: ReadableHub, auditId: string): Promise<LedgerEventRow[]> {
  return hub
    .selectFrom('ledger_event')
    .selectAll()
    .where('state', '=', 'pending')
    .where('audit_id', '=', auditId)
    .where('reason', '=', WAITS_FOR_AUDIT)
    .orderBy('position')
    .execute();
}

/** Events of a kind about an audit that were refused; one that its person sent again counts once. */
export async function countRefused(hub: ReadableHub, auditId: string, kind: string): Promise<number> {
  const row = await hub
    .selectFrom('ledger_event')
    .select((eb) => eb.fn.count<string>('event_id').distinct().as('count'))
    .where('audit_id', '=', auditId)
    .where('kind', '=', kind)
    .where('state', '=', 'refused')
    .where(
      // What somebody said in practice counts nowhere.
      sql<boolean>`NOT EXISTS (SELECT 1 FROM calibration_item AS round WHERE round.audit_id = ${auditId}
        AND round.item_id = ledger_event.envelope::json #>> '{subject,itemId}')`,
    )
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Events after a position, in global order, for replays. */
export async function listEventsAfter(
  hub: ReadableHub,
  position: number,
  limit: number,
): Promise<LedgerEventRow[]> {
  return hub
    .selectFrom('ledger_event')
    .selectAll()
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute();
}

export interface Decision {
  state: EventState;
  reason: string | null;
  detail: string | null;
  isLate: boolean;
}

/** A decision that came later than the event. What the device knew of it is out of date, so it is told again. */
export async function updateDecision(hub: WritableHub, position: number, decision: Decision): Promise<void> {
  const { state, reason, detail, isLate } = decision;
  await hub
    .updateTable('ledger_event')
    .set({ state, reason, detail, is_late: isLate, is_confirmed: false })
    .where('position', '=', position)
    .execute();
}

export async function markConfirmed(
  hub: WritableHub,
  ledger: LedgerId,
  eventIds: readonly string[],
): Promise<void> {
  for (const ids of inChunks(eventIds)) {
    await hub
      .updateTable('ledger_event')
      .set({ is_confirmed: true })
      .where('ledger_id', '=', ledger)
      .where('event_id', 'in', ids)
      .execute();
  }
}

/** Refusals and late marks per answer: what is confirmed makes room for the next. */
const toldAtOnce = 1000;

/** What the device has to be told about a ledger's events and has not confirmed yet. */
export async function listUnconfirmed(
  hub: ReadableHub,
  ledger: LedgerId,
): Promise<Pick<PushAnswer, 'refused' | 'late'>> {
  const rows = await hub
    .selectFrom('ledger_event')
    .select(['event_id', 'seq', 'reason', 'detail', 'is_late'])
    .where('ledger_id', '=', ledger)
    .where('is_confirmed', '=', false)
    .where('state', '<>', 'pending')
    .where((eb) => eb.or([eb('reason', 'is not', null), eb('is_late', '=', true)]))
    .orderBy('seq')
    .limit(toldAtOnce)
    .execute();
  return {
    refused: rows.flatMap(({ event_id: id, seq, reason, detail }) =>
      reason === null ? [] : [{ eventId: id as EventId, seq, reason, detail: detail ?? '' }],
    ),
    late: rows.filter((row) => row.is_late).map((row) => row.event_id as EventId),
  };
}
