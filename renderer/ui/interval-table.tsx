/**
 * Figures with their intervals as a table that draws itself: point for the estimate, bar for the interval, dashed line
 * for a limit. The numbers are in the table; a bar can be pressed for what is behind it. Must not know what the figures
 * mean. Invariant: every row shows estimate, interval and (in its note) the count; tone repeats what the note says.
 */
import { IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import type { IntervalChart, IntervalRow } from '../../shared/figures/interval-chart.ts';
import { gridMarks, intervalMarks, rowInWords, tickMarks } from '../../shared/figures/interval-chart.ts';
import type { NumberFormat } from '../../shared/figures/number-words.ts';
import { intervalText, numberText } from '../../shared/figures/number-words.ts';
import { IconButton } from './button.tsx';
import { Marks } from './scene-view.tsx';
import { useWidth } from './use-width.ts';
import spoken from './spoken.module.css';
import classes from './interval-table.module.css';

/** Room at both ends of the axis, so that a point at its end is whole. */
const MARGIN = 10;
const ROW = 46;
const AXIS = 26;
const NBSP = '\u00a0';

export interface IntervalTableProps {
  chart: Pick<IntervalChart, 'title' | 'rows' | 'scale' | 'format' | 'besideHead' | 'empty'>;
  /** Head of the column of titles, for screen readers. */
  rowHead: string;
  /** What is behind a row: called with the row's key when its bar is pressed. */
  onItems?: (key: string) => void;
  /** How a row came about. */
  onExplain?: (key: string) => void;
}

interface DrawingProps {
  row: IntervalRow;
  chart: IntervalTableProps['chart'];
  width: number;
}

function Drawing({ row, chart, width }: DrawingProps): ReactNode {
  if (width === 0) return null;
  const box = { x: MARGIN, width: Math.max(1, width - 2 * MARGIN), top: 0, height: ROW };
  return (
    <svg className={classes.drawing} width={width} height={ROW} aria-hidden>
      <Marks marks={intervalMarks({ ...row, limit: null }, chart.scale, box)} />
    </svg>
  );
}

/** The numbers under the ticks. */
function Axis({ chart, width }: Omit<DrawingProps, 'row'>): ReactNode {
  const box = { x: MARGIN, width: Math.max(1, width - 2 * MARGIN), top: 0, height: 2 };
  return (
    <svg className={classes.axis} width={width} height={AXIS} aria-hidden>
      <Marks marks={tickMarks(chart.scale, box, chart.format)} />
    </svg>
  );
}

/** Hairlines and the limit, as high as the row is: what is drawn below its end is cut off. */
function Grid({ row, chart, width }: DrawingProps): ReactNode {
  const box = { x: MARGIN, width: Math.max(1, width - 2 * MARGIN), top: 0, height: 1000 };
  const limit = { ...row, figure: { estimate: null, low: null, high: null } };
  return (
    <svg className={classes.grid} width={width} aria-hidden>
      <Marks marks={[...gridMarks(chart.scale, box), ...intervalMarks(limit, chart.scale, box)]} />
    </svg>
  );
}

function Numbers({ row, format }: { row: IntervalRow; format: NumberFormat }): ReactNode {
  const { estimate, low, high } = row.figure;
  if (estimate === null) return <span className={classes.interval}>no figure</span>;
  return (
    <>
      <span className={classes.estimate}>{numberText(estimate, format)}</span>
      <span className={classes.interval}>
        {low === null || high === null ? 'no interval' : intervalText(low, high, format)}
      </span>
    </>
  );
}

interface BesideProps {
  row: IntervalRow;
  head: string;
  onExplain: IntervalTableProps['onExplain'];
}

/** The words beside a figure; where they are a figure of their own, pressing them asks how it was computed. */
function Beside({ row, head, onExplain }: BesideProps): ReactNode {
  const { beside = '', besideKey, title } = row;
  const parts = beside.split(' · ');
  // A space between the lines, so that what is read aloud is what is seen.
  const lines = parts.flatMap((part, at) => [at === 0 ? '' : ' ', <span key={part}>{part}</span>]);
  if (besideKey === undefined || beside === '' || onExplain === undefined) return lines;
  return (
    <button
      type="button"
      className={classes.besideHow}
      aria-label={`How was this computed: ${parts.join(' ')}, ${title}, ${head}`}
      onClick={() => onExplain(besideKey)}
    >
      {lines}
    </button>
  );
}

interface RowProps extends DrawingProps {
  track: RefObject<HTMLTableCellElement | null> | undefined;
  onItems: IntervalTableProps['onItems'];
  onExplain: IntervalTableProps['onExplain'];
}

function Row({ row, chart, width, track, onItems, onExplain }: RowProps): ReactNode {
  const words = rowInWords(row, chart.format);
  return (
    <tr data-quiet={row.isQuiet || undefined}>
      <th scope="row" className={classes.name}>
        <span className={classes.title}>{row.title}</span>
        <span className={classes.note}>{row.note}</span>
      </th>
      <td ref={track} className={classes.track}>
        <Grid row={row} chart={chart} width={width} />
        <Drawing row={row} chart={chart} width={width} />
        {onItems !== undefined && (
          <button
            type="button"
            className={classes.bar}
            aria-label={`Items behind ${words}`}
            onClick={() => onItems(row.key)}
          />
        )}
      </td>
      <td className={classes.numbers}>
        <Numbers row={row} format={chart.format} />
      </td>
      {chart.besideHead !== undefined && (
        <td className={classes.beside}>
          <Beside row={row} head={chart.besideHead} onExplain={onExplain} />
        </td>
      )}
      {onExplain !== undefined && (
        <td className={classes.how}>
          <IconButton
            label={`How was this computed: ${row.title}, ${chart.title}`}
            onClick={() => onExplain(row.key)}
          >
            <IconHelpCircle size={15} stroke={1.6} />
          </IconButton>
        </td>
      )}
    </tr>
  );
}

function Heads({ chart, rowHead, onExplain }: IntervalTableProps): ReactNode {
  const hidden = (text: string): ReactNode => (
    <th scope="col">
      <span className={spoken.only}>{text}</span>
    </th>
  );
  return (
    <thead className={classes.heads} data-shown={chart.besideHead !== undefined || undefined}>
      <tr>
        {hidden(rowHead)}
        {hidden('Drawing')}
        {hidden('Estimate and interval')}
        {chart.besideHead !== undefined && (
          <th scope="col" className={classes.besideHead}>
            {chart.besideHead}
          </th>
        )}
        {onExplain !== undefined && hidden('How it was computed')}
      </tr>
    </thead>
  );
}

export function IntervalTable(props: IntervalTableProps): ReactNode {
  const { chart, onItems, onExplain } = props;
  const [track, width] = useWidth<HTMLTableCellElement>();
  if (chart.rows.length === 0) return <p className={classes.note}>{chart.empty}</p>;
  const more = Number(chart.besideHead !== undefined) + Number(onExplain !== undefined);
  return (
    <table className={classes.table}>
      <caption className={spoken.only}>{chart.title}</caption>
      <Heads {...props} />
      <tbody>
        {chart.rows.map((row, at) => (
          <Row
            key={row.key}
            {...{ row, chart, width, onItems, onExplain }}
            track={at === 0 ? track : undefined}
          />
        ))}
      </tbody>
      <tfoot aria-hidden>
        <tr>
          <td>{NBSP}</td>
          <td className={classes.foot}>{width > 0 && <Axis chart={chart} width={width} />}</td>
          <td colSpan={1 + more}>{NBSP}</td>
        </tr>
      </tfoot>
    </table>
  );
}
