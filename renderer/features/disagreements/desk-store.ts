/**
 * What the Disagreements screen holds for as long as the window lives: the filter, the row under the cursor, the cases
 * chosen for a norming round, whether names are shown, what was ruled last. Never stored: a filter may hold words of what was asked.
 */
import { useSyncExternalStore } from 'react';
import type { CaseFilter } from '../../../shared/contract/disagreements.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { emptyFilter } from './filter-view.ts';
import type { RulingWords } from './ruling-draft.ts';

export interface Desk {
  filter: CaseFilter;
  /** Place of the cursor in the list. */
  at: number;
  chosen: readonly CaseRef[];
  showsNames: boolean;
  /** The ruling that was made last in this window, to be taken up again. */
  lastRuled: LastRuled | null;
  /** Rulings made in this window. */
  ruled: number;
}

export interface LastRuled {
  case: CaseRef;
  /** Title of the option that it chose. */
  optionTitle: string;
  said: RulingWords;
}

let desk: Desk = { filter: emptyFilter, at: 0, chosen: [], showsNames: false, lastRuled: null, ruled: 0 };
const listeners = new Set<() => void>();

function set(next: Partial<Desk>): void {
  desk = { ...desk, ...next };
  for (const listener of listeners) listener();
}

export function useDesk(): Desk {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => desk,
  );
}

/** Another filter begins at its first row. */
export function setFilter(filter: CaseFilter): void {
  set({ filter, at: 0 });
}

export function setCursor(at: number): void {
  if (at !== desk.at) set({ at });
}

export function toggleNames(): void {
  set({ showsNames: !desk.showsNames });
}

/** Takes a case into the choice, or out of it. */
export function toggleChosen(of: CaseRef): void {
  const key = caseKey(of);
  const isChosen = desk.chosen.some((one) => caseKey(one) === key);
  set({ chosen: isChosen ? desk.chosen.filter((one) => caseKey(one) !== key) : [...desk.chosen, of] });
}

export function clearChosen(): void {
  set({ chosen: [] });
}

export function noteRuled(lastRuled: LastRuled): void {
  set({ lastRuled, ruled: desk.ruled + 1 });
}
