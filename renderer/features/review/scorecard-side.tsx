/**
 * The right of the bench: the scorecard of the item in hand with its acts under it. Binds the panel, which knows no bench,
 * to what use-bench.ts holds; acts keep their identity from key to key, so that only what changed is drawn.
 */
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { Question } from '../../../shared/domain/scorecard.ts';
import { runCommand, useKeyChanges } from '../../lib/shortcuts.ts';
import { Skeleton } from '../../ui/states.tsx';
import { RoundAside, ToldFoot } from './calibration-parts.tsx';
import { chooseOption, focusQuestion, listOpenQuestions, writeText } from './form.ts';
import { ScorecardPanel } from './scorecard.tsx';
import type { ScorecardPanelProps } from './scorecard.tsx';
import { SubmitBar } from './submit-bar.tsx';
import type { SubmitBarProps } from './submit-bar.tsx';
import type { ReviewItem } from './types.ts';
import type { Bench } from './use-bench.ts';
import { spansInHand } from './use-bench.ts';
import classes from './bench.module.css';

const NONE_MISSED: ReadonlySet<string> = new Set();

/** The chords that the foot of the scorecard shows. */
function useActChords(): SubmitBarProps['chords'] {
  const changes = useKeyChanges();
  return {
    submit: firstChord('review_submit', changes),
    skip: firstChord('review_skip', changes),
    flag: firstChord('review_flag', changes),
    reopen: firstChord('review_reopen', changes),
    undo: firstChord('review_undo', changes),
    redo: firstChord('review_redo', changes),
  };
}

function Foot({
  bench,
  item,
  open,
}: {
  bench: Bench;
  item: ReviewItem;
  open: readonly Question[];
}): ReactNode {
  const { update } = bench;
  return (
    <SubmitBar
      item={item}
      openCount={open.length}
      spanCount={spansInHand(bench).length}
      chords={useActChords()}
      onSubmit={bench.submit}
      onSkip={() => update({ asked: { act: 'skip', noted: null } })}
      onFlag={() => update({ asked: { act: 'flag', noted: null } })}
      onReopen={bench.acts.reopen}
      canUndo={(bench.held?.form.history.past.length ?? 0) > 0}
      canRedo={(bench.held?.form.history.future.length ?? 0) > 0}
      onUndo={() => runCommand('review_undo')}
      onRedo={() => runCommand('review_redo')}
    />
  );
}

/** The acts of the evidence list, one and the same from key to key, so that the list is drawn only when it changes. */
function useEvidenceActs(evidence: Bench['evidence']): ScorecardPanelProps['evidenceActs'] {
  const latest = useRef(evidence);
  useLayoutEffect(() => {
    latest.current = evidence;
  });
  return useMemo(
    () => ({
      select: (span) => latest.current.select(span),
      goTo: (span) => latest.current.goTo(span),
      reclass: (span) => latest.current.reclass(span),
      relink: (span) => latest.current.relink(span),
      remove: (span) => latest.current.remove(span),
    }),
    [],
  );
}

/** What the panel may do to the form, one and the same as long as the form's `change` is. */
function useFormActs(bench: Bench): ScorecardPanelProps['acts'] {
  const { card, held } = bench;
  const change = held?.change;
  return useMemo(
    () => ({
      choose: (question, option) => change?.((form) => chooseOption(form, card, question, option)),
      focus: (question) => change?.((form) => focusQuestion(form, question)),
      write: (question, text) => change?.((form) => writeText(form, question, text)),
    }),
    [change, card],
  );
}

/** Before there is a form: nothing in hand, or on its way. */
function NoForm({ bench }: { bench: Bench }): ReactNode {
  return (
    <section className={classes.scorecard} aria-label="Scorecard">
      {bench.round.isFeedback && <RoundAside />}
      {bench.entry !== null && bench.itemQuery.error === null && (
        <div className={classes.loading}>
          <Skeleton lines={8} label="Loading the scorecard" />
        </div>
      )}
    </section>
  );
}

export function ScorecardSide({ bench }: { bench: Bench }): ReactNode {
  const { card, held, item, perItem, evidence } = bench;
  const chordForEvidence = firstChord('review_evidence', useKeyChanges());
  const evidenceActs = useEvidenceActs(evidence);
  const acts = useFormActs(bench);
  if (held === null || item === undefined) return <NoForm bench={bench} />;
  const open = listOpenQuestions(held.form, card);
  const missed =
    perItem.missed.size === 0
      ? NONE_MISSED
      : new Set(open.filter((one) => perItem.missed.has(one.id)).map((one) => one.id));
  return (
    <section className={classes.scorecard} aria-label="Scorecard">
      <ScorecardPanel
        itemId={item.itemId}
        card={card}
        taxonomies={bench.queue.taxonomies}
        form={held.form}
        isLocked={held.isLocked}
        missed={missed}
        chosenSpan={perItem.chosenSpan}
        chordForEvidence={chordForEvidence}
        replacesOf={
          held.form.supersedes === null || held.isLocked ? null : (item.review?.submittedAt ?? null)
        }
        acts={acts}
        evidenceActs={evidenceActs}
      />
      {bench.round.isTold ? <ToldFoot bench={bench} /> : <Foot bench={bench} item={item} open={open} />}
    </section>
  );
}
