/**
 * Every spelling that was read in one language, with what it comes down to: its term, whether it says anything, what it
 * means as a month or a number. Texts of a queue share most of their words, so it is kept from item to item.
 *
 * Invariant: it only remembers what would be computed again just so; nothing that is found depends on what was read before.
 */
import { calendarOf } from './calendar.ts';
import { foldLetters } from './fold.ts';
import { stopWordsOf, type FinderLanguage } from './language.ts';
import { numberWords } from './number-words.ts';
import type { Stemmer } from './stemmers.ts';
import { talkWords } from './talk-words.ts';

/** What words with a meaning of their own mean. */
export interface Meaning {
  month?: number;
  /** The month's name is no other word and can stand alone. */
  isSureMonth?: boolean;
  /** Sunday 0. */
  weekday?: number;
  number?: { value: number; isOrdinal: boolean };
}

/** One spelling; the same spelling is the same object. */
export interface Word {
  term: string;
  /** Of the term: equal terms have equal ids. */
  id: number;
  /** Says nothing by itself. */
  isStop: boolean;
  /** As spoken, without case and accents. */
  folded: string;
  meaning: Meaning | null;
}

/** One letter of an alphabet is a unit, an initial or a variable. */
const LETTER = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;
/** Hiragana alone are mostly grammar. */
const KANA = /^\p{Script=Hiragana}+$/u;
/** Longer runs are no words; stemmers need not see them. */
const MAX_WORD = 60;
/** Beyond this it is begun anew, so that a long session does not grow. */
const MOST_WORDS = 60_000;

const unstemmed: Stemmer = (word) => word;
const kept = new WeakMap<Stemmer, Map<FinderLanguage, Vocabulary>>();

/** The vocabulary of a language, for the reading of one input. */
export function vocabularyOf(language: FinderLanguage, stemmer: Stemmer = unstemmed): Vocabulary {
  let byLanguage = kept.get(stemmer);
  if (byLanguage === undefined) {
    byLanguage = new Map();
    kept.set(stemmer, byLanguage);
  }
  let held = byLanguage.get(language);
  if (held === undefined || held.size > MOST_WORDS) {
    held = new Vocabulary(language, stemmer);
    byLanguage.set(language, held);
  }
  return held;
}

export class Vocabulary {
  readonly language: FinderLanguage;
  readonly #stem: Stemmer;
  readonly #stops: ReadonlySet<string>;
  readonly #talk: ReadonlySet<string> | undefined;
  readonly #words = new Map<string, Word>();
  readonly #ids = new Map<string, number>();

  constructor(language: FinderLanguage, stemmer: Stemmer) {
    this.language = language;
    this.#stem = stemmer;
    this.#stops = stopWordsOf(language);
    this.#talk = talkWords.get(language);
  }

  get size(): number {
    return this.#ids.size + this.#words.size;
  }

  /** A word as it stands in a text. */
  wordOf(raw: string): Word {
    const held = this.#words.get(raw);
    if (held !== undefined) return held;
    const lower = raw.toLowerCase().normalize('NFC').replace(/’/g, "'");
    const bare = this.#withoutElision(lower);
    const isStop = this.#isStop(lower) || this.#isStop(bare) || bare === '';
    const term = foldLetters(bare.length > MAX_WORD ? bare.slice(0, MAX_WORD) : this.#stem(bare)) || bare;
    const folded = foldLetters(bare);
    const made = { term, id: this.idOf(term), isStop, folded, meaning: this.#meaningOf(lower, folded) };
    this.#words.set(raw, made);
    return made;
  }

  idOf(term: string): number {
    const held = this.#ids.get(term);
    if (held !== undefined) return held;
    const made = this.#ids.size;
    this.#ids.set(term, made);
    return made;
  }

  isStopWord(lower: string): boolean {
    return this.#stops.has(lower);
  }

  #isStop(lower: string): boolean {
    if (this.#stops.has(lower) || this.#talk?.has(lower) === true) return true;
    return lower.length < 3 && (LETTER.test(lower) || KANA.test(lower));
  }

  #withoutElision(lower: string): string {
    if (!lower.includes("'")) return lower;
    const elides = this.language === 'fr' || this.language === 'it';
    return elides ? lower.replace(/^\p{L}{1,5}'(?=\p{L}{2})/u, '') : lower.replace(/'s$/, '');
  }

  #meaningOf(lower: string, folded: string): Meaning | null {
    const { months, weekdays, longMonths } = calendarOf(this.language);
    const month = months.get(folded);
    const weekday = weekdays.get(folded);
    const number = numberWords.get(lower);
    if (month === undefined && weekday === undefined && number === undefined) return null;
    return {
      ...(month === undefined ? {} : { month, isSureMonth: longMonths.has(folded) }),
      ...(weekday === undefined ? {} : { weekday }),
      ...(number === undefined ? {} : { number }),
    };
  }
}
