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
import {
  gammaInterval,
  stratifiedKgStar,
  stratifiedRate,
  surveyIntervals,
  takeAllKgStar,
} from '../stratified.ts';
import { decideBinomial, decideStratified } from '../threshold.ts';
import { measure, pair, stratumCounts, type MeasureTable } from './handler.ts';

const alpha = z.number();
const counts = z.object({ x: z.number(), n: z.number(), alpha });
const stratified = z.object({ strata: stratumCounts, alpha });

export const estimationMeasures: MeasureTable = {
  'ci.binomial': measure(counts, ({ x, n, alpha: a }) => ({
    wilson: pair(wilson(x, n, a)),
    clopperPearson: pair(clopperPearson(x, n, a)),
    agrestiCoull: pair(agrestiCoull(x, n, a)),
    jeffreys: pair(jeffreys(x, n, a)),
  })),
  'ci.hypergeometric': measure(counts.extend({ N: z.number() }), ({ x, n, N, alpha: a }) => {
    const { kLow, kHigh, low, high } = hypergeometricInterval(x, n, N, a);
    return { kLow, kHigh, pLow: low, pHigh: high };
  }),
  'threshold.binomial': measure(
    counts.extend({ tau: z.number(), minN: z.number() }),
    ({ x, n, tau, alpha: a, minN }) => ({ ...decideBinomial(x, n, tau, a, minN) }),
  ),
  'threshold.stratified': measure(
    stratified.extend({ tau: z.number(), minN: z.number() }),
    ({ strata, tau, alpha: a, minN }) => {
      const missing = { estimate: null, nStar: null, lower: null, upper: null, decision: 'INSUFFICIENT' };
      return decideStratified(strata, tau, a, minN) ?? missing;
    },
  ),
  'stratified.proportion': measure(stratified, ({ strata, alpha: a }) => {
    const rate = stratifiedRate(strata);
    const headline = kgStar({ ...rate, alpha: a });
    const survey = surveyIntervals(rate, a);
    return {
      estimate: rate.estimate,
      se: Math.sqrt(rate.variance),
      df: rate.df,
      nKish: rate.nKish,
      nEffDfAdj: headline?.nAdjusted ?? null,
      nStar: headline?.nStar ?? null,
      ciDefault: pair(headline),
      ciSurvey: {
        beta: pair(survey?.beta ?? null),
        wilson: pair(survey?.wilson ?? null),
        xlogit: pair(survey?.xlogit ?? null),
        mean: pair(survey?.mean ?? null),
      },
    };
  }),
  'stratified.gamma': measure(stratified, ({ strata, alpha: a }) => {
    const { estimate, low, high } = gammaInterval(strata, a);
    return { estimate, lower: low, upper: high };
  }),
  'stratified.zero_events': measure(stratified, ({ strata, alpha: a }) => {
    const rate = stratifiedKgStar(strata, a);
    return {
      estimate: rate?.estimate ?? null,
      nStar: rate?.nStar ?? null,
      lower: rate?.low ?? null,
      upper: rate?.high ?? null,
    };
  }),
  'stratified.default_ci': measure(
    stratified.extend({ V: z.number(), p: z.number() }),
    ({ strata, alpha: a, V, p }) => {
      const headline = kgStar({ ...stratifiedRate(strata), estimate: p, variance: V, alpha: a });
      return { nStar: headline?.nStar ?? null, lower: headline?.low ?? null, upper: headline?.high ?? null };
    },
  ),
  'stratified.lonely': measure(stratified, ({ strata }) => {
    const rate = stratifiedRate(strata);
    return { estimate: rate.estimate, se: Math.sqrt(rate.variance) };
  }),
  'stratified.take_all': measure(
    stratified.extend({ certainty: z.object({ N: z.number(), x: z.number() }) }),
    ({ certainty, strata, alpha: a }) => {
      const all = takeAllKgStar(certainty, strata, a);
      return {
        estimate: all?.estimate ?? null,
        se: all?.se ?? null,
        lower: all?.low ?? null,
        upper: all?.high ?? null,
      };
    },
  ),
  'difference.binomial': measure(
    z.object({ x1: z.number(), n1: z.number(), x2: z.number(), n2: z.number(), alpha }),
    ({ x1, n1, x2, n2, alpha: a }) => {
      const first = { x: x1, n: n1 };
      const second = { x: x2, n: n2 };
      const test = pooledZTest(first, second);
      return {
        difference: x2 / n2 - x1 / n1,
        newcombe: pair(newcombe(first, second, a)),
        moverCP: pair(moverClopperPearson(first, second, a)),
        pooledZ: test?.z ?? null,
        pooledP: test?.p ?? null,
      };
    },
  ),
  'difference.stratified': measure(
    z.object({ period1: stratumCounts, period2: stratumCounts, alpha }),
    ({ period1, period2, alpha: a }) => {
      const result = stratifiedDifference(period1, period2, a);
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
    z.object({ p: z.number(), n: z.number(), nStar: z.number(), lower: z.number(), upper: z.number() }),
    ({ p, n, nStar, lower, upper }) => ({
      ...classifyCell({ estimate: p, n, nStar, low: lower, high: upper }),
    }),
  ),
};
