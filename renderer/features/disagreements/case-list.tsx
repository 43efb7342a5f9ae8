/**
 * The worklist itself: every case that the filter keeps, by how much a ruling matters. Only the rows in sight are made and
 * asked for, so that ten thousand are as quick as ten. The one at the cursor says why it stands where it stands: at the top
 * of the list the reasons of neighbours are nearly the same.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useLayoutEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { CaseFilter, CaseRow } from '../../../shared/contract/disagreements.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { formatCount, unbroken } from '../../lib/format.ts';
import { useOrigins } from '../../lib/origins.ts';
import { OriginBadge } from '../../ui/origin-badge.tsx';
import { useRows } from './case-queries.ts';
import { factWords } from './case-words.ts';
import { hasDraft } from './draft-store.ts';
import { EffectMark, StateBadge, VerdictBadge, effectWords } from './marks.tsx';
import classes from './case-list.module.css';

const ROW_HEIGHT = 62;
/** The row of the cursor, which says why it stands where it stands. */
const HERE_HEIGHT = 98;

function StateCell({ row }: { row: CaseRow }): ReactNode {
  const { claimedBy } = row;
  return (
    <span className={classes.state}>
      {row.verdict === 'unknown' ? (
        <span className={classes.quiet}>cannot tell yet</span>
      ) : (
        <VerdictBadge verdict={row.verdict} />
      )}
      {row.state !== 'open' && <StateBadge state={row.state} />}
      {claimedBy !== null && (
        <span className={classes.quiet}>{claimedBy.isMine ? 'yours' : claimedBy.name}</span>
      )}
      {hasDraft(row.case) && <span className={classes.quiet}>draft</span>}
    </span>
  );
}

interface RowProps {
  row: CaseRow;
  at: number;
  isHere: boolean;
  isChosen: boolean;
  isImported: boolean;
  isSimulated: boolean;
  hasManyAudits: boolean;
  onOpen: (row: CaseRow, at: number) => void;
  onChoose: (of: CaseRef) => void;
}

const Row = memo(function Row(props: RowProps): ReactNode {
  const { row, at, isHere, isChosen, isImported, isSimulated, hasManyAudits, onOpen, onChoose } = props;
  return (
    <div className={classes.row} data-here={isHere || undefined}>
      <input
        type="checkbox"
        className={classes.check}
        aria-label={`For a norming round: ${row.title}`}
        checked={isChosen}
        tabIndex={isHere ? 0 : -1}
        onChange={() => onChoose(row.case)}
      />
      <button
        type="button"
        className={classes.open}
        data-at={at}
        aria-current={isHere ? 'true' : undefined}
        tabIndex={isHere ? 0 : -1}
        onClick={() => onOpen(row, at)}
      >
        <span className={classes.effect} title={effectWords(row.effect)}>
          <EffectMark effect={row.effect} />
        </span>
        <span className={classes.words}>
          <span className={classes.title} dir="auto">
            {row.title}
          </span>
          <span className={classes.options}>
            {row.options.map((one) => (
              <span key={one.option} className={classes.option}>
                {one.title} <b>{one.count}</b>
              </span>
            ))}
            <OriginBadge isImported={isImported} isSimulated={isSimulated} />
            <span className={classes.meta}>{factWords(row, hasManyAudits)}</span>
          </span>
        </span>
        <StateCell row={row} />
        {isHere && <span className={classes.reason}>{unbroken(row.effect.sentence)}</span>}
      </button>
    </div>
  );
});

/** Whether the list or nothing at all has focus: a field that is typed in keeps it. */
function mayTakeFocus(scroller: HTMLElement | null): boolean {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body || activeElement.id === 'main') return true;
  return scroller?.contains(activeElement) === true;
}

function focusRow(scroller: HTMLElement | null, at: number): boolean {
  const row = scroller?.querySelector<HTMLElement>(`[data-at="${at}"]`) ?? null;
  row?.focus({ preventScroll: true });
  return row !== null;
}

/**
 * The cursor's row comes into view and has focus. Within the key press that moved it: an Enter right after it must not
 * open the row before.
 */
function useFollowingCursor(
  scroller: RefObject<HTMLDivElement | null>,
  at: number,
  key: string | null,
  scrollTo: (at: number) => void,
): void {
  useLayoutEffect(() => {
    scrollTo(at);
    if (!mayTakeFocus(scroller.current) || focusRow(scroller.current, at)) return undefined;
    // Far away: the row is only made with the next frame.
    const frame = requestAnimationFrame(() => focusRow(scroller.current, at));
    return () => cancelAnimationFrame(frame);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only another place moves the list
  }, [at]);
  // Another case has come to the cursor's place, and the row that had focus is gone with the one before.
  useLayoutEffect(() => {
    if (key !== null && mayTakeFocus(scroller.current)) focusRow(scroller.current, at);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only another case takes a row away
  }, [key]);
}

/** The rows in sight; that of the cursor is taller. */
function useRowWindow(scroller: RefObject<HTMLDivElement | null>, total: number, at: number) {
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes what it returns
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (index === at ? HERE_HEIGHT : ROW_HEIGHT),
    overscan: 5,
  });
  // What was measured holds until the list is told: before the cursor is followed to its place.
  useLayoutEffect(() => virtual.measure(), [at, virtual]);
  return virtual;
}

export interface CaseListProps {
  filter: CaseFilter;
  total: number;
  at: number;
  chosen: readonly CaseRef[];
  onOpen: (row: CaseRow, at: number) => void;
  onChoose: (of: CaseRef) => void;
}

export function CaseList({ filter, total, at, chosen, onOpen, onChoose }: CaseListProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRowWindow(scroller, total, at);
  const shown = virtual.getVirtualItems();
  const rowAt = useRows(filter, shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0);
  const origins = useOrigins();
  const chosenKeys = new Set(chosen.map(caseKey));
  const here = rowAt(at);
  useFollowingCursor(scroller, at, here === undefined ? null : caseKey(here.case), (place) =>
    virtual.scrollToIndex(place, { align: 'auto' }),
  );
  return (
    <div ref={scroller} className={classes.scroller}>
      <ol className={classes.list} style={{ height: virtual.getTotalSize() }} aria-label="Cases">
        {shown.map(({ index, start, size }) => {
          const row = rowAt(index);
          return (
            <li
              key={row === undefined ? `place ${index}` : caseKey(row.case)}
              className={classes.place}
              style={{ transform: `translateY(${start}px)`, height: size }}
              aria-posinset={index + 1}
              aria-setsize={total}
            >
              {row === undefined ? (
                <span
                  className={classes.coming}
                  aria-label={`Case ${formatCount(index + 1)} is on its way`}
                />
              ) : (
                <Row
                  row={row}
                  at={index}
                  isHere={index === at}
                  isChosen={chosenKeys.has(caseKey(row.case))}
                  {...origins(row.case.auditId)}
                  hasManyAudits={filter.auditIds.length !== 1}
                  onOpen={onOpen}
                  onChoose={onChoose}
                />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
