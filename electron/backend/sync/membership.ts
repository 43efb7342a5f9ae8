/**
 * Signing in at a hub and out again: whose ledger becomes whose, and what of it is written down.
 *
 * Invariant: the feed in the store is always that of one person at one hub; signing in as somebody else drops it and
 * keeps every ledger. Nobody's acts are ever sent as somebody else's.
 */
import { inTransaction } from '../../../db/connection.ts';
import type { WritableStore } from '../../../db/connection.ts';
import type { SessionFacts } from '../../../db/fork.ts';
import { bindLedger, disownLedger } from '../../../db/fork.ts';
import type { LedgerRecord } from '../../../db/queries/ledger.ts';
import { getCurrentLedger, listLedgers } from '../../../db/queries/ledger.ts';
import type { LedgerId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Clock } from '../clock.ts';
import { isoNow } from '../clock.ts';
import type { IdSource } from '../ids.ts';
import type { HubSetting } from './connection.ts';
import { findHub, updateHub } from './connection.ts';
import { HubFailure } from './failure.ts';
import type { HubCalls } from './hub-client.ts';

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

/**
 * The ledger that is to be bound, if the hub has it from somebody else: this folder was copied before anybody signed in.
 * Throws `HubFailure`.
 */
export async function findForeignLedger(store: WritableStore, calls: HubCalls): Promise<LedgerId | null> {
  const { id, hubId } = getCurrentLedger(store);
  if (hubId !== null) return null;
  try {
    await calls.ledgers.head({ ledger: id });
  } catch (error) {
    const answered = error instanceof HubFailure ? error.answered : null;
    if (answered === 'FORBIDDEN') return id;
    if (answered !== 'NOT_FOUND') throw error;
  }
  return null;
}

/** Binds this store to a person of a hub, in one transaction. Answers what the settings now say. */
export function signIn(
  store: WritableStore,
  naming: Naming,
  at: { url: string; hubId: string; person: Person; foreign: LedgerId | null },
): HubSetting {
  return inTransaction(store, () => {
    const { url, hubId, person, foreign } = at;
    if (foreign !== null) disownLedger(store, foreign, hubId);
    const newId = naming.ids.uuidv7() as LedgerId;
    bindLedger(store, hubId, person, newId, newSession(naming, person.name));
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
