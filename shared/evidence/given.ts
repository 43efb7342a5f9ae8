/**
 * All that the model was given, as one thing to look in: which keys of facts and which words occur anywhere in the
 * passages, their titles or the conversation. Asked only by what reports the unfound.
 */
import type { Fact } from './facts.ts';
import { foldLetters } from './fold.ts';
import type { Reader, Reading } from './words.ts';

export interface Given {
  hasKey: (key: string) => boolean;
  hasLink: (key: string) => boolean;
  hasWord: (word: string) => boolean;
  /** Whether the words stand there as they are, but for case, accents and spaces, and not inside another word. */
  hasVerbatim: (words: string) => boolean;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
/** Shorter words are too alike to be tolerant. */
const TOLERANT_FROM = 5;

const plainWords = (text: string): string => foldLetters(text.toLowerCase()).replace(/\s+/g, ' ');

export function gatherGiven(readings: readonly Reading[], reader: Reader): Given {
  const keys = new Set<string>();
  const links: string[] = [];
  const words = new Set<string>();
  const beginnings = new Set<string>();
  for (const { text, facts, tokens } of readings) {
    for (const { term } of tokens) words.add(term);
    for (const fact of facts) addFact(fact, keys, links);
    for (const [raw] of text.matchAll(WORD)) addWord(foldLetters(raw.toLowerCase()), words, beginnings);
  }
  const hasWord = (word: string): boolean => {
    const folded = foldLetters(word.toLowerCase().replace(/['’]s?$/, ''));
    if (words.has(folded) || beginnings.has(folded) || words.has(reader.termOf(word).term)) return true;
    return folded.length > TOLERANT_FROM && [1, 2].some((cut) => words.has(folded.slice(0, -cut)));
  };
  let all: string | undefined;
  return {
    hasKey: (key) => keys.has(key),
    hasLink: (key) =>
      links.some((one) => one === key || one.startsWith(`${key}/`) || one.startsWith(`${key}?`)),
    hasWord,
    hasVerbatim: (wanted) => {
      all ??= readings.map(({ text }) => plainWords(text)).join('\n');
      return standsIn(all, plainWords(wanted).trim());
    },
  };
}

function addFact({ kind, keys: own }: Fact, keys: Set<string>, links: string[]): void {
  for (const key of own) keys.add(key);
  if (kind === 'link') links.push(...own);
}

function addWord(folded: string, words: Set<string>, beginnings: Set<string>): void {
  words.add(folded);
  if (folded.length <= TOLERANT_FROM) return;
  beginnings.add(folded.slice(0, -1));
  beginnings.add(folded.slice(0, -2));
}

const IN_WORD = /[\p{L}\p{N}]/u;

function standsIn(text: string, wanted: string): boolean {
  if (wanted === '') return true;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + wanted.length);
    if (!(IN_WORD.test(before) || IN_WORD.test(after))) return true;
  }
  return false;
}
