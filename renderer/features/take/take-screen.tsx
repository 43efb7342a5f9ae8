/**
 * "Take with me": which audits, how large, a true bar, the proof, and what happens on return. Must not know how texts travel.
 * Keys: Tab and Space choose, the key of "take along" or Enter on the button goes.
 */
import { IconBackpack } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { TakenAudit } from '../../../shared/contract/offline.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { TakeList } from './take-list.tsx';
import { TakeProgress } from './take-progress.tsx';
import { TakeProof, WayAndReturn } from './take-proof.tsx';
import { isWhole, loadOf, loadWords } from './take-words.ts';
import { useTake } from './use-take.ts';
import classes from './take.module.css';

/** `auditId`: the audit to choose first; null for all that are not whole. */
export function TakeScreen({ auditId }: { auditId: AuditId | null }): ReactNode {
  const list = useQuery(api.offline.list.queryOptions({ input: {} }));
  const { status } = useAppStatus();
  const { refetch } = list;
  const syncedAt = status?.sync.lastSyncedAt ?? null;
  const isOnline = status?.sync.isOnline ?? null;
  // A sync may bring new items; a hub that came or went changes what can be said.
  useEffect(() => void refetch(), [refetch, syncedAt, isOnline]);
  return (
    <Screen width="narrow">
      <PageHeader
        title="Take with me"
        subtitle="Everything that is yours to judge, on this computer: for trains, planes and rooms without a network."
      />
      {list.data === undefined ? (
        list.error === null ? (
          <Skeleton lines={5} label="Looking what is here and what is yours" />
        ) : (
          <ErrorState {...problemOf(list.error)} onRetry={() => void list.refetch()} />
        )
      ) : list.data.audits.length === 0 ? (
        <NothingToTake />
      ) : (
        <Audits audits={list.data.audits} isOnline={list.data.isOnline} auditId={auditId} />
      )}
    </Screen>
  );
}

function NothingToTake(): ReactNode {
  const navigate = useNavigate();
  return (
    <EmptyState
      title="Nothing to take with you"
      icon={<IconBackpack size={40} stroke={1.3} />}
      actions={<Button onClick={() => void navigate({ to: paths.today })}>Back to Today</Button>}
    >
      When an open audit has items for you, it stands here: you take it along before you go, and judge it
      where there is no network.
    </EmptyState>
  );
}

/** What is chosen before the person chooses: the audit that they came from, else whatever is not whole. */
function chosenFirst(audits: readonly TakenAudit[], auditId: AuditId | null): Set<AuditId> {
  if (audits.some((one) => one.auditId === auditId) && auditId !== null) return new Set([auditId]);
  const open = audits.filter((one) => !isWhole(one));
  return new Set((open.length === 0 ? audits : open).map((one) => one.auditId));
}

interface AuditsProps {
  audits: readonly TakenAudit[];
  isOnline: boolean;
  auditId: AuditId | null;
}

function Audits({ audits, isOnline, auditId }: AuditsProps): ReactNode {
  const now = useNow(30_000);
  const { status } = useAppStatus();
  const { run, start, stop } = useTake();
  const [own, setOwn] = useState<ReadonlySet<AuditId> | null>(null);
  const chosen = own ?? chosenFirst(audits, auditId);
  const picked = audits.filter((one) => chosen.has(one.auditId));
  const isRunning = run.state === 'running';
  const go = (): void => {
    if (!isRunning && picked.length > 0) start(picked.map((one) => one.auditId));
  };
  useCommands({ today_take: go });
  const hasHub = status !== null && status.sync.phase !== 'no_hub';
  const choose = (id: AuditId, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setOwn(next);
  };
  return (
    <>
      {hasHub && !isOnline && !isRunning && run.state !== 'failed' && <Offline audits={audits} />}
      {run.state === 'done' && (
        <TakeProof
          items={run.items}
          bytes={run.bytes}
          at={run.at}
          audits={audits.filter((one) => run.auditIds.includes(one.auditId))}
          now={now}
        />
      )}
      {isRunning && <TakeProgress step={run.step} onStop={stop} />}
      {run.state === 'failed' && <Failed problem={run.problem} onRetry={() => start(run.auditIds)} />}
      {run.state === 'stopped' && (
        <Notice tone="quiet" title="Stopped">
          What has come is here and can be judged. The next time goes on from there.
        </Notice>
      )}
      <Panel isFlush className={classes.panel}>
        <TakeList audits={audits} chosen={chosen} onChoose={choose} isBusy={isRunning} now={now} />
        {!isRunning && <Go picked={picked} isAgain={run.state === 'done'} onGo={go} />}
      </Panel>
      {run.state !== 'done' && !isRunning && (
        <div className={classes.before}>
          <WayAndReturn kept={null} level={2} />
        </div>
      )}
    </>
  );
}

/** A network that is not there is no failure of anything: it is said without alarm. */
function Failed({ problem, onRetry }: { problem: ShownProblem; onRetry: () => void }): ReactNode {
  const { what, where, remedy, code } = problem;
  if (code !== 'HUB_UNREACHABLE') {
    return <ErrorState isInline what={what} where={where} remedy={remedy} code={code} onRetry={onRetry} />;
  }
  return (
    <Notice tone="warn" title={what} actions={<Button onClick={onRetry}>Try again</Button>}>
      {remedy}
    </Notice>
  );
}

function Offline({ audits }: { audits: readonly TakenAudit[] }): ReactNode {
  const whole = audits.filter(isWhole);
  const words =
    whole.length === audits.length
      ? 'Everything below is whole: judge on.'
      : whole.length === 0
        ? 'What is here can be judged. Whether it is everything, only the hub can say.'
        : `Whole: ${whole.map((one) => one.title).join(', ')}. Of the others, what is here can be judged.`;
  return (
    <Notice tone="warn" title="The hub does not answer">
      {words}
    </Notice>
  );
}

interface GoProps {
  picked: readonly TakenAudit[];
  isAgain: boolean;
  onGo: () => void;
}

function Go({ picked, isAgain, onGo }: GoProps): ReactNode {
  const changes = useKeyChanges();
  const words = picked.length === 0 ? 'Choose at least one audit.' : loadWords(loadOf(picked));
  return (
    <div className={classes.goBar}>
      <p className={classes.load} aria-live="polite">
        {words}
      </p>
      <Button
        variant={isAgain ? 'plain' : 'primary'}
        size="l"
        chord={firstChord('today_take', changes)}
        icon={<IconBackpack size={18} stroke={1.7} />}
        disabled={picked.length === 0}
        onClick={onGo}
      >
        {isAgain ? 'Take again' : 'Take with me'}
      </Button>
    </div>
  );
}
