/**
 * Answers the echo contract, with the backend's own way of answering errors around it.
 */
import { setImmediate } from 'node:timers/promises';
import { implement, ORPCError } from '@orpc/server';
import { pino } from 'pino';
import { declareEvents, toDeclared } from '../../electron/backend/errors.ts';
import { errors } from '../../shared/contract/errors.ts';
import { echo } from './echo-contract.ts';

export interface EchoContext {
  /** Calls of `say` that were made. */
  calls: number;
  /** Counters that are running. */
  openCounters: number;
}

/** A router with a context and a log of its own. */
export function createEchoRouter() {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const context: EchoContext = { calls: 0, openCounters: 0 };
  const declareOne = (error: unknown) => toDeclared(error, log, () => crypto.randomUUID());
  const os = implement(echo)
    .$context<EchoContext>()
    .use(async ({ next }) => {
      try {
        return declareEvents(await next(), declareOne);
      } catch (error) {
        throw declareOne(error);
      }
    });
  const router = os.router({
    say: os.say.handler(({ context: here, input }) => {
      here.calls += 1;
      return input;
    }),
    nested: { deep: { say: os.nested.deep.say.handler(() => 'deep' as const) } },
    refuse: os.refuse.handler(({ input: { code } }) => {
      const data = { what: `It is ${code}.`, where: 'here', remedy: 'Do nothing.' };
      throw new ORPCError(code, { status: errors[code].status, data });
    }),
    crash: os.crash.handler(({ input }) => {
      throw new TypeError(`cannot read ${input.secret}`);
    }),
    lie: os.lie.handler(() => ({ count: 0.5 })),
    count: os.count.handler(async function* ({ context: here, input, signal }) {
      here.openCounters += 1;
      try {
        for (let n = 0; ; n += 1) {
          if (signal?.aborted === true) return;
          if (n === input.crashAfter) throw new Error('counter broke');
          yield { n };
          await setImmediate();
        }
      } finally {
        here.openCounters -= 1;
      }
    }),
  });
  return { router, context, log, logged: () => lines.join('') };
}
