/**
 * A ledger that goes on under another id: after a fork (a restored backup, a copied folder), or when its person signs
 * in at a hub. The old ledger is never touched; events keep their ids, so that nothing counts twice.
 */
import { canonicalJson, sha256Hex } from '../shared/domain/canonical.ts';
import type { EventBody } from '../shared/domain/events.ts';
import type { EventId, LedgerId, PersonId } from '../shared/domain/ids.ts';
import type { ChainHead, Envelope, WireEvent } from '../shared/domain/ledger.ts';
import type { Person } from '../shared/domain/person.ts';
import type { WritableStore } from './connection.ts';
import { inTransaction, runSql } from './connection.ts';
import { renameDrafts } from './queries/drafts.ts';
import type { LedgerRecord } from './queries/ledger.ts';
import {
  appendEvent,
  findCurrentLedger,
  findLedger,
  getCurrentLedger,
  getLedgerHead,
  insertEvent,
  insertLedger,
  isOriginLedger,
  listLedgers,
  selectLedger,
} from './queries/ledger.ts';
import { findEventHash, listEventsAfter } from './queries/outbox.ts';
import { resetFeed } from './replay.ts';

/** What a `session.opened` event says besides who and where. */
export interface SessionFacts {
  eventId: EventId;
  at: string;
  /** 32 hex characters. */
  salt: string;
  device: string;
  app: string;
  personName: string;
}

/** Opens a session in a ledger. */
export function appendSession(
  store: WritableStore,
  ledger: LedgerId,
  actor: PersonId,
  session: SessionFacts,
  more: Pick<EventBody<'session.opened@1'>, 'hub' | 'continues'> = {},
): ChainHead {
  const { eventId: id, at, salt, device, app, personName } = session;
  const body: EventBody<'session.opened@1'> = { device, app, personName, ...more };
  const envelope = { id, kind: 'session.opened', kindVersion: 1, at, actor, subject: {}, salt };
  return appendEvent(store, ledger, { ...envelope, body });
}

/**
 * Continues a ledger whose history the hub knows differently. `sharedSeq` is the last event that both have. The new
 * ledger begins with `session.opened` that names it, then holds the later events again with the same ids, waiting; in
 * the old one they become `local`. Answers the new ledger. Throws when there is no such ledger or seq.
 */
export function forkLedger(
  store: WritableStore,
  from: LedgerId,
  sharedSeq: number,
  newId: LedgerId,
  session: SessionFacts,
): LedgerRecord {
  return inTransaction(store, () => {
    const later = listEventsAfter(store, from, sharedSeq, getLedgerHead(store, from).seq);
    const wires = later.map((event) => event.wire);
    const next = continueLedger(store, from, sharedSeq, newId, session, wires);
    runSql(
      store,
      `UPDATE ledger_event SET state = 'local' WHERE ledger_id = ? AND seq > ? AND state = 'waiting'`,
      [from, sharedSeq],
    );
    return next;
  });
}

/**
 * Begins the ledger that follows `from` after its event `lastSeq`, with these events at its start; it becomes the
 * current one if `from` was. Part of the caller's transaction.
 */
export function continueLedger(
  store: WritableStore,
  from: LedgerId,
  lastSeq: number,
  newId: LedgerId,
  session: SessionFacts,
  events: readonly WireEvent[],
): LedgerRecord {
  const old = findLedger(store, from);
  const hash = findEventHash(store, from, lastSeq);
  if (old === null || hash === null) throw new RangeError(`ledger ${from} has no event ${lastSeq}`);
  const current = findCurrentLedger(store);
  insertLedger(store, { id: newId, personId: old.personId, role: old.role, hubId: old.hubId });
  appendSession(store, newId, old.personId, session, { continues: { ledger: from, seq: lastSeq, hash } });
  for (const wire of events) {
    insertEvent(store, reseal(wire, newId, getLedgerHead(store, newId)), 'waiting');
  }
  runSql(store, 'UPDATE ledger SET continued_by = ? WHERE ledger_id = ?', [newId, from]);
  if (current !== null && current.id !== from) selectLedger(store, current.id);
  return findLedger(store, newId)!;
}

/** The same event at the end of another ledger: id, body and salt stay, so the body's hash does too. */
function reseal(wire: WireEvent, ledger: LedgerId, head: ChainHead): WireEvent {
  const envelope = JSON.parse(wire.envelope) as Envelope;
  const text = canonicalJson({ ...envelope, ledger, seq: head.seq + 1, prev: head.hash } satisfies Envelope);
  return { ...wire, envelope: text, hash: sha256Hex(text) };
}

/**
 * The person of this device has signed in at a hub. A ledger begun before there was a hub is bound to that identity and
 * everything it says of its person is theirs from now on; the ledger of another identity is left alone, and the one of
 * this identity is taken up again or begun. Answers the ledger that acts go to from now on.
 */
export function bindLedger(
  store: WritableStore,
  hubId: string,
  person: Person,
  newId: LedgerId,
  session: SessionFacts,
): LedgerRecord {
  return inTransaction(store, () => {
    const hub = { id: hubId, personId: person.id };
    const named = { ...session, personName: person.name };
    const own = listLedgers(store).find(
      (one) =>
        one.hubId === hubId &&
        one.personId === person.id &&
        one.continuedBy === null &&
        !isOriginLedger(store, one.id),
    );
    const current = getCurrentLedger(store);
    // What was pulled for somebody else, or from another hub, is not this person's to see.
    if (current.hubId !== null && current.id !== own?.id) resetFeed(store);
    if (own !== undefined) {
      setOwner(store, own.id, hubId, person);
      selectLedger(store, own.id);
    } else if (current.hubId === null) {
      appendSession(store, current.id, current.personId, named, { hub });
      renameDrafts(store, current.personId, person.id);
      setOwner(store, current.id, hubId, person);
      for (const { id } of listUnboundOrigins(store, current.personId)) setOwner(store, id, hubId, person);
    } else {
      insertLedger(store, { id: newId, personId: person.id, role: person.role, hubId });
      appendSession(store, newId, person.id, named, { hub });
    }
    return getCurrentLedger(store);
  });
}

/**
 * The current ledger turned out to be a copy of somebody else's, made before anybody signed in. It stays as it is, none
 * of it is ever sent from here, and the next `bindLedger` begins a ledger of its own.
 */
export function disownLedger(store: WritableStore, id: LedgerId, hubId: string): void {
  inTransaction(store, () => {
    const owner = findLedger(store, id)?.personId;
    const origins = owner === undefined ? [] : listUnboundOrigins(store, owner).map((one) => one.id);
    for (const one of [id, ...origins]) {
      runSql(store, 'UPDATE ledger SET hub_id = ? WHERE ledger_id = ? AND hub_id IS NULL', [hubId, one]);
      const local = `UPDATE ledger_event SET state = 'local' WHERE ledger_id = ? AND state = 'waiting'`;
      runSql(store, local, [one]);
    }
  });
}

/** Ledgers of imports that this person made before there was a hub: they go where the person's own ledger goes. */
function listUnboundOrigins(store: WritableStore, personId: PersonId): LedgerRecord[] {
  return listLedgers(store).filter(
    (one) => one.hubId === null && one.personId === personId && isOriginLedger(store, one.id),
  );
}

function setOwner(store: WritableStore, id: LedgerId, hubId: string, person: Person): void {
  runSql(store, 'UPDATE ledger SET hub_id = ?, person_id = ?, role = ? WHERE ledger_id = ?', [
    hubId,
    person.id,
    person.role,
    id,
  ]);
}
