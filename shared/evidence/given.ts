/**
 * All that the model was given, as one thing to look in: which keys of facts, words and neighbouring words occur in the
 * passages with their titles, or in the conversation. Nothing here is about one claim or one passage.
 *
 * Invariant: more text given never makes anything less given.
 */
import type { Fact } from './facts.ts';
import { foldLetters } from './fold.ts';
import type { Reader, Reading, Token } from './words.ts';

export interface Given {
  hasKey: (key: string) => boolean;
  hasLink: (key: string) => boolean;
  /** Whether a term as `Reader` makes it occurs. */
  hasTerm: (term: string) => boolean;
  /** Whether a word occurs, whatever its case, accents and inflection. */
  hasWord: (word: string) => boolean;
  /** Whether the words stand there as they are, but for case, accents and spaces, and not inside another word. */
  hasVerbatim: (words: string) => boolean;
  areNeighboursInPassage: (first: Token, second: Token) => boolean;
  areNeighboursInConversation: (first: Token, second: Token) => boolean;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
/** Shorter words are too alike to be tolerant. */
const TOLERANT_FROM = 5;

const plainWords = (text: string): string => foldLetters(text.toLowerCase()).replace(/\s+/g, ' ');

/** Texts of passages and titles, and those of the conversation. */
export function gatherGiven(
  passages: readonly Reading[],
  conversation: readonly Reading[],
  reader: Reader,
): Given {
  const keys = new Set<string>();
  const links: string[] = [];
  const words = new Set<string>();
  const beginnings = new Set<string>();
  const readings = [...passages, ...conversation];
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
    hasTerm: (term) => words.has(term),
    hasWord,
    hasVerbatim: (wanted) => {
      all ??= readings.map(({ text }) => plainWords(text)).join('\n');
      return standsIn(all, plainWords(wanted).trim());
    },
    areNeighboursInPassage: neighboursOf(passages),
    areNeighboursInConversation: neighboursOf(conversation),
  };
}

function neighboursOf(readings: readonly Reading[]): (first: Token, second: Token) => boolean {
  const followers = new Map<string, Set<string>>();
  for (const { tokens } of readings) {
    for (let at = 1; at < tokens.length; at += 1) {
      const { term } = tokens[at - 1]!;
      const held = followers.get(term);
      if (held === undefined) followers.set(term, new Set([tokens[at]!.term]));
      else held.add(tokens[at]!.term);
    }
  }
  return (first, second) => followers.get(first.term)?.has(second.term) === true;
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
