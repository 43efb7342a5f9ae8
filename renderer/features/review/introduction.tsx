/**
 * The introduction on the demo audit, beside what it speaks of: three small cards, one at a time, each over when the person
 * did the thing. Takes no focus and stops nothing; Escape or its button ends it for good.
 */
import { IconArrowRight, IconArrowUp, IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { usePreferences, useUpdatePreferences } from '../../lib/use-preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { spansOf } from './form.ts';
import type { Did, IntroductionStage, IntroductionStep } from './introduction-steps.ts';
import { introductionSteps, stageAfter, stepOf } from './introduction-steps.ts';
import type { Bench } from './use-bench.ts';
import classes from './corner.module.css';

const titles: Readonly<Record<IntroductionStep, string>> = {
  score: 'Say what you see',
  evidence: 'Find the evidence',
  submit: 'Submit and go on',
};

function Key({ id }: { id: string }): ReactNode {
  const chord = firstChord(id, useKeyChanges());
  return chord === undefined ? null : <Kbd chord={chord} />;
}

function Words({ step }: { step: IntroductionStep }): ReactNode {
  if (step === 'score') {
    return (
      <p>
        Read the output against the context, then press a number, such as <Key id="review_option_1" />, for
        the question in focus. Focus moves on by itself.
      </p>
    );
  }
  if (step === 'evidence') {
    return (
      <p>
        Press <Key id="review_sentence_next" /> to select a sentence of the output: the passages that support
        it light up. Is it wrong? <Key id="review_evidence" /> marks it.
      </p>
    );
  }
  return (
    <p>
      Answer what is still open and press <Key id="review_submit_complete" />. The next item is there at once;{' '}
      <Key id="review_reopen" /> takes the last one back.
    </p>
  );
}

function Card({ step, onSkip }: { step: IntroductionStep; onSkip: () => void }): ReactNode {
  useCommands({ review_introduction_skip: onSkip });
  const changes = useKeyChanges();
  const number = introductionSteps.indexOf(step) + 1;
  const Arrow = step === 'evidence' ? IconArrowUp : IconArrowRight;
  return (
    <div className={classes.card} data-points={step === 'evidence' ? 'up' : 'right'}>
      <p className={classes.title}>
        <Arrow size={17} stroke={1.9} aria-hidden />
        {titles[step]}
        <span className={classes.steps}>
          {number} of {introductionSteps.length}
        </span>
      </p>
      <Words step={step} />
      <div className={classes.acts}>
        <Button size="s" variant="quiet" chord={firstChord('review_leave', changes)} onClick={onSkip}>
          Skip the introduction
        </Button>
      </div>
    </div>
  );
}

function Closing({ onClose }: { onClose: () => void }): ReactNode {
  useCommands({ review_introduction_skip: onClose });
  return (
    <div className={classes.card}>
      <p className={classes.title}>
        <IconCircleCheck size={17} stroke={1.8} aria-hidden />
        You know the way
      </p>
      <p>
        That is all it takes. <Key id="keys" /> shows every key, <Key id="palette" /> finds everything else.
      </p>
      <div className={classes.acts}>
        <Button size="s" onClick={onClose}>
          Go on
        </Button>
      </div>
    </div>
  );
}

interface Counts {
  itemId: ItemId | null;
  answers: number;
  spans: number;
  submitted: number;
}

function countsOf({ item, held, queue, spansQuestion }: Bench): Counts {
  const answers = Object.values(held?.form.answers ?? {}).filter((one) => one.type === 'choice').length;
  const spans = held === null || spansQuestion === null ? 0 : spansOf(held.form, spansQuestion.id).length;
  const submitted = queue.entries.filter((one) => one.state === 'done').length;
  return { itemId: item?.itemId ?? null, answers, spans, submitted };
}

/** What was done since the bench was opened, or, of an item, since it came up. */
function useDid(bench: Bench): Did {
  const now = countsOf(bench);
  const [from, setFrom] = useState(now);
  const { light } = bench.finder.bench;
  const isLit = useSyncExternalStore(light.subscribe, () => light.read().lit !== null);
  const isSameItem = from.itemId === now.itemId;
  if (!isSameItem) setFrom({ ...now, submitted: from.submitted });
  return {
    hasAnswered: isSameItem && now.answers > from.answers,
    hasUsedEvidence: isLit || (isSameItem && now.spans > from.spans),
    hasSubmitted: now.submitted > from.submitted,
  };
}

interface RunningProps {
  bench: Bench;
  stage: IntroductionStage;
  onStage: (stage: IntroductionStage) => void;
}

function Running({ bench, stage, onStage }: RunningProps): ReactNode {
  const { announce } = bench;
  const next = stageAfter(stage, useDid(bench));
  const step = stepOf(next);
  useEffect(() => {
    if (next === stage) return;
    onStage(next);
    const shown = stepOf(next);
    if (shown !== null) announce(`Introduction: ${titles[shown]}.`);
  }, [next, stage, onStage, announce]);
  // Nothing is asked for before there is a form to do it in.
  return step === null || bench.held === null ? null : (
    <Card
      step={step}
      onSkip={() => {
        onStage('done');
        announce('The introduction is over. You can see it again from Settings.');
      }}
    />
  );
}

/** Nothing on other audits, and nothing once it is over. */
export function Introduction({ bench }: { bench: Bench }): ReactNode {
  const stage = usePreferences().data?.introduction ?? 'done';
  const { change } = useUpdatePreferences();
  const [closed, setClosed] = useState<'not yet' | 'shown' | 'away'>('not yet');
  if (!bench.queue.audit.isDemo) return null;
  if (stage === 'done') {
    return closed === 'shown' ? <Closing onClose={() => setClosed('away')} /> : null;
  }
  const onStage = (introduction: IntroductionStage): void => {
    // Whoever skips it wants no last word.
    if (introduction === 'done' && stage === 'submit') setClosed('shown');
    change({ introduction });
  };
  return <Running bench={bench} stage={stage} onStage={onStage} />;
}
