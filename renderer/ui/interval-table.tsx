/**
 * Figures with their intervals as a table that draws itself: dot for the estimate, bar for the interval, dashed line
 * for a limit. The numbers are in the table, so the drawing is decoration for those who cannot see it. Must not know
 * what the figures mean. Invariant: every row shows estimate, interval and (in its note) the count; tone repeats what
 * the note says.
 */
import type { ReactNode } from 'react';
import { coefficientText, intervalText, percentText } from '../../shared/figures/number-words.ts';
import { placeOn } from '../../shared/figures/scale.ts';
import type { IntervalScale } from '../../shared/figures/scale.ts';
import classes from './interval-table.module.css';

export interface IntervalRow {
  key: string;
  title: ReactNode;
  /** Small line under the title: the count, and why a row steps back. */
  note: ReactNode;
  figure: { estimate: number | null; low: number | null; high: number | null };
  tone: 'good' | 'bad' | 'warn' | 'accent' | 'quiet';
  isQuiet?: boolean;
  /** Drawn as a dashed line across the row. */
  limit?: number | null;
}

export interface IntervalTableProps {
  /** Names the table for screen readers. */
  caption: string;
  rows: readonly IntervalRow[];
  scale: IntervalScale;
  format: 'percent' | 'coefficient';
  /** Head of the column of titles, for screen readers. */
  rowHead: string;
}

const at = (scale: IntervalScale, value: number): string => `${placeOn(scale, value) * 100}%`;

function tickText(value: number, format: IntervalTableProps['format']): string {
  return format === 'percent' ? `${Number((value * 100).toFixed(2))}\u00a0%` : coefficientText(value);
}

interface DrawingProps {
  row: IntervalRow;
  scale: IntervalScale;
  /** Writes the ticks under the drawing: only the last row does. */
  axis: IntervalTableProps['format'] | null;
}

function Drawing({ row, scale, axis }: DrawingProps): ReactNode {
  const { estimate, low, high } = row.figure;
  const limit = row.limit ?? null;
  return (
    <div className={classes.drawing} aria-hidden>
      {scale.ticks.map((tick) => (
        <span key={tick} className={classes.grid} style={{ left: at(scale, tick) }}>
          {axis !== null && (
            <span className={classes.tick} data-format={axis}>
              {tickText(tick, axis)}
            </span>
          )}
        </span>
      ))}
      {limit !== null && <span className={classes.limit} style={{ left: at(scale, limit) }} />}
      {low !== null && high !== null && (
        <span
          className={classes.bar}
          style={{ left: at(scale, low), width: `${(placeOn(scale, high) - placeOn(scale, low)) * 100}%` }}
        />
      )}
      {estimate !== null && <span className={classes.dot} style={{ left: at(scale, estimate) }} />}
    </div>
  );
}

function Numbers({ row, format }: { row: IntervalRow; format: IntervalTableProps['format'] }): ReactNode {
  const { estimate, low, high } = row.figure;
  if (estimate === null) return <span className={classes.interval}>no figure</span>;
  return (
    <>
      <span className={classes.estimate}>
        {format === 'percent' ? percentText(estimate) : coefficientText(estimate)}
      </span>
      <span className={classes.interval}>
        {low === null || high === null ? 'no interval' : intervalText(low, high, format)}
      </span>
    </>
  );
}

export function IntervalTable(props: IntervalTableProps): ReactNode {
  const { caption, rows, scale, format, rowHead } = props;
  return (
    <table className={classes.table}>
      <caption className={classes.hidden}>{caption}</caption>
      <thead className={classes.heads}>
        <tr>
          <th scope="col">
            <span className={classes.hidden}>{rowHead}</span>
          </th>
          <th scope="col">
            <span className={classes.hidden}>Drawing</span>
          </th>
          <th scope="col">
            <span className={classes.hidden}>Estimate and interval</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.key} data-tone={row.tone} data-quiet={row.isQuiet || undefined}>
            <th scope="row" className={classes.name}>
              <span className={classes.title}>{row.title}</span>
              <span className={classes.note}>{row.note}</span>
            </th>
            <td className={classes.track}>
              <Drawing row={row} scale={scale} axis={index === rows.length - 1 ? format : null} />
            </td>
            <td className={classes.numbers}>
              <Numbers row={row} format={format} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
