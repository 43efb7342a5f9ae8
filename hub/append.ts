/**
 * The end of a ledger: where events of devices and of the hub itself are appended alike. Whoever calls has checked that
 * they follow the head.
 */
import type { Envelope, WireEvent } from '../shared/domain/ledger.ts';
import type { Person } from '../shared/domain/person.ts';
import type { NewLedgerEvent } from './database/tables/ledgers.ts';
import { publishChanges } from './feed/publish.ts';
import { ProjectionContext, standingKey } from './projection/context.ts';
import { auditIdOf, project } from './projection/project.ts';
import { prepareRun } from './projection/runs.ts';
import type { Decision, LedgerRecord } from './store/ledgers.ts';
import {
  insertEvents,
  listBlockedAudits,
  listStanding,
  updateDecision,
  updateHead,
} from './store/ledgers.ts';
import type { WritableHub } from './store/write.ts';
import { takePositions } from './store/write.ts';

export interface PushFacts {
  person: Person;
  hubId: string;
  receivedAt: string;
}

export interface OpenedEvent {
  wire: WireEvent;
  envelope: Envelope;
}

/**
 * Projects events that follow the ledger's head at new positions, stores them with what was decided, and tells everybody
 * concerned; answers the decisions in their order.
 */
export async function appendEvents(
  hub: WritableHub,
  ledger: LedgerRecord,
  fresh: readonly OpenedEvent[],
  { person, hubId, receivedAt }: PushFacts,
): Promise<Decision[]> {
  const first = await takePositions(hub, 'event', fresh.length);
  const context = new ProjectionContext(hub, hubId, await listBlockedAudits(hub));
  const ids = fresh.map(({ envelope }) => envelope.id);
  for (const one of await listStanding(hub, person.id, ids, first)) {
    const key = standingKey(person.id, one.eventId);
    if (!context.standing.has(key)) context.standing.set(key, one);
  }
  const decisions: Decision[] = [];
  const rows: NewLedgerEvent[] = [];
  const placed = fresh.map(({ wire, envelope }, at) => {
    return { position: first + at, owner: person.id, role: person.role, envelope, body: wire.body };
  });
  for (const [at, { wire, envelope }] of fresh.entries()) {
    await prepareRun(context, placed, at);
    const decision = await project(context, placed[at]!);
    decisions.push(decision);
    const { state, reason, detail, isLate } = decision;
    rows.push({
      position: first + at,
      ledger_id: ledger.id,
      seq: envelope.seq,
      event_id: envelope.id,
      hash: wire.hash,
      envelope: wire.envelope,
      body: wire.body,
      salt: wire.salt,
      kind: envelope.kind,
      kind_version: envelope.kindVersion,
      audit_id: auditIdOf(wire.body, envelope),
      person_id: person.id,
      role: person.role,
      received_at: receivedAt,
      state,
      reason,
      detail,
      is_late: isLate,
      is_confirmed: false,
    });
  }
  await context.work.flush();
  await insertEvents(hub, withRedecided(rows, decisions, context));
  const last = fresh.at(-1);
  if (last !== undefined) await updateHead(hub, ledger.id, last.envelope.seq, last.wire.hash);
  await redecideEarlier(hub, first, context);
  await publishChanges(hub, context.changes);
  return decisions;
}

/** Rows with what was decided about them later in the same batch; `decisions` follow. */
function withRedecided(
  rows: NewLedgerEvent[],
  decisions: Decision[],
  context: ProjectionContext,
): NewLedgerEvent[] {
  return rows.map((row, at) => {
    const decision = context.redecided.get(row.position);
    if (decision === undefined) return row;
    decisions[at] = decision;
    const { state, reason, detail, isLate } = decision;
    return { ...row, state, reason, detail, is_late: isLate };
  });
}

async function redecideEarlier(hub: WritableHub, first: number, context: ProjectionContext): Promise<void> {
  for (const [position, decision] of context.redecided) {
    if (position < first && decision.state !== 'pending') await updateDecision(hub, position, decision);
  }
}
