/**
 * What a case asks of its owner besides a first ruling: two rulings, a ruling whose ground has moved, an appeal, somebody
 * else at work on it. Each says what happened and offers what can be done.
 */
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { DisagreementCase, RulingView } from '../../../shared/contract/disagreements.ts';
import { formatAgo, formatDay } from '../../lib/format.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
import { attentionOf } from './ruling-draft.ts';
import classes from './ruling.module.css';

export interface NoticeActs {
  /** Fills the form with what a ruling said. */
  onTake: (of: RulingView) => void;
  /** Rules the same again, on what is there now. */
  onConfirm: (of: RulingView) => void;
  /** Lets go of what is in the form: the ruling that stands is kept. */
  onKeep: () => void;
  /** Goes on and leaves both rulings as they are. */
  onLeaveBoth: () => void;
}

const titleOf = (of: DisagreementCase, option: string): string =>
  of.options.find((one) => one.option === option)?.title ?? option;

function Acts({ children }: { children: ReactNode }): ReactNode {
  return <div className={classes.noticeActs}>{children}</div>;
}

/** An act with its key. */
function Act({
  command,
  onClick,
  children,
}: {
  command: string;
  onClick: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <Button size="s" chord={firstChord(command, useKeyChanges())} onClick={onClick}>
      {children}
    </Button>
  );
}

function TwoRulings({
  of,
  standing,
  other,
  acts,
}: {
  of: DisagreementCase;
  standing: RulingView;
  other: RulingView;
  acts: NoticeActs;
}): ReactNode {
  const first = titleOf(of, standing.option);
  const second = titleOf(of, other.option);
  return (
    <Notice
      tone="warn"
      title={
        other.isMine ? 'Another owner’s ruling came first.' : 'Two owners ruled; the first ruling counts.'
      }
    >
      <p>
        It stands: <b>{first}</b>, {standing.isMine ? 'yours' : `of ${standing.by}`}. Kept beside it:{' '}
        <b>{second}</b>, {other.isMine ? 'yours' : `of ${other.by}`}.
      </p>
      <Acts>
        <Act command="disagreements_again" onClick={() => acts.onTake(other)}>
          {other.isMine ? 'Supersede with yours' : `Take over “${second}”`}
        </Act>
        <Act command="disagreements_confirm" onClick={() => acts.onConfirm(standing)}>
          Confirm “{first}”
        </Act>
        <Button size="s" variant="quiet" onClick={acts.onLeaveBoth}>
          Leave it
        </Button>
      </Acts>
    </Notice>
  );
}

function Stale({
  of,
  standing,
  acts,
}: {
  of: DisagreementCase;
  standing: RulingView;
  acts: NoticeActs;
}): ReactNode {
  return (
    <Notice tone="warn" title="A review that the ruling rests on was superseded.">
      <p>
        “{titleOf(of, standing.option)}” of {formatDay(standing.at)} still stands: confirm it, or change it.
      </p>
      <Acts>
        <Act command="disagreements_confirm" onClick={() => acts.onConfirm(standing)}>
          Confirm
        </Act>
        <Act command="disagreements_again" onClick={() => acts.onTake(standing)}>
          Change
        </Act>
      </Acts>
    </Notice>
  );
}

function Appealed({
  of,
  standing,
  acts,
}: {
  of: DisagreementCase;
  standing: RulingView;
  acts: NoticeActs;
}): ReactNode {
  const { appeal } = standing;
  if (appeal === null) return null;
  return (
    <Notice tone="warn" title={`${appeal.by} appealed.`}>
      <p dir="auto">“{appeal.reason}”</p>
      <p className={classes.quiet}>
        The next ruling ends the appeal, whatever it says. There is no second one.
      </p>
      <Acts>
        <Act command="disagreements_confirm" onClick={() => acts.onConfirm(standing)}>
          Keep “{titleOf(of, standing.option)}”
        </Act>
        <Act command="disagreements_again" onClick={() => acts.onTake(standing)}>
          Change
        </Act>
      </Acts>
    </Notice>
  );
}

/** Somebody else said that they are at it. */
export function ClaimNotice({ of }: { of: DisagreementCase }): ReactNode {
  const now = useNow(60_000);
  const { claimedBy } = of.row;
  if (claimedBy === null || claimedBy.isMine) return null;
  return (
    <Notice tone="quiet">
      {claimedBy.name} claimed this case {formatAgo(claimedBy.at, now)}. If you rule all the same, the first
      ruling that the hub accepts stands.
    </Notice>
  );
}

export function RulingNotices({
  of,
  acts,
  isLeft,
}: {
  of: DisagreementCase;
  acts: NoticeActs;
  isLeft: boolean;
}): ReactNode {
  const attention = attentionOf(of);
  if (!of.mayRule) return null;
  switch (attention.kind) {
    case 'conflict':
      return isLeft ? null : <TwoRulings of={of} {...attention} acts={acts} />;
    case 'stale':
      return <Stale of={of} {...attention} acts={acts} />;
    case 'appealed':
      return <Appealed of={of} {...attention} acts={acts} />;
    case 'none':
      return null;
  }
}
