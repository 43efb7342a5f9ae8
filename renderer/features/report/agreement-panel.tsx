/** How far reviewers agree on the overlap: α with its interval and bands, pairwise and AC1 beside it. */
import type { ReactNode } from 'react';
import { formatCounted } from '../../lib/format.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FigureText } from '../../ui/figure-text.tsx';
import { scaleCoefficients } from '../../../shared/figures/scale.ts';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { agreementRow } from '../../../shared/figures/report-rows.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { agreementNotes, commonLackOfAgreement } from './report-view.ts';
import classes from './report.module.css';

/** From these values on, α reads as tentative and as reliable. */
const BANDS = [0.667, 0.8];

type AgreementFigure = QuestionReport['agreement']['ac1'];

function Beside({
  figure,
  format,
}: {
  figure: AgreementFigure;
  format: 'percent' | 'coefficient';
}): ReactNode {
  if (figure.estimate === null) return <span className={classes.quiet}>{reasonInWords(figure.reason)}</span>;
  return <FigureText figure={figure} format={format} />;
}

function Figures({ questions }: { questions: readonly QuestionReport[] }): ReactNode {
  const rows = questions.map(agreementRow);
  const notes = agreementNotes(questions);
  return (
    <>
      <IntervalTable
        caption="Krippendorff's α by question"
        rowHead="Question"
        rows={rows}
        scale={scaleCoefficients(
          rows.flatMap((row) => [row.figure.estimate, row.figure.low]),
          BANDS,
        )}
        format="coefficient"
      />
      <p className={classes.aside}>
        Krippendorff’s α with a bootstrap interval: reliable from .80, tentative from .67.
        {notes.length > 0 && ` ${notes.join(' ')}`}
      </p>
    </>
  );
}

function Besides({ questions }: { questions: readonly QuestionReport[] }): ReactNode {
  return (
    <Disclosure summary="Pairwise agreement and AC1">
      <Table
        caption="Pairwise agreement and Gwet's AC1 by question"
        rows={questions}
        rowKey={(row) => row.question}
        columns={[
          { key: 'question', title: 'Question', render: (row) => row.title },
          {
            key: 'pairwise',
            title: 'Pairs that agree',
            render: (row) => <Beside figure={row.agreement.pairwise} format="percent" />,
          },
          {
            key: 'ac1',
            title: 'AC1',
            render: (row) => <Beside figure={row.agreement.ac1} format="coefficient" />,
          },
        ]}
      />
    </Disclosure>
  );
}

export function AgreementPanel({ questions }: { questions: readonly QuestionReport[] }): ReactNode {
  const most = Math.max(0, ...questions.map((one) => one.agreement.itemCount));
  const raters = Math.max(0, ...questions.map((one) => one.agreement.raterCount));
  const lack = commonLackOfAgreement(questions);
  return (
    <Panel
      title="Agreement on the overlap"
      aside={`${formatCounted(most, 'item')} · ${formatCounted(raters, 'reviewer')}`}
    >
      {lack === null ? (
        <Figures questions={questions} />
      ) : (
        <p className={classes.lack}>No figure for any question: {lack}.</p>
      )}
      {lack === null && (
        <div className={classes.under}>
          <Besides questions={questions} />
        </div>
      )}
    </Panel>
  );
}
