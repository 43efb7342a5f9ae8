/**
 * Runs computations in a thread of their own, one after the other. Must not know what is computed nor where evidence is
 * from.
 *
 *   no thread ──run──► busy ──nothing waits──► idle (does not hold the process)
 *                       └──ends unasked──► no thread: the run under way fails, the next one starts a new thread
 *
 * Invariant: the pieces of one evidence reach the thread in a row; so a run has the thread to itself until its answer.
 */
import { Worker } from 'node:worker_threads';
import type { AnswerMessage, CallMessage, ComputationName, Computations } from './report-calls.ts';

/** Sends evidence piece by piece: awaited between pieces, so that the hub's thread stays free. */
export type SendEvidence = (send: (message: CallMessage) => void) => Promise<void>;

export interface ReportRunner {
  run<K extends ComputationName>(
    name: K,
    takes: Computations[K]['takes'],
    evidence: SendEvidence,
  ): Promise<Computations[K]['gives']>;
  /** Ends the thread; what is under way or comes later is rejected. */
  close(): Promise<void>;
}

/** The thread ended, or the hub is stopping. */
class ReportThreadEnded extends Error {
  override readonly name = 'ReportThreadEnded';
}

/** @param program the thread's program, for tests of what happens when it ends */
export function createReportRunner(program: URL = programUrl()): ReportRunner {
  let thread: Worker | null = null;
  let underWay: { id: number; answer: PromiseWithResolvers<unknown> } | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  let lastId = 0;
  let isClosed = false;

  const fail = (error: Error): void => {
    underWay?.answer.reject(error);
    underWay = null;
  };
  const start = (): Worker => {
    // Without the flags of the process, which may be meant for its first program only.
    const begun = new Worker(program, { execArgv: [], argv: [], name: 'report' });
    begun.on('message', (message: AnswerMessage) => {
      if (message.id !== underWay?.id) return;
      if (message.ok) underWay.answer.resolve(message.gives);
      else fail(toError(message));
    });
    begun.on('error', (error) => fail(toEnded(error)));
    begun.on('exit', () => {
      if (thread === begun) thread = null;
      fail(new ReportThreadEnded('the report thread ended unasked'));
    });
    return begun;
  };
  const runNow = async (name: ComputationName, takes: unknown, evidence: SendEvidence): Promise<unknown> => {
    if (isClosed) throw new ReportThreadEnded('the hub is stopping');
    const on = (thread ??= start());
    on.ref();
    const id = (lastId += 1);
    const answer = Promise.withResolvers<unknown>();
    underWay = { id, answer };
    try {
      const sent = evidence((message) => on.postMessage(message)).then(() =>
        on.postMessage({ type: 'compute', id, name, takes } as CallMessage),
      );
      await Promise.race([sent, answer.promise]);
      return await answer.promise;
    } finally {
      answer.promise.catch(() => undefined);
      underWay = null;
      on.unref();
    }
  };
  return {
    run: (name, takes, evidence) => {
      const mine = tail.then(() => runNow(name, takes, evidence));
      tail = mine.catch(() => undefined);
      return mine as Promise<never>;
    },
    close: async () => {
      isClosed = true;
      fail(new ReportThreadEnded('the hub is stopping'));
      const ending = thread;
      thread = null;
      await ending?.terminate();
    },
  };
}

function toError({ name, frames }: AnswerMessage & { ok: false }): Error {
  const error = new Error('the report could not be computed');
  error.name = name;
  error.stack = `${name}\n${frames}`;
  return error;
}

function toEnded(error: unknown): ReportThreadEnded {
  return new ReportThreadEnded('the report thread failed', { cause: error });
}

/** The sources run as they are; in the bundle the program lies beside this one. */
function programUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './report-thread.ts' : './report-thread.js', import.meta.url);
}
