/**
 * Appends a batch of events to a ledger and projects them, in one transaction.
 *
 * Invariants: what is stored and hashed is the received text; a batch is taken whole or not at all; repeating it changes
 * nothing; a projection that is not allowed never blocks the chain.
 */
import type { PushAnswer } from '../shared/contract/hub.ts';
import type { EventId, LedgerId } from '../shared/domain/ids.ts';
import type { ChainFault, Envelope, WireEvent } from '../shared/domain/ledger.ts';
import { openEvent } from '../shared/domain/ledger.ts';
import type { Person } from '../shared/domain/person.ts';
import { findUnstorable } from '../shared/domain/text.ts';
import type { OpenedEvent, PushFacts } from './append.ts';
import { appendEvents } from './append.ts';
import { fail } from './routes/fail.ts';
import type { LedgerRecord } from './store/ledgers.ts';
import { findLedger, insertLedger, listHashes, listUnconfirmed, markConfirmed } from './store/ledgers.ts';
import type { ReadableHub, WritableHub } from './store/write.ts';
import { inWrite, takePositions } from './store/write.ts';

export interface Push {
  ledger: LedgerId;
  events: readonly WireEvent[];
  /** Refusals and late marks that the device has stored. */
  confirmed: readonly EventId[];
}

/** Takes a push; throws a declared failure when the chain does not fit, having stored nothing. */
export async function acceptPush(db: ReadableHub, push: Push, facts: PushFacts): Promise<PushAnswer> {
  // Hashing needs no lock, so it is done before the transaction.
  const opened = push.events.map((wire, at) => open(push.ledger, wire, at));
  return inWrite(db, async (hub) => {
    const ledger = await getOwnLedger(hub, push.ledger, opened[0], facts.person);
    const fresh = await takeFresh(hub, ledger, opened);
    if (fresh.length > 0) await appendEvents(hub, ledger, fresh, facts);
    await markConfirmed(hub, ledger.id, push.confirmed);
    const last = fresh.at(-1);
    const head = last === undefined ? ledger : { seq: last.envelope.seq, hash: last.wire.hash };
    return { seq: head.seq, hash: head.hash, ...(await listUnconfirmed(hub, ledger.id)) };
  });
}

const faultTexts: Record<ChainFault, string> = {
  NOT_CANONICAL: 'its envelope is not canonical JSON',
  BAD_ENVELOPE: 'its envelope is not an envelope',
  WRONG_LEDGER: 'it belongs to another ledger',
  GAP: 'its seq does not follow',
  PREV_MISMATCH: 'it does not follow the event before it',
  HASH_MISMATCH: 'its hash does not fit its envelope',
  BODY_MISMATCH: 'its body does not fit its envelope',
};

function open(ledger: LedgerId, wire: WireEvent, at: number): OpenedEvent {
  const place = `event ${at + 1} of the batch`;
  const unstorable = findUnstorable(wire.envelope) ?? findUnstorable(wire.body ?? '');
  if (unstorable !== null) throw broken(place, 'it holds a NUL character or half of a surrogate pair');
  const opened = openEvent(wire);
  if (!opened.ok) throw broken(place, faultTexts[opened.fault]);
  const { envelope } = opened;
  if (envelope.ledger !== ledger) throw broken(nameOf(envelope), faultTexts.WRONG_LEDGER);
  return { wire, envelope };
}

const nameOf = (envelope: Envelope): string => `seq ${envelope.seq}, event ${envelope.id}`;

function broken(where: string, why: string): Error {
  return fail('LEDGER_BROKEN', {
    what: `An event does not fit its chain: ${why}.`,
    where,
    remedy: 'Verify the ledger on the device. Nothing of this batch was stored.',
  });
}

/** The ledger of the push: made by its first event, and from then on its person's alone. */
async function getOwnLedger(
  hub: WritableHub,
  id: LedgerId,
  first: OpenedEvent | undefined,
  person: Person,
): Promise<LedgerRecord> {
  const ledger = await findLedger(hub, id);
  if (ledger === null) {
    if (first === undefined || first.envelope.seq !== 1) throw gap(1);
    const firstPosition = await takePositions(hub, 'event', 0);
    return insertLedger(hub, { id, personId: person.id, firstActor: first.envelope.actor, firstPosition });
  }
  if (ledger.personId === person.id) return ledger;
  throw fail('FORBIDDEN', {
    what: 'This ledger belongs to another person of this hub.',
    where: `ledger ${id}`,
    remedy: 'Sign in as the person whose ledger it is, or go on in a new ledger.',
  });
}

/** The events that are new, in order. Repeated ones must be the same; the first that does not fit ends it all. */
async function takeFresh(
  hub: WritableHub,
  ledger: LedgerRecord,
  opened: readonly OpenedEvent[],
): Promise<OpenedEvent[]> {
  const known = await readKnown(hub, ledger, opened);
  const fresh: OpenedEvent[] = [];
  let head: { seq: number; hash: string } = ledger;
  for (const event of opened) {
    const { envelope, wire } = event;
    if (envelope.seq <= head.seq) {
      if (known.get(envelope.seq) !== wire.hash) throw fork(envelope.seq);
      continue;
    }
    if (envelope.seq !== head.seq + 1) throw gap(head.seq + 1);
    if (envelope.prev !== head.hash) throw broken(nameOf(envelope), faultTexts.PREV_MISMATCH);
    known.set(envelope.seq, wire.hash);
    head = { seq: envelope.seq, hash: wire.hash };
    fresh.push(event);
  }
  return fresh;
}

/** Stored hashes by seq, as far as the batch reaches back. */
async function readKnown(
  hub: WritableHub,
  ledger: LedgerRecord,
  opened: readonly OpenedEvent[],
): Promise<Map<number, string>> {
  const known = new Map<number, string>();
  const lowest = Math.min(...opened.map((event) => event.envelope.seq));
  if (lowest > ledger.seq) return known;
  const stored = await listHashes(hub, ledger.id, lowest - 1, ledger.seq - lowest + 1);
  for (const { seq, hash } of stored) known.set(seq, hash);
  return known;
}

/** `where` is always `seq <n>`: the seq that the hub expects. */
function gap(expected: number): Error {
  return fail('LEDGER_GAP', {
    what: 'Events are missing before these.',
    where: `seq ${expected}`,
    remedy: `Send the events from seq ${expected} on. Nothing of this batch was stored.`,
  });
}

/** `where` is always `seq <n>`: the first seq at which the two histories differ. */
function fork(seq: number): Error {
  return fail('LEDGER_FORK', {
    what: 'The hub knows another history of this ledger.',
    where: `seq ${seq}`,
    remedy:
      'Keep this ledger as it is, start a new one that continues it, and append there what the hub never acknowledged.',
  });
}
