/**
 * Stores the working copy as it is typed: at most `delayMs` after a change, one call at a time, the newest last. A
 * change is never postponed by the next one. Invariant: what failed waits and is tried again, unless something newer
 * took its place; after `settle` no save is under way or planned.
 */
export type SaveState = 'none' | 'saving' | 'saved' | 'failed';

export interface CopySaverOptions<T> {
  save: (draft: T, isLast: boolean) => Promise<unknown>;
  onState: (state: SaveState, error: unknown) => void;
  /** Whether saving the same again could help. */
  canRetry: (error: unknown) => boolean;
  delayMs: number;
  retryMs: number;
}

export class CopySaver<T> {
  readonly #options: CopySaverOptions<T>;
  #waiting: T | null = null;
  #underWay: T | null = null;
  #chain: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: CopySaverOptions<T>) {
    this.#options = options;
  }

  change(draft: T): void {
    this.#waiting = draft;
    this.#options.onState('saving', null);
    this.#schedule(this.#options.delayMs);
  }

  /** Saves what waits; `isLast` when the page is going away and may not live to see an answer. */
  flush(isLast = false): Promise<void> {
    this.#stop();
    const due = this.#waiting ?? (isLast ? this.#underWay : null);
    this.#waiting = null;
    if (due === null) return this.#chain;
    this.#underWay = due;
    if (isLast) return this.#save(due, true);
    this.#chain = this.#chain.then(() => this.#save(due, false));
    return this.#chain;
  }

  /** Forgets what waits and waits until no save is under way. */
  async settle(): Promise<void> {
    this.#stop();
    this.#waiting = null;
    await this.#chain;
    this.#stop();
    this.#waiting = null;
    this.#options.onState('none', null);
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, ms);
  }

  async #save(draft: T, isLast: boolean): Promise<void> {
    const { save, onState, canRetry, retryMs } = this.#options;
    try {
      await save(draft, isLast);
      if (this.#underWay === draft) this.#underWay = null;
      if (this.#waiting === null) onState('saved', null);
    } catch (error) {
      if (this.#underWay === draft) this.#underWay = null;
      onState('failed', error);
      if (!canRetry(error)) return;
      this.#waiting ??= draft;
      this.#schedule(retryMs);
    }
  }
}
