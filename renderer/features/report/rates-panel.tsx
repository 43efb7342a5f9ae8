/** Rates of one question: over the whole frame and by a dimension on one axis, week by week, and the share of each answer. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { intervalChart } from '../../../shared/figures/interval-chart.ts';
import { breakdownChart, legendOf, optionsChart } from '../../../shared/figures/report-figures.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { notesInWords } from '../../../shared/figures/report-words.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { SelectInput } from '../../ui/field.tsx';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { intervalsCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { IntervalFigure } from './interval-figure.tsx';
import { useFigureActs } from './opened-figure.ts';
import { COPY_WIDTH } from './report-view.ts';
import { WeeksFigure } from './weeks-figure.tsx';
import classes from './report.module.css';

function Breakdown({ question }: { question: QuestionReport }): ReactNode {
  const { openKey } = useFigureActs();
  const [chosen, setChosen] = useState('');
  const dimensions = question.breakdowns.map((one) => one.dimension);
  const dimension = dimensions.includes(chosen) ? chosen : (dimensions[0] ?? null);
  const chart = breakdownChart(question, dimension);
  return (
    <>
      <div className={classes.subhead}>
        <h3>{chart.title}</h3>
        <div className={classes.subtools}>
          {dimensions.length > 1 && (
            <div className={classes.dimension}>
              <SelectInput
                aria-label="Dimension"
                value={dimension ?? ''}
                onChange={(event) => setChosen(event.target.value)}
                options={dimensions.map((one) => ({ value: one, title: `by ${dimensionTitle(one)}` }))}
              />
            </div>
          )}
          <FigureTools
            title={chart.title}
            scene={() => intervalChart(chart, COPY_WIDTH)}
            csv={() => intervalsCsv(chart.rows)}
          />
        </div>
      </div>
      <IntervalTable
        chart={chart}
        rowHead={dimension === null ? 'Part of the frame' : sentenceCase(dimensionTitle(dimension))}
        onItems={(key) => openKey(key, 'items')}
        onExplain={(key) => openKey(key, 'how')}
      />
      {dimensions.length === 0 && (
        <p className={classes.aside}>
          No dimension has two values in this sample, so there is nothing to compare.
        </p>
      )}
    </>
  );
}

function Shares({ question }: { question: QuestionReport }): ReactNode {
  return <IntervalFigure chart={optionsChart(question)} rowHead="Answer" heading="Share of each answer" />;
}

export function RatesPanel({ question }: { question: QuestionReport }): ReactNode {
  const notes = notesInWords(question.overall.figure.notes);
  return (
    <Panel title={`Rates · ${question.title}`} aside={legendOf(question)}>
      <Breakdown question={question} />
      <WeeksFigure question={question} />
      <Shares question={question} />
      {notes.length > 0 && <p className={classes.aside}>{notes.join(' ')}</p>}
    </Panel>
  );
}
