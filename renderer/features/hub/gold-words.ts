/** Known answers in words: titles of questions and options where the scorecard is known, ids where it is not. */
import type { Answers } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { formatCounted } from '../../lib/format.ts';

function answerInWords(question: string, answer: Answers[string], card: Scorecard | null): string {
  const asked = card?.questions.find((one) => one.id === question);
  const title = asked?.title ?? question;
  switch (answer.type) {
    case 'choice': {
      const option =
        asked !== undefined && isChoice(asked)
          ? asked.options.find((one) => one.id === answer.option)?.title
          : undefined;
      return `${title}: ${option ?? answer.option}`;
    }
    case 'spans':
      return `${title}: ${formatCounted(answer.spans.length, 'span')}`;
    case 'text':
      return `${title}: ${answer.text}`;
  }
}

/** All of them, in the order of the scorecard. */
export function answersInWords(answers: Answers, card: Scorecard | null): string {
  const place = (question: string): number => card?.questions.findIndex((one) => one.id === question) ?? 0;
  return Object.entries(answers)
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([question, answer]) => answerInWords(question, answer, card))
    .join(' · ');
}
