/** The items behind a figure, in queue order, as a list that only draws what is in sight. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { ExplainedItem } from '../../../shared/contract/report-ref.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { formatWeight } from '../../lib/format-figures.ts';
import classes from './explain.module.css';

const ROW_HEIGHT = 62;

function said(item: ExplainedItem): string {
  const answers = [...new Set(item.answers.map((one) => one.answer ?? 'not asked'))];
  if (item.isContested && answers.length > 1) return answers.join(' / ');
  return item.standing ?? (answers.length === 0 ? 'no review' : answers.join(' / '));
}

interface RowProps {
  item: ExplainedItem;
  isHere: boolean;
  onChoose: (id: ItemId) => void;
}

function Row({ item, isHere, onChoose }: RowProps): ReactNode {
  const stratum = item.stratum.filter((value) => value !== '(none)').join(' · ');
  const weight = item.weight === null ? null : `speaks for ${formatWeight(item.weight)}`;
  return (
    <button
      type="button"
      className={classes.row}
      aria-current={isHere ? 'true' : undefined}
      onClick={() => onChoose(item.itemId)}
    >
      <span className={classes.position}>{item.position}</span>
      <span className={classes.words}>
        <span className={classes.asked} dir="auto">
          {item.title === '' ? 'Content is not on this device' : item.title}
        </span>
        <span className={classes.small}>
          {[stratum, weight].filter((part) => part !== null && part !== '').join(' · ')}
        </span>
      </span>
      <span className={classes.answer} data-event={item.isEvent === true || undefined}>
        {item.isEvent === true && <span aria-hidden>▲ </span>}
        {said(item)}
        {item.isContested && <span className={classes.small}>contested</span>}
        {item.isRuled === true && <span className={classes.small}>ruled</span>}
      </span>
    </button>
  );
}

export interface ExplainedItemsProps {
  items: readonly ExplainedItem[];
  chosen: ItemId | null;
  onChoose: (id: ItemId) => void;
}

export function ExplainedItems({ items, chosen, onChoose }: ExplainedItemsProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes what it returns
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const at = items.findIndex((one) => one.itemId === chosen);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);
  if (items.length === 0) return <p className={classes.none}>No item is behind this figure.</p>;
  return (
    // Scrolls by keyboard: what is in it are buttons, but not all of them are drawn.
    <div ref={scroller} className={classes.scroller}>
      <ol className={classes.list} style={{ height: virtual.getTotalSize() }} aria-label="Items">
        {virtual.getVirtualItems().map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          return (
            <li
              key={item.itemId}
              className={classes.place}
              style={{ transform: `translateY(${row.start}px)` }}
              aria-posinset={row.index + 1}
              aria-setsize={items.length}
            >
              <Row item={item} isHere={item.itemId === chosen} onChoose={onChoose} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
