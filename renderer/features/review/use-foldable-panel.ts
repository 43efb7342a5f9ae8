/**
 * A panel of the bench that folds to a strip: by button, by key, or by dragging its edge all the way. What a person
 * does is remembered; what a small window forces for a moment is not.
 */
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { LayoutChangedMeta, PanelProps, PanelSize } from 'react-resizable-panels';
import { usePanelRef } from 'react-resizable-panels';
import { findSize, rememberSize, setFolded, useFolded, useWidthClass } from './folds.ts';
import type { Foldable } from './layout-rules.ts';

const FOLDED_PX = 38;
/** Below this a panel is a strip, whatever the borders took. */
const STRIP_PX = FOLDED_PX + 10;

type Unit = 'px' | '%';
type Settle = () => void;
const settles = new Map<Foldable, Settle>();

/** For `onLayoutChanged` of the group around such panels: keeps what a person just dragged. */
export function settlePanels(_layout: unknown, meta: LayoutChangedMeta): void {
  if (meta.isUserInteraction) for (const settle of settles.values()) settle();
}

/** `start` is the size in `unit` that it has until the person gives it another. */
export function useFoldablePanel(id: Foldable, start: number, unit: Unit) {
  const panelRef = usePanelRef();
  const isWanted = useFolded(id);
  const widthClass = useWidthClass();
  const latest = useRef<PanelSize | null>(null);
  const [isFolded, setShut] = useState(isWanted);
  const size = findSize(id) ?? `${start}${unit}`;

  const onResize = useCallback((next: PanelSize) => {
    latest.current = next;
    setShut(next.inPixels < STRIP_PX);
  }, []);

  useLayoutEffect(() => {
    settles.set(id, () => {
      const now = latest.current;
      if (now === null) return;
      const isShut = now.inPixels < STRIP_PX;
      setFolded(id, isShut);
      if (!isShut)
        rememberSize(id, unit === 'px' ? `${Math.round(now.inPixels)}px` : `${now.asPercentage.toFixed(1)}%`);
    });
    return () => void settles.delete(id);
  }, [id, unit]);

  const applied = useRef({ isWanted, widthClass });
  useLayoutEffect(() => {
    const before = applied.current;
    applied.current = { isWanted, widthClass };
    const panel = panelRef.current;
    if (panel === null || (before.isWanted === isWanted && before.widthClass === widthClass)) return;
    if (isWanted) panel.collapse();
    else if (panel.isCollapsed() || before.widthClass !== widthClass) panel.resize(size);
  }, [panelRef, isWanted, widthClass, size]);

  const open = useCallback(() => {
    setFolded(id, false);
    if (panelRef.current?.isCollapsed() === true) panelRef.current.resize(size);
  }, [id, panelRef, size]);

  const panel: PanelProps = {
    id,
    panelRef,
    onResize,
    collapsible: true,
    collapsedSize: FOLDED_PX,
    defaultSize: isWanted ? FOLDED_PX : size,
  };
  return { panel, isFolded, open };
}
