/**
 * Reads a text into tokens that can be compared: stems of words without accents, pairs of characters where a script
 * sets no spaces, and one token for each fact ("1,000", "21 Nov 2026"), so that all its spellings are one term.
 */
import type { Fact } from './fact-list.ts';
import { readFacts } from './facts.ts';
import type { FinderLanguage } from './language.ts';
import type { Stemmer } from './stemmers.ts';
import type { PlacedWord, Reading, Token } from './tokens.ts';
import { vocabularyOf, type Vocabulary } from './vocabulary.ts';

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\p{Cf}]|['’](?=\p{L}))*/uy;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;
/** None of the scripts without spaces begins before this. */
const FIRST_UNSPACED = 0x0e00;

/** Reads the texts of one input. */
export class Reader {
  readonly vocabulary: Vocabulary;

  constructor(language: FinderLanguage, stemmer: Stemmer | undefined) {
    this.vocabulary = vocabularyOf(language, stemmer);
  }

  get language(): FinderLanguage {
    return this.vocabulary.language;
  }

  read(text: string): Reading {
    const words = this.#placeWords(text);
    const facts = readFacts(text, words, this.language);
    const tokens: Token[] = [];
    let next = 0;
    for (const word of words) {
      while (next < facts.length && facts[next]!.end <= word.start) this.#addFact(facts[next++]!, tokens);
      const fact = facts[next];
      // Words within a fact are said by its token.
      if (fact === undefined || word.end <= fact.start) tokens.push(word);
    }
    while (next < facts.length) this.#addFact(facts[next++]!, tokens);
    return { text, tokens, facts, words };
  }

  #placeWords(text: string): PlacedWord[] {
    const words: PlacedWord[] = [];
    for (let at = 0; at < text.length;) {
      const end = endOfPlainWord(text, at);
      if (end > at) this.#place(text.slice(at, end), at, words);
      if (end >= at) at = Math.max(end, at + 1);
      else at = this.#placeOther(text, at, words);
    }
    return words;
  }

  #place(raw: string, start: number, into: PlacedWord[]): void {
    const word = this.vocabulary.wordOf(raw);
    const { term, id, isStop } = word;
    into.push({ start, end: start + raw.length, term, id, isStop, word });
  }

  /** A word with characters beyond ASCII; tells where to go on. */
  #placeOther(text: string, at: number, into: PlacedWord[]): number {
    WORD.lastIndex = at;
    const raw = WORD.exec(text)?.[0];
    if (raw === undefined) return at + 1;
    if (isSpaced(raw)) this.#place(raw, at, into);
    else this.#placeUnspaced(raw, at, into);
    return at + raw.length;
  }

  #placeUnspaced(raw: string, index: number, into: PlacedWord[]): void {
    const place = (from: number, part: string) => this.#place(part, index + from, into);
    let from = 0;
    for (const { index: at, 0: run } of raw.matchAll(UNSPACED)) {
      if (at > from) place(from, raw.slice(from, at));
      // Overlapping pairs: without a dictionary the best there is, and they never miss a word.
      const characters = Array.from(run);
      let offset = at;
      for (const [i, character] of characters.entries()) {
        const following = characters[i + 1];
        if (following !== undefined || characters.length === 1) place(offset, character + (following ?? ''));
        offset += character.length;
      }
      from = at + run.length;
    }
    if (from < raw.length) place(from, raw.slice(from));
  }

  #addFact({ start, end, keys, isIdle }: Fact, tokens: Token[]): void {
    const term = keys[0]!;
    tokens.push({ start, end, term, id: this.vocabulary.idOf(term), isStop: isIdle });
  }
}

/**
 * Where the word that begins at `at` ends, when it is plain ASCII: by far the most are, and a pattern takes several times
 * as long. `at` itself where none begins; −1 where the pattern must decide.
 */
function endOfPlainWord(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code >= 0x80) return -1;
    if (isPlainLetter(code) || (code >= 0x30 && code <= 0x39)) continue;
    if (code !== APOSTROPHE || end === at) break;
    const next = text.charCodeAt(end + 1);
    if (next >= 0x80) return -1;
    if (!isPlainLetter(next)) break;
  }
  return end;
}

const APOSTROPHE = 0x27;
const isPlainLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);

function isSpaced(raw: string): boolean {
  for (let at = 0; at < raw.length; at += 1)
    if (raw.charCodeAt(at) >= FIRST_UNSPACED) return !hasUnspaced(raw);
  return true;
}

const hasUnspaced = (raw: string): boolean => raw.search(UNSPACED) !== -1;
