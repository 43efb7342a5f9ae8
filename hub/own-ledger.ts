/**
 * The hub's own ledger: what the hub decides itself (roles, draws, who gets which item, closings on somebody's behalf) is
 * an event like any other, in the one global order, so that a replay from position 0 makes every table again.
 *
 * Invariant: an own event that would be refused is a fault of its caller; the whole transaction is given up.
 */
import { eventBodies, kindOf } from '../shared/domain/events.ts';
import type { EventBody, EventKey } from '../shared/domain/events.ts';
import type { EventId, LedgerId, PersonId } from '../shared/domain/ids.ts';
import type { Envelope, EventSubject, WireEvent } from '../shared/domain/ledger.ts';
import { sealEvent } from '../shared/domain/ledger.ts';
import type { Person } from '../shared/domain/person.ts';
import type { OpenedEvent } from './append.ts';
import { appendEvents } from './append.ts';
import type { Clock, HubIds } from './outside.ts';
import { isoNow } from './outside.ts';
import { fail } from './routes/fail.ts';
import type { LedgerRecord } from './store/ledgers.ts';
import { findLedger, insertLedger } from './store/ledgers.ts';
import { findMeta, putMeta } from './store/meta.ts';
import { findHubPerson, insertHubPerson } from './store/people.ts';
import type { WritableHub } from './store/write.ts';
import { takePositions } from './store/write.ts';

export interface OwnFacts {
  hubId: string;
  clock: Clock;
  ids: HubIds;
}

/** One event to append. `subject` says what it is about, for lists. */
export type OwnEvent = {
  [K in EventKey]: { key: K; subject: EventSubject; body: EventBody<K> };
}[EventKey];

/** Appends to the hub's own ledger and projects. Throws CONFLICT when a rule refuses one: nothing is stored then. */
export async function appendOwn(
  hub: WritableHub,
  events: readonly OwnEvent[],
  facts: OwnFacts,
): Promise<void> {
  if (events.length === 0) return;
  const { hubId } = facts;
  const person = await getHubPerson(hub, facts);
  const ledger = await getOwnLedger(hub, person, facts);
  const receivedAt = isoNow(facts.clock);
  const sealed = seal(ledger, events, person, receivedAt, facts.ids);
  const decisions = await appendEvents(hub, ledger, sealed, { person, hubId, receivedAt });
  const at = decisions.findIndex((one) => one.state !== 'applied');
  if (at < 0) return;
  const { reason, detail } = decisions[at] ?? {};
  throw fail('CONFLICT', {
    what: detail ?? `The rules of this hub do not allow it (${reason ?? 'unknown reason'}).`,
    where: events[at]?.key ?? 'own ledger',
    remedy: 'Look at what is there now, and ask again. Nothing was changed.',
  });
}

function seal(
  ledger: LedgerRecord,
  events: readonly OwnEvent[],
  person: Person,
  at: string,
  ids: HubIds,
): OpenedEvent[] {
  let head: { seq: number; hash: LedgerRecord['hash'] } = ledger;
  return events.map(({ key, subject, body }) => {
    const { kind, kindVersion } = kindOf(key);
    const salt = Buffer.from(ids.secret(), 'base64url').subarray(0, 16).toString('hex');
    const wire: WireEvent = sealEvent(ledger.id, head, {
      id: ids.uuid() as EventId,
      kind,
      kindVersion,
      at,
      actor: person.id,
      subject,
      body: eventBodies[key].parse(body),
      salt,
    });
    const envelope = JSON.parse(wire.envelope) as Envelope;
    head = { seq: envelope.seq, hash: wire.hash };
    return { wire, envelope };
  });
}

/** Nobody signs in as this person; devices are not told of it. */
async function getHubPerson(hub: WritableHub, { clock, ids }: OwnFacts): Promise<Person> {
  const known = await findHubPerson(hub);
  if (known !== null) return known;
  const person: Person = { id: ids.uuid() as PersonId, name: 'Hub', role: 'admin' };
  await insertHubPerson(hub, person, isoNow(clock));
  return person;
}

async function getOwnLedger(hub: WritableHub, person: Person, { ids }: OwnFacts): Promise<LedgerRecord> {
  const id = await findMeta(hub, 'own_ledger');
  const known = id === null ? null : await findLedger(hub, id);
  if (known !== null) return known;
  const fresh = ids.uuid() as LedgerId;
  await putMeta(hub, 'own_ledger', fresh);
  const firstPosition = await takePositions(hub, 'event', 0);
  return insertLedger(hub, { id: fresh, personId: person.id, firstActor: person.id, firstPosition });
}
