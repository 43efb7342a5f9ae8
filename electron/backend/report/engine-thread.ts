/**
 * One thread of the report engine at a time: started when it is needed, replaced when it ended. Must not know which call
 * is answered, nor keep the process alive while nothing is held.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { AnswerMessage, CallMessage } from './report-calls.ts';

export interface ThreadOptions {
  /** Of the store, for a connection of the thread's own. */
  path: string;
  /** The thread's program. */
  program: URL;
  log: Logger;
  /** How long a thread that is asked to end may go on, milliseconds. */
  patienceMs: number;
}

export interface ThreadEvents {
  onAnswer(message: AnswerMessage): void;
  /** It ended without being asked to. */
  onEnd(): void;
}

export interface EngineThread {
  /** Sends a call to the thread, starting one if there is none; the process stays until `release`. */
  call(message: CallMessage & { type: 'call' }): void;
  release(): void;
  /**
   * Asks the thread to end and waits until it has: after the call that it is at. Ending a thread inside native code
   * (the store's) takes the whole process with it, so that this is left to one that does not end by itself.
   */
  stop(): Promise<void>;
}

export function createEngineThread(options: ThreadOptions, events: ThreadEvents): EngineThread {
  let thread: Worker | null = null;

  const start = (): Worker => {
    const { program, path, log } = options;
    // Without the flags of the process, which may be meant for its first program only.
    const begun = new Worker(program, { workerData: { path }, execArgv: [], argv: [], name: 'report' });
    begun.on('message', (message: AnswerMessage) => events.onAnswer(message));
    begun.on('messageerror', () => void begun.terminate());
    begun.on('error', (error) => logEnd(log, error));
    begun.on('exit', () => {
      if (thread !== begun) return;
      thread = null;
      events.onEnd();
    });
    return begun;
  };

  const take = (): Worker | null => {
    const ending = thread;
    thread = null;
    return ending;
  };

  return {
    call: (message) => {
      try {
        thread ??= start();
        thread.ref();
        thread.postMessage(message);
      } catch (error) {
        // The system gives no thread just now: the call fails as if it had ended.
        logEnd(options.log, error);
        queueMicrotask(() => events.onEnd());
      }
    },
    release: () => thread?.unref(),
    stop: async () => {
      const ending = take();
      if (ending === null) return;
      // An idle thread does not hold the process; while somebody waits for its end it must.
      ending.ref();
      const ended = once(ending, 'exit');
      ending.postMessage({ type: 'close' } satisfies CallMessage);
      const giveUp = setTimeout(() => void ending.terminate(), options.patienceMs);
      await ended;
      clearTimeout(giveUp);
    },
  };
}

/** Name, code and stack: a message may hold content. */
function logEnd(log: Logger, error: unknown): void {
  const { name = typeof error, stack = '' } = error instanceof Error ? error : {};
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  log.error({ err: { type: name, code, stack: frames.join('\n') } }, 'the report engine ends unasked');
}
