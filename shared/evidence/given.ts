/**
 * All that the model was given, as one thing to look in: which keys of facts, words and neighbouring words occur in the
 * passages with their titles, or in the conversation. Nothing here is about one claim or one passage.
 *
 * Invariant: more text given never makes anything less given.
 */
import type { Fact } from './fact-list.ts';
import { foldLetters } from './fold.ts';
import type { Word } from './vocabulary.ts';
import type { Reading, Token } from './tokens.ts';
import type { Reader } from './words.ts';

export interface Given {
  hasKey: (key: string) => boolean;
  hasLink: (key: string) => boolean;
  /** Whether the term with this id occurs. */
  hasTerm: (id: number) => boolean;
  /** Whether a word occurs, whatever its case, accents and inflection. */
  hasWord: (word: string) => boolean;
  /** Whether the words stand there as they are, but for case, accents and spaces, and not inside another word. */
  hasVerbatim: (words: string) => boolean;
  areNeighboursInPassage: (first: Token, second: Token) => boolean;
  areNeighboursInConversation: (first: Token, second: Token) => boolean;
}

/** Shorter words are too alike to be tolerant. */
const TOLERANT_FROM = 5;

const plainWords = (text: string): string => foldLetters(text.toLowerCase()).replace(/\s+/g, ' ');

/** Texts of passages and titles, and those of the conversation. `asked` is all that will be asked for. */
export function gatherGiven(
  passages: readonly Reading[],
  conversation: readonly Reading[],
  asked: Reading,
  reader: Reader,
): Given {
  const readings = [...passages, ...conversation];
  const keys = new Set<string>();
  const links: string[] = [];
  const terms = new Set<number>();
  for (const { facts, tokens } of readings) {
    for (const { id } of tokens) terms.add(id);
    for (const fact of facts) addFact(fact, keys, links);
  }
  let words: SpokenWords | undefined;
  let all: string | undefined;
  return {
    hasKey: (key) => keys.has(key),
    hasLink: (key) =>
      links.some((one) => one === key || one.startsWith(`${key}/`) || one.startsWith(`${key}?`)),
    hasTerm: (id) => terms.has(id),
    hasWord: (word) => {
      const { id, folded } = reader.vocabulary.wordOf(word);
      if (terms.has(id)) return true;
      words ??= listWords(readings);
      return isSpoken(folded, words);
    },
    hasVerbatim: (wanted) => {
      all ??= readings.map(({ text }) => plainWords(text)).join('\n');
      return standsIn(all, plainWords(wanted).trim());
    },
    areNeighboursInPassage: neighboursOf(passages, asked),
    areNeighboursInConversation: neighboursOf(conversation, asked),
  };
}

/** Remembers those neighbours only of which both occur in `asked`: of many passages, that is little. */
function neighboursOf(
  readings: readonly Reading[],
  asked: Reading,
): (first: Token, second: Token) => boolean {
  const wanted = new Map<number, Set<number>>();
  const { tokens: own } = asked;
  for (let at = 1; at < own.length; at += 1) {
    const held = wanted.get(own[at - 1]!.id);
    if (held === undefined) wanted.set(own[at - 1]!.id, new Set([own[at]!.id]));
    else held.add(own[at]!.id);
  }
  const found = new Map<number, Set<number>>();
  for (const { tokens } of readings) {
    for (let at = 1; at < tokens.length; at += 1) {
      const first = tokens[at - 1]!.id;
      const second = tokens[at]!.id;
      if (wanted.get(first)?.has(second) !== true) continue;
      const held = found.get(first);
      if (held === undefined) found.set(first, new Set([second]));
      else held.add(second);
    }
  }
  return (first, second) => found.get(first.id)?.has(second.id) === true;
}

function addFact({ kind, keys: own }: Fact, keys: Set<string>, links: string[]): void {
  for (const key of own) keys.add(key);
  if (kind === 'link') links.push(...own);
}

/** Folded words as they are spoken, and the beginnings of the longer ones. */
interface SpokenWords {
  words: ReadonlySet<string>;
  beginnings: ReadonlySet<string>;
}

function listWords(readings: readonly Reading[]): SpokenWords {
  const spoken = new Set<Word>();
  for (const reading of readings) for (const { word } of reading.words) spoken.add(word);
  const words = new Set<string>();
  const beginnings = new Set<string>();
  for (const { folded } of spoken) {
    words.add(folded);
    if (folded.length <= TOLERANT_FROM) continue;
    beginnings.add(folded.slice(0, -1));
    beginnings.add(folded.slice(0, -2));
  }
  return { words, beginnings };
}

function isSpoken(folded: string, { words, beginnings }: SpokenWords): boolean {
  if (words.has(folded) || beginnings.has(folded)) return true;
  return folded.length > TOLERANT_FROM && [1, 2].some((cut) => words.has(folded.slice(0, -cut)));
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
