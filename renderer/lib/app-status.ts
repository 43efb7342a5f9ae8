/**
 * The truth about this program, streamed: who am I, where does sync stand, how long is the ledger.
 *
 *        ┌────────────── status ──────────────┐
 *   connecting ──status──► live ──stream ends──► lost ──wait (0.5 s … 10 s)──► connecting
 *
 * Invariant: `lost` keeps the last known status but never lets it pass as current.
 */
import { useSyncExternalStore } from 'react';
import type { AppStatus } from '../../shared/contract/status.ts';
import { BACKEND_BACK, client } from './client.ts';
import { problemOf } from './problem.ts';
import type { ShownProblem } from './problem.ts';

export interface StatusFeed {
  phase: 'connecting' | 'live' | 'lost';
  status: AppStatus | null;
  problem: ShownProblem | null;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

let feed: StatusFeed = { phase: 'connecting', status: null, problem: null };
let isRunning = false;
const listeners = new Set<() => void>();

function set(next: StatusFeed): void {
  feed = next;
  for (const listener of listeners) listener();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener(BACKEND_BACK, done);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener(BACKEND_BACK, done);
    window.addEventListener('online', done);
  });
}

async function run(): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  for (;;) {
    try {
      for await (const status of await client.app.watch({})) {
        waitMs = FIRST_WAIT_MS;
        set({ phase: 'live', status, problem: null });
      }
      set({ ...feed, phase: 'lost', problem: problemOf(new TypeError('stream ended')) });
    } catch (error) {
      set({ ...feed, phase: 'lost', problem: problemOf(error) });
    }
    await pause(waitMs);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isRunning) {
    isRunning = true;
    void run();
  }
  return () => listeners.delete(listener);
}

/** Calls `listener` after every change of the status; returns the way to stop. */
export const subscribeStatus = subscribe;

export function currentStatus(): StatusFeed {
  return feed;
}

/** The status as it streams in. */
export function useAppStatus(): StatusFeed {
  return useSyncExternalStore(subscribe, currentStatus);
}
