/** What a change touches: labels, audits with their drafts, gold, scorecards, and rates that it would break. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChangePreview } from '../../../shared/contract/taxonomies.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import { ReasonedFigure } from './reasoned-figure.tsx';
import classes from './parts.module.css';

function Count({ value, what, note }: { value: number; what: string; note?: string }): ReactNode {
  return (
    <div className={classes.countBox}>
      <dt>{what}</dt>
      <dd>
        <span className={classes.countValue}>{formatCount(value)}</span>
        {note !== undefined && <span className={classes.quiet}>{note}</span>}
      </dd>
    </div>
  );
}

function Estimates({ preview }: { preview: ChangePreview }): ReactNode {
  if (preview.estimates.length === 0) {
    return <p className={classes.quiet}>Rates before and after can stand on one line.</p>;
  }
  return (
    <>
      <p>Not comparable across the change until a relabel bridges it:</p>
      <ul className={classes.plainList}>
        {preview.estimates.map((one) => (
          <li key={`${one.auditId} ${one.rateTitle}`}>
            <Link to={paths.report(one.auditId)}>{one.title}</Link>, {one.rateTitle}:{' '}
            <ReasonedFigure figure={one.before} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Scorecards({ preview }: { preview: ChangePreview }): ReactNode {
  if (preview.scorecards.length === 0) return <p className={classes.quiet}>No scorecard offers it.</p>;
  return (
    <ul className={classes.plainList}>
      {preview.scorecards.map((one) => (
        <li key={one.id}>
          {one.title}, version {one.version}
        </li>
      ))}
    </ul>
  );
}

export function Touched({ preview }: { preview: ChangePreview }): ReactNode {
  const { labels, audits, gold } = preview;
  const drafts = audits.reduce((sum, one) => sum + one.drafts, 0);
  return (
    <Panel title="What it touches" isFlush>
      <dl className={classes.counts}>
        <Count value={labels.total} what="labels" note={`${formatCount(labels.certain)} certain`} />
        <Count value={labels.uncertain} what="uncertain labels" />
        <Count value={audits.length} what="audits" />
        <Count value={drafts} what="open drafts" />
        <Count value={gold} what="gold items" />
      </dl>
      {audits.length > 0 && (
        <Table
          caption="Audits that ask the old version"
          rows={audits}
          rowKey={(row) => row.auditId}
          columns={[
            {
              key: 'title',
              title: 'Audit',
              render: (row) => <Link to={paths.report(row.auditId)}>{row.title}</Link>,
            },
            { key: 'state', title: 'State', render: (row) => row.state },
            { key: 'labels', title: 'Labels', align: 'end', render: (row) => formatCount(row.labels) },
            { key: 'drafts', title: 'Drafts', align: 'end', render: (row) => formatCount(row.drafts) },
          ]}
        />
      )}
      <div className={classes.touchedRest}>
        <section aria-label="Rates">
          <h3>Rates</h3>
          <Estimates preview={preview} />
        </section>
        <section aria-label="Scorecards">
          <h3>Scorecards that offer it from now on</h3>
          <Scorecards preview={preview} />
          <p className={classes.quiet}>
            {audits.length === 0
              ? 'No audit asks the old version.'
              : `${formatCounted(audits.length, 'audit keeps', 'audits keep')} the version that ${audits.length === 1 ? 'it was' : 'they were'} planned with.`}
          </p>
        </section>
      </div>
    </Panel>
  );
}
