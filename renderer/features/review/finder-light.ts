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

export interface FinderView {
  itemId: ItemId | null;
  found: FoundEvidence | null;
  /** Index of the sentence that is lit. */
  lit: number | null;
  /** Index of the detail that is chosen. */
  chosen: number | null;
  /** Why there is nothing, in words; null when there is something, or it is on its way. */
  problem: string | null;
}

const empty: FinderView = { itemId: null, found: null, lit: null, chosen: null, problem: null };

export interface FinderLight {
  read: () => FinderView;
  subscribe: (listener: () => void) => () => void;
  /** Another item, or none: everything goes out. */
  open: (itemId: ItemId | null) => void;
  show: (itemId: ItemId, found: FoundEvidence) => void;
  fail: (itemId: ItemId, problem: string) => void;
  light: (claim: number | null, chosen?: number | null) => void;
}

export function createFinderLight(): FinderLight {
  let view = empty;
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
    open: (itemId) => {
      if (itemId !== view.itemId || itemId === null) change({ ...empty, itemId });
    },
    show: (itemId, found) => {
      if (itemId === view.itemId) change({ ...empty, itemId, found });
    },
    fail: (itemId, problem) => {
      if (itemId === view.itemId) change({ ...empty, itemId, problem });
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

export const NO_PASSAGES: readonly SupportingPassage[] = [];

export function litPassages(view: FinderView): readonly SupportingPassage[] {
  return litClaim(view)?.passages ?? NO_PASSAGES;
}

const dark = createFinderLight();
/** The light of the bench; without one nothing is ever lit. */
export const FinderContext = createContext<FinderLight>(dark);

export function useFinderView(): FinderView {
  const light = useContext(FinderContext);
  return useSyncExternalStore(light.subscribe, light.read);
}

/** A part of what is shown; the caller is drawn again only when that part changes. `select` must not make new objects. */
export function useFinderPart<T>(select: (view: FinderView) => T): T {
  const light = useContext(FinderContext);
  return useSyncExternalStore(light.subscribe, () => select(light.read()));
}
