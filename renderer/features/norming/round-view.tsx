/**
 * One round: its cases one after the other, and beside the texts what its stage asks for — a vote, a discussion, a second
 * vote, the result. Must not decide what is shown of whose vote: that is the backend's.
 */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { votingStage } from '../../../shared/norming/fold-round.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Badge } from '../../ui/badge.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { CaseTexts } from './case-texts.tsx';
import { Discussion } from './discussion.tsx';
import type { NormingCase, NormingView } from './norming-queries.ts';
import { useProgress, useRound, withProgress } from './norming-queries.ts';
import { CaseStrip, MoveOn, People, Result, StageLine, Stages } from './round-parts.tsx';
import { nextToVote, stageTitles } from './round-words.ts';
import { useLiveRound } from './use-live-round.ts';
import { VoteForm } from './vote-form.tsx';
import { FirstVotes, MovedVotes } from './votes-table.tsx';
import classes from './round.module.css';

interface CaseProps {
  view: NormingView;
  item: NormingCase;
  onVoted: (view: NormingView) => void;
}

function Aside({ view, item, onVoted }: CaseProps): ReactNode {
  const { stage } = view;
  const takesPart = view.waitingForMe > 0 || [...item.first, ...item.second].some((of) => of.isMine);
  const voting = votingStage(stage);
  return (
    <>
      {voting !== null && takesPart && (
        <VoteForm
          key={`${stage} ${item.case.itemId} ${item.case.question}`}
          round={view}
          item={item}
          stage={voting}
          onVoted={onVoted}
        />
      )}
      {voting !== null && !takesPart && (
        <p className={classes.quiet}>
          You do not vote in this round. What people vote is shown at its reveal.
        </p>
      )}
      {stage === 'closed' ? (
        <section aria-label="Votes">
          <h3 className={classes.partTitle}>{item.questionTitle}: before and after</h3>
          <div className={classes.tableBox}>
            <MovedVotes view={view} item={item} />
          </div>
        </section>
      ) : (
        stage !== 'first' && (
          <section aria-label="First votes">
            <h3 className={classes.partTitle}>{item.questionTitle}: first votes</h3>
            <FirstVotes view={view} item={item} />
          </section>
        )
      )}
      {stage !== 'first' && <Discussion view={view} item={item} />}
    </>
  );
}

/** Where one is in the round: at first on the first case that waits for this person. */
function useCasePlace(view: NormingView) {
  const stage = votingStage(view.stage);
  // Each stage begins anew.
  const [held, setHeld] = useState<{ stage: NormingView['stage']; at: number } | null>(null);
  const last = view.items.length - 1;
  const first = stage === null ? 0 : (nextToVote(view.items, stage, last) ?? 0);
  const at = Math.min(Math.max(0, held?.stage === view.stage ? held.at : first), Math.max(0, last));
  const go = (to: number): void => setHeld({ stage: view.stage, at: Math.min(Math.max(0, to), last) });
  useCommands({
    norming_next: () => go(at + 1),
    norming_previous: () => go(at - 1),
    norming_leave: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
  return { at, go };
}

function whatNext({ mayMove, voted, people, begunBy }: NormingView): string {
  const isReady = voted === people;
  if (mayMove) return isReady ? 'So has everybody: the votes can be shown.' : '';
  return isReady
    ? `So has everybody: ${begunBy} can show the votes.`
    : `${begunBy} shows the votes when all are in.`;
}

/** Said once this person has nothing left to vote on in the stage. */
function Through({ view }: { view: NormingView }): ReactNode {
  const stage = votingStage(view.stage);
  if (stage === null || view.waitingForMe > 0) return null;
  if (!view.items.some((of) => of[stage].some((one) => one.isMine))) return null;
  return <output className={classes.through}>You have voted on everything. {whatNext(view)}</output>;
}

function RoundHead({ view: here }: { view: NormingView }): ReactNode {
  const view = withProgress(here, useProgress(here));
  return (
    <div className={classes.head}>
      <div className={classes.headRow}>
        <div className={classes.stand}>
          <Stages view={view} />
          <StageLine view={view} />
          <People view={view} />
        </div>
        <MoveOn view={view} />
      </div>
      <Through view={view} />
      <Result view={view} />
    </div>
  );
}

function Round({ view }: { view: NormingView }): ReactNode {
  const { at, go } = useCasePlace(view);
  useLiveRound(view);
  const item = view.items[at];
  const onVoted = (after: NormingView): void => {
    const stage = votingStage(after.stage);
    const next = stage === null ? null : nextToVote(after.items, stage, at);
    if (next !== null) go(next);
  };
  return (
    <>
      <RoundHead view={view} />
      {item === undefined ? (
        <EmptyState title="This round has no case that can be shown here">
          Its questions are not known on this computer yet. Sync with the hub.
        </EmptyState>
      ) : (
        <div className={classes.case}>
          <div className={classes.read}>
            <CaseStrip view={view} at={at} onGo={go} />
            <h2 className={classes.caseTitle}>
              <span className={classes.quiet}>
                Case {at + 1} of {view.items.length}
              </span>{' '}
              {item.title}
            </h2>
            <CaseTexts trace={item.trace} />
          </div>
          <aside className={classes.aside} aria-label="Your vote and the others">
            <Aside view={view} item={item} onVoted={onVoted} />
          </aside>
        </div>
      )}
    </>
  );
}

export function RoundView({ roundId }: { roundId: string }): ReactNode {
  const round = useRound(roundId);
  const view = round.data;
  return (
    <Screen>
      <PageHeader
        title={view?.title ?? 'Norming round'}
        badges={
          view !== undefined && (
            <>
              <Badge tone={view.stage === 'closed' ? 'good' : 'accent'}>{stageTitles[view.stage]}</Badge>
              {view.isLive && view.stage !== 'closed' && <Badge>live</Badge>}
            </>
          )
        }
        subtitle={
          <>
            <Link to={paths.norming}>All rounds</Link>
            {view !== undefined && ` · ${view.auditTitle} · begun by ${view.begunBy}`}
          </>
        }
      />
      {view !== undefined ? (
        <Round view={view} />
      ) : round.error === null ? (
        <Skeleton lines={6} label="Loading the round" />
      ) : (
        <ErrorState {...problemOf(round.error)} onRetry={() => void round.refetch()} />
      )}
    </Screen>
  );
}
