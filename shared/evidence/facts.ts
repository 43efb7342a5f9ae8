/**
 * What in a text can be looked up word for word: links, dates, prices, numbers, codes. A fact carries keys; two facts
 * agree when they share the first key of the one that is asked about. Names are read elsewhere (names.ts), because
 * whether a capital makes one depends on the sentence.
 *
 * Invariant: facts are in the order of the text and do not overlap; offsets are UTF-16.
 */
import type { UnfoundKind } from '../domain/review.ts';
import { plainDigits } from './fold.ts';
import { readDateNames, readNumericDates } from './read-dates.ts';
import { readLinks } from './read-links.ts';
import { readNumberWords, readNumbers } from './read-numbers.ts';
import type { PlacedWord } from './words.ts';

export interface Fact {
  kind: UnfoundKind;
  start: number;
  end: number;
  /** Spellings that mean the same; the first is the most exact. Never empty. */
  keys: readonly string[];
  /** Value of a number or price. */
  value?: number;
  /** Where the per cent sign after a number ends. */
  percentEnd?: number;
  /** Serves as evidence but is never asked for: a step's number, a reference to a passage. */
  isIdle: boolean;
}

/** Collects facts of one text in order of precedence: what is taken first keeps its place. */
export class FactList {
  readonly #taken: Uint8Array;
  readonly #facts: Fact[] = [];

  constructor(length: number) {
    this.#taken = new Uint8Array(length);
  }

  /** Adds a fact unless part of its place is taken. */
  add(fact: Fact): void {
    const { start, end } = fact;
    for (let at = start; at < end; at += 1) if (this.#taken[at] === 1) return;
    this.#taken.fill(1, start, end);
    this.#facts.push(fact);
  }

  inOrder(): Fact[] {
    return this.#facts.toSorted((a, b) => a.start - b.start);
  }
}

/** Links, dates, prices and numbers of a text and its words. `language` decides how dates and separators are read. */
export function readFacts(source: string, words: readonly PlacedWord[], language: string): Fact[] {
  const facts = new FactList(source.length);
  const text = plainDigits(source);
  const meant = words.filter(({ word }) => word.meaning !== null);
  const hasDigits = /\d|[½⅓⅔¼¾⅛]/.test(text);
  readLinks(text, facts);
  if (hasDigits) readNumericDates(text, language, facts);
  readDateNames(text, meant, facts);
  if (hasDigits) readNumbers(text, language, facts);
  readNumberWords(text, meant, facts);
  return facts.inOrder();
}
