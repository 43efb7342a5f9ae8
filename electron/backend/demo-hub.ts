/**
 * The hub that belongs to the demo: started beside the backend, connected to, started again with the program. Its
 * failure is a line in the status of sync, never a failure of the demo.
 */
import type { Logger } from 'pino';
import type { Problem } from '../../shared/contract/errors.ts';
import type { SyncStatus } from '../../shared/contract/status.ts';
import type { WritableStore } from '../../db/connection.ts';
import { findSetting, updateSetting } from '../../db/queries/settings.ts';
import type { ChangeHub } from './changes.ts';
import { findProblem } from './errors.ts';
import type { SyncEngine } from './sync/sync-engine.ts';

/** Starts a hub in the same command, for the demo; its URL and a token of its lead. */
export interface HubLauncher {
  start(): Promise<{ url: string; token: string }>;
}

export interface DemoHub {
  /** Starts the hub and connects to it, in the background; while that is under way, or done, it does nothing. */
  start(): void;
  /** Starts it again if this device was connected to it before; otherwise sync begins as it was left. */
  resume(): void;
  /** Ends when nothing is under way. */
  settled(): Promise<void>;
  /** The sync engine, whose status tells of a demo hub that could not be started. */
  readonly sync: SyncEngine;
}

export interface DemoHubOptions {
  launcher: HubLauncher | null;
  sync: SyncEngine;
  store: WritableStore;
  events: ChangeHub;
  log: Logger;
}

const settingKey = 'demo.hubUrl';

export function createDemoHub({ launcher, sync, store, events, log }: DemoHubOptions): DemoHub {
  let failure: Problem | null = null;
  let isConnected = false;
  let running: Promise<void> | null = null;

  async function connect(starter: HubLauncher): Promise<void> {
    try {
      const { url, token } = await starter.start();
      await sync.connect(url, token);
      updateSetting(store, settingKey, sync.status().hubUrl);
      failure = null;
      isConnected = true;
    } catch (error) {
      log.warn({ code: (error as { code?: unknown }).code }, 'the demo hub did not start');
      failure = findProblem(error) ?? notStarted;
    }
    events.notify();
  }

  function start(): void {
    if (launcher === null || isConnected || running !== null) return;
    running = connect(launcher).finally(() => (running = null));
  }

  function resume(): void {
    const url = sync.status().hubUrl;
    if (launcher !== null && url !== null && findSetting(store, settingKey) === url) start();
    else sync.start();
  }

  const tell = (status: SyncStatus): SyncStatus =>
    failure !== null && status.error === null && status.phase === 'no_hub'
      ? { ...status, error: failure }
      : status;

  return {
    start,
    resume,
    settled: async () => void (await running),
    sync: {
      status: () => tell(sync.status()),
      start: () => sync.start(),
      nudge: () => sync.nudge(),
      runNow: async (options) => tell(await sync.runNow(options)),
      connect: (url, token) => sync.connect(url, token),
      disconnect: () => {
        isConnected = false;
        return sync.disconnect();
      },
      calls: () => sync.calls(),
      client: () => sync.client(),
      verify: () => sync.verify(),
      close: () => sync.close(),
    },
  };
}

const notStarted: Problem = {
  what: 'The demo hub could not be started, so nothing is sent anywhere.',
  remedy: 'Go on with the demo; open it again later, or connect to a hub of your own on the Sync screen.',
};
