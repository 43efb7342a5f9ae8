/**
 * Cuts raw text into sentences and list items, for selecting by keyboard. Pure; UTF-16 offsets of the raw text.
 */
export interface Sentence {
  start: number;
  end: number;
}

/** Marks that open a line in Markdown and belong to no sentence. */
const LINE_MARKS = /^(?:\s|>|#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\|)+/;
const SAYS_SOMETHING = /[\p{L}\p{N}\p{So}\p{Sc}]/u;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string | undefined): Intl.Segmenter {
  const key = language ?? 'en';
  const held = segmenters.get(key);
  if (held !== undefined) return held;
  let made: Intl.Segmenter;
  try {
    made = new Intl.Segmenter(key, { granularity: 'sentence' });
  } catch {
    made = new Intl.Segmenter('en', { granularity: 'sentence' });
  }
  segmenters.set(key, made);
  return made;
}

/** Sentences in order; a line break always ends one. `language` as the trace tells it, which may be no valid tag. */
export function listSentences(text: string, language?: string): Sentence[] {
  const found: Sentence[] = [];
  const segmenter = segmenterOf(language);
  for (const line of text.matchAll(/[^\n]+/g)) {
    const marks = LINE_MARKS.exec(line[0])?.[0].length ?? 0;
    const base = line.index + marks;
    for (const { segment, index } of segmenter.segment(line[0].slice(marks))) {
      if (!SAYS_SOMETHING.test(segment)) continue;
      const lead = segment.length - segment.trimStart().length;
      found.push({ start: base + index + lead, end: base + index + segment.trimEnd().length });
    }
  }
  return found;
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
