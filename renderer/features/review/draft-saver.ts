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
  delayMs: number;
  retryMs: number;
}

export interface DraftSaver {
  /** The form as it is now. */
  change: (itemId: ItemId, draft: Draft) => void;
  /** Saves what waits; `isLast` when the page is going away. */
  flush: (isLast?: boolean) => Promise<void>;
  /** Forgets what waits for an item and waits until no save of it is under way. */
  settle: (itemId: ItemId) => Promise<void>;
  close: () => void;
}

export function createDraftSaver({ save, onState, delayMs, retryMs }: DraftSaverOptions): DraftSaver {
  const waiting = new Map<ItemId, Draft>();
  /** Handed over, not yet answered: what a page that goes away must send once more. */
  const underWay = new Map<ItemId, Draft>();
  let chain: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const schedule = (ms: number): void => {
    timer ??= setTimeout(() => {
      timer = null;
      void flush();
    }, ms);
  };

  const saveOne = async (itemId: ItemId, draft: Draft, isLast: boolean): Promise<void> => {
    try {
      await save(itemId, draft, isLast);
      if (underWay.get(itemId) === draft) underWay.delete(itemId);
      if (waiting.size === 0) onState('saved');
    } catch {
      if (underWay.get(itemId) === draft) underWay.delete(itemId);
      // What failed waits again, unless something newer took its place; the foot says so meanwhile.
      if (!waiting.has(itemId)) waiting.set(itemId, draft);
      onState('failed');
      schedule(retryMs);
    }
  };

  const flush = (isLast = false): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const due = isLast ? [...new Map([...underWay, ...waiting])] : [...waiting];
    for (const [id, draft] of waiting) underWay.set(id, draft);
    waiting.clear();
    if (isLast) {
      // The page may not live to see an answer: send at once, out of the chain, what is under way included.
      return Promise.all(due.map(([id, draft]) => saveOne(id, draft, true))).then(() => undefined);
    }
    for (const [id, draft] of due) chain = chain.then(() => saveOne(id, draft, false));
    return chain;
  };

  return {
    change: (itemId, draft) => {
      waiting.set(itemId, draft);
      onState('saving');
      schedule(delayMs);
    },
    flush,
    settle: async (itemId) => {
      waiting.delete(itemId);
      await chain;
      waiting.delete(itemId);
      if (waiting.size === 0) onState('none');
    },
    close: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
