/**
 * The bench: queue, columns, scorecard around the item in hand. Draws what use-bench.ts holds.
 */
import { IconClockOff } from '@tabler/icons-react';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { Question } from '../../../shared/domain/scorecard.ts';
import { problemOf } from '../../lib/problem.ts';
import { runCommand, useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { BenchCorner } from './bench-corner.tsx';
import { BenchFrame } from './bench-frame.tsx';
import { BenchHeader } from './bench-header.tsx';
import { RoundAside, RoundFeedback, RoundProblem, ToldFoot } from './calibration-parts.tsx';
import { roundWords } from './calibration-words.ts';
import { Columns } from './columns.tsx';
import { chooseOption, focusQuestion, listOpenQuestions, spansOf, writeText } from './form.ts';
import { FinderLayer } from './finder-layer.tsx';
import { OpenBar } from './open-bar.tsx';
import type { ReadingMode } from './layout-rules.ts';
import { QueueFinished } from './queue-finished.tsx';
import { QueueRail } from './queue-rail.tsx';
import { placeOf } from './queue-view.ts';
import { ScorecardPanel } from './scorecard.tsx';
import type { ScorecardPanelProps } from './scorecard.tsx';
import { SubmitBar } from './submit-bar.tsx';
import type { SubmitBarProps } from './submit-bar.tsx';
import type { ReviewItem } from './types.ts';
import type { Bench, BenchOptions } from './use-bench.ts';
import { useBench } from './use-bench.ts';
import { useBenchCommands } from './use-bench-commands.ts';
import { useOpenScorecard } from './use-open-scorecard.ts';
import classes from './bench.module.css';

const NO_SPANS: ReturnType<typeof spansOf> = [];
const NONE_MISSED: ReadonlySet<string> = new Set();

function useSpans(bench: Bench) {
  const { held, spansQuestion } = bench;
  return held === null || spansQuestion === null ? NO_SPANS : spansOf(held.form, spansQuestion.id);
}

/** In the place of texts that are gone. */
function Erased({ isDone }: { isDone: boolean }): ReactNode {
  return (
    <EmptyState title="The text of this item was erased" icon={<IconClockOff size={36} stroke={1.4} />}>
      The time for which it was to be kept is over.{' '}
      {isDone
        ? 'What you said about it stays and counts as before.'
        : 'It cannot be judged any more: skip it, and go on with the next one.'}
    </EmptyState>
  );
}

function Reading({
  bench,
  output,
  mode,
}: {
  bench: Bench;
  output: RefObject<HTMLDivElement | null>;
  mode: ReadingMode;
}): ReactNode {
  const { item, itemQuery, evidence, perItem, update } = bench;
  const spans = useSpans(bench);
  const chooseSpan = useCallback((id: string) => update({ chosenSpan: id }), [update]);
  if (bench.entry === null) {
    return bench.round.isFeedback ? <RoundFeedback bench={bench} /> : <QueueFinished queue={bench.queue} />;
  }
  if (itemQuery.error !== null && item === undefined) {
    return <ErrorState {...problemOf(itemQuery.error)} onRetry={() => void itemQuery.refetch()} />;
  }
  if (item?.isErased === true) {
    return (
      <>
        <Erased isDone={item.state === 'done'} />
        <OpenBar
          asked={perItem.asked}
          setAsked={(asked) => update({ asked })}
          acts={bench.acts}
          evidence={evidence}
          taxonomy={bench.taxonomy}
          spans={spans}
          hasPassages={false}
        />
      </>
    );
  }
  return (
    <>
      <Columns
        item={item}
        spans={spans}
        taxonomy={bench.taxonomy}
        pending={evidence.flow.step === 'idle' ? null : evidence.flow.range}
        chosenSpan={perItem.chosenSpan}
        focusedPassage={perItem.focusedPassage}
        isRaw={bench.isRaw}
        mode={mode}
        output={output}
        onRaw={bench.toggleRaw}
        onSpanChosen={chooseSpan}
      />
      <OpenBar
        asked={perItem.asked}
        setAsked={(asked) => update({ asked })}
        acts={bench.acts}
        evidence={evidence}
        taxonomy={bench.taxonomy}
        spans={spans}
        hasPassages={(item?.trace.context.length ?? 0) > 0}
      />
    </>
  );
}

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
      spanCount={useSpans(bench).length}
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

function Scorecard({ bench }: { bench: Bench }): ReactNode {
  const { card, held, item, perItem, evidence } = bench;
  const chordForEvidence = firstChord('review_evidence', useKeyChanges());
  const evidenceActs = useEvidenceActs(evidence);
  const change = held?.change;
  const acts = useMemo<ScorecardPanelProps['acts']>(
    () => ({
      choose: (question, option) => change?.((form) => chooseOption(form, card, question, option)),
      focus: (question) => change?.((form) => focusQuestion(form, question)),
      write: (question, text) => change?.((form) => writeText(form, question, text)),
    }),
    [change, card],
  );
  if (held === null || item === undefined) {
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

const actWords = {
  submit: 'This item was not submitted.',
  skip: 'This item was not skipped.',
  flag: 'The flag was not stored.',
  reopen: 'The item was not reopened.',
} as const;

function Failure({ bench }: { bench: Bench }): ReactNode {
  const { failed, dismiss } = bench.acts;
  if (failed === null) return null;
  return (
    <div className={classes.notices}>
      <Notice
        tone="bad"
        title={actWords[failed.act]}
        actions={
          <>
            {failed.act === 'submit' && (
              <Button size="s" onClick={bench.submit}>
                Submit again
              </Button>
            )}
            <Button size="s" variant="quiet" onClick={dismiss}>
              Dismiss
            </Button>
          </>
        }
      >
        {failed.problem.what} {failed.problem.remedy}{' '}
        {failed.act === 'submit' && 'Your answers are still here.'}
      </Notice>
    </div>
  );
}

export function ReviewBench(options: BenchOptions): ReactNode {
  const benchElement = useRef<HTMLDivElement>(null);
  const output = useRef<HTMLDivElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const elements = { bench: benchElement, output, filterField };
  const bench = useBench(options, elements);
  useBenchCommands(bench, elements);
  useOpenScorecard(bench.currentId, bench.held?.form ?? null);
  const changes = useKeyChanges();
  const { queue, entry, item, held, said } = bench;
  return (
    <div ref={benchElement} className={classes.bench}>
      <BenchHeader
        audit={queue.audit}
        entry={entry}
        place={placeOf(queue.entries, entry)}
        round={entry?.isCalibration === true ? roundWords(queue.calibration, entry.position) : null}
        total={queue.progress.mine}
        item={item}
        elapsed={entry === null ? undefined : held?.elapsed}
        chords={{ keys: firstChord('keys', changes), palette: firstChord('palette', changes) }}
        onKeys={() => runCommand('keys')}
        onPalette={() => runCommand('palette')}
        announce={bench.announce}
      />
      <Failure bench={bench} />
      <RoundProblem bench={bench} />
      <div className={classes.body}>
        <BenchFrame
          renderQueue={(isSlim) => (
            <QueueRail
              queue={queue}
              shown={bench.shown}
              currentId={entry?.itemId ?? null}
              filter={bench.filter}
              onFilter={bench.setFilter}
              onChoose={bench.go}
              filterField={filterField}
              isSlim={isSlim}
              isFeedback={bench.round.isFeedback}
            />
          )}
          renderReading={(mode) => (
            <FinderLayer
              finder={bench.finder}
              item={item}
              isRaw={bench.isRaw}
              focusedPassage={bench.perItem.focusedPassage}
              bench={benchElement}
              output={output}
            >
              <Reading bench={bench} output={output} mode={mode} />
              <BenchCorner bench={bench} />
            </FinderLayer>
          )}
          scorecard={<Scorecard bench={bench} />}
          itemKey={held === null ? 'none' : (entry?.itemId ?? 'none')}
          announce={bench.announce}
        />
      </div>
      <output className={classes.said} aria-live="polite">
        <span key={said.count}>{said.words}</span>
      </output>
    </div>
  );
}
