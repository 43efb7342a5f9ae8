/**
 * Which figure is asked about, and which of its items is open. Owns that state and nothing else. Invariant: focus goes
 * back to what was pressed when the last panel closes.
 */
import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { refOfKey } from '../../../shared/figures/figure-key.ts';

export type Side = 'how' | 'items';

export interface OpenedFigure {
  ref: FigureRef;
  side: Side;
  itemId: ItemId | null;
}

export interface FigureActs {
  opened: OpenedFigure | null;
  open: (ref: FigureRef, side: Side) => void;
  /** The same by the key of a mark; what is no address is left alone. */
  openKey: (key: string, side: Side) => void;
  show: (side: Side) => void;
  choose: (itemId: ItemId | null) => void;
  close: () => void;
}

const Acts = createContext<FigureActs | null>(null);
export const FigureActsProvider = Acts.Provider;

export function useFigureActs(): FigureActs {
  const acts = useContext(Acts);
  if (acts === null) throw new Error('a figure stands outside its report');
  return acts;
}

/** State for the provider. */
export function useOpenedFigure(): FigureActs {
  const [opened, setOpened] = useState<OpenedFigure | null>(null);
  const before = useRef<Element | null>(null);
  const open = useCallback((ref: FigureRef, side: Side) => {
    const from = document.activeElement;
    if (from?.closest('[data-explanation]') === null) before.current = from;
    setOpened({ ref, side, itemId: null });
  }, []);
  const openKey = useCallback(
    (key: string, side: Side) => {
      const ref = refOfKey(key);
      if (ref !== null) open(ref, side);
    },
    [open],
  );
  const close = useCallback(() => {
    setOpened(null);
    const from = before.current;
    before.current = null;
    if ((from instanceof HTMLElement || from instanceof SVGElement) && from.isConnected) from.focus();
  }, []);
  const show = useCallback((side: Side) => setOpened((now) => (now === null ? null : { ...now, side })), []);
  const choose = useCallback(
    (itemId: ItemId | null) => setOpened((now) => (now === null ? null : { ...now, itemId })),
    [],
  );
  return useMemo(
    () => ({ opened, open, openKey, show, choose, close }),
    [opened, open, openKey, show, choose, close],
  );
}
