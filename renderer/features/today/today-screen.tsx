/**
 * The Today screen: my audits, what is due, and one big way on. Enter continues with the next item.
 */
import { IconArrowRight, IconCalendarCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AuditSummary } from '../../../shared/contract/workbench.ts';
import { firstChord } from '../../../shared/commands/registry.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { readRemembered } from '../../lib/remembered.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { AuditRow } from './audit-row.tsx';
import { chooseContinued, dueWords, leftOf, orderAudits } from './today-view.ts';
import classes from './today.module.css';

const lastAudit = (): string | null =>
  readRemembered('last-audit', (value) => (typeof value === 'string' ? value : null));

function greeting(now: Date): string {
  const hour = now.getHours();
  if (hour < 5) return 'Still up';
  return hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
}

/** The one thing to do next. */
function Continue({ audit, now, onGo }: { audit: AuditSummary; now: number; onGo: () => void }): ReactNode {
  const changes = useKeyChanges();
  const due = dueWords(audit, now);
  const hasBegun = audit.progress.done + audit.progress.skipped + audit.progress.drafts > 0;
  return (
    <section className={classes.continue} aria-label="Next">
      <div className={classes.continueWords}>
        <p className={classes.continueLead}>
          {formatCounted(leftOf(audit), 'item')} left{due === null ? '' : `, ${due.words}`}
        </p>
        <h2 className={classes.continueTitle}>{audit.title}</h2>
      </div>
      <Button
        variant="primary"
        size="l"
        chord={firstChord('today_continue', changes)}
        icon={<IconArrowRight size={19} stroke={1.8} />}
        onClick={onGo}
      >
        {hasBegun ? 'Continue' : 'Begin'}
      </Button>
    </section>
  );
}

function NothingYet(): ReactNode {
  const navigate = useNavigate();
  return (
    <EmptyState
      title="No audit yet"
      icon={<IconCalendarCheck size={40} stroke={1.3} />}
      actions={
        <>
          <Button variant="primary" onClick={() => void navigate({ to: paths.welcome })}>
            Try the demo audit
          </Button>
          <Button onClick={() => void navigate({ to: paths.plan })}>Plan an audit from a file</Button>
          <Button onClick={() => void navigate({ to: paths.sync })}>Connect to a hub</Button>
        </>
      }
    >
      An audit is a sample of logged answers that you and others score. Your audits will stand here with what
      is left to do. The demo takes five minutes and shows the whole way, from the first item to the report.
    </EmptyState>
  );
}

function Audits({ audits, now }: { audits: readonly AuditSummary[]; now: number }): ReactNode {
  const navigate = useNavigate();
  const { status } = useAppStatus();
  const continued = chooseContinued(audits, lastAudit());
  const go = (): void => {
    if (continued !== null) void navigate({ to: paths.review(continued.id) });
  };
  useCommands(continued === null ? {} : { today_continue: go });
  const me = status?.person;
  return (
    <>
      {continued !== null ? (
        <Continue audit={continued} now={now} onGo={go} />
      ) : (
        <p className={classes.allDone}>
          Nothing is waiting for you. <Link to={paths.plan}>Plan the next audit</Link> or look at the{' '}
          <Link to={paths.reports}>report</Link>.
        </p>
      )}
      <section aria-label="Audits">
        <h2 className={classes.listTitle}>{formatCounted(audits.length, 'audit')}</h2>
        <ul className={classes.list}>
          {orderAudits(audits).map((audit) => (
            <AuditRow
              key={audit.id}
              audit={audit}
              now={now}
              isLead={me !== undefined && audit.leadId === me.id}
            />
          ))}
        </ul>
      </section>
    </>
  );
}

export function TodayScreen(): ReactNode {
  const audits = useQuery(api.audits.list.queryOptions({ input: {} }));
  const { status } = useAppStatus();
  const [now] = useState(() => new Date());
  const navigate = useNavigate();
  const name = status?.person.name;
  return (
    <Screen width="narrow">
      <PageHeader
        title={name === undefined ? 'Today' : `${greeting(now)}, ${name}`}
        subtitle={now.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })}
        actions={<Button onClick={() => void navigate({ to: paths.plan })}>Plan an audit</Button>}
      />
      {audits.data === undefined ? (
        audits.error === null ? (
          <Skeleton lines={5} label="Loading your audits" />
        ) : (
          <ErrorState {...problemOf(audits.error)} onRetry={() => void audits.refetch()} />
        )
      ) : audits.data.length === 0 ? (
        <NothingYet />
      ) : (
        <Audits audits={audits.data} now={now.getTime()} />
      )}
    </Screen>
  );
}
