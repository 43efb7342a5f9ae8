/**
 * Judge against people: two by two, how good the judge is under the weights of the sample, and what people and judge say
 * together. People alone always stand beside it. Must not mix the two.
 */
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { judgeMetrics } from '../../../shared/contract/report-ref.ts';
import type { IntervalChart, IntervalRow } from '../../../shared/figures/interval-chart.ts';
import { keyOfRef } from '../../../shared/figures/figure-key.ts';
import { matrixMap } from '../../../shared/figures/matrix-map.ts';
import { judgeMap } from '../../../shared/figures/report-figures.ts';
import type { JudgeReport } from '../../../shared/figures/report-figures.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { rateRef, valuesOf } from '../../../shared/figures/report-rows.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { scaleCoefficients, scaleShares } from '../../../shared/figures/scale.ts';
import { sentenceCase } from '../../lib/dimension-words.ts';
import { formatCounted } from '../../lib/format.ts';
import { MatrixTable } from '../../ui/matrix-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { matrixCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { IntervalFigure } from './interval-figure.tsx';
import { useFigureActs } from './opened-figure.ts';
import { MAP_COPY_WIDTH } from './report-view.ts';
import classes from './report.module.css';

function rowOf(key: string, title: string, figure: Figure, tone: IntervalRow['tone']): IntervalRow {
  const counted = formatCounted(figure.n, 'item');
  const note = figure.estimate === null ? `${counted} · ${reasonInWords(figure.reason)}` : counted;
  return { key, title, note, figure, tone, isQuiet: figure.estimate === null };
}

type Metric = (typeof judgeMetrics)[number];

/** The address of a figure of this judge. */
function keyOf({ question }: QuestionReport, { judge }: JudgeReport, metric: Metric): string {
  return keyOfRef({ kind: 'judge', question, judge, cell: null, metric });
}

/** How good the judge is. */
function qualityChart(question: QuestionReport, judge: JudgeReport): IntervalChart {
  const key = (metric: Metric): string => keyOf(question, judge, metric);
  const rows = [
    rowOf(key('precision'), 'Precision', judge.precision, 'accent'),
    rowOf(key('recall'), 'Recall', judge.recall, 'accent'),
    rowOf(key('specificity'), 'Specificity', judge.specificity, 'accent'),
    rowOf(key('f1'), 'F1', judge.f1, 'accent'),
    rowOf(key('mcc'), 'Matthews’ correlation', judge.mcc, 'accent'),
    rowOf(key('kappa'), 'Cohen’s κ', judge.kappa, 'accent'),
  ];
  return {
    title: `How good is ${judge.judge} · ${question.title}`,
    description: 'Quality of the judge under the weights of the sample, with intervals.',
    rows,
    scale: scaleCoefficients(
      rows.flatMap((row) => [row.figure.estimate, row.figure.low]),
      [0, 0.5, 1],
    ),
    format: 'coefficient',
    empty: '',
  };
}

/** People alone first; what the judge adds under it. */
function togetherChart(question: QuestionReport, judge: JudgeReport): IntervalChart {
  const limit = question.threshold?.limit ?? null;
  const key = (metric: Metric): string => keyOf(question, judge, metric);
  const rows = [
    rowOf(keyOfRef(rateRef(question.question)), 'People alone', question.overall.figure, 'accent'),
    ...(judge.assisted === null
      ? []
      : [rowOf(key('assisted'), 'People with the judge', judge.assisted, 'accent')]),
    ...(judge.corrected === null
      ? []
      : [rowOf(key('corrected'), 'Judge, corrected', judge.corrected, 'quiet')]),
    rowOf(key('apparentRate'), 'Judge alone, as it says', judge.apparentRate, 'quiet'),
  ].map((row) => ({ ...row, limit }));
  return {
    title: `${sentenceCase(question.rateTitle)}: people and ${judge.judge}`,
    description: 'The rate by people alone, by people with the judge, and by the judge.',
    rows,
    scale: scaleShares(valuesOf(rows)),
    format: 'percent',
    empty: '',
  };
}

function gainInWords(judge: JudgeReport): string {
  if (judge.assisted === null)
    return judge.assistedReason === null
      ? 'People and judge together are not offered.'
      : `People and judge together are not offered: ${judge.assistedReason}.`;
  if (judge.gain === null) return 'The judge narrows the interval by less than 5 %: people alone are enough.';
  return `With the judge the interval is ${((1 - 1 / judge.gain) * 100).toFixed(0)} % narrower. Decisions rest on people alone.`;
}

function unknownInWords({ unknownCount, unknownVerdicts }: JudgeReport): string | null {
  if (unknownCount === 0) return null;
  return `${formatCounted(unknownCount, 'verdict is', 'verdicts are')} not understood and left out: ${unknownVerdicts.join(', ')}.`;
}

function OneJudge({ question, judge }: { question: QuestionReport; judge: JudgeReport }): ReactNode {
  const { openKey } = useFigureActs();
  const map = judgeMap(question, judge);
  const quality = qualityChart(question, judge);
  const together = togetherChart(question, judge);
  const unknown = unknownInWords(judge);
  return (
    <div className={classes.judge}>
      <div>
        <div className={classes.subhead}>
          <h3>{judge.judge} and people, item by item</h3>
          <FigureTools
            title={map.title}
            scene={() => matrixMap(map, MAP_COPY_WIDTH)}
            csv={() => matrixCsv(map)}
            about={{ kind: 'judge', question: question.question, judge: judge.judge, cell: null }}
          />
        </div>
        <MatrixTable map={map} onPick={(key) => openKey(key, 'items')} />
        <p className={classes.aside}>
          {formatCounted(judge.itemCount, 'item')} that both judged, not weighted.{' '}
          {unknown !== null && unknown}
        </p>
      </div>
      <div>
        <IntervalFigure chart={quality} rowHead="Figure" heading={quality.title} />
      </div>
      <div>
        <IntervalFigure chart={together} rowHead="Figure" heading={together.title} />
        <p className={classes.aside}>{gainInWords(judge)}</p>
      </div>
    </div>
  );
}

export function JudgesPanel({ question }: { question: QuestionReport }): ReactNode {
  return (
    <Panel title={`Judge against people · ${question.title}`}>
      {question.judges.length === 0 ? (
        <p className={classes.lack}>
          No judge gave a verdict on these items, or its words mean nothing for this question.
        </p>
      ) : (
        question.judges.map((judge) => <OneJudge key={judge.judge} question={question} judge={judge} />)
      )}
    </Panel>
  );
}
