/**
 * Which sentence a key goes to from a selection. What a sentence is, is said once for finder, lights and keys
 * (shared/evidence/claims.ts). Pure; UTF-16 offsets of the raw text.
 */
export interface Sentence {
  start: number;
  end: number;
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
