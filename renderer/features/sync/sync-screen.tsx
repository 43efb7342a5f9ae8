/**
 * Where this computer stands with the hub: phase in words, what waits, what was refused and why, what is confirmed,
 * and a proof on demand. Must not know how sync works. Invariant: an unreachable hub never reads as a failure of
 * work: the screen says that work goes on and what will happen next.
 */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SyncStatus } from '../../../shared/contract/status.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatAgo, formatCounted, formatDayTime } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { HubPanel } from './hub-panel.tsx';
import { ProofPanel } from './proof-panel.tsx';
import { RefusedPanel, WaitingPanel } from './event-panels.tsx';
import { useSyncNow } from './sync-queries.ts';
import { phaseView } from './sync-view.ts';
import classes from './sync.module.css';

function SyncNow({ sync }: { sync: SyncStatus }): ReactNode {
  const now = useSyncNow();
  const isBusy = now.isPending || phaseView(sync).isBusy;
  return (
    <Button variant="primary" isBusy={isBusy} onClick={() => now.mutate({})}>
      {isBusy ? 'Syncing …' : 'Sync now'}
    </Button>
  );
}

function State({ sync }: { sync: SyncStatus }): ReactNode {
  const now = useNow(10_000);
  const view = phaseView(sync);
  const attempt =
    sync.nextAttemptAt === null ? null : { name: 'Next attempt', value: formatAgo(sync.nextAttemptAt, now) };
  return (
    <Panel>
      <div className={classes.state} data-tone={view.tone} aria-live="polite">
        <span className={classes.mark} aria-hidden>
          {view.mark}
        </span>
        <div>
          <h2 className={classes.phase}>{view.title}</h2>
          <p className={classes.detail}>{view.detail}</p>
        </div>
      </div>
      {sync.error !== null && (
        <div className={classes.error}>
          <ErrorState isInline what={sync.error.what} where={sync.error.where} remedy={sync.error.remedy} />
        </div>
      )}
      {sync.phase !== 'no_hub' && (
        <Facts
          facts={[
            { name: 'Confirmed by the hub', value: formatCounted(sync.acknowledged, 'event') },
            { name: 'Waiting here', value: formatCounted(sync.waiting, 'event') },
            { name: 'Refused', value: formatCounted(sync.refused, 'event') },
            {
              name: 'Last sync',
              value:
                sync.lastSyncedAt === null
                  ? 'not yet'
                  : `${formatAgo(sync.lastSyncedAt, now)} (${formatDayTime(sync.lastSyncedAt)})`,
            },
            ...(attempt === null ? [] : [attempt]),
          ]}
        />
      )}
    </Panel>
  );
}

function Content({ sync }: { sync: SyncStatus }): ReactNode {
  const hasHub = sync.phase !== 'no_hub';
  return (
    <div className={hasHub ? classes.columns : classes.column}>
      <div className={classes.column}>
        <State sync={sync} />
        {hasHub && sync.waiting > 0 && <WaitingPanel />}
        {hasHub && sync.refused > 0 && <RefusedPanel />}
        {hasHub && <ProofPanel />}
      </div>
      <div className={classes.column}>
        <HubPanel sync={sync} />
      </div>
    </div>
  );
}

export function SyncScreen(): ReactNode {
  const navigate = useNavigate();
  const { phase, status, problem } = useAppStatus();
  const sync = status?.sync ?? null;
  const shown = problem ?? (phase === 'lost' ? problemOf(new TypeError('stream ended')) : null);
  return (
    <Screen width={sync?.phase === 'no_hub' ? 'narrow' : 'wide'}>
      <PageHeader
        title="Sync"
        subtitle="What this computer has sent, what waits, and what the hub has confirmed."
        actions={
          <>
            <Button onClick={() => void navigate({ to: paths.take })}>Take with me</Button>
            {sync !== null && sync.phase !== 'no_hub' && phase === 'live' && <SyncNow sync={sync} />}
          </>
        }
      />
      {sync === null && phase === 'connecting' && <Skeleton lines={5} label="Asking the backend" />}
      {phase === 'lost' && shown !== null && (
        <Notice tone="bad" title={shown.what}>
          {shown.remedy} {sync !== null && 'What you see below is the last known state.'}
        </Notice>
      )}
      {sync !== null && <Content sync={sync} />}
    </Screen>
  );
}
