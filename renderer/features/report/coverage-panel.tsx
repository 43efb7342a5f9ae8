/** What was drawn and what came back, by stratum; who did not answer is part of the result. Counts lead to their items. */
import type { ReactNode } from 'react';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import type { Report } from '../../../shared/contract/report.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { formatWeight, NO_FIGURE } from '../../lib/format-figures.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { percentText } from '../../../shared/figures/number-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { useFigureActs } from './opened-figure.ts';
import { coverageSentence } from './report-view.ts';
import classes from './report.module.css';

type Stratum = Report['coverage']['strata'][number];
type Part = Extract<FigureRef, { kind: 'coverage' }>['part'];

interface CountProps {
  count: number;
  part: Part;
  stratum: string | null;
  /** Of what the items are, for those who hear it. */
  label: string;
}

/** A count that leads to its items; nought leads nowhere. */
function Count({ count, part, stratum, label }: CountProps): ReactNode {
  const { open } = useFigureActs();
  if (count === 0) return '0';
  return (
    <button
      type="button"
      className={classes.count}
      aria-label={`${formatCounted(count, 'item')} ${label}`}
      onClick={() => open({ kind: 'coverage', part, stratum }, 'items')}
    >
      {formatCount(count)}
    </button>
  );
}

const openOf = (row: Stratum): number => row.drawn - row.reviewed - row.skipped;

function countColumns(isInterim: boolean): readonly Column<Stratum>[] {
  const plain = (key: string, title: string, pick: (row: Stratum) => number): Column<Stratum> => ({
    key,
    title,
    align: 'end',
    render: (row) => formatCount(pick(row)),
  });
  const linked = (part: Part, title: string, pick: (row: Stratum) => number): Column<Stratum> => ({
    key: part,
    title,
    align: 'end',
    render: (row) => (
      <Count
        count={pick(row)}
        part={part}
        stratum={row.key}
        label={`${title.toLowerCase()} in ${row.values.join(' · ') || 'the whole frame'}`}
      />
    ),
  });
  return [
    plain('population', 'In the frame', (row) => row.population),
    plain('drawn', 'Drawn', (row) => row.drawn),
    linked('reviewed', 'Reviewed', (row) => row.reviewed),
    linked('skipped', 'Skipped', (row) => row.skipped),
    linked('open', isInterim ? 'Open' : 'No answer', openOf),
    {
      key: 'weight',
      title: 'Weight',
      align: 'end',
      render: (row) => (row.drawn === 0 ? NO_FIGURE : formatWeight(row.weight)),
    },
  ];
}

function nameColumns(dimensions: readonly string[]): Column<Stratum>[] {
  if (dimensions.length === 0) return [{ key: 'all', title: 'Stratum', render: () => 'whole frame' }];
  return dimensions.map((dimension, at) => ({
    key: dimension,
    title: sentenceCase(dimensionTitle(dimension)),
    render: (row) => row.values[at] ?? '',
  }));
}

function Totals({ coverage, span }: { coverage: Report['coverage']; span: number }): ReactNode {
  const { frame, drawn, reviewed, skipped, open } = coverage;
  return (
    <tr>
      <th scope="row" colSpan={span}>
        All
      </th>
      <td data-align="end">{formatCount(frame)}</td>
      <td data-align="end">{formatCount(drawn)}</td>
      <td data-align="end">
        <Count count={reviewed} part="reviewed" stratum={null} label="reviewed" />
      </td>
      <td data-align="end">
        <Count count={skipped} part="skipped" stratum={null} label="skipped" />
      </td>
      <td data-align="end">
        <Count count={open} part="open" stratum={null} label="without an answer" />
      </td>
      <td data-align="end">{NO_FIGURE}</td>
    </tr>
  );
}

/** Skips with their reasons, late and refused reviews: each said even when there is none. */
function Losses({ coverage }: { coverage: Report['coverage'] }): ReactNode {
  const { skipped, skipReasons, late, refused } = coverage;
  const reasons = skipReasons
    .map((one) => `${one.reason.replaceAll('_', ' ')} ${formatCount(one.count)}`)
    .join(', ');
  return (
    <dl className={classes.losses}>
      <div>
        <dt>Skipped</dt>
        <dd>
          <Count count={skipped} part="skipped" stratum={null} label="skipped" />
          {reasons !== '' && <span className={classes.quiet}> {reasons}</span>}
        </dd>
      </div>
      <div>
        <dt>Late, after the close</dt>
        <dd>
          <Count count={late} part="late" stratum={null} label="late" />
        </dd>
      </div>
      <div>
        <dt>Refused by the hub</dt>
        <dd>
          {formatCount(refused)}
          <span className={classes.quiet}> as far as this device knows</span>
        </dd>
      </div>
      <div>
        <dt>Of the frame without any review</dt>
        <dd>{percentText(coverage.uncoveredShare)}</dd>
      </div>
    </dl>
  );
}

export interface CoveragePanelProps {
  report: Report;
  /** Dimensions of the plan, in the order of the strata's values. */
  dimensions: readonly string[];
}

export function CoveragePanel({ report, dimensions }: CoveragePanelProps): ReactNode {
  const { coverage } = report;
  const names = nameColumns(dimensions);
  return (
    <Panel title="Coverage" aside={coverageSentence(report)} isFlush>
      <Losses coverage={coverage} />
      <Table
        caption="Coverage by stratum"
        rows={coverage.strata}
        rowKey={(row) => row.key}
        isQuiet={(row) => row.reviewed === 0}
        columns={[...names, ...countColumns(report.isInterim)]}
        foot={<Totals coverage={coverage} span={names.length} />}
      />
      {coverage.uncoveredShare > 0 && (
        <p className={classes.uncovered}>
          {percentText(coverage.uncoveredShare)} of the frame lies in strata without any review; no figure
          speaks for it.
        </p>
      )}
    </Panel>
  );
}
