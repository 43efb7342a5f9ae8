/**
 * One question of the scorecard with what its options mean, in one place. The block in focus shows its keys and its
 * guide; a question that is not asked keeps its place as one line and says when it is.
 */
import { memo, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Answer } from '../../../shared/domain/review.ts';
import type { Question, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { conditionWords } from './condition-words.ts';
import { Guide } from './guide.tsx';
import { OptionList } from './option-list.tsx';
import type { OptionActs } from './option-list.tsx';
import { TextAnswer } from './text-answer.tsx';
import type { TextQuestion } from './text-answer.tsx';
import classes from './scorecard.module.css';

export interface QuestionActs extends OptionActs {
  focus: (question: string) => void;
  write: (question: TextQuestion, text: string) => void;
}

export interface QuestionBlockProps {
  question: Question;
  card: Scorecard;
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

/** The small words beside a title: what this question waits for. */
function asideOf({ question, card, isAsked, isFocused, isMissed, answer }: QuestionBlockProps): string {
  if (!isAsked) return conditionWords(question, card);
  if (isMissed) return 'needs an answer';
  if (isFocused && isChoice(question)) return `press 1–${question.options.length}`;
  if (!question.isRequired) return answer === undefined ? 'optional' : '';
  return answer === undefined ? 'required' : '';
}

/** What those hear of a title who do not see the words and colours beside it. */
function heardOf({ question, card, isAsked, isMissed, isFocused }: QuestionBlockProps): string {
  if (!isAsked) return conditionWords(question, card);
  const keys = isFocused && isChoice(question) ? `, keys 1 to ${question.options.length}` : '';
  const needs = question.isRequired ? 'required' : 'optional';
  return `${needs}${isMissed ? ', needs an answer' : ''}${keys}`;
}

function useFocusOnBlock(isFocused: boolean) {
  const block = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const element = block.current;
    if (!isFocused || element === null) return;
    element.scrollIntoView({ block: 'nearest' });
    // Focus follows for those who hear the screen, but never out of a field that someone types in.
    const isTyping = document.activeElement?.matches('input, textarea, select') === true;
    if (!isTyping && !element.contains(document.activeElement)) element.focus({ preventScroll: true });
  }, [isFocused]);
  return block;
}

function Choice({ question, answer, taxonomy, isFocused, isLocked, acts }: QuestionBlockProps): ReactNode {
  const [looked, setLooked] = useState<string | null>(null);
  if (!isChoice(question)) return null;
  const chosen = answer?.type === 'choice' ? answer.option : null;
  return (
    <>
      <OptionList
        question={question}
        chosen={chosen}
        taxonomy={taxonomy}
        isLocked={isLocked}
        acts={acts}
        onLook={setLooked}
      />
      {(isFocused || looked !== null) && (
        <Guide question={question} taxonomy={taxonomy} chosen={chosen} looked={looked} />
      )}
    </>
  );
}

export const QuestionBlock = memo(function QuestionBlock(props: QuestionBlockProps): ReactNode {
  const { question, answer, isFocused, isAsked, isMissed, isLocked, acts, formKey, children } = props;
  const block = useFocusOnBlock(isFocused);
  // What may stay empty and holds nothing takes one line.
  const isIdle = !isChoice(question) && !question.isRequired && answer === undefined;
  const isWaiting = question.isRequired && answer === undefined && isAsked;
  return (
    <fieldset
      ref={block}
      aria-label={`${question.title}, ${heardOf(props)}`}
      className={classes.question}
      data-question={question.id}
      data-focused={isFocused || undefined}
      data-off={!isAsked || undefined}
      data-missed={isMissed || undefined}
      data-inline={(isIdle && !isFocused) || undefined}
      tabIndex={-1}
      onPointerDown={() => isAsked && acts.focus(question.id)}
    >
      <legend className={classes.legend}>
        <span className={classes.questionTitle}>{question.title}</span>
        <span className={classes.aside} data-waiting={(isWaiting && !isFocused) || undefined} aria-hidden>
          {asideOf(props)}
        </span>
      </legend>
      {isAsked && isChoice(question) && <Choice {...props} />}
      {isAsked && question.type === 'text' && (
        <TextAnswer
          key={formKey}
          question={question}
          text={answer?.type === 'text' ? answer.text : ''}
          isLocked={isLocked}
          onFocus={() => acts.focus(question.id)}
          onWrite={(text) => acts.write(question, text)}
        />
      )}
      {isAsked && children}
    </fieldset>
  );
});
