/**
 * The options of a question: chips side by side for classes, one connected scale for grades, rows where the words are
 * long. Draws and reports; what an option means stands in guide.tsx.
 *
 * Invariant: an option is pressed only when this person's form holds it; nothing is suggested.
 */
import { memo } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import type { ChoiceQuestion, Option } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { shapeOf } from './option-shape.ts';
import choice from '../../ui/choice.module.css';
import classes from './options.module.css';

export interface OptionActs {
  choose: (question: string, option: string) => void;
  /** The pointer rests on an option (its element), or left it. */
  point: (question: string, option: string, at: Element | null) => void;
}

export interface OptionListProps {
  question: ChoiceQuestion;
  chosen: string | null;
  taxonomy: Taxonomy | null;
  isLocked: boolean;
  acts: OptionActs;
  /** The option that has focus by key, or none any more. */
  onLook: (option: string | null) => void;
}

function toneOf(option: Option, taxonomy: Taxonomy | null): string {
  return taxonomy?.classes.find((one) => one.id === option.id)?.tone ?? 'accent';
}

function OptionTitle({ option, number }: { option: Option; number: number }): ReactNode {
  // A short form that only repeats the number would say it twice.
  const short = option.short === String(number) ? '' : option.short;
  return (
    <span className={classes.title} data-has-short={short !== undefined || undefined}>
      {short !== undefined && <span className={classes.short}>{short} </span>}
      <span className={classes.full}>{option.title}</span>
    </span>
  );
}

export const OptionList = memo(function OptionList(props: OptionListProps): ReactNode {
  const { question, chosen, taxonomy, isLocked, acts, onLook } = props;
  const { options } = question;
  const shape = shapeOf(question);
  const chosenAt = options.findIndex((one) => one.id === chosen);
  const first = options[0];
  const last = options.at(-1);
  return (
    <>
      <div className={`${choice.choices} ${classes.options}`} data-shape={shape}>
        {options.map((one, at) => (
          <button
            key={one.id}
            type="button"
            className={`${choice.choice} ${classes.option}`}
            data-option={one.id}
            data-tone={toneOf(one, taxonomy)}
            data-filled={(question.type === 'ordinal' && at <= chosenAt) || undefined}
            style={{ '--level': at / (options.length - 1) } as CSSProperties}
            aria-pressed={at === chosenAt}
            aria-keyshortcuts={String(at + 1)}
            disabled={isLocked}
            onClick={() => acts.choose(question.id, one.id)}
            onFocus={(event) => event.currentTarget.matches(':focus-visible') && onLook(one.id)}
            onBlur={() => onLook(null)}
            onPointerEnter={(event) => acts.point(question.id, one.id, event.currentTarget)}
            onPointerLeave={() => acts.point(question.id, one.id, null)}
          >
            <kbd className={classes.number} aria-hidden>
              {at + 1}
            </kbd>
            <OptionTitle option={one} number={at + 1} />
          </button>
        ))}
      </div>
      {shape === 'points' && (
        <p className={classes.ends} aria-hidden>
          <span>{first?.title}</span>
          <span>{last?.title}</span>
        </p>
      )}
    </>
  );
});
