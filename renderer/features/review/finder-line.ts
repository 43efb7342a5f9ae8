/**
 * The line of items that wait for the evidence finder: one is with the worker at a time, what is wanted first goes first,
 * what nobody wants any more is dropped, and what was found is kept for a few items.
 *
 * Invariant: whatever becomes of the worker, every question is answered or refused, and nothing is thrown elsewhere.
 */
import type { FinderInput, FoundEvidence } from '../../../shared/evidence/found-evidence.ts';

export interface FinderQuestion {
  id: number;
  input: FinderInput;
}
export type FinderAnswer = { id: number; found: FoundEvidence } | { id: number; problem: string };

/** A worker, as far as the line needs one. */
export interface FinderPort {
  ask: (question: FinderQuestion) => void;
  end: () => void;
}
export type StartPort = (told: {
  onAnswer: (answer: FinderAnswer) => void;
  /** The worker could not be started, or died. */
  onEnd: (problem: string) => void;
}) => FinderPort;

export interface FinderLineOptions {
  start: StartPort;
  /** Items whose evidence is kept. */
  kept: number;
  /** After so long without an answer the worker is ended. */
  limitMs: number;
}

/** Nobody wants it any more: no problem, and nothing to say. */
export class NotWanted extends Error {
  override name = 'NotWanted';
}

export interface FinderLine {
  /** What is known already. */
  read: (key: string) => FoundEvidence | undefined;
  /** Rejects with NotWanted, or with a problem in words. */
  find: (key: string, input: FinderInput) => Promise<FoundEvidence>;
  /** Drops what waits under any other key. */
  keepOnly: (keys: ReadonlySet<string>) => void;
  close: () => void;
}

export function createFinderLine(options: FinderLineOptions): FinderLine {
  return new OneAtATime(options);
}

interface Waiting {
  key: string;
  input: FinderInput;
  promise: Promise<FoundEvidence>;
  resolve: (found: FoundEvidence) => void;
  reject: (error: Error) => void;
}

/** A worker that dies so often in a row will not live. */
const MAX_DEATHS = 3;

class OneAtATime implements FinderLine {
  readonly #options: FinderLineOptions;
  readonly #known = new Map<string, FoundEvidence>();
  #waiting: Waiting[] = [];
  #current: (Waiting & { id: number; timer: ReturnType<typeof setTimeout> }) | null = null;
  #port: FinderPort | null = null;
  #lastId = 0;
  #deaths = 0;
  #gone: string | null = null;
  #isClosed = false;

  constructor(options: FinderLineOptions) {
    this.#options = options;
  }

  read(key: string): FoundEvidence | undefined {
    return this.#known.get(key);
  }

  find(key: string, input: FinderInput): Promise<FoundEvidence> {
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#keep(key, known);
      return Promise.resolve(known);
    }
    if (this.#isClosed) return Promise.reject(new NotWanted());
    if (this.#gone !== null) return Promise.reject(new Error(this.#gone));
    const held = this.#current?.key === key ? this.#current : this.#waiting.find((one) => one.key === key);
    if (held !== undefined) return held.promise;
    const one: Waiting = { key, input, ...Promise.withResolvers<FoundEvidence>() };
    this.#waiting.push(one);
    this.#next();
    return one.promise;
  }

  keepOnly(keys: ReadonlySet<string>): void {
    const stale = this.#waiting.filter((one) => !keys.has(one.key));
    this.#waiting = this.#waiting.filter((one) => keys.has(one.key));
    for (const one of stale) one.reject(new NotWanted());
  }

  close(): void {
    this.#refuseAll(() => new NotWanted());
    this.#isClosed = true;
    this.#endPort();
    this.#known.clear();
  }

  #next(): void {
    if (this.#current !== null) return;
    const one = this.#waiting.shift();
    if (one === undefined) return;
    this.#lastId += 1;
    const id = this.#lastId;
    const timer = setTimeout(() => this.#onLate(id), this.#options.limitMs);
    this.#current = { ...one, id, timer };
    this.#port ??= this.#start();
    // A port that failed at once has answered already.
    if (this.#current?.id === id) this.#port?.ask({ id, input: one.input });
  }

  #start(): FinderPort | null {
    // What a worker that was ended still says concerns nobody.
    let port: FinderPort | null = null;
    const isLive = (): boolean => port === null || this.#port === port;
    try {
      port = this.#options.start({
        onAnswer: (answer) => {
          if (isLive()) this.#onAnswer(answer);
        },
        onEnd: (problem) => {
          if (isLive()) this.#onEnd(problem);
        },
      });
      return port;
    } catch (error) {
      this.#onEnd(error instanceof Error ? error.message : 'it did not start');
      return null;
    }
  }

  #onAnswer(answer: FinderAnswer): void {
    const one = this.#current;
    if (one === null || one.id !== answer.id) return;
    clearTimeout(one.timer);
    this.#current = null;
    if ('found' in answer) {
      this.#deaths = 0;
      this.#keep(one.key, answer.found);
      one.resolve(answer.found);
    } else one.reject(new Error(answer.problem));
    this.#next();
  }

  #onLate(id: number): void {
    if (this.#current?.id === id) this.#onEnd('it took too long over this item');
  }

  /** The worker is gone: its item is refused, and the next one starts another worker, unless too many died. */
  #onEnd(problem: string): void {
    this.#endPort();
    this.#deaths += 1;
    const one = this.#current;
    this.#current = null;
    if (one !== null) {
      clearTimeout(one.timer);
      one.reject(new Error(problem));
    }
    if (this.#deaths < MAX_DEATHS) {
      // Not at once: a worker that cannot start would be started again within this very call.
      queueMicrotask(() => this.#next());
      return;
    }
    this.#gone = problem;
    this.#refuseAll(() => new Error(problem));
  }

  #endPort(): void {
    this.#port?.end();
    this.#port = null;
  }

  #refuseAll(reason: () => Error): void {
    const all = [...(this.#current === null ? [] : [this.#current]), ...this.#waiting];
    if (this.#current !== null) clearTimeout(this.#current.timer);
    this.#current = null;
    this.#waiting = [];
    for (const one of all) one.reject(reason());
  }

  #keep(key: string, found: FoundEvidence): void {
    this.#known.delete(key);
    this.#known.set(key, found);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.#options.kept && oldest !== undefined) this.#known.delete(oldest);
  }
}
