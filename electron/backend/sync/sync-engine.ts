/**
 * What the rest of the backend may ask of sync. How it is done stands in engine.ts; whoever takes this type alone does
 * not import the loop.
 */
import type { SyncStatus } from '../../../shared/contract/status.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { HubCalls, HubClient } from './hub-client.ts';
import type { Verification } from './verify.ts';

export interface SyncEngine {
  status(): SyncStatus;
  /** Begins to sync if this device is connected; answers before the first round. */
  start(): void;
  /** Something was committed. */
  nudge(): void;
  /**
   * One whole round from now; answers when it is over, however it ended. `pageEntries`: entries of a page of the feed,
   * fewer than usual for somebody who watches it come in.
   */
  runNow(options?: { pageEntries?: number }): Promise<SyncStatus>;
  /** Signs in. Throws `AddressError` or `HubFailure`, and then changes nothing. */
  connect(url: string, token: string): Promise<{ person: Person; hubId: string }>;
  disconnect(): Promise<SyncStatus>;
  /** The hub's own procedures with this device's token. Throws `HubFailure` while there is no hub or no valid token. */
  calls(): Promise<HubCalls>;
  /** The same, and pages of the feed. */
  client(): Promise<HubClient>;
  /** Syncs, then compares with the hub. Throws `HubFailure` when it cannot be asked. */
  verify(): Promise<Verification & { checkedAt: string }>;
  close(): Promise<void>;
}
