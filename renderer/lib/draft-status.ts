/**
 * What the foot of the window says about the form in hand: nothing, saving, saved, not saved. Set by the screen that
 * owns the form.
 */
import { useSyncExternalStore } from 'react';

export type DraftStatus = 'none' | 'saving' | 'saved' | 'failed';

let current: DraftStatus = 'none';
const listeners = new Set<() => void>();

export function getDraftStatus(): DraftStatus {
  return current;
}

export function setDraftStatus(next: DraftStatus): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

/**
 * The form is left. `saved` is over when nothing of it is on its way any more: then only a draft that could not be stored is
 * still told of.
 */
export async function leaveDraft(saved: Promise<void>): Promise<void> {
  await saved;
  if (current === 'saved') setDraftStatus('none');
}

export function useDraftStatus(): DraftStatus {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, getDraftStatus);
}

/** Waits until no draft is on its way to the store, at most `patienceMs`. */
export function whenDraftSaved(patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listeners.delete(look);
      resolve();
    };
    const look = (): void => {
      if (current !== 'saving') done();
    };
    const timer = setTimeout(done, patienceMs);
    listeners.add(look);
    look();
  });
}
