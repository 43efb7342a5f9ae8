/**
 * Reads a text into tokens that can be compared: stems of words without accents, pairs of characters where a script
 * sets no spaces, and one token for each fact ("1,000", "21 Nov 2026"), so that all its spellings are one term.
 */
import { readFacts, type Fact } from './facts.ts';
import { foldLetters } from './fold.ts';
import { stopWordsOf, type FinderLanguage } from './language.ts';
import type { Stemmer } from './stemmers.ts';
import { talkWords } from './talk-words.ts';

export interface Token {
  start: number;
  end: number;
  term: string;
  /** Says nothing by itself: a stop word, the number of a step. */
  isStop: boolean;
}

export interface Reading {
  text: string;
  tokens: readonly Token[];
  facts: readonly Fact[];
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\p{Cf}]|['’](?=\p{L}))*/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;
const HAS_UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const ASCII_ONLY = /^\p{ASCII}*$/u;
/** One letter of an alphabet is a unit, an initial or a variable. */
const LETTER = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;
/** Longer runs are no words; stemmers need not see them. */
const MAX_WORD = 60;

/** Reads texts of one language; remembers the stems it has made. */
export class Reader {
  readonly language: FinderLanguage;
  readonly #stem: Stemmer;
  readonly #stops: ReadonlySet<string>;
  readonly #talk: ReadonlySet<string> | undefined;
  readonly #terms = new Map<string, { term: string; isStop: boolean }>();

  constructor(language: FinderLanguage, stemmer: Stemmer | undefined) {
    this.language = language;
    this.#stem = stemmer ?? ((word) => word);
    this.#stops = stopWordsOf(language);
    this.#talk = talkWords.get(language);
  }

  read(text: string): Reading {
    const facts = readFacts(text, this.language);
    const tokens: Token[] = [];
    let next = 0;
    for (const { index, 0: raw } of text.matchAll(WORD)) {
      while (next < facts.length && facts[next]!.end <= index) addFact(facts[next++]!, tokens);
      const fact = facts[next];
      // Words within a fact are said by its token.
      if (fact !== undefined && index + raw.length > fact.start && index < fact.end) continue;
      this.#addWord(raw, index, tokens);
    }
    while (next < facts.length) addFact(facts[next++]!, tokens);
    return { text, tokens, facts };
  }

  /** Stem of a word as it stands in a text. */
  termOf(raw: string): { term: string; isStop: boolean } {
    const held = this.#terms.get(raw);
    if (held !== undefined) return held;
    const lower = raw.toLowerCase().normalize('NFC').replace(/’/g, "'");
    const bare = this.#withoutElision(lower);
    const isStop = this.#isStop(lower) || this.#isStop(bare) || bare.length === 0;
    const stem = bare.length > MAX_WORD ? bare.slice(0, MAX_WORD) : this.#stem(bare);
    const made = { term: foldLetters(stem) || bare, isStop };
    this.#terms.set(raw, made);
    return made;
  }

  #isStop(lower: string): boolean {
    return this.#stops.has(lower) || this.#talk?.has(lower) === true || LETTER.test(lower);
  }

  #withoutElision(lower: string): string {
    if (!lower.includes("'")) return lower;
    const elided = this.language === 'fr' || this.language === 'it';
    return elided ? lower.replace(/^\p{L}{1,5}'(?=\p{L}{2})/u, '') : lower.replace(/'s$/, '');
  }

  #addWord(raw: string, index: number, tokens: Token[]): void {
    if (ASCII_ONLY.test(raw) || !HAS_UNSPACED.test(raw)) {
      tokens.push({ start: index, end: index + raw.length, ...this.termOf(raw) });
      return;
    }
    let from = 0;
    for (const { index: at, 0: run } of raw.matchAll(UNSPACED)) {
      if (at > from) this.#addPlain(raw.slice(from, at), index + from, tokens);
      addPairs(run, index + at, this.#stops, tokens);
      from = at + run.length;
    }
    if (from < raw.length) this.#addPlain(raw.slice(from), index + from, tokens);
  }

  #addPlain(raw: string, index: number, tokens: Token[]): void {
    tokens.push({ start: index, end: index + raw.length, ...this.termOf(raw) });
  }
}

/** Overlapping pairs of characters: without a dictionary the best there is, and it never misses a word. */
function addPairs(run: string, index: number, stops: ReadonlySet<string>, tokens: Token[]): void {
  const characters = Array.from(run);
  let at = index;
  for (const [i, character] of characters.entries()) {
    const pair = characters.length === 1 ? character : character + (characters[i + 1] ?? '');
    if (i + 1 < characters.length || characters.length === 1) {
      // Kana alone are mostly grammar.
      const isStop = stops.has(pair) || /^\p{Script=Hiragana}+$/u.test(pair);
      tokens.push({ start: at, end: at + pair.length, term: pair.normalize('NFKC'), isStop });
    }
    at += character.length;
  }
}

function addFact({ start, end, keys, isIdle }: Fact, tokens: Token[]): void {
  tokens.push({ start, end, term: keys[0]!, isStop: isIdle });
}
