/**
 * Sentences and list items for selecting by keyboard. Where they begin and end is the finder's rule (claims.ts), so that
 * what is selected is what lights up; this file only steps through them. UTF-16 offsets of the raw text.
 */
import { cutSentences } from '../../../shared/evidence/claims.ts';

export interface Sentence {
  start: number;
  end: number;
}

/** Sentences in order. `language` as the trace tells it, which may be no valid tag. */
export function listSentences(text: string, language?: string): Sentence[] {
  return cutSentences(text, language).map(({ start, end }) => ({ start, end }));
}

/**
 * The sentence to go to from a selection: the first that begins after its beginning, or the last that ends before it.
 * Without a selection: the first, or the last when going back. Null beyond either end.
 */
export function stepSentence(
  sentences: readonly Sentence[],
  selected: Sentence | null,
  step: 1 | -1,
): Sentence | null {
  if (selected === null) return sentences.at(step === 1 ? 0 : -1) ?? null;
  const found =
    step === 1
      ? sentences.find((one) => one.start > selected.start)
      : sentences.findLast((one) => one.end <= selected.start);
  return found ?? null;
}
