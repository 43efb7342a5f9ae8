/**
 * Stores the form while it is being filled in: at most `delayMs` after a change, one call at a time, in order. A
 * change is never postponed by the next one, so that a killed process loses no more than the delay.
 *
 * Invariant: after `settle` for an item no save of it is under way or planned, so that a submit is never followed by
 * a stale draft.
 */
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Draft } from '../../../shared/domain/review.ts';

export type SaveState = 'none' | 'saving' | 'saved' | 'failed';

export interface DraftSaverOptions {
  save: (itemId: ItemId, draft: Draft, isLast: boolean) => Promise<unknown>;
  onState: (state: SaveState) => void;
  /** Whether saving the same again could help. */
  canRetry: (error: unknown) => boolean;
  delayMs: number;
  retryMs: number;
}

export interface DraftSaver {
  /** The form as it is now. */
  change(itemId: ItemId, draft: Draft): void;
  /** Saves what waits; `isLast` when the page is going away. */
  flush(isLast?: boolean): Promise<void>;
  /** Forgets what waits for an item and waits until no save of it is under way. */
  settle(itemId: ItemId): Promise<void>;
  /** Forgets the planned save; what waits is kept for the next flush. */
  close(): void;
}

export function createDraftSaver(options: DraftSaverOptions): DraftSaver {
  return new OrderedSaver(options);
}

class OrderedSaver implements DraftSaver {
  readonly #options: DraftSaverOptions;
  readonly #waiting = new Map<ItemId, Draft>();
  /** Handed over, not yet answered: what a page that goes away must send once more. */
  readonly #underWay = new Map<ItemId, Draft>();
  #chain: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: DraftSaverOptions) {
    this.#options = options;
  }

  change(itemId: ItemId, draft: Draft): void {
    this.#waiting.set(itemId, draft);
    this.#options.onState('saving');
    this.#schedule(this.#options.delayMs);
  }

  flush(isLast = false): Promise<void> {
    this.close();
    const due = isLast ? [...new Map([...this.#underWay, ...this.#waiting])] : [...this.#waiting];
    for (const [id, draft] of this.#waiting) this.#underWay.set(id, draft);
    this.#waiting.clear();
    if (isLast) {
      // The page may not live to see an answer: send at once, out of the chain, what is under way included.
      return Promise.all(due.map(([id, draft]) => this.#save(id, draft, true))).then(() => undefined);
    }
    for (const [id, draft] of due) this.#chain = this.#chain.then(() => this.#save(id, draft, false));
    return this.#chain;
  }

  async settle(itemId: ItemId): Promise<void> {
    this.#waiting.delete(itemId);
    await this.#chain;
    this.#waiting.delete(itemId);
    if (this.#waiting.size === 0) this.#options.onState('none');
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, ms);
  }

  async #save(itemId: ItemId, draft: Draft, isLast: boolean): Promise<void> {
    const { save, onState, canRetry, retryMs } = this.#options;
    try {
      await save(itemId, draft, isLast);
      this.#forget(itemId, draft);
      if (this.#waiting.size === 0) onState('saved');
    } catch (error) {
      this.#forget(itemId, draft);
      onState('failed');
      if (!canRetry(error)) return;
      // What failed waits again, unless something newer took its place; the foot says so meanwhile.
      if (!this.#waiting.has(itemId)) this.#waiting.set(itemId, draft);
      this.#schedule(retryMs);
    }
  }

  #forget(itemId: ItemId, draft: Draft): void {
    if (this.#underWay.get(itemId) === draft) this.#underWay.delete(itemId);
  }
}
