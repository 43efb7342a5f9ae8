/**
 * What a judge's word means for a question that people answer: the event of its rate, or not. Judges are as various as
 * their makers, so an option of the question decides first, then a short list of common words; any other word means
 * nothing. Must not guess.
 */
import type { ChoiceQuestion } from './scorecard.ts';

const eventWords = new Set(
  'bad fail failed hallucinated hallucination incorrect not_supported ungrounded unfaithful unsupported violates violation wrong'.split(
    ' ',
  ),
);
const cleanWords = new Set(
  'clean complies correct faithful good grounded none ok pass passed supported'.split(' '),
);

const plain = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

/**
 * Whether `verdict` reports the event of `question`: true, false, or null where the word is unknown.
 * @param isPrimary common words are about the audit's primary question only
 */
export function isEventVerdict(
  verdict: string,
  question: ChoiceQuestion,
  isPrimary: boolean,
): boolean | null {
  const word = plain(verdict);
  const named = question.options.find((one) => one.id === word || plain(one.title) === word);
  if (named !== undefined) return question.eventOptions.includes(named.id);
  if (!isPrimary) return null;
  if (eventWords.has(word)) return true;
  return cleanWords.has(word) ? false : null;
}
