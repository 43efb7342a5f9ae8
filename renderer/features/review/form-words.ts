/** What an undo or redo changed, said in words. */
import type { Answer } from '../../../shared/domain/review.ts';
import type { Question, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { formatCounted } from '../../lib/format.ts';

function answerWords(of: Question, answer: Answer | null): string {
  if (answer === null) return 'has no answer';
  if (answer.type === 'text') return `is “${answer.text.slice(0, 40)}${answer.text.length > 40 ? '…' : ''}”`;
  if (answer.type === 'spans') return `has ${formatCounted(answer.spans.length, 'span')}`;
  const option = isChoice(of) ? of.options.find((one) => one.id === answer.option) : undefined;
  return `is ${option?.title ?? answer.option}`;
}

/** One sentence on what `question` holds after an undo or redo. */
export function movedWords(
  verb: 'Undone' | 'Redone',
  card: Scorecard,
  question: string,
  now: Answer | null,
): string {
  const of = card.questions.find((one) => one.id === question);
  return of === undefined ? `${verb}.` : `${verb}: ${of.title} ${answerWords(of, now)}.`;
}
