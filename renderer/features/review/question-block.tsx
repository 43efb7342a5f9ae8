/**
 * One question of the scorecard. The block in focus shows its keys strongly; a question that is not asked (its
 * condition does not hold) keeps its place and says so, so that nothing jumps when it is.
 */
import { memo, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Answer } from '../../../shared/domain/review.ts';
import type { ChoiceQuestion, Option, Question } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import classes from './scorecard.module.css';

export interface QuestionActs {
  choose: (question: string, option: string) => void;
  focus: (question: string) => void;
  point: (question: string, option: string | null) => void;
  write: (question: Extract<Question, { type: 'text' }>, text: string) => void;
}

export interface QuestionBlockProps {
  question: Question;
  answer: Answer | undefined;
  taxonomy: Taxonomy | null;
  isFocused: boolean;
  isAsked: boolean;
  isLocked: boolean;
  /** Submit was tried while this had no answer. */
  isMissed: boolean;
  acts: QuestionActs;
  /** A text field of another form is another field: its undo must not bring back words of the last item. */
  formKey: string;
  /** Content of the evidence question. */
  children?: ReactNode;
}

function toneOf(option: Option, taxonomy: Taxonomy | null): string {
  return taxonomy?.classes.find((one) => one.id === option.id)?.tone ?? 'accent';
}

function Options({ question, answer, taxonomy, isLocked, isAsked, acts }: QuestionBlockProps): ReactNode {
  const of = question as ChoiceQuestion;
  const chosen = answer?.type === 'choice' && isAsked ? answer.option : null;
  return (
    <div className={classes.options}>
      {of.options.map((one, at) => (
        <button
          key={one.id}
          type="button"
          className={classes.option}
          data-tone={toneOf(one, taxonomy)}
          aria-pressed={one.id === chosen}
          aria-keyshortcuts={String(at + 1)}
          disabled={!isAsked || isLocked}
          onClick={() => acts.choose(of.id, one.id)}
          onPointerEnter={() => acts.point(of.id, one.id)}
          onPointerLeave={() => acts.point(of.id, null)}
        >
          <kbd className={classes.number} aria-hidden>
            {at + 1}
          </kbd>
          <span className={classes.optionTitle} data-has-short={one.short !== undefined || undefined}>
            {one.short !== undefined && <span className={classes.short}>{one.short} </span>}
            <span className={classes.full}>{one.title}</span>
          </span>
        </button>
      ))}
    </div>
  );
}

function TextAnswer({ question, answer, isLocked, acts, formKey }: QuestionBlockProps): ReactNode {
  if (question.type !== 'text') return null;
  return (
    <textarea
      key={formKey}
      className={classes.text}
      aria-label={question.title}
      data-question-text={question.id}
      rows={1}
      dir="auto"
      maxLength={question.maxLength}
      placeholder={question.help ?? (question.id === 'note' ? 'Anything the next person should know' : '')}
      value={answer?.type === 'text' ? answer.text : ''}
      readOnly={isLocked}
      onFocus={() => acts.focus(question.id)}
      onChange={(event) => acts.write(question, event.target.value)}
    />
  );
}

function asideOf({ question, isAsked, isFocused, isMissed, answer }: QuestionBlockProps): string {
  if (!isAsked) return 'not asked';
  if (isMissed) return 'needs an answer';
  if (isFocused && isChoice(question)) return `press 1–${question.options.length}`;
  if (!question.isRequired) return 'optional';
  return answer === undefined ? 'required' : '';
}

export const QuestionBlock = memo(function QuestionBlock(props: QuestionBlockProps): ReactNode {
  const { question, isFocused, isAsked, isMissed, acts, children } = props;
  const block = useRef<HTMLFieldSetElement>(null);

  useEffect(() => {
    const element = block.current;
    if (!isFocused || element === null) return;
    element.scrollIntoView({ block: 'nearest' });
    // Focus follows for those who hear the screen, but never out of a field that someone types in.
    const isTyping = document.activeElement?.matches('input, textarea, select') === true;
    if (!isTyping && !element.contains(document.activeElement)) element.focus({ preventScroll: true });
  }, [isFocused]);

  return (
    <fieldset
      ref={block}
      className={classes.question}
      data-question={question.id}
      data-focused={isFocused || undefined}
      data-off={!isAsked || undefined}
      data-missed={isMissed || undefined}
      tabIndex={-1}
      onPointerDown={() => isAsked && acts.focus(question.id)}
    >
      <legend className={classes.legend}>
        <span className={classes.questionTitle}>{question.title}</span>
        <span className={classes.aside}>{asideOf(props)}</span>
      </legend>
      {isChoice(question) && <Options {...props} />}
      {question.type === 'text' && <TextAnswer {...props} />}
      {children}
    </fieldset>
  );
});
