/** Which classes are taken for each other: a map whose cells narrow the worklist to their cases. */
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { MatrixMap } from '../../../shared/figures/matrix-map.ts';
import { formatCounted } from '../../lib/format.ts';
import { MatrixTable } from '../../ui/matrix-table.tsx';
import type { Clusters } from './case-queries.ts';
import { pairValue } from './filter-view.ts';
import classes from './clusters.module.css';

/** Classes that nobody confused with anything are left out: the map is about those that were. */
export function mapOf({ options, map }: Pick<Clusters, 'options' | 'map'>, question: string): MatrixMap {
  const met = options
    .map((option, at) => ({ ...option, at }))
    .filter(({ at }) => (map[at] ?? []).some((count) => count > 0));
  const names = met.map(({ title }) => title);
  return {
    title: `Cases in which both classes were given · ${question}`,
    description: 'Each cell counts the cases in which reviews gave both classes.',
    rowHead: 'class',
    columnHead: 'class',
    rows: names,
    columns: names,
    cells: met.map((row) =>
      met.map((column) => {
        const count = map[row.at]?.[column.at] ?? 0;
        const isDiagonal = row.at === column.at;
        return {
          key: isDiagonal ? '' : pairValue([row.option, column.option]),
          count,
          isDiagonal,
          label: isDiagonal
            ? 'the same class'
            : `${row.title} and ${column.title}: ${formatCounted(count, 'case')}`,
        };
      }),
    ),
    empty: 'No two classes were given for one item.',
  };
}

export interface MapPanelProps {
  clusters: Clusters;
  questionTitle: string;
  /** A pair as facets write it; empty for what is no pair. */
  onPair: (pair: string) => void;
}

export function MapPanel({ clusters, questionTitle, onPair }: MapPanelProps): ReactNode {
  const map = useMemo(() => mapOf(clusters, questionTitle), [clusters, questionTitle]);
  return (
    <section className={classes.part} aria-labelledby="disagreements-map">
      <h2 id="disagreements-map" className={classes.title}>
        Where reviewers part <span className={classes.quiet}>{questionTitle}</span>
      </h2>
      <div className={classes.map}>
        <MatrixTable map={map} onPick={onPair} />
      </div>
      {map.rows.length > 0 && <p className={classes.quiet}>A cell shows its cases.</p>}
    </section>
  );
}
