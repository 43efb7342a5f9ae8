/** What one audit says of a reviewer, question by question. One person alone: nobody else is named or ranked. */
import type { ReactNode } from 'react';
import { formatCounted, formatDay } from '../../lib/format.ts';
import { useOrigins } from '../../lib/origins.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { OriginBadge } from '../../ui/origin-badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import spoken from '../../ui/spoken.module.css';
import { Table } from '../../ui/table.tsx';
import { hasCounts, isToldLater } from './page-words.ts';
import type { PageAudit, PageQuestion } from './reviewer-queries.ts';
import { ShareCell } from './share-cell.tsx';
import classes from './reviewer.module.css';

function Confusion({ question }: { question: PageQuestion }): ReactNode {
  const { confusion, options, title } = question;
  if (!hasCounts(confusion)) return null;
  return (
    <div className={classes.matrixBox}>
      <table className={classes.matrix}>
        <caption>
          {title}: rows are what was ruled, or what most others said; columns what was said here
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className={spoken.only}>Ruled, or said by most others</span>
            </th>
            {options.map((of) => (
              <th key={of.option} scope="col">
                {of.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {options.map((of, row) => (
            <tr key={of.option}>
              <th scope="row">{of.title}</th>
              {options.map((to, column) => {
                const count = confusion[row]?.[column] ?? 0;
                return (
                  <td key={to.option} data-kind={count === 0 ? 'none' : row === column ? 'same' : 'other'}>
                    {count}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Confusions({ audit }: { audit: PageAudit }): ReactNode {
  const shown = audit.questions.filter((of) => hasCounts(of.confusion));
  const told = audit.questions.filter((of) => of.standsOut !== null);
  if (shown.length === 0) return null;
  return (
    <div className={classes.confusions}>
      {told.map((of) => (
        <p key={of.question} className={classes.standsOut}>
          <strong>{of.title}.</strong> {of.standsOut}
        </p>
      ))}
      {told.length === 0 && <p className={classes.quiet}>No class stands out.</p>}
      <Disclosure summary="All counts, class by class">
        {shown.map((of) => (
          <Confusion key={of.question} question={of} />
        ))}
      </Disclosure>
    </div>
  );
}

export function AuditPanel({ audit }: { audit: PageAudit }): ReactNode {
  const originOf = useOrigins();
  const isHidden = isToldLater(audit);
  const closed = audit.closedAt === null ? 'running' : `closed ${formatDay(audit.closedAt)}`;
  return (
    <Panel
      title={audit.title}
      aside={
        <>
          <OriginBadge {...originOf(audit.auditId)} /> {formatCounted(audit.reviewed, 'item')} judged,{' '}
          {closed}
        </>
      }
      isFlush={!isHidden}
    >
      {isHidden ? (
        <p className={classes.hidden}>
          Agreement with others, with rulings and with gold is told after the close, so that nothing steers
          what is still to be judged.
        </p>
      ) : (
        <Agreement audit={audit} />
      )}
      <Confusions audit={audit} />
    </Panel>
  );
}

function Agreement({ audit }: { audit: PageAudit }): ReactNode {
  return (
    <Table
      caption={`Agreement in ${audit.title}`}
      columns={[
        { key: 'question', title: 'Question', render: (row) => row.title },
        { key: 'others', title: 'With others', render: (row) => <ShareCell figure={row.withOthers} /> },
        { key: 'rulings', title: 'With rulings', render: (row) => <ShareCell figure={row.withRulings} /> },
        { key: 'gold', title: 'Gold', render: (row) => <ShareCell figure={row.withGold} /> },
      ]}
      rows={audit.questions}
      rowKey={(row) => row.question}
    />
  );
}
