/**
 * A fact, and the list in which facts of one text are collected. Knows nothing of how they are read.
 *
 * Invariant: facts are in the order of the text and do not overlap; offsets are UTF-16.
 */
import type { UnfoundKind } from '../domain/review.ts';

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
