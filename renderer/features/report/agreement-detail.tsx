/** Agreement of one question from every side: other coefficients, each class, each pair, each reviewer against the rest. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import { classChart } from '../../../shared/figures/report-figures.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Table } from '../../ui/table.tsx';
import { AgreementCell, agreementRef } from './agreement-cell.tsx';
import { Pairs, Reviewers } from './agreement-people.tsx';
import { IntervalFigure } from './interval-figure.tsx';
import classes from './report.module.css';

function Coefficients({ question }: { question: QuestionReport }): ReactNode {
  const { pairwise, alpha, ac1, weightedAlpha, scale } = question.agreement;
  const rows = [
    { name: `Krippendorff’s α, ${scale}`, figure: alpha, statistic: 'alpha' },
    { name: 'α, weighted to the frame', figure: weightedAlpha, statistic: 'weightedAlpha' },
    { name: 'Gwet’s AC1', figure: ac1, statistic: 'ac1' },
    { name: 'Pairs that agree', figure: pairwise, statistic: 'percent' },
  ] as const;
  return (
    <Table
      caption={`Coefficients of agreement · ${question.title}`}
      rows={rows}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', title: 'Coefficient', render: (row) => row.name },
        {
          key: 'figure',
          title: 'Value',
          render: ({ name, figure, statistic }) => (
            <AgreementCell
              figure={figure}
              format={statistic === 'percent' ? 'percent' : 'coefficient'}
              about={agreementRef(question, { statistic })}
              name={`${name}, ${question.title}`}
            />
          ),
        },
      ]}
    />
  );
}

function Classes({ question }: { question: QuestionReport }): ReactNode {
  return <IntervalFigure chart={classChart(question)} rowHead="Class" />;
}

/** The chance that a second reviewer gives a class where a first one did. */
function Specific({ question }: { question: QuestionReport }): ReactNode {
  return (
    <Table
      caption={`Specific agreement · ${question.title}`}
      rows={question.agreement.perClass}
      rowKey={(row) => row.option}
      columns={[
        { key: 'class', title: 'Class', render: (row) => row.title },
        {
          key: 'specific',
          title: 'A second reviewer agrees',
          render: ({ option, title, specific }) => (
            <AgreementCell
              figure={specific}
              format="percent"
              about={agreementRef(question, { option, statistic: 'specific' })}
              name={`specific agreement, ${title}`}
            />
          ),
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
  const tables = [
    { title: 'Other coefficients', table: <Coefficients question={question} /> },
    { title: 'Specific agreement on each class', table: <Specific question={question} /> },
    { title: 'Each pair of reviewers', table: <Pairs report={report} question={question} /> },
    { title: 'Each reviewer against the others', table: <Reviewers report={report} question={question} /> },
  ];
  return (
    <div className={classes.details}>
      <h3 className={classes.head}>{question.title} from every side</h3>
      <Disclosure summary="Each class against the rest" isOpen={isOpen} onToggle={setOpen}>
        <Classes question={question} />
      </Disclosure>
      {tables.map(({ title, table }) => (
        <Disclosure key={title} summary={title}>
          <div className={classes.wide}>{table}</div>
        </Disclosure>
      ))}
    </div>
  );
}
