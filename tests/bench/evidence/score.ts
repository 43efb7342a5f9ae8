/**
 * Scores every claim of labelled items by the finder and by the baselines; the areas under their curves, with bootstrap
 * intervals over questions.
 */
import type { ClaimFeatures } from '../../../shared/evidence/support.ts';
import { supportOf } from '../../../shared/evidence/support.ts';
import { readInput } from '../../../shared/evidence/find-evidence.ts';
import { codePointsOf } from '../../../shared/evidence/code-points.ts';
import type { FinderInput } from '../../../shared/evidence/found-evidence.ts';
import type { Stemmer } from '../../../shared/evidence/stemmers.ts';
import {
  areaUnderPrecisionRecall,
  areaUnderRoc,
  type Ranked,
} from '../../../shared/statistics/ranking-curves.ts';
import { sortedQuantile } from '../../../shared/statistics/quantile.ts';
import { randomStream } from '../../../shared/statistics/random-stream.ts';
import { isLabelled, type LabelledItem } from './ragtruth.ts';

/** Higher is more suspicious, in all of them. */
export interface Scores {
  random: number;
  /** 1 − share of the claim's words that occur in the passages. */
  unigram: number;
  /** Number of the claim's words that occur in no passage: what the finder would be without its care. */
  count: number;
  finder: number;
}
export const methods = ['random', 'unigram', 'count', 'finder'] as const satisfies (keyof Scores)[];

export interface ScoredClaim {
  question: string;
  isPositive: boolean;
  scores: Scores;
  features: ClaimFeatures | null;
}

export interface PointedPlace {
  kind: string;
  isLabelled: boolean;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

export function scoreItems(
  items: readonly LabelledItem[],
  stemmerOf: (input: FinderInput) => Stemmer | undefined,
): { claims: ScoredClaim[]; pointed: PointedPlace[] } {
  const random = randomStream('evidence bench');
  const claims: ScoredClaim[] = [];
  const pointed: PointedPlace[] = [];
  for (const { question, input, spans } of items) {
    const read = readInput(input, stemmerOf(input));
    const toCodePoint = codePointsOf(input.output);
    const given = new Set(input.passages.flatMap(({ title, text }) => wordsOf(`${title ?? ''} ${text}`)));
    const isHit = ({ start, end }: { start: number; end: number }) =>
      isLabelled({ start: toCodePoint(start), end: toCodePoint(end) }, spans);
    for (const { cut, features } of read.claims) {
      const words = wordsOf(input.output.slice(cut.start, cut.end));
      const count = words.filter((word) => !given.has(word)).length;
      const unigram = words.length === 0 ? 0 : count / words.length;
      const scores = { random: random(), unigram, count, finder: 1 - supportOf(features) };
      claims.push({ question, isPositive: isHit(cut), scores, features });
    }
    for (const one of read.unfound) pointed.push({ kind: one.kind, isLabelled: isHit(one) });
  }
  return { claims, pointed };
}

const rank = (claims: readonly ScoredClaim[], method: keyof Scores): Ranked[] =>
  claims.map(({ scores, isPositive }) => ({ score: scores[method], isPositive }));

export interface Areas {
  pr: number;
  roc: number;
}

export function areasOf(claims: readonly ScoredClaim[], method: keyof Scores): Areas {
  const ranked = rank(claims, method);
  return { pr: areaUnderPrecisionRecall(ranked) ?? Number.NaN, roc: areaUnderRoc(ranked) ?? Number.NaN };
}

const REPLICATES = 500;

/** 95 % percentile limits of the finder's PR-AUC over the unigram overlap's, questions drawn with replacement. */
export function ratioLimits(claims: readonly ScoredClaim[]): [number, number] {
  const questions = [...new Set(claims.map(({ question }) => question))];
  const numbers = new Map(questions.map((question, at) => [question, at]));
  // Sorted once, so that sorting again in each replicate costs one pass.
  const prepare = (method: keyof Scores) =>
    claims
      .map(({ question, isPositive, scores }) => ({
        at: numbers.get(question)!,
        isPositive,
        score: scores[method],
      }))
      .toSorted((a, b) => b.score - a.score);
  const [finder, unigram] = [prepare('finder'), prepare('unigram')];
  const random = randomStream('evidence replicates');
  const ratios = Array.from({ length: REPLICATES }, () => {
    const times = new Uint16Array(questions.length);
    for (let draw = 0; draw < questions.length; draw += 1)
      times[Math.floor(random() * questions.length)]! += 1;
    const area = (of: typeof finder) =>
      areaUnderPrecisionRecall(of.map(({ at, ...one }) => ({ ...one, weight: times[at]! }))) ?? Number.NaN;
    return area(finder) / area(unigram);
  }).toSorted((a, b) => a - b);
  return [sortedQuantile(ratios, 0.025), sortedQuantile(ratios, 0.975)];
}
