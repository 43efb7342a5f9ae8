/**
 * What differs between two texts, word by word, as pieces that were kept, taken out and put in.
 *
 * Invariant: kept and removed pieces together are the text before, kept and added ones the text after, to the letter.
 */
import { diffArrays } from 'diff';
import type { ClassDiff } from '../contract/taxonomies.ts';

export type Piece = ClassDiff['blocks'][number]['pieces'][number];

/** Words, stretches of white space, and single other characters; together they are the text. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu) ?? [];
}

/** The pieces of two texts, in reading order; what was taken out stands before what took its place. */
export function piecesOf(before: string, after: string): Piece[] {
  const changes = diffArrays(wordsOf(before), wordsOf(after)).map(({ value, added, removed }): Piece => ({
    kind: added ? 'added' : removed ? 'removed' : 'kept',
    text: value.join(''),
  }));
  return joined(changes);
}

/** White space between two changes belongs to both: otherwise a new sentence would read as a list of changed words. */
function joined(changes: readonly Piece[]): Piece[] {
  const pieces: Piece[] = [];
  let removed = '';
  let added = '';
  const put = (kind: Piece['kind'], text: string): void => {
    const last = pieces.at(-1);
    if (text === '') return;
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  const end = (): void => {
    const [start, before, after, rest] = sameSpace(removed, added);
    put('kept', start);
    put('removed', before);
    put('added', after);
    put('kept', rest);
    removed = '';
    added = '';
  };
  for (const [index, { kind, text }] of changes.entries()) {
    const isBetween = index > 0 && index < changes.length - 1;
    if (kind === 'kept' && !(isBetween && text.trim() === '' && !text.includes('\n'))) {
      end();
      put(kind, text);
      continue;
    }
    if (kind !== 'added') removed += text;
    if (kind !== 'removed') added += text;
  }
  end();
  return pieces;
}

/** White space that both begin with, what is left of each, and white space that both end with. */
function sameSpace(one: string, other: string): [string, string, string, string] {
  let start = 0;
  while (start < Math.min(one.length, other.length) && isSameSpace(one[start], other[start])) start += 1;
  const most = Math.min(one.length, other.length) - start;
  let rest = 0;
  while (rest < most && isSameSpace(one.at(-1 - rest), other.at(-1 - rest))) rest += 1;
  return [
    one.slice(0, start),
    one.slice(start, one.length - rest),
    other.slice(start, other.length - rest),
    one.slice(one.length - rest),
  ];
}

const isSameSpace = (one: string | undefined, other: string | undefined): boolean =>
  one === other && (one ?? '').trim() === '';
