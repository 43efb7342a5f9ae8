/** Words of the calibration round: what is rightly said of so few answers, and how an answer is called. Pure. */
import type { Answer } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { RoundState } from './queue-view.ts';

/** How many of the compared answers were right: a count, because a percentage of so few would claim too much. */
export function shareWords({ right, judged }: { right: number; judged: number }): string {
  if (judged === 0) return 'You skipped the whole round';
  if (right === judged) return judged === 1 ? 'Your answer was right' : `All ${judged} answers were right`;
  return `${right} of ${judged} answers ${right === 1 ? 'was' : 'were'} right`;
}

export function questionTitle(card: Scorecard, question: string): string {
  return card.questions.find((one) => one.id === question)?.title ?? question;
}

/** The title of the chosen option; what was not answered says so. */
export function answerWords(card: Scorecard, question: string, answer: Answer | null): string {
  if (answer === null) return 'no answer';
  if (answer.type !== 'choice') return '';
  const of = card.questions.find((one) => one.id === question);
  const option = of !== undefined && isChoice(of) ? of.options.find((one) => one.id === answer.option) : null;
  return option?.title ?? answer.option;
}

/** Which item of the round is in hand, or how far the round is; nothing where there is none. */
export function roundWords(state: RoundState | null, place: number | null): string {
  if (state === null) return '';
  const { total, done } = state;
  return place === null ? `Calibration: ${done} of ${total} done` : `Calibration ${place} of ${total}`;
}
