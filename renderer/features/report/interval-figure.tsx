/** A chart of intervals with its tools: copied or saved as it is seen, each row leading to its items and how it was computed. */
import type { ReactNode } from 'react';
import type { IntervalChart } from '../../../shared/figures/interval-chart.ts';
import { intervalChart } from '../../../shared/figures/interval-chart.ts';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { intervalsCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { useFigureActs } from './opened-figure.ts';
import { COPY_WIDTH } from './report-view.ts';
import classes from './report.module.css';

export interface IntervalFigureProps {
  chart: IntervalChart;
  /** Head of the first column, for those who hear the table. */
  rowHead: string;
  /** Heading beside the tools; left out where the figure stands under one already. */
  heading?: string;
}

export function IntervalFigure({ chart, rowHead, heading }: IntervalFigureProps): ReactNode {
  const { openKey } = useFigureActs();
  return (
    <>
      <div className={heading === undefined ? classes.endTools : classes.subhead}>
        {heading !== undefined && <h3>{heading}</h3>}
        <FigureTools
          title={chart.title}
          scene={() => intervalChart(chart, COPY_WIDTH)}
          csv={() => intervalsCsv(chart.rows)}
        />
      </div>
      <IntervalTable
        chart={chart}
        rowHead={rowHead}
        onItems={(key) => openKey(key, 'items')}
        onExplain={(key) => openKey(key, 'how')}
      />
    </>
  );
}
