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
  /** Of the term, within one reader: 0, 1, 2 … */
  id: number;
  /** Says nothing by itself: a stop word, the number of a step. */
  isStop: boolean;
}

/** A token without its place. */
type Term = Pick<Token, 'term' | 'id' | 'isStop'>;

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
  readonly #terms = new Map<string, Term>();
  readonly #ids = new Map<string, number>();

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
      while (next < facts.length && facts[next]!.end <= index) this.#addFact(facts[next++]!, tokens);
      const fact = facts[next];
      // Words within a fact are said by its token.
      if (fact !== undefined && index + raw.length > fact.start && index < fact.end) continue;
      this.#addWord(raw, index, tokens);
    }
    while (next < facts.length) this.#addFact(facts[next++]!, tokens);
    return { text, tokens, facts };
  }

  /** Stem of a word as it stands in a text. */
  termOf(raw: string): Term {
    const held = this.#terms.get(raw);
    if (held !== undefined) return held;
    const lower = raw.toLowerCase().normalize('NFC').replace(/’/g, "'");
    const bare = this.#withoutElision(lower);
    const isStop = this.#isStop(lower) || this.#isStop(bare) || bare.length === 0;
    const stem = bare.length > MAX_WORD ? bare.slice(0, MAX_WORD) : this.#stem(bare);
    const term = foldLetters(stem) || bare;
    const made = { term, id: this.#idOf(term), isStop };
    this.#terms.set(raw, made);
    return made;
  }

  #idOf(term: string): number {
    const held = this.#ids.get(term);
    if (held !== undefined) return held;
    const made = this.#ids.size;
    this.#ids.set(term, made);
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
      this.#addPlain(raw, index, tokens);
      return;
    }
    let from = 0;
    for (const { index: at, 0: run } of raw.matchAll(UNSPACED)) {
      if (at > from) this.#addPlain(raw.slice(from, at), index + from, tokens);
      this.#addPairs(run, index + at, tokens);
      from = at + run.length;
    }
    if (from < raw.length) this.#addPlain(raw.slice(from), index + from, tokens);
  }

  #addPlain(raw: string, index: number, tokens: Token[]): void {
    const { term, id, isStop } = this.termOf(raw);
    tokens.push({ start: index, end: index + raw.length, term, id, isStop });
  }

  /** Overlapping pairs of characters: without a dictionary the best there is, and it never misses a word. */
  #addPairs(run: string, index: number, tokens: Token[]): void {
    const characters = Array.from(run);
    let at = index;
    for (const [i, character] of characters.entries()) {
      const isAlone = characters.length === 1;
      const pair = isAlone ? character : character + (characters[i + 1] ?? '');
      if (isAlone || i + 1 < characters.length) {
        // Kana alone are mostly grammar.
        const isStop = this.#stops.has(pair) || /^\p{Script=Hiragana}+$/u.test(pair);
        const term = pair.normalize('NFKC');
        tokens.push({ start: at, end: at + pair.length, term, id: this.#idOf(term), isStop });
      }
      at += character.length;
    }
  }

  #addFact({ start, end, keys, isIdle }: Fact, tokens: Token[]): void {
    const term = keys[0]!;
    tokens.push({ start, end, term, id: this.#idOf(term), isStop: isIdle });
  }
}
