import { afterEach, expect, test } from 'vitest';
import type { WritableStore } from '../../db/connection.ts';
import { closeStore, openScratchStore } from '../../db/connection.ts';
import type { SyncStatus } from '../../shared/contract/status.ts';
import { createChangeHub } from './changes.ts';
import type { HubLauncher } from './demo-hub.ts';
import { createDemoHub } from './demo-hub.ts';
import { silentLog } from './log.ts';
import type { SyncEngine } from './sync/sync-engine.ts';

const stores: WritableStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) closeStore(store);
});

/** A sync engine as far as the demo hub knows one. */
function syncAt(hubUrl: string | null) {
  const calls: string[] = [];
  let url = hubUrl;
  const status = (): SyncStatus => ({
    isOnline: null,
    phase: url === null ? 'no_hub' : 'idle',
    hubUrl: url,
    waiting: 0,
    refused: 0,
    acknowledged: 0,
    lastSyncedAt: null,
    nextAttemptAt: null,
    error: null,
  });
  const engine = {
    status,
    start: () => void calls.push('start'),
    nudge: () => {},
    runNow: async () => status(),
    connect: async (to: string) => {
      calls.push(`connect ${to}`);
      url = to;
      return { person: { id: 'p', name: 'Ada', role: 'lead' }, hubId: 'h' };
    },
    disconnect: async () => {
      url = null;
      return status();
    },
    calls: async () => {
      throw new Error('not asked');
    },
    verify: async () => {
      throw new Error('not asked');
    },
    close: async () => {},
  } as unknown as SyncEngine;
  return { engine, calls };
}

function demoHubWith(launcher: HubLauncher | null, hubUrl: string | null = null, store = openScratchStore()) {
  if (!stores.includes(store)) stores.push(store);
  const { engine, calls } = syncAt(hubUrl);
  const hub = createDemoHub({ launcher, sync: engine, store, events: createChangeHub(), log: silentLog() });
  return { hub, calls, store };
}

const launcherAt = (url: string): HubLauncher => ({ start: async () => ({ url, token: 't'.repeat(30) }) });

test('the demo hub is started once and connected to', async () => {
  const { hub, calls } = demoHubWith(launcherAt('http://127.0.0.1:4001'));
  hub.start();
  hub.start();
  await hub.settled();
  hub.start();
  await hub.settled();
  expect(calls).toEqual(['connect http://127.0.0.1:4001']);
});

test('a demo hub that cannot start is told of in the status of sync, and a later start clears it', async () => {
  let isBroken = true;
  const launcher: HubLauncher = {
    start: async () => {
      if (isBroken) throw new Error('no such program');
      return { url: 'http://127.0.0.1:4002', token: 't'.repeat(30) };
    },
  };
  const { hub } = demoHubWith(launcher);
  hub.start();
  await hub.settled();
  expect(hub.sync.status().error?.what).toMatch(/demo hub could not be started/);
  isBroken = false;
  hub.start();
  await hub.settled();
  expect(hub.sync.status()).toMatchObject({ phase: 'idle', error: null });
});

test('a device that was connected to its demo hub starts it again, wherever it listens now', async () => {
  const first = demoHubWith(launcherAt('http://127.0.0.1:4003'));
  first.hub.start();
  await first.hub.settled();
  const again = demoHubWith(launcherAt('http://127.0.0.1:4004'), 'http://127.0.0.1:4003', first.store);
  again.hub.resume();
  await again.hub.settled();
  expect(again.calls).toEqual(['connect http://127.0.0.1:4004']);
});

test('a device that is connected to another hub, or to none, just goes on syncing', () => {
  const other = demoHubWith(launcherAt('http://127.0.0.1:4005'), 'https://hub.example');
  other.hub.resume();
  expect(other.calls).toEqual(['start']);
  const none = demoHubWith(null);
  none.hub.start();
  none.hub.resume();
  expect(none.calls).toEqual(['start']);
});
