/**
 * Runs report calls in a thread of their own, one after the other. Must not know what a call means.
 *
 *   no thread ──call──► busy ──answer, nothing waits──► idle ──idleMs──► no thread
 *                        └──thread ends unasked──► no thread: the call under way fails, waiting ones go on in a new one
 *
 * Invariants: there is no thread before the first call; a call that has not begun answers for equal ones that come after
 * it, so a screen that asks again and again never builds a queue; the thread never keeps the process alive while idle.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { WorkbenchError } from '../errors.ts';
import type { AnswerMessage, CallMessage, CallName, ReportCalls } from './report-calls.ts';
import { fromFailure } from './report-calls.ts';

export interface ReportRunner {
  run<K extends CallName>(name: K, takes: ReportCalls[K]['takes']): Promise<ReportCalls[K]['gives']>;
  close(): Promise<void>;
}

export interface ThreadOptions {
  /** Of the store, for a connection of the thread's own. */
  path: string;
  log: Logger;
  newId: () => string;
  /** How long a thread without work stays, milliseconds. */
  idleMs: number;
  /** The thread's program. */
  program: URL;
}

interface Call {
  id: number;
  name: CallName;
  takes: ReportCalls[CallName]['takes'];
  key: string;
  answer: PromiseWithResolvers<never>;
}

export function createThreadRunner(options: ThreadOptions): ReportRunner {
  const { log, newId, idleMs } = options;
  const waiting: Call[] = [];
  let active: Call | null = null;
  let thread: Worker | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let lastId = 0;

  const settle = (act: (call: Call) => void): void => {
    const call = active;
    active = null;
    if (call !== null) act(call);
    pump();
  };

  const onAnswer = (message: AnswerMessage): void => {
    if (message.id !== active?.id) return;
    settle(({ answer }) =>
      message.ok ? answer.resolve(message.gives as never) : answer.reject(fromFailure(message.failure)),
    );
  };

  const start = (): Worker => {
    const begun = startThread(options);
    begun.on('message', onAnswer);
    begun.on('messageerror', () => void begun.terminate());
    begun.on('error', (error) => logEnd(log, error));
    begun.on('exit', () => {
      if (thread !== begun) return;
      thread = null;
      settle(({ answer }) => answer.reject(endedUnasked(log, newId())));
    });
    return begun;
  };

  const stop = async (): Promise<void> => {
    const ending = thread;
    thread = null;
    if (ending === null) return;
    // An idle thread does not hold the process; while somebody waits for its end it must.
    ending.ref();
    const ended = once(ending, 'exit');
    ending.postMessage({ type: 'close' } satisfies CallMessage);
    await ended;
  };

  const pump = (): void => {
    clearTimeout(idleTimer);
    if (active !== null || isClosed) return;
    active = waiting.shift() ?? null;
    if (active === null) {
      thread?.unref();
      idleTimer = setTimeout(() => void stop(), idleMs).unref();
      return;
    }
    thread ??= start();
    thread.ref();
    const { id, name, takes } = active;
    thread.postMessage({ type: 'call', id, name, takes } satisfies CallMessage);
  };

  return {
    run: (name, takes) => {
      if (isClosed) return Promise.reject(closing());
      // What is computed later is as good: the time it is asked at does not tell two calls apart.
      const key = JSON.stringify([name, { ...takes, at: '' }]);
      const equal = waiting.find((one) => one.key === key);
      if (equal !== undefined) {
        equal.takes = takes;
        return equal.answer.promise;
      }
      const call: Call = { id: (lastId += 1), name, takes, key, answer: Promise.withResolvers<never>() };
      waiting.push(call);
      pump();
      return call.answer.promise;
    },
    close: async () => {
      isClosed = true;
      clearTimeout(idleTimer);
      const left = active === null ? waiting : [active, ...waiting];
      const isBusy = active !== null;
      active = null;
      for (const call of left.splice(0)) call.answer.reject(closing());
      if (!isBusy) return stop();
      const ending = thread;
      thread = null;
      await ending?.terminate();
    },
  };
}

/** Without the flags of the process, which may be meant for its first program only. */
function startThread({ program, path }: ThreadOptions): Worker {
  return new Worker(program, { workerData: { path }, execArgv: [], argv: [], name: 'report' });
}

function logEnd(log: Logger, error: unknown): void {
  const { name = typeof error, stack = '' } = error instanceof Error ? error : {};
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  log.error({ err: { type: name, code, stack: frames.join('\n') } }, 'the report engine ends unasked');
}

function endedUnasked(log: Logger, id: string): WorkbenchError {
  log.error({ id }, 'a report call was under way when the report engine ended');
  return new WorkbenchError('INTERNAL', {
    what: 'The computation of this report ended unexpectedly. Nothing that was submitted is affected.',
    where: `log entry ${id}`,
    remedy: 'Try again: it starts anew. If it stays, send the log entry to those who keep this installation.',
  });
}

function closing(): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: 'Assay is closing, so this report is not computed any more.',
    remedy: 'Open Assay again.',
  });
}
