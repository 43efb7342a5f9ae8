/**
 * A hub, the devices of its people, and a faulty network between them, in one process: what sync tests are made of.
 * Devices have real stores on disk and the real engine; only time, chance and the network are the test's.
 */
import { join } from 'node:path';
import type { WritableStore } from '../../db/connection.ts';
import { closeStore, openStore } from '../../db/connection.ts';
import { listLedgers, iterateEvents } from '../../db/queries/ledger.ts';
import { compareProjections } from '../../db/replay.ts';
import type { ChangeHub } from '../../electron/backend/changes.ts';
import { createChangeHub } from '../../electron/backend/changes.ts';
import { silentLog } from '../../electron/backend/log.ts';
import type { SecretStore } from '../../electron/backend/secrets.ts';
import { createMemorySecrets } from '../../electron/backend/secrets.ts';
import type { SyncEngineOptions } from '../../electron/backend/sync/engine.ts';
import { createSyncEngine } from '../../electron/backend/sync/engine.ts';
import type { SyncEngine } from '../../electron/backend/sync/sync-engine.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import { GENESIS, verifyChain } from '../../shared/domain/ledger.ts';
import type { TestDevice } from './test-device.ts';
import { answersOf, createDevice } from './test-device.ts';

export interface SyncDevice extends TestDevice {
  sync: SyncEngine;
  events: ChangeHub;
  secrets: SecretStore;
  /** Reviews that were made here, by id. */
  submitted: ReviewId[];
  /** Submits a review of an item; `supersedes` names the review that it replaces. */
  review(manifest: Manifest, itemIndex: number, supersedes?: ReviewId | null): ReviewId;
  close(): Promise<void>;
}

export type DeviceOptions = Partial<Pick<SyncEngineOptions, 'fetch' | 'random' | 'timings' | 'limits'>> & {
  secrets?: SecretStore;
};

/** Sync happens when the test says so. */
const onlyOnDemand = { debounceMs: 3_600_000, intervalMs: 3_600_000 };

/** Devices of this process so far: each gets ids of its own, also one that opens an old folder again. */
let opened = 0;

/** A device on the store in `folder`, which is made when it is not there. */
export function openDevice(folder: string, seed: string, options: DeviceOptions = {}): SyncDevice {
  const store = openStore(join(folder, 'workbench.db'));
  opened += 1;
  const base = createDevice(`${seed} ${opened}`, store);
  const events = createChangeHub();
  const { secrets = createMemorySecrets(), timings = onlyOnDemand, ...network } = options;
  const { clock, ids } = base;
  const sync = createSyncEngine({
    store,
    clock,
    ids,
    secrets,
    log: silentLog(),
    events,
    timings,
    ...network,
  });
  const submitted: ReviewId[] = [];
  return {
    ...base,
    sync,
    events,
    secrets,
    submitted,
    review: (manifest, itemIndex, supersedes = null) => {
      const item = manifest.items[itemIndex];
      if (item === undefined) throw new RangeError(`no item ${itemIndex}`);
      const reviewId = ids.uuidv7() as ReviewId;
      base.append('review.submitted@1', {
        reviewId,
        auditId: manifest.auditId,
        itemId: item.id,
        scorecard: manifest.plan.scorecard,
        answers: answersOf(itemIndex % 3 === 0 ? 'factual' : 'none'),
        elapsedMs: 20_000 + itemIndex,
        supersedes,
        sawModel: false,
        sawJudge: false,
      });
      submitted.push(reviewId);
      return reviewId;
    },
    close: async () => {
      await sync.close();
      closeStore(store);
    },
  };
}

/** What is wrong with a device's own data: broken chains, projections that a replay does not give. Empty when nothing. */
export function listFaults(store: WritableStore): string[] {
  const broken = listLedgers(store).flatMap((ledger) => {
    const verified = verifyChain(ledger.id, { seq: 0, hash: GENESIS }, iterateEvents(store, ledger.id));
    return verified.ok ? [] : [`ledger ${ledger.id} breaks at ${verified.seq}: ${verified.fault}`];
  });
  return [...broken, ...compareProjections(store)];
}
