/**
 * Two changes of one text, or of one list, put together where they go together.
 *
 * Invariant: a clean merge holds every change of both sides and nothing else; where both changed the same place, nobody
 * decides for the person, and the text is mine as it was.
 */
import { diffArrays } from 'diff';
import { wordsOf } from './text-pieces.ts';

export interface Merged<T> {
  value: T;
  isClean: boolean;
}

/** A value of which there are no parts: mine where both changed it. */
export function mergeValues<T>(base: T, mine: T, theirs: T, key: (of: T) => string = String): Merged<T> {
  if (key(mine) === key(base)) return { value: theirs, isClean: true };
  return { value: mine, isClean: key(theirs) === key(base) || key(theirs) === key(mine) };
}

/** Texts go together when the two sides changed different words, with something between them that both kept. */
export function mergeTexts(base: string, mine: string, theirs: string): Merged<string> {
  const whole = mergeValues(base, mine, theirs);
  if (whole.isClean) return whole;
  const words = wordsOf(base);
  const changes = [...changesOf(words, mine), ...changesOf(words, theirs)].toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  );
  let text = '';
  let at = 0;
  for (const [index, { start, end, put }] of changes.entries()) {
    const before = changes[index - 1];
    if (before !== undefined && start <= before.end) return whole;
    text += words.slice(at, start).join('') + put;
    at = end;
  }
  return { value: text + words.slice(at).join(''), isClean: true };
}

interface WordChange {
  /** Words of the base that it takes the place of, end exclusive. */
  start: number;
  end: number;
  put: string;
}

function changesOf(words: readonly string[], text: string): WordChange[] {
  const changes: WordChange[] = [];
  let at = 0;
  let open: WordChange | null = null;
  for (const { value, added, removed } of diffArrays([...words], wordsOf(text))) {
    if (!added && !removed) {
      at += value.length;
      open = null;
      continue;
    }
    if (open === null) changes.push((open = { start: at, end: at, put: '' }));
    if (added) open.put += value.join('');
    else at = open.end += value.length;
  }
  return changes;
}

/** Lists go together unless both sides took out the same entry and put other ones in, which may be the same one changed. */
export function mergeLists(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): Merged<string[]> {
  const whole = mergeValues([...base], [...mine], [...theirs], JSON.stringify);
  if (whole.isClean) return whole;
  const hasGone = (one: string): boolean => !mine.includes(one) || !theirs.includes(one);
  const mineAdded = mine.filter((one) => !base.includes(one));
  const theirsAdded = theirs.filter((one) => !base.includes(one) && !mineAdded.includes(one));
  const areBothWithout = base.some((one) => !mine.includes(one) && !theirs.includes(one));
  const value = [...base.filter((one) => !hasGone(one)), ...theirsAdded, ...mineAdded];
  return { value, isClean: !(areBothWithout && mineAdded.length > 0 && theirsAdded.length > 0) };
}
