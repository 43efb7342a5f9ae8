/**
 * The queue: every item of mine with its state, filtered by text and state; only the rows in sight are made. State
 * is a shape and a word, never a colour alone.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { QueueEntry } from '../../../shared/contract/reviews.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { afterPaint } from '../../lib/after-paint.ts';
import { formatCount, formatElapsed } from '../../lib/format.ts';
import { Progress } from '../../ui/badge.tsx';
import { CalibrationGroup } from './calibration-group.tsx';
import type { Queue, QueueFilter, StateFilter } from './queue-view.ts';
import { findIn, indexOf, splitRound, stateFilters } from './queue-view.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './queue-rail.module.css';

const ROW_HEIGHT = 64;

const stateWords = { open: 'open', draft: 'draft', done: 'done', skipped: 'skipped' } as const;
const filterWords: Readonly<Record<StateFilter, string>> = {
  all: 'All',
  open: 'Open',
  draft: 'Drafts',
  done: 'Done',
  skipped: 'Skipped',
  flagged: 'Flagged',
};

function StateDot({ state, isFlagged }: { state: QueueEntry['state']; isFlagged: boolean }): ReactNode {
  return (
    <svg className={classes.dot} data-state={state} viewBox="0 0 12 12" width="12" height="12" aria-hidden>
      <circle cx="6" cy="6" r="4.1" className={classes.ring} />
      {state === 'draft' && <path d="M6 1.9a4.1 4.1 0 0 1 0 8.2z" className={classes.ink} />}
      {state === 'done' && <circle cx="6" cy="6" r="4.1" className={classes.ink} />}
      {state === 'skipped' && <path d="M3.6 6h4.8" className={classes.stroke} />}
      {isFlagged && <circle cx="9.6" cy="2.4" r="2.2" className={classes.flag} />}
    </svg>
  );
}

function asideOf(entry: QueueEntry, isHere: boolean): string {
  if (entry.isFlagged) return 'flag';
  if (isHere && entry.state !== 'done') return 'now';
  if (entry.state === 'done' && entry.elapsedMs !== null) return formatElapsed(entry.elapsedMs);
  return entry.state === 'draft' ? 'draft' : entry.state === 'skipped' ? 'skipped' : '';
}

const Row = memo(function Row({
  entry,
  isHere,
  onChoose,
}: {
  entry: QueueEntry;
  isHere: boolean;
  onChoose: (id: ItemId) => void;
}): ReactNode {
  const facets = entry.facets.filter((one) => one !== '(none)').join(' · ');
  return (
    <button
      type="button"
      className={classes.row}
      data-here={isHere || undefined}
      aria-current={isHere ? 'true' : undefined}
      tabIndex={isHere ? 0 : -1}
      onClick={() => onChoose(entry.itemId)}
      title={`${entry.position}. ${entry.title}`}
    >
      <StateDot state={entry.state} isFlagged={entry.isFlagged} />
      <span className={classes.words}>
        <span className={classes.title} dir="auto">
          {entry.title}
        </span>
        <span className={classes.facets}>{facets === '' ? `item ${entry.position}` : facets}</span>
      </span>
      <span className={classes.aside}>{asideOf(entry, isHere)}</span>
      <span className={spoken.only}>
        , {stateWords[entry.state]}
        {entry.isFlagged ? ', flagged' : ''}
      </span>
    </button>
  );
});

export interface QueueRailProps {
  queue: Queue;
  shown: readonly QueueEntry[];
  currentId: ItemId | null;
  filter: QueueFilter;
  onFilter: (filter: QueueFilter) => void;
  onChoose: (id: ItemId) => void;
  filterField: RefObject<HTMLInputElement | null>;
  /** Only dots, for narrow windows. */
  isSlim: boolean;
  /** The feedback of the calibration round is shown in the place of an item. */
  isFeedback: boolean;
}

/** Scrolls only when the row is out of sight, and then far enough for the next ones. */
function bringIntoView(scroller: HTMLElement | null, row: number): void {
  if (scroller === null || row < 0) return;
  const top = row * ROW_HEIGHT;
  const { scrollTop, clientHeight } = scroller;
  if (top >= scrollTop && top + ROW_HEIGHT <= scrollTop + clientHeight) return;
  scroller.scrollTop = Math.max(0, top - clientHeight / 3);
}

function Rows({
  shown,
  currentId,
  onChoose,
}: Pick<QueueRailProps, 'shown' | 'currentId' | 'onChoose'>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes what it returns
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const at = indexOf(shown, currentId);
  // Scrolling lays out the page, and nobody waits for the rail.
  useEffect(() => afterPaint(() => bringIntoView(scroller.current, at)), [at]);
  return (
    <div ref={scroller} className={classes.scroller}>
      <ol className={classes.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const entry = shown[row.index];
          if (entry === undefined) return null;
          return (
            <li
              key={entry.itemId}
              className={classes.place}
              style={{ transform: `translateY(${row.start}px)` }}
              aria-posinset={row.index + 1}
              aria-setsize={shown.length}
            >
              <Row entry={entry} isHere={entry.itemId === currentId} onChoose={onChoose} />
            </li>
          );
        })}
      </ol>
      {shown.length === 0 && <p className={classes.nothing}>No item fits this filter.</p>}
    </div>
  );
}

/** The round above the sample; what of it fits the filter. */
function Calibration({
  queue,
  round,
  currentId,
  onChoose,
  isSlim,
  isFeedback,
}: QueueRailProps & { round: readonly QueueEntry[] }): ReactNode {
  if (queue.calibration === null) return null;
  const inHand = findIn(queue.entries, currentId);
  return (
    <CalibrationGroup
      state={queue.calibration}
      place={inHand?.isCalibration === true ? inHand.position : null}
      isFeedback={isFeedback}
      isSlim={isSlim}
    >
      {round.map((entry) => (
        <li key={entry.itemId}>
          <Row entry={entry} isHere={entry.itemId === currentId} onChoose={onChoose} />
        </li>
      ))}
    </CalibrationGroup>
  );
}

export const QueueRail = memo(function QueueRail(props: QueueRailProps): ReactNode {
  const { queue, filter, onFilter, filterField, isSlim } = props;
  const { mine, done, skipped } = queue.progress;
  const { round, rest } = useMemo(() => splitRound(props.shown), [props.shown]);
  return (
    <nav className={classes.rail} aria-label="Queue" data-slim={isSlim || undefined}>
      <div className={classes.head}>
        <h2 className={classes.heading}>Queue</h2>
        <span className={classes.count}>
          {formatCount(done + skipped)} of {formatCount(mine)}
        </span>
      </div>
      <div className={classes.progress}>
        <Progress
          value={done + skipped}
          total={mine}
          label={`${done} done and ${skipped} skipped of ${mine}`}
        />
      </div>
      <div className={classes.filter}>
        <input
          ref={filterField}
          className={classes.search}
          type="search"
          aria-label="Filter the queue by text"
          placeholder="Filter"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        />
        <select
          className={classes.states}
          aria-label="Filter the queue by state"
          value={filter.state}
          onChange={(event) => onFilter({ ...filter, state: event.target.value as StateFilter })}
        >
          {stateFilters.map((one) => (
            <option key={one} value={one}>
              {filterWords[one]}
            </option>
          ))}
        </select>
      </div>
      <Calibration {...props} round={round} />
      <Rows shown={rest} currentId={props.currentId} onChoose={props.onChoose} />
    </nav>
  );
});
