/**
 * The private page of a reviewer: what to do first, then the figures it rests on. For everybody their own; another's only
 * where the plan opens it, which the backend decides. Never a ranking, and never two people side by side.
 */
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ReviewerPage } from '../../../shared/contract/reviewers.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCount } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { timeWords } from './page-words.ts';
import { useOpenPages, usePage } from './reviewer-queries.ts';
import { ShareCell } from './share-cell.tsx';
import classes from './reviewer.module.css';

function Advice({ page }: { page: ReviewerPage }): ReactNode {
  return (
    <Panel title={page.isMine ? 'What to do' : 'What they are told'}>
      <ul className={classes.advice}>
        {page.advice.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  );
}

function Speed({ page }: { page: ReviewerPage }): ReactNode {
  return (
    <Panel title="Time on an item" aside="median, with its 95 % interval" isFlush>
      <Table
        caption="Time on an item, by audit"
        columns={[
          { key: 'audit', title: 'Audit', render: (row) => row.title },
          {
            key: 'median',
            title: 'Median',
            align: 'end',
            render: ({ medianMs }) => (
              <span className={medianMs.estimate === null ? classes.none : undefined}>
                {timeWords(medianMs).median}
              </span>
            ),
          },
          {
            key: 'range',
            title: 'Interval',
            align: 'end',
            render: ({ medianMs }) => <span className={classes.quiet}>{timeWords(medianMs).range}</span>,
          },
        ]}
        rows={page.speed}
        rowKey={(row) => row.auditId}
      />
    </Panel>
  );
}

function Drift({ page }: { page: ReviewerPage }): ReactNode {
  if (page.drift.length === 0) return null;
  return (
    <Panel
      title="Over time"
      aside="agreement with most of the others, earlier half against later half"
      isFlush
    >
      <Table
        caption="Agreement over time, by question"
        columns={[
          {
            key: 'question',
            title: 'Question',
            render: (row) => (
              <>
                {row.title} {row.isDrifting && <Badge tone="warn">changed</Badge>}
                <p className={classes.quiet}>{row.sentence}</p>
              </>
            ),
          },
          { key: 'earlier', title: 'Earlier', render: (row) => <ShareCell figure={row.earlier} /> },
          { key: 'later', title: 'Later', render: (row) => <ShareCell figure={row.later} /> },
        ]}
        rows={page.drift}
        rowKey={(row) => row.question}
      />
    </Panel>
  );
}

/** Whose page is shown, for those who may open more than their own: names alone, by name. */
function Pages({ shown }: { shown: PersonId }): ReactNode {
  const pages = useOpenPages();
  const list = pages.data ?? [];
  if (list.length < 2) return null;
  return (
    <nav className={classes.pages} aria-label="Pages that you may open">
      {list.map((of) => (
        <Link
          key={of.personId}
          to={paths.ownPage}
          search={of.isMine ? {} : { person: of.personId }}
          // One's own page has no search, which every other page's address would match too.
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={of.personId === shown ? 'page' : undefined}
        >
          {of.isMine ? 'My page' : of.name}
        </Link>
      ))}
    </nav>
  );
}

/** What is shown stays while the backend is away, and says that it may be old. */
function Trouble(): ReactNode {
  const { phase, problem } = useAppStatus();
  if (phase !== 'lost' || problem === null) return null;
  return (
    <Notice tone="bad" title={problem.what}>
      {problem.remedy} The figures below are as they were before.
    </Notice>
  );
}

function Page({ page }: { page: ReviewerPage }): ReactNode {
  return (
    <>
      <p className={classes.privacy}>
        <IconLock size={15} stroke={1.7} aria-hidden />
        {page.privacy}
      </p>
      <Pages shown={page.personId} />
      {page.audits.length === 0 ? (
        <EmptyState title="Nothing judged yet">
          After the first items this page tells how you judge: how long an item takes, and once audits close,
          how far others and rulings agree with you.
        </EmptyState>
      ) : (
        <>
          <Advice page={page} />
          {page.audits.toReversed().map((audit) => (
            <AuditPanel key={audit.auditId} audit={audit} />
          ))}
          <Drift page={page} />
          <Speed page={page} />
        </>
      )}
    </>
  );
}

/** Asking again opens nobody's private page: the way on is one's own. */
function Failed({
  error,
  isMine,
  onRetry,
}: {
  error: unknown;
  isMine: boolean;
  onRetry: () => void;
}): ReactNode {
  const problem = problemOf(error);
  const isPrivate = problem.code === 'FORBIDDEN';
  return (
    <ErrorState
      {...problem}
      onRetry={isPrivate ? undefined : onRetry}
      actions={!isMine && <Link to={paths.ownPage}>My page</Link>}
    />
  );
}

function titleOf(page: ReviewerPage | undefined, asked: PersonId | null): string {
  if (page === undefined) return asked === null ? 'My page' : 'A reviewer’s page';
  return page.isMine ? 'My page' : page.name;
}

function judgedOf({ audits }: ReviewerPage): string {
  const count = audits.reduce((sum, of) => sum + of.reviewed, 0);
  return `${formatCount(count)} items judged in ${formatCount(audits.length)} ${audits.length === 1 ? 'audit' : 'audits'}`;
}

export function ReviewerScreen({ personId }: { personId: PersonId | null }): ReactNode {
  const page = usePage(personId);
  const { data } = page;
  return (
    <Screen>
      <PageHeader
        title={titleOf(data, personId)}
        {...(data === undefined ? {} : { subtitle: judgedOf(data) })}
      />
      <Trouble />
      {data !== undefined ? (
        <Page page={data} />
      ) : page.error === null ? (
        <Skeleton lines={6} label="Working out the figures" />
      ) : (
        <Failed error={page.error} isMine={personId === null} onRetry={() => void page.refetch()} />
      )}
    </Screen>
  );
}
