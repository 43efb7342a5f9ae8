/**
 * The Today screen: what is mine, what is due, how long it takes, and one big way on. Enter continues with the next item;
 * the arrows go from audit to audit. Must not know how an audit is taken along: the app puts that in (`renderTake`).
 */
import { IconCalendarCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { lastAudit } from '../../lib/remembered.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { AuditGroups } from './audit-groups.tsx';
import { ContinuePanel, NothingWaits } from './continue-panel.tsx';
import { DayAside } from './day-aside.tsx';
import { FromHere } from './from-here.tsx';
import { canPlan, useAudits, useToday } from './today-queries.ts';
import { chooseContinued, leftOf } from './today-view.ts';
import { useTodayCommands } from './use-today-commands.ts';
import classes from './today.module.css';

/** Up to so many audits there is room to say what else could be done. */
const fewAudits = 3;

/** Who has not said their name yet is called "You", which nobody is greeted by. */
function greeting(now: Date, name: string): string {
  const hour = now.getHours();
  const words =
    hour < 5 ? 'Still up' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
  return name === 'You' ? words : `${words}, ${name}`;
}

export interface TodayScreenProps {
  /** What takes one audit along, with its key; absent where audits cannot be taken along. */
  renderTake?: ((audit: AuditSummary) => ReactNode) | undefined;
  /** Opens the place where audits are taken along, with this one chosen. */
  onTake?: ((audit: AuditSummary) => void) | undefined;
  /** Called once it is on screen which audit Continue leads to: the way there can be made ready. */
  onContinued?: ((auditId: AuditId) => void) | undefined;
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
      is left to do, when it is due, and how long it takes. The demo takes five minutes and shows the whole
      way, from the first item to the report.
    </EmptyState>
  );
}

function Audits({
  audits,
  now,
  renderTake,
  onTake,
  onContinued,
}: TodayScreenProps & { audits: readonly AuditSummary[]; now: Date }): ReactNode {
  const navigate = useNavigate();
  const { status } = useAppStatus();
  const today = useToday(now);
  const continued = chooseContinued(audits, lastAudit());
  const continuedId = continued?.id ?? null;
  useEffect(() => {
    if (continuedId !== null) onContinued?.(continuedId);
  }, [continuedId, onContinued]);
  const go = (): void => {
    if (continued !== null) void navigate({ to: paths.review(continued.id) });
  };
  const list = useTodayCommands({ audits, continued, onGo: go, onTake });
  return (
    <div className={classes.page}>
      <div className={classes.main}>
        {continued === null ? (
          <NothingWaits
            mayPlan={canPlan(status?.person)}
            hasDone={audits.some(
              (one) => one.state !== 'closed' && one.progress.mine > 0 && leftOf(one) === 0,
            )}
          />
        ) : (
          <ContinuePanel
            audit={continued}
            today={today.find((one) => one.auditId === continued.id)}
            now={now.getTime()}
            onGo={go}
          />
        )}
        <AuditGroups
          list={list}
          audits={audits}
          today={today}
          person={status?.person}
          now={now.getTime()}
          renderTake={renderTake}
        />
        {audits.length <= fewAudits && <FromHere status={status} />}
      </div>
      <DayAside audits={audits} today={today} status={status} canTake={onTake !== undefined} />
    </div>
  );
}

/** The stored list is shown on; what is older than the trouble says so. */
function Trouble(): ReactNode {
  const { phase, problem } = useAppStatus();
  if (phase !== 'lost' || problem === null) return null;
  return (
    <Notice tone="bad" title={problem.what}>
      {problem.remedy} The list below is how it was before.
    </Notice>
  );
}

export function TodayScreen(props: TodayScreenProps): ReactNode {
  const audits = useAudits();
  const { status } = useAppStatus();
  const [now] = useState(() => new Date());
  const navigate = useNavigate();
  const name = status?.person.name;
  return (
    <Screen>
      <PageHeader
        title={name === undefined ? 'Today' : greeting(now, name)}
        subtitle={now.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })}
        actions={
          canPlan(status?.person) && (
            <Button onClick={() => void navigate({ to: paths.plan })}>Plan an audit</Button>
          )
        }
      />
      {audits.data !== undefined && audits.data.length > 0 && <Trouble />}
      {audits.data === undefined ? (
        audits.error === null ? (
          <Skeleton lines={5} label="Loading your audits" />
        ) : (
          <ErrorState {...problemOf(audits.error)} onRetry={() => void audits.refetch()} />
        )
      ) : audits.data.length === 0 ? (
        <NothingYet />
      ) : (
        <Audits audits={audits.data} now={now} {...props} />
      )}
    </Screen>
  );
}
