/**
 * The frame of the bench: queue, reading area, scorecard; widths are dragged, remembered, and the queue folds to its
 * dots. Knows places, not contents.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import type { PanelSize } from 'react-resizable-panels';
import { useIsNarrow, useIsSmallWindow } from './use-layout-size.ts';
import { useLayoutMemory } from './use-layout-memory.ts';
import classes from './bench.module.css';

const SLIM_PX = 40;

export interface BenchFrameProps {
  renderQueue: (isSlim: boolean) => ReactNode;
  renderReading: (isNarrow: boolean) => ReactNode;
  scorecard: ReactNode;
}

function startWidths(): { queue: number; scorecard: number } {
  const width = window.innerWidth;
  if (width >= 1600) return { queue: 256, scorecard: 380 };
  return { queue: width >= 1400 ? 228 : 208, scorecard: width >= 1400 ? 348 : width >= 1200 ? 332 : 304 };
}

/** The queue's panel: folds to its dots in a small window, and by hand. */
function useQueuePanel() {
  const panel = usePanelRef();
  const isSmall = useIsSmallWindow();
  const [isSlim, setSlim] = useState(isSmall);
  const onResize = useCallback((size: PanelSize) => setSlim(size.inPixels < SLIM_PX + 20), []);
  const wasSmall = useRef(isSmall);
  useEffect(() => {
    if (wasSmall.current === isSmall) return;
    wasSmall.current = isSmall;
    if (isSmall) panel.current?.collapse();
    else panel.current?.expand();
  }, [isSmall, panel]);
  return { panel, isSmall, isSlim, onResize };
}

export function BenchFrame({ renderQueue, renderReading, scorecard }: BenchFrameProps): ReactNode {
  const memory = useLayoutMemory('review-frame');
  const [start] = useState(startWidths);
  const { panel, isSmall, isSlim, onResize } = useQueuePanel();
  const area = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(area);

  return (
    <Group orientation="horizontal" className={classes.group} {...memory}>
      <Panel
        id="queue"
        panelRef={panel}
        collapsible
        collapsedSize={SLIM_PX}
        minSize={170}
        maxSize={420}
        defaultSize={isSmall ? SLIM_PX : start.queue}
        groupResizeBehavior="preserve-pixel-size"
        onResize={onResize}
      >
        {renderQueue(isSlim)}
      </Panel>
      <Separator className={classes.rule} aria-label="Width of the queue" />
      <Panel id="reading" minSize={340}>
        <div ref={area} className={classes.reading}>
          {renderReading(isNarrow)}
        </div>
      </Panel>
      <Separator className={classes.rule} aria-label="Width of the scorecard" />
      <Panel
        id="scorecard"
        minSize={270}
        maxSize={560}
        defaultSize={start.scorecard}
        groupResizeBehavior="preserve-pixel-size"
      >
        {scorecard}
      </Panel>
    </Group>
  );
}
