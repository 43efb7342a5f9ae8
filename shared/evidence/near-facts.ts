/**
 * What stands in the passages where an unfound number, price or date would be expected: the same thing counted
 * otherwise, in the sentence that has most in common with the claim. It only words a reason; it decides nothing.
 */
import type { Cut } from './claims.ts';
import type { Fact } from './fact-list.ts';
import type { IndexedSentence, PassageIndex } from './passage-index.ts';
import type { Reading, Token } from './tokens.ts';

export interface NearFact {
  passage: number;
  words: string;
}

interface PlacedFact {
  fact: Fact;
  sentence: IndexedSentence;
  /** The word that tells what is counted. */
  unit: Token | undefined;
  reading: Reading;
}

/** A sentence must share so many words with the claim before a price or date in it counts as near. */
const SHARED_WORDS = 2;
/** Looking is for the reader's comfort: beyond this many facts it stops. */
const MOST_FACTS = 2000;

export class NearFacts {
  readonly #facts: readonly PlacedFact[];

  constructor(index: PassageIndex) {
    this.#facts = placeFacts(index);
  }

  /** The fact that stands nearest to what the claim says, or undefined where none does. */
  find(fact: Fact, unit: Token | undefined, claim: readonly Token[]): NearFact | undefined {
    const wanted = new Set(claim.filter((token) => !token.isStop).map((token) => token.id));
    if (unit !== undefined) wanted.delete(unit.id);
    let best: { found: PlacedFact; shared: number } | undefined;
    for (const found of this.#facts) {
      if (found.fact.kind !== fact.kind) continue;
      const isSameUnit = countsSame(fact, unit, found);
      if (fact.kind === 'number' && !isSameUnit) continue;
      const shared = countShared(found.sentence.tokens, wanted);
      if (!isSameUnit && shared < SHARED_WORDS) continue;
      if (best === undefined || shared > best.shared) best = { found, shared };
    }
    if (best === undefined) return undefined;
    const { fact: of, unit: its, sentence, reading } = best.found;
    return { passage: sentence.passage, words: reading.text.slice(of.start, endWithUnit(of, its)) };
  }

  /** Two numbers of one sentence whose sum, difference or product is the value. */
  derive(value: number, claim: readonly Token[]): (NearFact & { second: string }) | undefined {
    const wanted = new Set(claim.filter((token) => !token.isStop).map((token) => token.id));
    for (const [at, one] of this.#facts.entries()) {
      const a = one.fact.value;
      for (const other of this.#facts.slice(at + 1, at + 8)) {
        const b = other.fact.value;
        if (a === undefined || b === undefined || other.sentence !== one.sentence) break;
        if (a < 2 || b < 2 || !makes(value, a, b)) continue;
        if (countShared(one.sentence.tokens, wanted) < SHARED_WORDS) continue;
        const wordsOf = ({ fact, reading }: PlacedFact) => reading.text.slice(fact.start, fact.end);
        return { passage: one.sentence.passage, words: wordsOf(one), second: wordsOf(other) };
      }
    }
    return undefined;
  }
}

/** Where a fact ends with the word or sign that tells what it counts. */
export const endWithUnit = (fact: Fact, unit: Token | undefined): number =>
  fact.percentEnd ?? unit?.end ?? fact.end;

/** The same thing counted, or another page of the same host. */
function countsSame(fact: Fact, unit: Token | undefined, found: PlacedFact): boolean {
  const { fact: other } = found;
  if (fact.percentEnd !== undefined || other.percentEnd !== undefined) {
    return fact.percentEnd !== undefined && other.percentEnd !== undefined;
  }
  if (fact.kind === 'link') return hostOf(fact) === hostOf(other);
  return unit !== undefined && found.unit?.id === unit.id;
}

const hostOf = ({ keys }: Fact): string => keys[0]!.replace(/[/?].*$/s, '');

const makes = (value: number, a: number, b: number): boolean =>
  [a + b, Math.abs(a - b), a * b].some((made) => Math.abs(made - value) < 1e-6);

/** Words of a sentence that are wanted; one that is said twice counts twice. */
function countShared(tokens: readonly Token[], wanted: ReadonlySet<number>): number {
  let shared = 0;
  for (const { id } of tokens) if (wanted.has(id)) shared += 1;
  return shared;
}

function placeFacts({ passages, sentences }: PassageIndex): PlacedFact[] {
  const placed: PlacedFact[] = [];
  for (const { reading, from, to } of passages) {
    let s = from;
    for (const fact of reading.facts) {
      while (s < to && sentences[s]!.end <= fact.start) s += 1;
      const sentence = sentences[s];
      if (fact.isIdle || s >= to || sentence === undefined) continue;
      if (placed.length >= MOST_FACTS) return placed;
      placed.push({ fact, sentence, unit: unitAfter(reading.tokens, fact), reading });
    }
  }
  return placed;
}

/** The word right after a number, which tells what it counts. */
export function unitAfter(tokens: readonly Token[], fact: Fact): Token | undefined {
  if (fact.kind !== 'number' || fact.value === undefined) return undefined;
  const next = tokens[firstFrom(tokens, fact.end)];
  return next === undefined || next.isStop || next.start - fact.end > 2 ? undefined : next;
}

/** Index of the first token that begins at or after an offset. */
export function firstFrom(tokens: readonly { start: number }[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tokens of the claim that holds an offset; none where it lies between claims. */
export function claimAround(output: Reading, cuts: readonly Cut[], offset: number): readonly Token[] {
  const cut = cuts[firstFrom(cuts, offset + 1) - 1];
  if (cut === undefined) return [];
  return output.tokens.slice(firstFrom(output.tokens, cut.start), firstFrom(output.tokens, cut.end));
}
