/**
 * Strata with their population and share, and once an allocation is known, what it draws from each. Long tables show
 * their head first. Must not compute counts or weights.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { formatCount } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import classes from './frame-step.module.css';

/** Rows shown before "Show all". */
const HEAD = 12;

export interface StratumRow {
  key: string;
  values: readonly string[];
  population: number;
}

export interface StrataTableProps<Row extends StratumRow> {
  strata: readonly Row[];
  dimensions: readonly string[];
  frameSize: number;
  caption?: string;
  more?: readonly Column<Row>[];
  /** Last row. */
  foot?: ReactNode;
}

function nameColumns<Row extends StratumRow>(dimensions: readonly string[]): Column<Row>[] {
  if (dimensions.length === 0) return [{ key: 'all', title: 'Stratum', render: () => 'whole frame' }];
  return dimensions.map((dimension, at) => ({
    key: dimension,
    title: sentenceCase(dimensionTitle(dimension)),
    render: (row) => row.values[at] ?? '',
  }));
}

export function StrataTable<Row extends StratumRow>(props: StrataTableProps<Row>): ReactNode {
  const { strata, dimensions, frameSize, caption = 'Strata of the frame', more = [], foot } = props;
  const [isWhole, setWhole] = useState(false);
  // Many names do not fit beside the figures: the table then scrolls sideways, by keyboard too.
  const isWide = dimensions.length > 3;
  const rows = isWhole ? strata : strata.slice(0, HEAD);
  const largest = Math.max(1, ...strata.map((row) => row.population));
  const share: Column<Row> = {
    key: 'share',
    title: 'Share',
    width: '130px',
    render: (row) => (
      <span className={classes.share}>
        <span className={classes.shareTrack} aria-hidden>
          <span className={classes.shareBar} style={{ width: `${(row.population / largest) * 100}%` }} />
        </span>
        {frameSize === 0 ? '–' : `${((row.population / frameSize) * 100).toFixed(1)}\u00a0%`}
      </span>
    ),
  };
  const population: Column<Row> = {
    key: 'population',
    title: 'In the frame',
    align: 'end',
    render: (row) => formatCount(row.population),
  };
  return (
    <div className={classes.strata}>
      <div
        className={classes.strataRows}
        data-scrolls={isWide || undefined}
        {...(isWide ? { tabIndex: 0, role: 'region', 'aria-label': caption } : {})}
      >
        <Table
          caption={caption}
          rows={rows}
          rowKey={(row) => row.key}
          columns={[...nameColumns<Row>(dimensions), population, ...(more.length === 0 ? [share] : more)]}
          empty="No trace fits the filter."
          foot={foot}
        />
      </div>
      {strata.length > HEAD && (
        <Button size="s" variant="quiet" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer strata' : `Show all ${formatCount(strata.length)} strata`}
        </Button>
      )}
    </div>
  );
}
