/**
 * What the foot of the window says about the form in hand: nothing, saving, saved, not saved. Set by the screen that
 * owns the form.
 */
import { useSyncExternalStore } from 'react';

export type DraftStatus = 'none' | 'saving' | 'saved' | 'failed';

let current: DraftStatus = 'none';
const listeners = new Set<() => void>();

export function setDraftStatus(next: DraftStatus): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

export function useDraftStatus(): DraftStatus {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
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
