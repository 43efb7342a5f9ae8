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
import { client } from './client.ts';
import { keepWatching } from './keep-watching.ts';
import { problemOf } from './problem.ts';
import type { ShownProblem } from './problem.ts';

export interface StatusFeed {
  phase: 'connecting' | 'live' | 'lost';
  status: AppStatus | null;
  problem: ShownProblem | null;
}

let feed: StatusFeed = { phase: 'connecting', status: null, problem: null };
let isRunning = false;
const listeners = new Set<() => void>();

function set(next: StatusFeed): void {
  feed = next;
  for (const listener of listeners) listener();
}

function run(): void {
  void keepWatching({
    open: () => client.app.watch({}),
    onValue: (status) => set({ phase: 'live', status, problem: null }),
    onLost: (error) => set({ ...feed, phase: 'lost', problem: problemOf(error) }),
    firstWaitMs: 500,
    longestWaitMs: 10_000,
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isRunning) {
    isRunning = true;
    run();
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
