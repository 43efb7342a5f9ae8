/**
 * The hub as those see it who look after it: people, sources, work, gold and what draws itself each week. Must not decide
 * who may do what: the hub does; here a part or an act is only offered to roles that could have it. Invariant: without
 * the hub the screen says so, keeps what was said last in view, and nothing typed is lost.
 */
import { IconServer2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AppStatus } from '../../../shared/contract/status.ts';
import { seesHub } from '../../../shared/domain/hub-roles.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatAgo } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { EmptyState, Notice, Skeleton } from '../../ui/states.tsx';
import { GoldTab } from './gold-tab.tsx';
import { useReconnect } from './hub-queries.ts';
import type { PartId } from './hub-parts.ts';
import { partFrom, partsOf } from './hub-parts.ts';
import { HubTabs } from './hub-tabs.tsx';
import { PeopleTab } from './people-tab.tsx';
import { SourcesTab } from './sources-tab.tsx';
import { WeeklyTab } from './weekly-tab.tsx';
import { WorkTab } from './work-tab.tsx';

function Part({ part, me }: { part: PartId; me: Person }): ReactNode {
  switch (part) {
    case 'people':
      return <PeopleTab me={me} />;
    case 'sources':
      return <SourcesTab me={me} />;
    case 'work':
      return <WorkTab me={me} />;
    case 'gold':
      return <GoldTab me={me} />;
    case 'weekly':
      return <WeeklyTab me={me} />;
  }
}

function Offline({ status }: { status: AppStatus }): ReactNode {
  const now = useNow(10_000);
  const again = useReconnect();
  const { sync } = status;
  const isSignedOut = sync.phase === 'signed_out';
  const last = sync.lastSyncedAt === null ? '' : ` Last contact ${formatAgo(sync.lastSyncedAt, now)}.`;
  return (
    <Notice
      tone="warn"
      title={isSignedOut ? 'The hub does not accept this token any more' : 'The hub cannot be reached'}
      actions={
        <Button isBusy={again.isPending} onClick={() => again.mutate({})}>
          Try again
        </Button>
      }
    >
      What you see is what it said last; nothing can be changed here until it is back.{last} Reviewing goes on
      without it.
    </Notice>
  );
}

function NoHub(): ReactNode {
  const navigate = useNavigate();
  return (
    <EmptyState
      title="No hub is connected"
      icon={<IconServer2 size={36} stroke={1.4} />}
      actions={
        <Button variant="primary" onClick={() => void navigate({ to: paths.sync })}>
          Connect to a hub
        </Button>
      }
    >
      A hub takes in logged answers, draws samples of them, gives the work out and brings labels together.
      With its address and your token, this screen shows it.
    </EmptyState>
  );
}

function NotYours({ me }: { me: Person }): ReactNode {
  const navigate = useNavigate();
  return (
    <EmptyState
      title="The hub is looked after by others"
      icon={<IconServer2 size={36} stroke={1.4} />}
      actions={<Button onClick={() => void navigate({ to: paths.today })}>Go to Today</Button>}
    >
      Your role is {me.role}. Leads, owners, auditors and admins look after people, sources and work here;
      what is given to you is on Today.
    </EmptyState>
  );
}

function Content({ status, wanted }: { status: AppStatus; wanted: string | null }): ReactNode {
  const { person, sync } = status;
  if (sync.phase === 'no_hub') return <NoHub />;
  if (!seesHub(person.role)) return <NotYours me={person} />;
  const parts = partsOf(person.role);
  const part = partFrom(wanted, parts);
  const isAway = sync.isOnline === false || sync.phase === 'signed_out';
  return (
    <>
      {isAway && <Offline status={status} />}
      <HubTabs parts={parts} part={part}>
        <Part part={part} me={person} />
      </HubTabs>
    </>
  );
}

export function HubScreen({ part }: { part: string | null }): ReactNode {
  const { phase, status, problem } = useAppStatus();
  const hubUrl = status?.sync.hubUrl ?? null;
  return (
    <Screen>
      <PageHeader
        title="Hub"
        subtitle={
          hubUrl === null
            ? 'Where traces arrive, samples are drawn and labels come home.'
            : `${hubUrl} · you are ${status?.person.name ?? 'not known'}, ${status?.person.role ?? ''}`
        }
      />
      {phase === 'lost' && problem !== null && (
        <Notice tone="bad" title={problem.what}>
          {problem.remedy}
        </Notice>
      )}
      {status === null && phase !== 'lost' && <Skeleton lines={6} label="Asking the backend" />}
      {status !== null && <Content status={status} wanted={part} />}
    </Screen>
  );
}
