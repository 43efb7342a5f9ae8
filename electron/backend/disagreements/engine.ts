/**
 * The engine of cases: the same kind of thread as the reports', one of its own, so that a long report never holds up the
 * worklist. Must not decide who may read; the desk in the thread does.
 *
 * Invariant: the backend's thread never waits for cases; what a call answers is not older than the call.
 */
import type { Logger } from 'pino';
import type { ReadableStore } from '../../../db/connection.ts';
import { pathOf } from '../../../db/connection.ts';
import type { Clock } from '../clock.ts';
import { isoNow } from '../clock.ts';
import { reportThreadUrl } from '../report/engine.ts';
import { createThreadRunner } from '../report/thread-runner.ts';
import type { CaseCallName, CaseCalls, CaseEngine, CaseTakes } from './case-calls.ts';
import { createCaseDesk } from './case-desk.ts';

export interface CaseEngineOptions {
  /** Where it is a file, the engine reads it through a connection of its own. */
  store: ReadableStore;
  clock: Clock;
  log: Logger;
  /** Of log entries. */
  newId: () => string;
}

const idleMs = 10 * 60_000;
const patienceMs = 60_000;

type Run = <K extends CaseCallName>(name: K, takes: CaseCalls[K]['takes']) => Promise<CaseCalls[K]['gives']>;

export function createCaseEngine({ store, clock, log, newId }: CaseEngineOptions): CaseEngine {
  const path = pathOf(store);
  const runner: { run: Run; close: () => Promise<void> } =
    path === ':memory:'
      ? runHere(store)
      : createThreadRunner({ path, log, newId, idleMs, patienceMs, program: reportThreadUrl() });
  const call =
    <K extends CaseCallName>(name: K) =>
    (takes: CaseTakes<K>): Promise<CaseCalls[K]['gives']> =>
      runner.run(name, { ...takes, at: isoNow(clock) } as CaseCalls[K]['takes']);
  return {
    caseList: call('caseList'),
    caseClusters: call('caseClusters'),
    caseGet: call('caseGet'),
    caseChanged: call('caseChanged'),
    caseLongTail: call('caseLongTail'),
    close: () => runner.close(),
  };
}

/** A store in memory cannot be opened twice: the same code answers on this thread. */
function runHere(store: ReadableStore): { run: Run; close: () => Promise<void> } {
  const desk = createCaseDesk(store);
  return { run: async (name, takes) => desk(name, takes), close: async () => {} };
}
