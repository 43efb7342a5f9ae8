/**
 * What the evidence finder shows of the item in hand: what was found, which sentence is lit, which detail is chosen. Held
 * beside React, so that lighting a passage draws the few parts that show it and no column again.
 *
 * Invariant: what is shown belongs to the item that was opened last; an answer for another one changes nothing.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type {
  FoundClaim,
  FoundEvidence,
  SupportingPassage,
} from '../../../shared/evidence/found-evidence.ts';

/** `forbidden` by the audit's policy, `hidden` by the person's own wish. */
export type FinderMode = 'on' | 'hidden' | 'forbidden';

export interface FinderView {
  mode: FinderMode;
  itemId: ItemId | null;
  found: FoundEvidence | null;
  /** Index of the sentence that is lit. */
  lit: number | null;
  /** Index of the detail that is chosen. */
  chosen: number | null;
  /** Why there is nothing, in words; null when there is something, or it is on its way. */
  problem: string | null;
}

const empty: Omit<FinderView, 'mode'> = { itemId: null, found: null, lit: null, chosen: null, problem: null };

export interface FinderLight {
  read: () => FinderView;
  subscribe: (listener: () => void) => () => void;
  /** Another item, another mode, or none: everything goes out. */
  open: (itemId: ItemId | null, mode: FinderMode) => void;
  show: (itemId: ItemId, found: FoundEvidence) => void;
  fail: (itemId: ItemId, problem: string) => void;
  light: (claim: number | null, chosen?: number | null) => void;
}

export function createFinderLight(): FinderLight {
  let view: FinderView = { ...empty, mode: 'hidden' };
  const listeners = new Set<() => void>();
  const change = (next: FinderView): void => {
    view = next;
    for (const listener of listeners) listener();
  };
  return {
    read: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: (itemId, mode) => {
      if (itemId !== view.itemId || mode !== view.mode) change({ ...empty, itemId, mode });
    },
    show: (itemId, found) => {
      const { mode } = view;
      if (itemId === view.itemId && mode === 'on') change({ ...empty, itemId, mode, found });
    },
    fail: (itemId, problem) => {
      const { mode } = view;
      if (itemId === view.itemId && mode === 'on') change({ ...empty, itemId, mode, problem });
    },
    light: (lit, chosen = null) => {
      if (view.found !== null && (view.lit !== lit || view.chosen !== chosen)) {
        change({ ...view, lit, chosen });
      }
    },
  };
}

export function litClaim({ found, lit }: FinderView): FoundClaim | null {
  return lit === null ? null : (found?.claims[lit] ?? null);
}

const NO_PASSAGES: readonly SupportingPassage[] = [];

export function litPassages(view: FinderView): readonly SupportingPassage[] {
  return litClaim(view)?.passages ?? NO_PASSAGES;
}

/** Where the last lit words of a passage end, as a code point; 0 where nothing of it is lit. */
export function litEnd(view: FinderView, rank: number): number {
  const found = litPassages(view).find((one) => one.rank === rank);
  return found?.places.reduce((last, place) => Math.max(last, place.end), 0) ?? 0;
}

/** What the parts on screen can ask for. The object stays the same as long as the bench does. */
export interface FinderBench {
  light: FinderLight;
  /** Chooses a detail: selects it in the output and lights its sentence. */
  choose: (unfound: number) => void;
  putOut: () => void;
  toggle: () => void;
}

const doNothing = (): void => undefined;
/** Of the bench around; without one nothing is ever lit. */
export const FinderContext = createContext<FinderBench>({
  light: createFinderLight(),
  choose: doNothing,
  putOut: doNothing,
  toggle: doNothing,
});

/** A part of what is shown; the caller is drawn again only when that part changes. `select` must not make new objects. */
export function useFinderPart<T>(select: (view: FinderView) => T): T {
  const { light } = useContext(FinderContext);
  return useSyncExternalStore(light.subscribe, () => select(light.read()));
}

const whole = (view: FinderView): FinderView => view;
export const useFinderView = (): FinderView => useFinderPart(whole);
