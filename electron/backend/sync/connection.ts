/**
 * Which hub this device belongs to: kept in the settings, its token among the secrets, never in one place.
 *
 * Invariant: a token is sent to the address it was given for, over a connection that nobody can read.
 */
import { z } from 'zod';
import type { ReadableStore, WritableStore } from '../../../db/connection.ts';
import { findSetting, updateSetting } from '../../../db/queries/settings.ts';
import type { Problem } from '../../../shared/contract/errors.ts';
import { isoTime, personId } from '../../../shared/domain/ids.ts';

const settingKey = 'sync.hub';
const lastSyncedKey = 'sync.lastSyncedAt';

/** Name of the token among the secrets. */
export const tokenName = 'hub-token';

const hubSetting = z.strictObject({
  url: z.url(),
  hubId: z.uuid(),
  personId,
  /** False after a disconnect: whose feed the store holds is still known. */
  isConnected: z.boolean(),
});
export type HubSetting = z.infer<typeof hubSetting>;

/** The hub whose feed this store holds, or null before the first connection. */
export function findHub(store: ReadableStore): HubSetting | null {
  const read = hubSetting.safeParse(findSetting(store, settingKey));
  return read.success ? read.data : null;
}

export function updateHub(store: WritableStore, hub: HubSetting): void {
  updateSetting(store, settingKey, hub);
}

export function findLastSyncedAt(store: ReadableStore): string | null {
  const read = isoTime.safeParse(findSetting(store, lastSyncedKey));
  return read.success ? read.data : null;
}

export function updateLastSyncedAt(store: WritableStore, at: string): void {
  updateSetting(store, lastSyncedKey, at);
}

/** A hub's address cannot be used; `problem` says why. */
class AddressError extends Error {
  readonly code = 'INVALID_INPUT';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.what);
    this.name = 'AddressError';
    this.problem = problem;
  }
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** The address in the form in which it is kept: no slash at its end, no user, no query. Throws `AddressError`. */
export function normaliseHubUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AddressError({
      what: 'This is not the address of a hub.',
      where: 'url',
      remedy: 'Enter it as https://hub.example.org, as those who run the hub gave it to you.',
    });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new AddressError({
      what: 'The address holds more than an address.',
      where: 'url',
      remedy: 'Leave out names, passwords, ? and #; the token has a field of its own.',
    });
  }
  if (url.protocol === 'http:' && !loopbackHosts.includes(url.hostname)) {
    throw new AddressError({
      what: 'Over http the token and everything you do could be read on the way.',
      where: 'url',
      remedy: 'Use the https:// address of the hub. Only a hub on this computer may use http.',
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
