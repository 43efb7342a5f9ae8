/** How each reviewer judged the gold items of an audit, with intervals; before the close only leads and owners see it. */
import type { ReactNode } from 'react';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { useCatalogue } from '../../lib/catalogue.ts';
import { FigureText } from '../../ui/figure-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import { useGoldResults } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import { nameOf } from './work-words.ts';
import classes from './hub.module.css';

export interface AuditPanelProps {
  audit: AuditSummary;
  people: readonly Person[];
}

/** The title of a question in this audit's scorecard; its id where the scorecard is not known here. */
export function questionTitle(audit: AuditSummary, question: string, catalogue: Catalogue): string {
  const card = findScorecard(audit.plan.scorecard, catalogue);
  return card?.questions.find((one) => one.id === question)?.title ?? question;
}

type Row = NonNullable<ReturnType<typeof useGoldResults>['data']>[number];

/** Nobody is ranked: people stand in the order of their names. */
function byName(people: readonly Person[], rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => nameOf(people, a.personId).localeCompare(nameOf(people, b.personId), 'en'));
}

export function GoldResults({ audit, people }: AuditPanelProps): ReactNode {
  const results = useGoldResults(audit.id);
  const catalogue = useCatalogue();
  return (
    <Panel title="Gold" aside="items whose answer is known" isFlush={(results.data?.length ?? 0) > 0}>
      <Loaded of={results} label="Reading the gold results">
        {(rows) =>
          rows.length === 0 ? (
            <p className={classes.quiet}>No gold item of this audit has been judged.</p>
          ) : (
            <Table
              caption="Right answers on gold items by reviewer and question"
              rows={byName(people, rows)}
              rowKey={(row) => `${row.personId} ${row.question}`}
              columns={[
                { key: 'who', title: 'Reviewer', render: (row) => nameOf(people, row.personId) },
                {
                  key: 'question',
                  title: 'Question',
                  render: (row) => questionTitle(audit, row.question, catalogue),
                },
                {
                  key: 'right',
                  title: 'Right',
                  align: 'end',
                  render: (row) => `${row.right} of ${row.judged}`,
                },
                {
                  key: 'share',
                  title: 'Share, with its interval',
                  align: 'end',
                  render: (row) => <FigureText figure={row.share} unit="gold items" />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
