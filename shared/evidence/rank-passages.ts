/**
 * Which passages say something of a claim, best first, and where. The score is what the best sentence or pair of
 * sentences reaches of what one that holds every term of the claim would reach.
 */
import type { Place } from './found-evidence.ts';
import type { PassageIndex, WindowScores } from './passage-index.ts';
import { scoreWindows } from './passage-index.ts';
import type { Token } from './tokens.ts';

/** A passage in UTF-16 offsets. */
export interface RankedPassage {
  /** Index into the passages, not the rank. */
  passage: number;
  score: number;
  places: readonly Place[];
}

const STOP_WEIGHT = 0.1;
/** A passage below this says nothing of the claim; nor does one that is far behind the best. */
const LEAST_SCORE = 0.15;
const LEAST_OF_BEST = 0.35;
const MAX_PASSAGES = 10;
const MAX_PLACES = 3;
/** A second sentence is lit when it is nearly as good as the best. */
const ALSO_LIT = 0.75;
/** Two sentences are lit together when they say clearly more than the better one alone. */
const PAIR_GAIN = 1.25;

export function rankPassages(tokens: readonly Token[], index: PassageIndex): RankedPassage[] {
  const terms = new Map(tokens.map(({ id, isStop }) => [id, isStop ? STOP_WEIGHT : 1]));
  if (!tokens.some((token) => !token.isStop)) return [];
  const scores = scoreWindows(index, terms);
  const wanted = new Set(tokens.filter((token) => !token.isStop).map((token) => token.id));
  const found: RankedPassage[] = [];
  for (const [passage, { from, to }] of index.passages.entries()) {
    const one = bestIn({ passage, from, to }, index, scores, wanted);
    if (one !== null && one.score >= LEAST_SCORE) found.push(one);
  }
  found.sort((a, b) => b.score - a.score || a.passage - b.passage);
  const best = found[0]?.score ?? 0;
  return found.filter((one) => one.score >= best * LEAST_OF_BEST).slice(0, MAX_PASSAGES);
}

function bestIn(
  { passage, from, to }: { passage: number; from: number; to: number },
  { sentences }: PassageIndex,
  { single, pair, ideal }: WindowScores,
  wanted: ReadonlySet<number>,
): RankedPassage | null {
  let top = from;
  let topPair = from;
  for (let s = from + 1; s < to; s += 1) {
    if (single[s]! > single[top]!) top = s;
    if (pair[s]! > pair[topPair]!) topPair = s;
  }
  if (from === to || !(single[top]! > 0)) return null;
  if (Math.max(single[top]!, pair[topPair]!) < LEAST_SCORE * ideal) return null;
  const says = (s: number) => sentences[s]!.tokens.some((token) => wanted.has(token.id));
  if (!says(top)) return null;
  const isPair = topPair + 1 < to && pair[topPair]! > single[top]! * PAIR_GAIN;
  const lit = new Set(isPair ? [topPair, topPair + 1] : [top]);
  for (let s = from; s < to && lit.size < MAX_PLACES; s += 1) {
    if (single[s]! >= single[top]! * ALSO_LIT && says(s)) lit.add(s);
  }
  const places = [...lit]
    .toSorted((a, b) => a - b)
    .map((s) => ({ start: sentences[s]!.start, end: sentences[s]!.end }));
  const score = Math.min(1, Math.max(single[top]!, isPair ? pair[topPair]! : 0) / ideal);
  return { passage, score, places };
}
