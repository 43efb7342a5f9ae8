/**
 * Tells the hub where the person is in their queues and takes what their other devices told. Must not know when a round
 * is due, nor what a queue does with a place.
 *
 * Invariant: a place is a convenience. Whatever goes wrong here, what was pushed and pulled stays, and the round is over
 * as it would be without places; a hub that does not know them yet is not asked again on this connection.
 */
import type { Logger } from 'pino';
import type { WritableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { listUnsentPlaces, markPlaceSent, takePlace } from '../../../db/queries/drafts.ts';
import type { HubSetting } from './connection.ts';
import { HubFailure } from './failure.ts';
import type { HubClient } from './hub-client.ts';

/** What is known of the hub's places from round to round. */
export interface PlacesMemory {
  /** The hub has no such route: it is older than this program. */
  isUnknown: boolean;
}

export interface PlacesOptions {
  store: WritableStore;
  log: Logger;
  hub: HubSetting;
  client: HubClient;
  places: PlacesMemory;
  isOver(): boolean;
}

/** As many as one request may carry; the rest goes with the next round. */
const mostPlaces = 500;

/** Sends what is new here and takes what the hub answers. Throws nothing but what is no failure of the hub. */
export async function exchangePlaces(options: PlacesOptions): Promise<void> {
  const { store, log, hub, client, places: memory } = options;
  if (memory.isUnknown || options.isOver() || listAudits(store).length === 0) return;
  const sent = listUnsentPlaces(store, hub.personId, mostPlaces);
  try {
    const { places: told } = await client.calls.places.put({ places: sent });
    if (options.isOver()) return;
    inTransaction(store, () => {
      for (const place of sent) markPlaceSent(store, hub.personId, place);
      for (const place of told) takePlace(store, hub.personId, place);
    });
  } catch (error) {
    if (!(error instanceof HubFailure)) throw error;
    memory.isUnknown = isWithoutPlaces(error);
    log.info({ kind: error.kind, answered: error.answered }, 'places in the queues were not exchanged');
  }
}

/** An older hub has no such route; a reviewer of some other hub may not call it. */
function isWithoutPlaces({ answered }: HubFailure): boolean {
  return answered === 'NOT_FOUND' || answered === 'METHOD_NOT_SUPPORTED' || answered === 'FORBIDDEN';
}
