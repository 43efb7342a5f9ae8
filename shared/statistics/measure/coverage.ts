// Owns the measuring format's properties that only simulation can show (topic P): coverage of the default intervals beside
// the usual ones. Must not know any reference value; the draws come from a stream with a fixed seed. Invariant: the
// intervals under test are the product's own functions.
import { z } from 'zod';
import { clopperPearson, wilson } from '../binomial-intervals.ts';
import { kgStar } from '../kg-star.ts';
import { judgedOnlyBinary, ppiDefault, ppiNormal, tunedLambda, type PpiStratum } from '../ppi.ts';
import { drawBinomial, randomStream, type RandomStream } from '../random-stream.ts';
import type { Limits } from '../result.ts';
import { stratifiedRate, surveyIntervals } from '../stratified.ts';
import { errorRate, isEven, measure, share, shares, UNEVEN, type MeasureTable } from './handler.ts';
import { sum } from '../quantile.ts';

/** Draws per vector: the Monte-Carlo error of a coverage of 0.75 is then 0.002, of one of 0.97 below 0.002. */
const STRATIFIED_DRAWS = 40_000;
const PPI_DRAWS = 8_000;
/** Population per unit of stratum share that stands for an unlimited one. */
const UNLIMITED = 1e15;

export const coverageMeasures: MeasureTable = {
  'coverage.stratified': measure(
    z
      .object({
        W: z.array(z.number().gt(0)).min(1),
        p: shares,
        n: z.array(z.int().min(1).max(1e9)),
        alpha: errorRate,
        trueP: share.optional(),
      })
      .refine(({ W, p, n }) => isEven({ W, p, n }), UNEVEN),
    ({ W, p, n, alpha, trueP = sum(W.map((size, h) => size * p[h]!)) / sum(W) }) => {
      const random = randomStream('measure:coverage.stratified');
      const hits = { default: 0, korn: 0, wilson: 0 };
      const seen = new Map<string, { default: number; korn: number; wilson: number }>();
      for (let draw = 0; draw < STRATIFIED_DRAWS; draw += 1) {
        const x = n.map((size, h) => drawBinomial(random, size, p[h]!));
        const key = x.join();
        const covered = seen.get(key) ?? coverageOf(W, n, x, alpha, trueP);
        seen.set(key, covered);
        hits.default += covered.default;
        hits.korn += covered.korn;
        hits.wilson += covered.wilson;
      }
      return {
        defaultCoverage: hits.default / STRATIFIED_DRAWS,
        uncappedKG: hits.korn / STRATIFIED_DRAWS,
        uncappedWilson: hits.wilson / STRATIFIED_DRAWS,
        requirement: 'defaultCoverage >= 0.945',
      };
    },
  ),
  'coverage.ppi': measure(
    z.object({
      p: share,
      sensitivity: share,
      fpr: share,
      // Every draw holds its labels one by one.
      nLabelled: z.int().min(2).max(5_000),
      nUnlabelled: z.int().min(2).max(1e9),
      alpha: errorRate,
    }),
    (input) => {
      const random = randomStream('measure:coverage.ppi');
      const total = { default: 0, normal: 0, width: 0, humanWidth: 0 };
      for (let draw = 0; draw < PPI_DRAWS; draw += 1) {
        const stratum = drawJudged(random, input);
        const lambda = tunedLambda(stratum);
        const smoothed = ppiDefault([stratum], input.alpha, [lambda]);
        const normal = ppiNormal(stratum, lambda, input.alpha, 1);
        const events = sum(stratum.y);
        const human = clopperPearson(events, input.nLabelled, input.alpha);
        total.default += holds(smoothed, input.p);
        total.normal += holds(normal, input.p);
        total.width += smoothed.high - smoothed.low;
        total.humanWidth += human.high - human.low;
      }
      return {
        defaultCoverage: total.default / PPI_DRAWS,
        normalCoverage: total.normal / PPI_DRAWS,
        meanWidth: total.width / PPI_DRAWS,
        meanWidthHumanOnlyCP: total.humanWidth / PPI_DRAWS,
        requirement: 'defaultCoverage >= 0.94',
      };
    },
  ),
};

function coverageOf(
  sizes: readonly number[],
  n: readonly number[],
  x: readonly number[],
  alpha: number,
  truth: number,
): { default: number; korn: number; wilson: number } {
  const rate = stratifiedRate(sizes.map((size, h) => ({ N: size * UNLIMITED, n: n[h]!, x: x[h]! })));
  // Where survey software has no effective size (no variance), the number of units stands in.
  const survey = surveyIntervals(rate, alpha) ?? {
    beta: clopperPearson(rate.n * rate.estimate, rate.n, alpha),
    wilson: wilson(rate.n * rate.estimate, rate.n, alpha),
  };
  return {
    default: holds(kgStar({ ...rate, alpha }), truth),
    korn: holds(survey.beta, truth),
    wilson: holds(survey.wilson, truth),
  };
}

function drawJudged(
  random: RandomStream,
  {
    p,
    sensitivity,
    fpr,
    nLabelled,
    nUnlabelled,
  }: Record<'p' | 'sensitivity' | 'fpr' | 'nLabelled' | 'nUnlabelled', number>,
): PpiStratum {
  const events = drawBinomial(random, nLabelled, p);
  const found = drawBinomial(random, events, sensitivity);
  const falseAlarms = drawBinomial(random, nLabelled - events, fpr);
  const positives = drawBinomial(random, nUnlabelled, p * sensitivity + (1 - p) * fpr);
  return {
    y: Array.from({ length: nLabelled }, (_, i) => Number(i < events)),
    f: Array.from({ length: nLabelled }, (_, i) =>
      Number(i < found || (i >= events && i < events + falseAlarms)),
    ),
    u: judgedOnlyBinary(positives, nUnlabelled),
    population: nLabelled + nUnlabelled,
  };
}

function holds(limits: Limits | null, truth: number): number {
  return limits !== null && limits.low <= truth && truth <= limits.high ? 1 : 0;
}
