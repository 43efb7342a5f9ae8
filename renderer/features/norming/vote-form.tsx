/**
 * One person's vote on one case: an option by its number, why, and on to the next. No modal, nothing pre-chosen: what was
 * voted the first time is shown in the discussion, and never filled in for the second.
 */
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { problemOf } from '../../lib/problem.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { NormingCase, NormingView } from './norming-queries.ts';
import { useVote } from './norming-queries.ts';
import type { VoteDraft } from './vote-drafts.ts';
import { useVoteDraft } from './vote-drafts.ts';
import classes from './round.module.css';

export interface VoteFormProps {
  round: NormingView;
  item: NormingCase;
  stage: 'first' | 'second';
  /** Called once the vote is stored, with the round as it is then. */
  onVoted: (view: NormingView) => void;
}

function Options({
  item,
  chosen,
  onChoose,
}: {
  item: NormingCase;
  chosen: string | null;
  onChoose: (option: string) => void;
}): ReactNode {
  const definitions = new Map(item.classes.map((of) => [of.id as string, of.definition]));
  return (
    <fieldset className={classes.options} data-question={item.case.question}>
      <legend className={classes.question}>{item.questionTitle}</legend>
      {item.options.map(({ option, title }, at) => (
        <label key={option} className={classes.option} data-on={option === chosen || undefined}>
          <input
            type="radio"
            name={`${item.case.itemId} ${item.case.question}`}
            checked={option === chosen}
            onChange={() => onChoose(option)}
          />
          <span className={classes.optionNumber} aria-hidden>
            <Kbd chord={String(at + 1)} />
          </span>
          <span className={classes.optionWords}>
            <span className={classes.optionTitle}>{title}</span>
            {definitions.get(option) !== undefined && (
              <span className={classes.definition}>{definitions.get(option)}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function useVoting({ round, item, stage, onVoted }: VoteFormProps) {
  const stored = item[stage].find((of) => of.isMine);
  const [draft, keep] = useVoteDraft(`${round.roundId}.${stage}.${item.case.itemId}.${item.case.question}`);
  const shown: VoteDraft = draft ?? { option: stored?.option ?? null, rationale: stored?.rationale ?? '' };
  const vote = useVote();
  const isStored =
    stored !== undefined && stored.option === shown.option && stored.rationale === shown.rationale;
  const submit = (): void => {
    if (shown.option === null || vote.isPending) return;
    if (isStored) return onVoted(round);
    // Not the callback of the call: the round's answer takes this form away before it would be called.
    vote
      .mutateAsync({
        roundId: round.roundId,
        case: item.case,
        stage,
        option: shown.option,
        rationale: shown.rationale,
      })
      .then((view) => {
        keep(null);
        onVoted(view);
      })
      // The form shows what went wrong.
      .catch(() => undefined);
  };
  return { shown, keep, vote, isStored, submit };
}

export function VoteForm(props: VoteFormProps): ReactNode {
  const { item } = props;
  const { shown, keep, vote, isStored, submit } = useVoting(props);
  const rationale = useRef<HTMLTextAreaElement>(null);
  const changes = useKeyChanges();
  const choose = (option: string): void => keep({ ...shown, option });
  useCommands({
    ...Object.fromEntries(
      item.options.map(({ option }, at) => [`norming_option_${at + 1}`, () => choose(option)]),
    ),
    norming_rationale: () => rationale.current?.focus(),
    norming_vote: submit,
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Options item={item} chosen={shown.option} onChoose={choose} />
      <Field
        label={
          <>
            Why <span className={classes.whyHint}>what in the text decides it; shown with your vote</span>
          </>
        }
      >
        {(control) => (
          <textarea
            {...control}
            ref={rationale}
            className={classes.area}
            rows={2}
            value={shown.rationale}
            onChange={(event) => keep({ ...shown, rationale: event.target.value })}
          />
        )}
      </Field>
      {vote.error !== null && <ErrorState isInline {...problemOf(vote.error)} />}
      <div className={classes.acts}>
        <Button
          type="submit"
          variant="primary"
          disabled={shown.option === null}
          isBusy={vote.isPending}
          chord={firstChord('norming_vote', changes)}
        >
          {isStored ? 'Go on' : 'Vote and go on'}
        </Button>
        <output className={classes.quiet}>
          {isStored ? 'Stored. You can change it while the stage lasts.' : ''}
        </output>
      </div>
    </form>
  );
}
