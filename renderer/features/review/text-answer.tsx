/** A text of the form: grows with what is typed, says when its end is near. Escape leaves it, nothing is ever lost. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Question } from '../../../shared/domain/scorecard.ts';
import { formatCounted } from '../../lib/format.ts';
import classes from './scorecard.module.css';

export type TextQuestion = Extract<Question, { type: 'text' }>;

/** Letters left from which on the limit is told. */
const NEAR_LIMIT = 0.1;

/** Words on the limit once it is near; null while there is room. */
export function limitWords(length: number, maxLength: number): string | null {
  const left = Math.max(0, maxLength - length);
  if (left > maxLength * NEAR_LIMIT) return null;
  return left === 0
    ? `No more than ${formatCounted(maxLength, 'character')}.`
    : `${formatCounted(left, 'character')} left.`;
}

export function TextAnswer({
  question,
  text,
  isLocked,
  onFocus,
  onWrite,
}: {
  question: TextQuestion;
  text: string;
  isLocked: boolean;
  onFocus: () => void;
  onWrite: (text: string) => void;
}): ReactNode {
  const limitId = useId();
  const limit = limitWords(text.length, question.maxLength);
  return (
    <div className={classes.textField}>
      <textarea
        className={classes.text}
        aria-label={question.title}
        aria-describedby={limit === null ? undefined : limitId}
        data-question-text={question.id}
        rows={1}
        dir="auto"
        maxLength={question.maxLength}
        placeholder={question.help ?? (question.id === 'note' ? 'Anything the next person should know' : '')}
        value={text}
        readOnly={isLocked}
        onFocus={onFocus}
        onChange={(event) => onWrite(event.target.value)}
      />
      <output id={limitId} className={classes.limit}>
        {limit}
      </output>
    </div>
  );
}
