/**
 * One open profile: its backend, the calls that are under way on it, and its end. Must not know PINs or who comes next.
 *
 *   open ──leave──▶ leaving (no new call; events end; calls that are under way may finish) ──end──▶ closed
 *
 * Invariant: a call keeps the backend it began with, so what was asked of one person never reaches the store of another;
 * what is not over when the patience ends answers LOCKED.
 */
import { countEventStates } from '../../../db/queries/outbox.ts';
import type { Backend } from '../backend.ts';
import { locked } from './profile-errors.ts';

/** How long calls that are under way may go on, and how long a last sync may take, milliseconds. */
export interface Patience {
  callsMs: number;
  syncMs: number;
}

export const usualPatience: Patience = { callsMs: 2000, syncMs: 4000 };

type Events = AsyncIterator<unknown, unknown, void>;

export class OpenProfile {
  readonly id: string;
  readonly backend: Backend;
  readonly #calls = new Exit();
  readonly #events = new Exit();
  #underWay = 0;
  #isLeaving = false;
  #onQuiet: () => void = () => {};
  #hurry: () => void = () => {};
  readonly #hurried: Promise<void>;

  constructor(id: string, backend: Backend) {
    this.id = id;
    this.backend = backend;
    this.#hurried = new Promise((resolve) => (this.#hurry = resolve));
  }

  /** Runs a call on this profile. Throws LOCKED when the profile was left and the call could not finish. */
  async run<R extends { output: unknown }>(call: () => Promise<R>): Promise<R> {
    if (this.#isLeaving) throw locked();
    this.#underWay += 1;
    try {
      return this.#withEnd(await this.#calls.race(call()));
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#onQuiet();
    }
  }

  /** From now on no call begins; streams of events end with LOCKED. */
  leave(): void {
    this.#isLeaving = true;
    this.#events.end();
    // Whoever waits for a change wakes up, sees that nobody listens any more, and is done.
    this.backend.context.events.notify();
  }

  /** Somebody waits: the last sync is not waited for any longer. */
  hurry(): void {
    this.#hurry();
  }

  /** Sends what can be sent in the time there is, and closes the store. Answers how many events still wait. */
  async end(patience: Patience): Promise<number> {
    const { sync, store } = this.backend.context;
    if (this.#underWay > 0) {
      await Promise.race([
        new Promise<void>((resolve) => (this.#onQuiet = resolve)),
        pause(patience.callsMs),
      ]);
    }
    if (patience.syncMs > 0 && sync.status().phase !== 'no_hub') {
      await Promise.race([sync.runNow().catch(() => {}), pause(patience.syncMs), this.#hurried]);
    }
    const { waiting } = countEventStates(store);
    this.#calls.end();
    await this.backend.close();
    return waiting;
  }

  #withEnd<R extends { output: unknown }>(result: R): R {
    const { output } = result;
    return isEvents(output) ? { ...result, output: this.#ending(output) } : result;
  }

  async *#ending(events: Events): AsyncGenerator<unknown, unknown, void> {
    try {
      for (;;) {
        const next = await this.#events.race(events.next());
        if (next.done === true) return next.value;
        yield next.value;
      }
    } finally {
      // Not waited for: it ends with the change that it waits for.
      void Promise.resolve(events.return?.()).catch(() => {});
    }
  }
}

/** Ends many waits at once, with LOCKED; keeps nothing of a wait that is over. */
class Exit {
  readonly #waits = new Set<() => void>();
  #isOver = false;

  race<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(locked());
      if (this.#isOver) stop();
      else this.#waits.add(stop);
      work.then(resolve, reject).finally(() => this.#waits.delete(stop));
    });
  }

  end(): void {
    this.#isOver = true;
    for (const stop of this.#waits) stop();
    this.#waits.clear();
  }
}

function isEvents(output: unknown): output is Events {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
