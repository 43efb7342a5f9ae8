/** Rates of one question at a time: over the whole frame and by a dimension on one axis, then the share of each answer. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { Segments, SelectInput } from '../../ui/field.tsx';
import { percentText } from '../../ui/figure-text.tsx';
import { scaleShares } from '../../../shared/figures/scale.ts';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { breakdownRows, optionRows, overallRow, valuesOf } from '../../../shared/figures/report-rows.ts';
import { notesInWords } from '../../../shared/figures/report-words.ts';
import classes from './report.module.css';

function Breakdown({ question }: { question: QuestionReport }): ReactNode {
  const [chosen, setChosen] = useState('');
  const dimensions = question.breakdowns.map((one) => one.dimension);
  const dimension = dimensions.includes(chosen) ? chosen : (dimensions[0] ?? null);
  const rows = [
    overallRow(question, 'Whole frame'),
    ...(dimension === null ? [] : breakdownRows(question, dimension)),
  ];
  const by = dimension === null ? '' : ` by ${dimensionTitle(dimension)}`;
  return (
    <>
      <div className={classes.subhead}>
        <h3>
          {sentenceCase(question.rateTitle)}
          {by}
        </h3>
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
      </div>
      <IntervalTable
        caption={`${sentenceCase(question.rateTitle)}${by}`}
        rowHead={dimension === null ? 'Part of the frame' : sentenceCase(dimensionTitle(dimension))}
        rows={rows}
        scale={scaleShares(valuesOf(rows))}
        format="percent"
      />
    </>
  );
}

function Detail({ question }: { question: QuestionReport }): ReactNode {
  const shares = optionRows(question);
  const notes = notesInWords(question.overall.figure.notes);
  return (
    <>
      <Breakdown question={question} />
      <div className={classes.subhead}>
        <h3>Share of each answer</h3>
      </div>
      <IntervalTable
        caption={`Share of each answer to ${question.title}`}
        rowHead="Answer"
        rows={shares}
        scale={scaleShares(valuesOf(shares))}
        format="percent"
      />
      {notes.length > 0 && <p className={classes.aside}>{notes.join(' ')}</p>}
    </>
  );
}

export function RatesPanel({ report, initial }: { report: Report; initial: string }): ReactNode {
  const [chosen, setChosen] = useState(initial);
  const question = report.questions.find((one) => one.question === chosen) ?? report.questions[0];
  if (question === undefined) return null;
  const percent = Number(((1 - report.alpha) * 100).toFixed(2));
  const limit =
    question.threshold === null ? '' : ` · dashed: limit ${percentText(question.threshold.limit)}`;
  return (
    <Panel
      title="Rates"
      aside={`dot: estimate · bar: ${percent} % interval${limit} · hollow: too few to tell`}
    >
      <Segments
        label="Question"
        value={question.question}
        onChange={setChosen}
        options={report.questions.map((one) => ({ value: one.question, title: one.title }))}
      />
      <Detail key={question.question} question={question} />
    </Panel>
  );
}
