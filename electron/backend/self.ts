/**
 * Who acts, and how an act becomes an event: one ledger, one person, one place where events of this device are made.
 */
import { hostname } from 'node:os';
import type { EventBody, EventKey } from '../../shared/domain/events.ts';
import { kindOf } from '../../shared/domain/events.ts';
import type { EventId } from '../../shared/domain/ids.ts';
import type { EventSubject } from '../../shared/domain/ledger.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { SessionFacts } from '../../db/fork.ts';
import type { ReadableStore } from '../../db/connection.ts';
import type { LedgerRecord } from '../../db/queries/ledger.ts';
import { hasFeedEntry } from '../../db/queries/feed.ts';
import { appendEvent, getCurrentLedger } from '../../db/queries/ledger.ts';
import { findPerson } from '../../db/queries/people.ts';
import { isoNow } from './clock.ts';
import type { BackendContext } from './context.ts';

export interface Self {
  person: Person;
  ledger: LedgerRecord;
}

/** The person whose ledger is the current one. */
export function getSelf(store: ReadableStore): Self {
  const ledger = getCurrentLedger(store);
  const { personId: id } = ledger;
  const known = findPerson(store, id);
  // What the hub said last counts; before it said anything, what it said at sign-in.
  const role = known !== null && hasFeedEntry(store, 'person', id) ? known.role : ledger.role;
  return { ledger, person: { id, name: known?.name ?? 'Me', role } };
}

/**
 * Appends an event to the current ledger and applies it; part of the caller's transaction if there is one. The caller
 * notifies once the transaction is over.
 */
export function appendOwn<K extends EventKey>(
  context: Pick<BackendContext, 'store' | 'clock' | 'ids'>,
  key: K,
  subject: EventSubject,
  body: EventBody<K>,
): EventId {
  const { store, clock, ids } = context;
  const ledger = getCurrentLedger(store);
  const id = ids.uuidv7() as EventId;
  appendEvent(store, ledger.id, {
    ...kindOf(key),
    id,
    at: isoNow(clock),
    actor: ledger.personId,
    subject,
    body,
    salt: ids.saltHex(),
  });
  return id;
}

/** A commit is done: screens may look again, and sync may send it. */
export function announce(context: Pick<BackendContext, 'events' | 'sync'>): void {
  context.events.notify();
  context.sync.nudge();
}

/** What a session of this device says of itself. */
export function sessionFacts(
  context: Pick<BackendContext, 'clock' | 'ids' | 'version'>,
  personName: string,
): SessionFacts {
  return {
    eventId: context.ids.uuidv7() as EventId,
    at: isoNow(context.clock),
    salt: context.ids.saltHex(),
    device: hostname().slice(0, 200) || 'device',
    app: `assay ${context.version}`.slice(0, 60),
    personName,
  };
}
