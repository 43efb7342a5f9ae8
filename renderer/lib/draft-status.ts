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
