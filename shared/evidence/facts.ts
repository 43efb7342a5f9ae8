/**
 * What in a text can be looked up word for word: links, dates, prices, numbers, codes. A fact carries keys; two facts
 * agree when they share the first key of the one that is asked about. Names are read elsewhere (names.ts), because
 * whether a capital makes one depends on the sentence.
 *
 * Invariant: facts are in the order of the text and do not overlap; offsets are UTF-16.
 */
import type { UnfoundKind } from '../domain/review.ts';
import { readDates } from './read-dates.ts';
import { readLinks } from './read-links.ts';
import { readNumbers } from './read-numbers.ts';

export interface Fact {
  kind: UnfoundKind;
  start: number;
  end: number;
  /** Spellings that mean the same; the first is the most exact. Never empty. */
  keys: readonly string[];
  /** Value of a number or price. */
  value?: number;
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

  /** Adds a fact unless part of its place is taken; tells whether it was added. */
  add(fact: Fact): boolean {
    const { start, end } = fact;
    // Facts never hold one another, so looking at every character is needed only for short places.
    for (let at = start; at < end; at += 1) if (this.#taken[at] === 1) return false;
    this.#taken.fill(1, start, end);
    this.#facts.push(fact);
    return true;
  }

  inOrder(): Fact[] {
    return this.#facts.toSorted((a, b) => a.start - b.start);
  }
}

/** Links, dates, prices and numbers of a text. `language` decides how dates and separators are read. */
export function readFacts(text: string, language: string): Fact[] {
  const facts = new FactList(text.length);
  readLinks(text, facts);
  if (/\p{Nd}|\p{L}/u.test(text)) readDates(text, language, facts);
  readNumbers(text, language, facts);
  return facts.inOrder();
}
