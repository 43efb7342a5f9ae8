/** What belongs to a round as a whole: how far its people are, its cases to go to, and what came of it. */
import { IconArrowRight, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { votingStage } from '../../../shared/norming/fold-round.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { FigureText } from '../../ui/figure-text.tsx';
import spoken from '../../ui/spoken.module.css';
import { ErrorState, Notice } from '../../ui/states.tsx';
import type { NormingView } from './norming-queries.ts';
import { useMove } from './norming-queries.ts';
import { movesOf, stageTitles, stageWords, stepFrom } from './round-words.ts';
import classes from './round.module.css';

const stages = ['first', 'discuss', 'second', 'closed'] as const;

/** The four stages, the one at hand marked. */
export function Stages({ view }: { view: NormingView }): ReactNode {
  const at = stages.indexOf(view.stage);
  return (
    <ol className={classes.stages} aria-label="Stages of the round">
      {stages.map((stage, n) => (
        <li
          key={stage}
          data-state={n < at ? 'past' : n === at ? 'here' : 'ahead'}
          aria-current={n === at ? 'step' : undefined}
        >
          {n < at && <IconCheck size={14} stroke={2.2} aria-label="done" />}
          {stageTitles[stage]}
        </li>
      ))}
    </ol>
  );
}

/** Who has voted, never what. */
export function People({ view }: { view: NormingView }): ReactNode {
  if (votingStage(view.stage) === null) return null;
  const isKnown = view.personNames.every((of) => of.done !== null);
  return (
    <section className={classes.people} aria-label="Who has voted">
      <ul>
        {view.personNames.map(({ personId, name, done }) => (
          <li key={personId} data-done={done === view.cases || undefined}>
            {done === view.cases && <IconCheck size={14} stroke={2.2} aria-label="has voted on everything" />}
            {name}{' '}
            <span className={classes.quiet}>
              {done === null
                ? 'known at the hub'
                : done === view.cases
                  ? 'has voted'
                  : `${formatCount(done)} of ${formatCount(view.cases)}`}
            </span>
          </li>
        ))}
      </ul>
      {!isKnown && (
        <p className={classes.quiet}>
          While votes are blind, those of others stay at the hub; how far they are shows when it answers.
        </p>
      )}
    </section>
  );
}

/** The way on, for whoever may move the round; asks once more, in place. */
export function MoveOn({ view }: { view: NormingView }): ReactNode {
  const move = useMove();
  const step = view.mayMove ? stepFrom(view) : null;
  if (step === null) return null;
  return (
    <div className={classes.move}>
      <Confirm
        key={step.to}
        label={step.label}
        question={step.question}
        confirmLabel={step.confirm}
        keepLabel="Not yet"
        variant="primary"
        isBusy={move.isPending}
        onConfirm={() => move.mutate({ roundId: view.roundId, stage: step.to })}
      >
        {step.words}
      </Confirm>
      {move.error !== null && <ErrorState isInline {...problemOf(move.error)} />}
    </div>
  );
}

export function StageLine({ view }: { view: NormingView }): ReactNode {
  return (
    <>
      <p className={classes.stageWords}>{stageWords[view.stage]}</p>
      {view.late > 0 && (
        <Notice tone="warn">
          {formatCounted(view.late, 'vote')} of yours came when the stage was over: kept, and not counted.
        </Notice>
      )}
    </>
  );
}

/** The cases of the round by number; a mark says what was done with each. */
export function CaseStrip({
  view,
  at,
  onGo,
}: {
  view: NormingView;
  at: number;
  onGo: (at: number) => void;
}): ReactNode {
  const stage = votingStage(view.stage);
  const markOf = (item: NormingView['items'][number]): string => {
    if (stage !== null) return item[stage].some((of) => of.isMine) ? 'voted' : 'open';
    const moved = movesOf(view, item).filter((of) => of.hasMoved).length;
    return moved > 0 ? `${formatCounted(moved, 'vote')} moved` : '';
  };
  return (
    <nav className={classes.strip} aria-label="Cases of the round">
      {view.items.map((item, n) => {
        const mark = markOf(item);
        return (
          <button
            key={`${item.case.itemId} ${item.case.question}`}
            type="button"
            className={classes.chip}
            aria-current={n === at ? 'true' : undefined}
            data-mark={mark === 'voted' ? 'voted' : undefined}
            title={item.title}
            onClick={() => onGo(n)}
          >
            {n + 1}
            {mark === 'voted' && <IconCheck size={13} stroke={2.4} aria-hidden />}
            <span className={spoken.only}>
              {' '}
              {item.title}
              {mark === '' ? '' : `, ${mark}`}
            </span>
          </button>
        );
      })}
    </nav>
  );
}

/** Before the second vote: on two lines, because the discussion below needs the height. */
function Before({
  agreement: { before, sentence },
  notes,
}: {
  agreement: NonNullable<NormingView['agreement']>;
  notes: readonly string[];
}): ReactNode {
  return (
    <section className={classes.result} aria-label="Agreement">
      <p className={classes.sentence}>{sentence}</p>
      <p className={classes.figures}>
        <span>
          Pairs that voted alike <FigureText figure={inWords(before.pairwise)} unit="cases" />
        </span>
        <span>
          Krippendorff’s α <FigureText figure={inWords(before.alpha)} format="coefficient" unit="cases" />
        </span>
      </p>
      <p className={classes.notes}>{notes.join(' ')}</p>
    </section>
  );
}

/** Agreement before and after: figures side by side, both kept. */
export function Result({ view }: { view: NormingView }): ReactNode {
  const { agreement } = view;
  if (agreement === null) return null;
  const { before, after, sentence } = agreement;
  const notes = [...new Set([...before.pairwise.notes, ...before.alpha.notes])];
  // The vote needs the height, and figures of the first would only push.
  if (view.stage === 'second') return null;
  if (after === null) return <Before agreement={agreement} notes={notes} />;
  const rows = [
    { title: 'Pairs that voted alike', before: before.pairwise, after: after.pairwise, format: 'percent' },
    { title: 'Krippendorff’s α', before: before.alpha, after: after.alpha, format: 'coefficient' },
  ] as const;
  return (
    <section className={classes.result} aria-label="Agreement">
      <p className={classes.sentence}>{sentence}</p>
      <table className={classes.agreement}>
        <caption className={spoken.only}>Agreement before and after the discussion</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className={spoken.only}>Figure</span>
            </th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.title}>
              <th scope="row">{row.title}</th>
              <td>
                <FigureText figure={inWords(row.before)} format={row.format} unit="cases" />
              </td>
              <td>
                <IconArrowRight size={14} stroke={2} aria-hidden />{' '}
                <FigureText figure={inWords(row.after)} format={row.format} unit="cases" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={classes.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

const reasonWords: Readonly<Record<string, string>> = {
  NO_OVERLAP: 'no two people voted on one case',
  NO_VARIATION: 'everybody voted for the same option everywhere',
  SEVERAL_QUESTIONS: 'the cases are of several questions',
};

function inWords<F extends { estimate: number | null; low: number | null; reason: string | null }>(
  figure: F,
): F {
  const tooFew = figure.estimate !== null && figure.low === null ? 'fewer than 30 cases' : null;
  const reason = figure.reason === null ? tooFew : (reasonWords[figure.reason] ?? figure.reason);
  return { ...figure, reason };
}
