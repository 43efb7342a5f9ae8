/** All rounds that this person may open, and the way to begin one. */
import { IconMessages } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatAgo, formatCount, formatCounted } from '../../lib/format.ts';
import { handedCases } from '../../lib/handed-cases.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { BeginRound } from './begin-round.tsx';
import type { RoundRow } from './norming-queries.ts';
import { mayBegin, useRounds } from './norming-queries.ts';
import { stageTitles } from './round-words.ts';
import classes from './rounds.module.css';

function Rounds({ rounds, now }: { rounds: readonly RoundRow[]; now: number }): ReactNode {
  return (
    <Panel isFlush>
      <Table
        caption="Norming rounds, the last begun first"
        columns={[
          {
            key: 'title',
            title: 'Round',
            render: (row) => (
              <>
                <Link to={paths.normingRound(row.roundId)} className={classes.link}>
                  {row.title}
                </Link>
                <p className={classes.quiet}>{row.auditTitle}</p>
              </>
            ),
          },
          {
            key: 'stage',
            title: 'Stage',
            render: (row) => (
              <>
                {stageTitles[row.stage]}
                {row.isLive && row.stage !== 'closed' && <span className={classes.quiet}> · live</span>}
              </>
            ),
          },
          {
            key: 'mine',
            title: 'For you',
            render: (row) =>
              row.waitingForMe > 0 ? (
                <Badge tone="accent">{formatCounted(row.waitingForMe, 'vote')} to give</Badge>
              ) : (
                <span className={classes.quiet}>nothing waits</span>
              ),
          },
          { key: 'cases', title: 'Cases', align: 'end', render: (row) => formatCount(row.cases) },
          {
            key: 'people',
            title: 'Voted on all',
            align: 'end',
            render: (row) =>
              row.voted === null ? (
                <span className={classes.quiet}>open it to see</span>
              ) : (
                `${formatCount(row.voted)} of ${formatCount(row.people)}`
              ),
          },
          {
            key: 'begun',
            title: 'Begun',
            render: (row) => (
              <>
                {row.begunBy} <span className={classes.quiet}>{formatAgo(row.begunAt, now)}</span>
              </>
            ),
          },
        ]}
        rows={rounds}
        rowKey={(row) => row.roundId}
        isQuiet={(row) => row.stage === 'closed'}
      />
    </Panel>
  );
}

/** What was shown stays, and what is older than the trouble says so. */
function Trouble(): ReactNode {
  const { phase, problem } = useAppStatus();
  if (phase !== 'lost' || problem === null) return null;
  return (
    <Notice tone="bad" title={problem.what}>
      {problem.remedy} The rounds below are as they were before.
    </Notice>
  );
}

export function RoundsView(): ReactNode {
  const rounds = useRounds();
  const { status } = useAppStatus();
  const may = mayBegin(status?.person);
  const [wantsToBegin, setBeginning] = useState<boolean | null>(null);
  const [now] = useState(() => Date.now());
  const isBeginning = may && (wantsToBegin ?? handedCases().length > 0);
  return (
    <Screen>
      <PageHeader
        title="Norming"
        subtitle="Vote blind on the same cases, see who voted what, discuss, vote again. Votes of a round are never part of a sample."
        actions={may && !isBeginning && <Button onClick={() => setBeginning(true)}>Begin a round</Button>}
      />
      <Trouble />
      {isBeginning && <BeginRound me={status?.person} onEnd={() => setBeginning(false)} />}
      {rounds.data === undefined ? (
        rounds.error === null ? (
          <Skeleton lines={4} label="Loading rounds" />
        ) : (
          <ErrorState {...problemOf(rounds.error)} onRetry={() => void rounds.refetch()} />
        )
      ) : rounds.data.length > 0 ? (
        <Rounds rounds={rounds.data} now={now} />
      ) : (
        !isBeginning && (
          <EmptyState title="No round yet" icon={<IconMessages size={30} stroke={1.4} />}>
            {may
              ? 'Choose a few cases on which people differ, here or on Disagreements, and let those who judge vote on them blind.'
              : 'When a taxonomy owner or lead begins a round with you, it stands here.'}
          </EmptyState>
        )
      )}
    </Screen>
  );
}
