/**
 * How much of a claim the passages cover: by the best sentence, the best two in a row, the best passage, anywhere, and
 * in the same order. Weights do not depend on the passages, and each share is a maximum over them: so one more passage
 * can never lower any.
 */
import type { PassageIndex } from './passage-index.ts';
import type { Token } from './words.ts';

export interface Coverage {
  sentence: number;
  pair: number;
  passage: number;
  anywhere: number;
  /** Share of the claim's neighbouring words that are neighbours in a passage too. */
  order: number;
  /** Number of distinct terms that say something. */
  terms: number;
}

const STOP_WEIGHT = 0.15;
const FACT_WEIGHT = 1.5;

export const isFactTerm = (term: string): boolean => /^[a-z]{1,2}:/.test(term);

export function weighTerms(tokens: readonly Token[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { term, isStop } of tokens) {
    weights.set(term, isStop ? STOP_WEIGHT : isFactTerm(term) ? FACT_WEIGHT : 1);
  }
  return weights;
}

/** Neighbouring terms of all passages. */
export function listNeighbours(index: PassageIndex): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const { reading, title } of index.passages) {
    for (const { tokens } of [reading, title]) {
      for (let at = 1; at < tokens.length; at += 1) pairs.add(`${tokens[at - 1]!.term} ${tokens[at]!.term}`);
    }
  }
  return pairs;
}

export function coverClaim(
  tokens: readonly Token[],
  index: PassageIndex,
  neighbours: ReadonlySet<string>,
): Coverage {
  const weights = weighTerms(tokens);
  const total = Array.from(weights.values()).reduce((sum, one) => sum + one, 0);
  const { sentences, passages, postings } = index;
  const bySentence = new Float64Array(sentences.length);
  const byPair = new Float64Array(sentences.length);
  const byPassage = new Float64Array(passages.length);
  let anywhere = 0;
  for (const [term, weight] of weights) {
    const list = postings.get(term);
    if (list === undefined) continue;
    anywhere += weight;
    spread(list, weight, index, { bySentence, byPair, byPassage });
  }
  const share = (sums: Float64Array) =>
    total === 0 ? 1 : sums.reduce((most, one) => Math.max(most, one), 0) / total;
  let ordered = 0;
  for (let at = 1; at < tokens.length; at += 1) {
    if (neighbours.has(`${tokens[at - 1]!.term} ${tokens[at]!.term}`)) ordered += 1;
  }
  return {
    sentence: share(bySentence),
    pair: share(byPair),
    passage: share(byPassage),
    anywhere: total === 0 ? 1 : anywhere / total,
    order: tokens.length < 2 ? 1 : ordered / (tokens.length - 1),
    terms: Array.from(weights.values()).filter((weight) => weight > STOP_WEIGHT).length,
  };
}

interface Sums {
  bySentence: Float64Array;
  byPair: Float64Array;
  byPassage: Float64Array;
}

/** Adds a term's weight once to each sentence, pair and passage that holds it. */
function spread(list: readonly number[], weight: number, { sentences }: PassageIndex, sums: Sums): void {
  let last = -1;
  let lastPair = -1;
  let lastPassage = -1;
  for (const s of list) {
    if (s === last) continue;
    last = s;
    const { passage } = sentences[s]!;
    sums.bySentence[s]! += weight;
    for (const first of [s - 1, s]) {
      if (first <= lastPair || sentences[first]?.passage !== passage) continue;
      sums.byPair[first]! += weight;
      lastPair = first;
    }
    if (passage === lastPassage) continue;
    sums.byPassage[passage]! += weight;
    lastPassage = passage;
  }
}
