/**
 * What reading a text makes of it: words, facts, and tokens that can be compared. Only types.
 */
import type { Fact } from './fact-list.ts';
import type { Word } from './vocabulary.ts';

export interface Token {
  start: number;
  end: number;
  term: string;
  /** Of the term: equal terms have equal ids. */
  id: number;
  /** Says nothing by itself: a stop word, the number of a step. */
  isStop: boolean;
}

/** A word where it stands; a token too, unless it is within a fact. */
export interface PlacedWord extends Token {
  word: Word;
}

export interface Reading {
  text: string;
  tokens: readonly Token[];
  facts: readonly Fact[];
  /** All words, also those within facts. */
  words: readonly PlacedWord[];
}
