/**
 * Signing in at a hub and out again: what of it is written down. Talks to no network.
 *
 * Invariant: the feed in the store is always that of one person at one hub; signing in as somebody else drops it and
 * keeps every ledger.
 */
import { inTransaction } from '../../../db/connection.ts';
import type { WritableStore } from '../../../db/connection.ts';
import type { SessionFacts } from '../../../db/fork.ts';
import { bindLedger } from '../../../db/fork.ts';
import type { LedgerRecord } from '../../../db/queries/ledger.ts';
import { listLedgers } from '../../../db/queries/ledger.ts';
import { resetFeed } from '../../../db/replay.ts';
import type { LedgerId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Clock } from '../clock.ts';
import { isoNow } from '../clock.ts';
import type { IdSource } from '../ids.ts';
import type { HubSetting } from './connection.ts';
import { findHub, updateHub } from './connection.ts';

/** What names this device and program in the sessions that it opens. */
export interface Naming {
  clock: Clock;
  ids: IdSource;
  device: string;
  app: string;
}

/** A session of `personName` that begins now. */
export function newSession({ clock, ids, device, app }: Naming, personName: string): SessionFacts {
  return {
    eventId: ids.uuidv7() as SessionFacts['eventId'],
    at: isoNow(clock),
    salt: ids.saltHex(),
    device,
    app,
    personName,
  };
}

/** Binds this store to a person of a hub, in one transaction. Answers what the settings now say. */
export function signIn(
  store: WritableStore,
  naming: Naming,
  at: { url: string; hubId: string; person: Person },
): HubSetting {
  return inTransaction(store, () => {
    const { url, hubId, person } = at;
    const before = findHub(store);
    const newId = naming.ids.uuidv7() as LedgerId;
    bindLedger(store, hubId, person, newId, newSession(naming, person.name));
    const isSame = before === null || (before.hubId === hubId && before.personId === person.id);
    if (!isSame) resetFeed(store);
    const hub: HubSetting = { url, hubId, personId: person.id, isConnected: true };
    updateHub(store, hub);
    return hub;
  });
}

/** Forgets the hub but not whose feed is here; ledgers stay and go on when the person signs in again. */
export function signOut(store: WritableStore): void {
  const before = findHub(store);
  if (before !== null) updateHub(store, { ...before, isConnected: false });
}

/** The ledgers of the connected person that go on at that hub. */
export function listOwnLedgers(store: WritableStore, hub: HubSetting): LedgerRecord[] {
  return listLedgers(store).filter((one) => one.hubId === hub.hubId && one.personId === hub.personId);
}
