/** Agreement by people: two reviewers at a time, and each against the others. Never an order of merit. */
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import { keyOfRef } from '../../../shared/figures/figure-key.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { AgreementCell, agreementRef } from './agreement-cell.tsx';
import { useFigureActs } from './opened-figure.ts';
import { nameOf } from './report-view.ts';
import classes from './report.module.css';

interface PeopleProps {
  report: Report;
  question: QuestionReport;
}

type Pair = QuestionReport['agreement']['perPair'][number];
type Reviewer = QuestionReport['agreement']['perReviewer'][number];

export function Pairs({ report, question }: PeopleProps): ReactNode {
  const { openKey } = useFigureActs();
  const { perPair } = question.agreement;
  if (perPair.length === 0) return <p className={classes.quiet}>No two reviewers share an item.</p>;
  const keyOf = ({ a, b }: Pair): string => keyOfRef(agreementRef(question, { pair: [a, b] }));
  const namesOf = ({ a, b }: Pair): string => `${nameOf(report, a)} and ${nameOf(report, b)}`;
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
              {namesOf(row)}
            </button>
          ),
        },
        ...pairColumns(question, namesOf),
      ]}
    />
  );
}

function pairColumns(question: QuestionReport, namesOf: (row: Pair) => string): Column<Pair>[] {
  return [
    {
      key: 'percent',
      title: 'Same answer',
      render: (row) => (
        <AgreementCell
          figure={row.percent}
          format="percent"
          about={agreementRef(question, { pair: [row.a, row.b], statistic: 'percent' })}
          name={`same answer, ${namesOf(row)}`}
        />
      ),
    },
    {
      key: 'kappa',
      title: 'Cohen’s κ',
      render: (row) => (
        <AgreementCell
          figure={row.kappa}
          format="coefficient"
          about={agreementRef(question, { pair: [row.a, row.b] })}
          name={`Cohen’s κ, ${namesOf(row)}`}
        />
      ),
    },
  ];
}

export function Reviewers({ report, question }: PeopleProps): ReactNode {
  const name = ({ personId }: Reviewer): string => nameOf(report, personId);
  return (
    <Table
      caption={`Each reviewer against the others · ${question.title}`}
      rows={question.agreement.perReviewer}
      rowKey={(row) => row.personId}
      empty="No reviewer shares an item with another."
      columns={[
        { key: 'name', title: 'Reviewer', render: name },
        {
          key: 'peer',
          title: 'Agrees with the others',
          render: (row) => (
            <AgreementCell
              figure={row.peer}
              format="percent"
              about={agreementRef(question, { person: row.personId, statistic: 'peer' })}
              name={`${name(row)} and the others`}
            />
          ),
        },
        {
          key: 'without',
          title: 'α without',
          render: (row) => (
            <AgreementCell
              figure={row.alphaWithout}
              format="coefficient"
              about={agreementRef(question, { person: row.personId, statistic: 'alphaWithout' })}
              name={`α without ${name(row)}`}
            />
          ),
        },
      ]}
    />
  );
}
