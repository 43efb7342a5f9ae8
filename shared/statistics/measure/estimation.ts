// Owns the measuring format's statistics of estimation from counts (topic B): intervals, stratified rates, decisions,
// differences. Names and field names here, arithmetic elsewhere.
import { z } from 'zod';
import {
  agrestiCoull,
  clopperPearson,
  hypergeometricInterval,
  jeffreys,
  wilson,
} from '../binomial-intervals.ts';
import { classifyCell } from '../cells.ts';
import { moverClopperPearson, newcombe, pooledZTest, stratifiedDifference } from '../difference.ts';
import { kgStar } from '../kg-star.ts';
import { gammaInterval, stratifiedRate, surveyIntervals, takeAllKgStar } from '../stratified.ts';
import { decideBinomial, decideStratified, DEFAULT_MIN_N } from '../threshold.ts';
import {
  count,
  covered,
  errorRate,
  measure,
  nothing,
  pair,
  sampleCount,
  share,
  stratumCounts,
  type MeasureTable,
} from './handler.ts';

const minN = count.default(DEFAULT_MIN_N);
const sample = sampleCount.safeExtend({ alpha: errorRate });
const stratified = z.object({ strata: stratumCounts, alpha: errorRate });

export const estimationMeasures: MeasureTable = {
  'ci.binomial': measure(sample, ({ x, n, alpha }) => {
    if (n === 0) return nothing('wilson', 'clopperPearson', 'agrestiCoull', 'jeffreys');
    return {
      wilson: pair(wilson(x, n, alpha)),
      clopperPearson: pair(clopperPearson(x, n, alpha)),
      agrestiCoull: pair(agrestiCoull(x, n, alpha)),
      jeffreys: pair(jeffreys(x, n, alpha)),
    };
  }),
  'ci.hypergeometric': measure(
    sample
      .safeExtend({ N: count })
      .refine(({ n, N }) => n <= N, { message: 'more items than the frame has' }),
    ({ x, n, N, alpha }) => {
      if (N === 0) return nothing('kLow', 'kHigh', 'pLow', 'pHigh');
      const { kLow, kHigh, low, high } = hypergeometricInterval(x, n, N, alpha);
      return { kLow, kHigh, pLow: low, pHigh: high };
    },
  ),
  'threshold.binomial': measure(
    sample.safeExtend({ tau: share, minN }),
    ({ x, n, tau, alpha, minN: least }) => ({
      ...decideBinomial(x, n, tau, alpha, least),
    }),
  ),
  'threshold.stratified': measure(
    stratified.extend({ tau: share, minN }),
    ({ strata, tau, alpha, minN: least }) => {
      const missing = { ...nothing('estimate', 'nStar', 'lower', 'upper'), decision: 'INSUFFICIENT' };
      const list = covered(strata);
      return (list === null ? null : decideStratified(list, tau, alpha, least)) ?? missing;
    },
  ),
  'stratified.proportion': measure(stratified, ({ strata, alpha }) => {
    const list = covered(strata);
    const ciSurvey = nothing('beta', 'wilson', 'xlogit', 'mean');
    if (list === null) {
      return { ...nothing('estimate', 'se', 'df', 'nKish', 'nEffDfAdj', 'nStar', 'ciDefault'), ciSurvey };
    }
    const rate = stratifiedRate(list);
    const headline = kgStar({ ...rate, alpha });
    const survey = surveyIntervals(rate, alpha);
    return {
      estimate: rate.estimate,
      se: Math.sqrt(rate.variance),
      df: rate.df,
      nKish: rate.nKish,
      nEffDfAdj: headline?.nAdjusted ?? null,
      nStar: headline?.nStar ?? null,
      ciDefault: pair(headline),
      ciSurvey:
        survey === null
          ? ciSurvey
          : {
              beta: pair(survey.beta),
              wilson: pair(survey.wilson),
              xlogit: pair(survey.xlogit),
              mean: pair(survey.mean),
            },
    };
  }),
  'stratified.gamma': measure(stratified, ({ strata, alpha }) => {
    const list = covered(strata);
    if (list === null) return nothing('estimate', 'lower', 'upper');
    const { estimate, low, high } = gammaInterval(list, alpha);
    return { estimate, lower: low, upper: high };
  }),
  'stratified.zero_events': measure(stratified, ({ strata, alpha }) => {
    const list = covered(strata);
    const rate = list === null ? null : stratifiedRate(list);
    const interval = rate === null ? null : kgStar({ ...rate, alpha });
    return {
      estimate: rate?.estimate ?? null,
      nStar: interval?.nStar ?? null,
      lower: interval?.low ?? null,
      upper: interval?.high ?? null,
    };
  }),
  'stratified.default_ci': measure(
    stratified.extend({ V: z.number().min(0), p: share }),
    ({ strata, alpha, V, p }) => {
      const list = covered(strata);
      const headline =
        list === null ? null : kgStar({ ...stratifiedRate(list), estimate: p, variance: V, alpha });
      return { nStar: headline?.nStar ?? null, lower: headline?.low ?? null, upper: headline?.high ?? null };
    },
  ),
  'stratified.lonely': measure(stratified, ({ strata }) => {
    const list = covered(strata);
    if (list === null) return nothing('estimate', 'se');
    const rate = stratifiedRate(list);
    return { estimate: rate.estimate, se: Math.sqrt(rate.variance) };
  }),
  'stratified.take_all': measure(
    stratified.extend({
      certainty: z
        .object({ N: count, x: count })
        .refine(({ N, x }) => x <= N, { message: 'more events than items' }),
    }),
    ({ certainty, strata, alpha }) => {
      const rest = covered(strata);
      if (rest === null && certainty.N > 0) {
        // Reviewed whole: there is nothing to estimate.
        const rate = certainty.x / certainty.N;
        return { estimate: rate, se: 0, lower: rate, upper: rate };
      }
      const all = rest === null ? null : takeAllKgStar(certainty, rest, alpha);
      return {
        estimate: all?.estimate ?? null,
        se: all?.se ?? null,
        lower: all?.low ?? null,
        upper: all?.high ?? null,
      };
    },
  ),
  'difference.binomial': measure(
    z
      .object({ x1: count, n1: count, x2: count, n2: count, alpha: errorRate })
      .refine(({ x1, n1, x2, n2 }) => x1 <= n1 && x2 <= n2, { message: 'more events than items' }),
    ({ x1, n1, x2, n2, alpha }) => {
      const first = { x: x1, n: n1 };
      const second = { x: x2, n: n2 };
      if (n1 === 0 || n2 === 0) return nothing('difference', 'newcombe', 'moverCP', 'pooledZ', 'pooledP');
      const test = pooledZTest(first, second);
      return {
        difference: x2 / n2 - x1 / n1,
        newcombe: pair(newcombe(first, second, alpha)),
        moverCP: pair(moverClopperPearson(first, second, alpha)),
        pooledZ: test?.z ?? null,
        pooledP: test?.p ?? null,
      };
    },
  ),
  'difference.stratified': measure(
    z.object({ period1: stratumCounts, period2: stratumCounts, alpha: errorRate }),
    ({ period1, period2, alpha }) => {
      const first = covered(period1);
      const second = covered(period2);
      const result = first === null || second === null ? null : stratifiedDifference(first, second, alpha);
      return {
        difference: result?.difference ?? null,
        seWald: result?.seWald ?? null,
        ci: pair(result),
        significant: result?.isSignificant ?? null,
        p: result?.p ?? null,
      };
    },
  ),
  small_cell: measure(
    z.object({ p: share, n: count, nStar: count, lower: z.number(), upper: z.number() }),
    ({ p, n, nStar, lower, upper }) => ({
      ...classifyCell({ estimate: p, n, nStar, low: lower, high: upper }),
    }),
  ),
};
