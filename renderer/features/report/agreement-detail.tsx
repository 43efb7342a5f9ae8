/** Agreement of one question from every side: other coefficients, each class, each pair, each reviewer against the rest. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { Report } from '../../../shared/contract/report.ts';
import { keyOfRef } from '../../../shared/figures/figure-key.ts';
import { intervalChart } from '../../../shared/figures/interval-chart.ts';
import { classChart } from '../../../shared/figures/report-figures.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FigureText } from '../../ui/figure-text.tsx';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { Table } from '../../ui/table.tsx';
import { intervalsCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { useFigureActs } from './opened-figure.ts';
import { COPY_WIDTH, nameOf } from './report-view.ts';
import classes from './report.module.css';

interface CellProps {
  figure: Figure;
  format: 'percent' | 'coefficient';
  unit?: string;
}

function Cell({ figure, format, unit = 'items' }: CellProps): ReactNode {
  if (figure.estimate === null) return <span className={classes.quiet}>{reasonInWords(figure.reason)}</span>;
  return <FigureText figure={figure} format={format} unit={unit} />;
}

function Coefficients({ question }: { question: QuestionReport }): ReactNode {
  const { pairwise, alpha, ac1, weightedAlpha, scale } = question.agreement;
  const rows: { name: string; figure: Figure; format: CellProps['format'] }[] = [
    { name: `Krippendorff’s α, ${scale}`, figure: alpha, format: 'coefficient' },
    { name: 'α, weighted to the frame', figure: weightedAlpha, format: 'coefficient' },
    { name: 'Gwet’s AC1', figure: ac1, format: 'coefficient' },
    { name: 'Pairs that agree', figure: pairwise, format: 'percent' },
  ];
  return (
    <Table
      caption={`Coefficients of agreement · ${question.title}`}
      rows={rows}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', title: 'Coefficient', render: (row) => row.name },
        { key: 'figure', title: 'Value', render: (row) => <Cell figure={row.figure} format={row.format} /> },
      ]}
    />
  );
}

function Classes({ question }: { question: QuestionReport }): ReactNode {
  const { openKey } = useFigureActs();
  const chart = classChart(question);
  return (
    <>
      <div className={classes.endTools}>
        <FigureTools
          title={chart.title}
          scene={() => intervalChart(chart, COPY_WIDTH)}
          csv={() => intervalsCsv(chart.rows)}
        />
      </div>
      <IntervalTable
        chart={chart}
        rowHead="Class"
        onItems={(key) => openKey(key, 'items')}
        onExplain={(key) => openKey(key, 'how')}
      />
    </>
  );
}

function Pairs({ report, question }: { report: Report; question: QuestionReport }): ReactNode {
  const { openKey } = useFigureActs();
  const { perPair } = question.agreement;
  if (perPair.length === 0) return <p className={classes.quiet}>No two reviewers share an item.</p>;
  const keyOf = (a: (typeof perPair)[number]): string =>
    keyOfRef({ kind: 'agreement', question: question.question, option: null, pair: [a.a, a.b] });
  return (
    <Table
      caption={`Two reviewers at a time · ${question.title}`}
      rows={perPair}
      rowKey={keyOf}
      columns={[
        {
          key: 'pair',
          title: 'Reviewers',
          render: (row) => (
            <button type="button" className={classes.link} onClick={() => openKey(keyOf(row), 'items')}>
              {nameOf(report, row.a)} and {nameOf(report, row.b)}
            </button>
          ),
        },
        {
          key: 'percent',
          title: 'Same answer',
          render: (row) => <Cell figure={row.percent} format="percent" />,
        },
        {
          key: 'kappa',
          title: 'Cohen’s κ',
          render: (row) => <Cell figure={row.kappa} format="coefficient" />,
        },
      ]}
    />
  );
}

function Reviewers({ report, question }: { report: Report; question: QuestionReport }): ReactNode {
  return (
    <Table
      caption={`Each reviewer against the others · ${question.title}`}
      rows={question.agreement.perReviewer}
      rowKey={(row) => row.personId}
      empty="No reviewer shares an item with another."
      columns={[
        { key: 'name', title: 'Reviewer', render: (row) => nameOf(report, row.personId) },
        {
          key: 'peer',
          title: 'Agrees with the others',
          render: (row) => <Cell figure={row.peer} format="percent" />,
        },
        {
          key: 'without',
          title: 'α without',
          render: (row) => <Cell figure={row.alphaWithout} format="coefficient" />,
        },
      ]}
    />
  );
}

export function AgreementDetail({
  report,
  question,
}: {
  report: Report;
  question: QuestionReport;
}): ReactNode {
  const [isOpen, setOpen] = useState(true);
  return (
    <div className={classes.details}>
      <h3 className={classes.head}>{question.title} from every side</h3>
      <Disclosure summary="Other coefficients">
        <div className={classes.wide}>
          <Coefficients question={question} />
        </div>
      </Disclosure>
      <Disclosure summary="Each class against the rest" isOpen={isOpen} onToggle={setOpen}>
        <Classes question={question} />
      </Disclosure>
      <Disclosure summary="Each pair of reviewers">
        <div className={classes.wide}>
          <Pairs report={report} question={question} />
        </div>
      </Disclosure>
      <Disclosure summary="Each reviewer against the others">
        <div className={classes.wide}>
          <Reviewers report={report} question={question} />
        </div>
      </Disclosure>
    </div>
  );
}
