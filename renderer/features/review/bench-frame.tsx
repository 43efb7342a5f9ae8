/**
 * The frame of the bench: queue, reading area, scorecard. Side by side with draggable edges where there is room; in a
 * small or zoomed window the queue lies over the text when it is asked for, and below that all is one page. Knows
 * places, not contents.
 *
 * Invariant: nothing here ever needs sideways scrolling, and the acts of the scorecard stay in sight.
 */
import { IconLayoutSidebarLeftCollapse } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useCommands } from '../../lib/shortcuts.ts';
import { IconButton } from '../../ui/button.tsx';
import { FoldedStrip, useFoldChord } from './folded-strip.tsx';
import { isFolded, setFolded, useFolded, useWidthClass } from './folds.ts';
import { startWidths } from './layout-rules.ts';
import type { Foldable, ReadingMode } from './layout-rules.ts';
import { settlePanels, useFoldablePanel } from './use-foldable-panel.ts';
import { useReadingMode } from './use-reading-mode.ts';
import classes from './bench.module.css';

export interface BenchFrameProps {
  renderQueue: (isSlim: boolean) => ReactNode;
  renderReading: (mode: ReadingMode) => ReactNode;
  scorecard: ReactNode;
  /** The item in hand: another one is read from its beginning. */
  itemKey: string;
  /** Says aloud what was folded or opened. */
  announce: (words: string) => void;
}

const names = { queue: 'Queue', prompt: 'Prompt', context: 'Context', scorecard: 'Scorecard' } as const;

function useFoldCommands(announce: (words: string) => void): void {
  const toggle = (id: Foldable) => (): void => {
    const next = !isFolded(id);
    setFolded(id, next);
    announce(`${names[id]} ${next ? 'folded' : 'open'}.`);
  };
  useCommands({
    review_fold_queue: toggle('queue'),
    review_fold_prompt: toggle('prompt'),
    review_fold_context: toggle('context'),
    review_fold_scorecard: toggle('scorecard'),
  });
}

function Reading({ render }: { render: BenchFrameProps['renderReading'] }): ReactNode {
  const area = useRef<HTMLDivElement>(null);
  const mode = useReadingMode(area);
  return (
    <div ref={area} className={classes.reading}>
      {render(mode)}
    </div>
  );
}

const QueueFold = memo(function QueueFold(): ReactNode {
  return (
    <IconButton
      label="Fold Queue"
      chord={useFoldChord('queue')}
      className={classes.queueFold}
      aria-expanded
      onClick={() => setFolded('queue', true)}
    >
      <IconLayoutSidebarLeftCollapse size={15} stroke={1.6} />
    </IconButton>
  );
});

/** The queue with its fold button; folded, a strip of states under the button that opens it. */
function QueueSide({
  isSlim,
  onOpen,
  children,
}: {
  isSlim: boolean;
  onOpen?: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <div className={classes.queueSide} data-slim={isSlim || undefined}>
      {isSlim ? (
        <FoldedStrip id="queue" title="Queue" isLying {...(onOpen === undefined ? {} : { onOpen })} />
      ) : (
        <QueueFold />
      )}
      {children}
    </div>
  );
}

function PanelFrame({ renderQueue, renderReading, scorecard }: BenchFrameProps): ReactNode {
  const start = startWidths(useWidthClass());
  const queue = useFoldablePanel('queue', start.queue, 'px');
  const card = useFoldablePanel('scorecard', start.scorecard, 'px');
  return (
    <Group orientation="horizontal" className={classes.group} onLayoutChanged={settlePanels}>
      <Panel {...queue.panel} minSize={170} maxSize={460} groupResizeBehavior="preserve-pixel-size">
        <QueueSide isSlim={queue.isFolded} onOpen={queue.open}>
          {renderQueue(queue.isFolded)}
        </QueueSide>
      </Panel>
      <Separator className={classes.rule} aria-label="Width of the queue" />
      <Panel id="reading" minSize={340}>
        <Reading render={renderReading} />
      </Panel>
      <Separator className={classes.rule} aria-label="Width of the scorecard" />
      <Panel {...card.panel} minSize={270} maxSize={680} groupResizeBehavior="preserve-pixel-size">
        {card.isFolded ? <FoldedStrip id="scorecard" title="Scorecard" onOpen={card.open} /> : scorecard}
      </Panel>
    </Group>
  );
}

/** An item that was chosen is there to be read: the queue that lies over it goes away. */
function closeWhenChosen(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('li') !== null) setFolded('queue', true);
}

function SmallFrame({
  renderQueue,
  renderReading,
  scorecard,
  itemKey,
  isStacked,
}: BenchFrameProps & { isStacked: boolean }): ReactNode {
  const hasNoQueue = useFolded('queue');
  const hasNoCard = useFolded('scorecard');
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where all is one page the question in focus would pull it past the text that is to be judged.
    if (isStacked && page.current !== null) page.current.scrollTop = 0;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another item is what starts the page anew
  }, [isStacked, itemKey]);
  return (
    <div
      ref={page}
      className={classes.small}
      data-stacked={isStacked || undefined}
      data-no-card={hasNoCard || undefined}
    >
      {hasNoQueue ? (
        <FoldedStrip id="queue" title="Queue" isLying={isStacked} />
      ) : (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- only hears that one of the queue's own buttons was pressed
        <div className={classes.overlay} onClick={closeWhenChosen}>
          <QueueSide isSlim={false}>{renderQueue(false)}</QueueSide>
        </div>
      )}
      <Reading render={isStacked ? () => renderReading('one') : renderReading} />
      {hasNoCard ? <FoldedStrip id="scorecard" title="Scorecard" isLying={isStacked} /> : scorecard}
    </div>
  );
}

export function BenchFrame(props: BenchFrameProps): ReactNode {
  const widthClass = useWidthClass();
  useFoldCommands(props.announce);
  if (widthClass === 'stacked' || widthClass === 'small') {
    return <SmallFrame {...props} isStacked={widthClass === 'stacked'} />;
  }
  return <PanelFrame {...props} />;
}
