/**
 * How the answers of a calibration round compare with the known ones. Must not know when that may be shown.
 *
 * Invariant: only questions with options are compared, as among silent gold items: a text or a marked passage is neither
 * right nor wrong by itself.
 */
import type { Answer, Answers } from './review.ts';
import type { Scorecard } from './scorecard.ts';
import { isChoice } from './scorecard.ts';

/** One question of an item whose answer is known. */
export interface ComparedAnswer {
  question: string;
  /** Null where the question was not asked, not answered, or the item skipped. */
  mine: Answer | null;
  known: Answer;
  isRight: boolean;
}

/** Every compared question in the order of the scorecard; `mine` null for an item that was skipped. */
export function compareWithKnown(card: Scorecard, known: Answers, mine: Answers | null): ComparedAnswer[] {
  return card.questions.filter(isChoice).flatMap(({ id: question }) => {
    const right = known[question];
    if (right?.type !== 'choice') return [];
    const given = mine?.[question] ?? null;
    const isRight = given?.type === 'choice' && given.option === right.option;
    return [{ question, mine: given, known: right, isRight }];
  });
}

/** Right answers among those of items that were judged: what was skipped is neither. */
export function countRight(items: readonly { isSkipped: boolean; answers: readonly ComparedAnswer[] }[]): {
  right: number;
  judged: number;
} {
  const compared = items.filter((one) => !one.isSkipped).flatMap((one) => one.answers);
  return { right: compared.filter((one) => one.isRight).length, judged: compared.length };
}
