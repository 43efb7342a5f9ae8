/**
 * What each stratum would give: its size, by the rule or by hand, its weight, its overlap and the margin that its own
 * rate may expect, with the whole sample at the foot. Must not compute any of it. Invariant: a size set by hand is marked
 * as such and can be given back to the rule.
 */
import { IconPin, IconPinFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatMargin, formatWeight, NO_FIGURE } from '../../lib/format-figures.ts';
import { formatCount } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { percentText } from '../../ui/figure-text.tsx';
import type { Column } from '../../ui/table.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { withSize } from './plan-draft.ts';
import type { Preview } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import classes from './strata-allocation.module.css';

type Row = Preview['strata'][number];

/** Fewer items than this and the report greys the stratum's own rate. */
const GREYED_BELOW = 30;

const nameOf = (row: Row): string => row.values.join(', ') || 'the whole frame';

function ExpectedRate({ draft, row }: { draft: PlanDraft; row: Row }): ReactNode {
  return (
    <TextInput
      aria-label={`Expected rate of ${nameOf(row)}, percent`}
      inputMode="decimal"
      placeholder={draft.expectedRate}
      value={draft.expectedRates[row.key] ?? ''}
      onChange={(event) => {
        const { value } = event.target;
        changeDraft((held) => ({ ...held, expectedRates: { ...held.expectedRates, [row.key]: value } }));
      }}
    />
  );
}

function Size({ draft, row }: { draft: PlanDraft; row: Row }): ReactNode {
  const typed = draft.sizes[row.key];
  const isByHand = typed !== undefined;
  const set = (size: string | null): void => changeDraft((held) => withSize(held, row.key, size));
  return (
    <div className={classes.size} data-by-hand={isByHand || undefined}>
      <input
        className={classes.sizeInput}
        aria-label={`Size by hand of ${nameOf(row)}`}
        inputMode="numeric"
        autoComplete="off"
        placeholder={formatCount(row.drawn)}
        value={typed ?? ''}
        onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
      />
      <IconButton
        label={isByHand ? `Let the rule size ${nameOf(row)}` : `Hold the size of ${nameOf(row)}`}
        aria-pressed={isByHand}
        className={classes.pin}
        onClick={() => set(isByHand ? null : String(row.drawn))}
      >
        {isByHand ? <IconPinFilled size={15} /> : <IconPin size={15} />}
      </IconButton>
    </div>
  );
}

function Margin({ row, widest }: { row: Row; widest: number }): ReactNode {
  const half = row.expectedHalfWidth;
  if (row.isTakeAll) return <Badge>taken whole</Badge>;
  const isGreyed = row.drawn < GREYED_BELOW;
  return (
    <div className={classes.margin} data-greyed={isGreyed || undefined}>
      <span className={classes.track} aria-hidden>
        {half !== null && <span className={classes.bar} style={{ width: `${(half / widest) * 100}%` }} />}
      </span>
      <span title={isGreyed ? `Fewer than ${GREYED_BELOW} items: greyed in the report` : undefined}>
        {half === null ? NO_FIGURE : `±\u00a0${(half * 100).toFixed(1)}`}
      </span>
    </div>
  );
}

/** Columns besides those that name a stratum and count it. */
export function allocationColumns(draft: PlanDraft, strata: readonly Row[]): Column<Row>[] {
  const widest = Math.max(0.0001, ...strata.map((row) => row.expectedHalfWidth ?? 0));
  const rate: Column<Row> = {
    key: 'rate',
    title: 'Expected, %',
    width: '92px',
    render: (row) => <ExpectedRate draft={draft} row={row} />,
  };
  return [
    ...(draft.rule === 'neyman' ? [rate] : []),
    {
      key: 'drawn',
      title: 'Drawn',
      align: 'end',
      width: '110px',
      render: (row) => <Size draft={draft} row={row} />,
    },
    { key: 'weight', title: 'Weight', align: 'end', render: (row) => formatWeight(row.weight) },
    { key: 'overlap', title: 'Overlap', align: 'end', render: (row) => formatCount(row.overlap) },
    {
      key: 'margin',
      title: 'Expected ±',
      align: 'end',
      width: '138px',
      render: (row) => <Margin row={row} widest={widest} />,
    },
  ];
}

export interface WholeSampleProps {
  preview: Preview;
  /** Columns that name a stratum. */
  nameCount: number;
  hasRates: boolean;
}

/** The last row: the sample as a whole. */
export function WholeSample({ preview, nameCount, hasRates }: WholeSampleProps): ReactNode {
  const { total, frameSize, overlapTotal, kishN, weightRatio, expectedHalfWidth } = preview;
  return (
    <tr className={classes.whole}>
      <th scope="row" colSpan={nameCount}>
        Whole sample
      </th>
      <td data-align="end">{formatCount(frameSize)}</td>
      {hasRates && <td>{percentText(preview.assumedRate)}</td>}
      <td data-align="end">
        {formatCount(total)}
        <small>counts like {formatCount(Math.round(kishN))}</small>
      </td>
      <td data-align="end">
        {weightRatio === null ? NO_FIGURE : `1\u00a0:\u00a0${formatWeight(weightRatio)}`}
        <small>range</small>
      </td>
      <td data-align="end">{formatCount(overlapTotal)}</td>
      <td data-align="end">{formatMargin(expectedHalfWidth)}</td>
    </tr>
  );
}
