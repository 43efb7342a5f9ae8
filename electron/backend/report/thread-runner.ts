/**
 * Runs report calls in a thread of their own, one after the other. Must not know what a call means.
 *
 *   no thread ──call──► busy ──answer, nothing waits──► idle ──idleMs──► no thread
 *                        └──thread ends unasked──► no thread: the call under way fails, waiting ones go on in a new one
 *
 * Invariants: there is no thread before the first call; a call that has not begun answers for equal ones that come after
 * it, so a screen that asks again and again never builds a queue.
 */
import { WorkbenchError } from '../errors.ts';
import type { ThreadOptions } from './engine-thread.ts';
import { createEngineThread } from './engine-thread.ts';
import type { AnswerMessage, CallMessage, ThreadCallName, ThreadCalls } from './report-calls.ts';
import { fromFailure } from './report-calls.ts';

export interface ReportRunner {
  run<K extends ThreadCallName>(name: K, takes: ThreadCalls[K]['takes']): Promise<ThreadCalls[K]['gives']>;
  close(): Promise<void>;
}

export interface RunnerOptions extends ThreadOptions {
  /** Of log entries. */
  newId: () => string;
  /** How long a thread without work stays, milliseconds. */
  idleMs: number;
}

interface Call {
  id: number;
  name: ThreadCallName;
  takes: ThreadCalls[ThreadCallName]['takes'];
  key: string;
  answer: PromiseWithResolvers<never>;
}

export function createThreadRunner(options: RunnerOptions): ReportRunner {
  const waiting: Call[] = [];
  let active: Call | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let lastId = 0;
  const thread = createEngineThread(options, {
    onAnswer: (message) => {
      if (message.id === active?.id) finish((call) => settle(call, message));
    },
    onEnd: () => finish((call) => call.answer.reject(endedUnasked(options))),
  });

  const finish = (act: (call: Call) => void): void => {
    if (active !== null) act(active);
    active = null;
    begin();
  };

  const begin = (): void => {
    clearTimeout(idleTimer);
    if (active !== null || isClosed) return;
    active = waiting.shift() ?? null;
    if (active !== null) return thread.call(toMessage(active));
    thread.release();
    idleTimer = setTimeout(() => void thread.stop(), options.idleMs).unref();
  };

  return {
    run: (name, takes) => {
      if (isClosed) return Promise.reject(closing());
      const key = keyOf(name, takes);
      const equal = waiting.find((one) => one.key === key);
      if (equal !== undefined) {
        equal.takes = takes;
        return equal.answer.promise;
      }
      const call: Call = { id: (lastId += 1), name, takes, key, answer: Promise.withResolvers<never>() };
      waiting.push(call);
      begin();
      return call.answer.promise;
    },
    close: async () => {
      isClosed = true;
      const underWay = active;
      active = null;
      underWay?.answer.reject(closing());
      for (const call of waiting.splice(0)) call.answer.reject(closing());
      await thread.stop();
    },
  };
}

/** What is computed later is as good: the time it is asked at does not tell two calls apart. */
function keyOf(name: ThreadCallName, takes: ThreadCalls[ThreadCallName]['takes']): string {
  return JSON.stringify([name, { ...takes, at: '' }]);
}

function toMessage({ id, name, takes }: Call): CallMessage & { type: 'call' } {
  return { type: 'call', id, name, takes };
}

function settle({ answer }: Call, message: AnswerMessage): void {
  if (message.ok) answer.resolve(message.gives as never);
  else answer.reject(fromFailure(message.failure));
}

function endedUnasked({ log, newId }: RunnerOptions): WorkbenchError {
  const id = newId();
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
