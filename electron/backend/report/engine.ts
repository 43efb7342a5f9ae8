/**
 * The report engine: every computation of figures that may take long, away from the thread that takes submissions and
 * keystrokes. Must not decide who may read.
 *
 * Invariant: the backend's thread never waits for a figure; what a call answers is of one moment, not older than the call.
 */
import type { Logger } from 'pino';
import type { ReadableStore } from '../../../db/connection.ts';
import { pathOf } from '../../../db/connection.ts';
import type { Clock } from '../clock.ts';
import { isoNow } from '../clock.ts';
import type { CallName, ReportCalls, ReportEngine, Takes } from './report-calls.ts';
import { createReportDesk } from './report-desk.ts';
import { createThreadRunner } from './thread-runner.ts';

export interface ReportEngineOptions {
  /** Where it is a file, the engine reads it through a connection of its own. */
  store: ReadableStore;
  clock: Clock;
  log: Logger;
  /** Of log entries. */
  newId: () => string;
  /** How long a thread without work stays, milliseconds. */
  idleMs?: number;
  /** How long a thread that is asked to end may go on, milliseconds. */
  patienceMs?: number;
  /** The thread's program, for tests of what happens when it ends. */
  program?: URL;
}

/** What runs the calls of reports. */
interface Runner {
  run<K extends CallName>(name: K, takes: ReportCalls[K]['takes']): Promise<ReportCalls[K]['gives']>;
  close(): Promise<void>;
}

const usualIdleMs = 10 * 60_000;
/** A report of a million labels takes half of this. */
const usualPatienceMs = 60_000;

export function createReportEngine(options: ReportEngineOptions): ReportEngine {
  const { store, clock, log, newId, program = reportThreadUrl() } = options;
  const { idleMs = usualIdleMs, patienceMs = usualPatienceMs } = options;
  const path = pathOf(store);
  const runner: Runner =
    path === ':memory:'
      ? runHere(store)
      : createThreadRunner({ path, log, newId, idleMs, patienceMs, program });
  const call =
    <K extends CallName>(name: K) =>
    (takes: Takes<K>) =>
      runner.run(name, { ...takes, at: isoNow(clock) } as ReportCalls[K]['takes']);
  return {
    get: call('get'),
    brief: call('brief'),
    explain: call('explain'),
    item: call('item'),
    compare: call('compare'),
    history: call('history'),
    export: call('export'),
    close: () => runner.close(),
  };
}

/** A store in memory cannot be opened twice: the same code answers on this thread. */
function runHere(store: ReadableStore): Runner {
  const desk = createReportDesk(store);
  return {
    run: async (name, takes) => desk(name, takes),
    close: async () => {},
  };
}

/** The thread's program: the sources run as they are; in the bundle it lies beside this one. */
export function reportThreadUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './report-thread.ts' : './report-thread.js', import.meta.url);
}
