/** What was drawn and what came back, by stratum; who did not answer is part of the result. */
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { formatWeight, NO_FIGURE } from '../../lib/format-figures.ts';
import { formatCount } from '../../lib/format.ts';
import { percentText } from '../../ui/figure-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { coverageSentence } from './report-view.ts';
import classes from './report.module.css';

type Stratum = Report['coverage']['strata'][number];

const count = (key: string, title: string, pick: (row: Stratum) => number): Column<Stratum> => ({
  key,
  title,
  align: 'end',
  render: (row) => formatCount(pick(row)),
});

const countColumns = (isInterim: boolean): readonly Column<Stratum>[] => [
  count('population', 'In the frame', (row) => row.population),
  count('drawn', 'Drawn', (row) => row.drawn),
  count('reviewed', 'Reviewed', (row) => row.reviewed),
  count('skipped', 'Skipped', (row) => row.skipped),
  count('open', isInterim ? 'Open' : 'No answer', (row) => row.drawn - row.reviewed - row.skipped),
  {
    key: 'weight',
    title: 'Weight',
    align: 'end',
    render: (row) => (row.drawn === 0 ? NO_FIGURE : formatWeight(row.weight)),
  },
];

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
      {[frame, drawn, reviewed, skipped, open].map((value, at) => (
        // The order of these cells never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <td key={at} data-align="end">
          {formatCount(value)}
        </td>
      ))}
      <td data-align="end">{NO_FIGURE}</td>
    </tr>
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
