/**
 * Steps by word for a selection that is made by keyboard: each edge moves over one word, in any script. Pure; UTF-16
 * offsets of the raw text.
 *
 * Invariant: an edge never stands inside a word's character, and the selection never becomes empty.
 */
import { segmenterOf } from '../../../shared/evidence/segmenters.ts';
import { wholeCharacters } from '../../ui/reading/graphemes.ts';

export interface Stretch {
  start: number;
  end: number;
}

export type Edge = 'start' | 'end';

const IS_PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
/** Words of the line that begins at `from`; pictures count as words, marks and blanks do not. */
function wordsOfLine(text: string, from: number, to: number, language: string | undefined): Stretch[] {
  const line = text.slice(from, to);
  return [...segmenterOf(language, 'word').segment(line)]
    .filter((one) => one.isWordLike === true || IS_PICTURE.test(one.segment))
    .map((one) => wholeCharacters(text, from + one.index, from + one.index + one.segment.length));
}

/** The words from the line of `at` on, in order. */
export function* wordsFrom(text: string, at: number, language?: string): Generator<Stretch> {
  let from = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  while (from <= text.length) {
    const stop = text.indexOf('\n', from);
    const to = stop < 0 ? text.length : stop;
    yield* wordsOfLine(text, from, to, language);
    from = to + 1;
  }
}

/** The words up to the line of `at`, last first. */
function* wordsBack(text: string, at: number, language?: string): Generator<Stretch> {
  let to = text.indexOf('\n', at);
  if (to < 0) to = text.length;
  while (to >= 0) {
    const from = to === 0 ? 0 : text.lastIndexOf('\n', to - 1) + 1;
    yield* wordsOfLine(text, from, to, language).toReversed();
    to = from - 1;
  }
}

/**
 * The selection with one edge a word further (`step` 1) or back (-1). `isShown` says whether a word can be seen: words
 * of an address that Markdown hides are passed over. Null where the edge cannot move that way.
 */
export function stepWord(
  text: string,
  selected: Stretch,
  edge: Edge,
  step: 1 | -1,
  isShown: (word: Stretch) => boolean,
  language?: string,
): Stretch | null {
  const { start, end } = selected;
  const at = edge === 'end' ? end : start;
  const fits = (word: Stretch): boolean => {
    if (edge === 'end') return step === 1 ? word.end > end : word.end < end && word.end > start;
    return step === 1 ? word.start > start && word.start < end : word.start < start;
  };
  for (const word of step === 1 ? wordsFrom(text, at, language) : wordsBack(text, at, language)) {
    if (edge === 'end' && step === -1 && word.end <= start) return null;
    if (edge === 'start' && step === 1 && word.start >= end) return null;
    if (fits(word) && isShown(word)) {
      return edge === 'end' ? { start, end: word.end } : { start: word.start, end };
    }
  }
  return null;
}
