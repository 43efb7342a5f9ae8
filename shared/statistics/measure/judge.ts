// Owns the measuring format's statistics of judge and people (topic E): names and field names here, arithmetic elsewhere.
import { z } from 'zod';
import { judgeMetrics, type JudgeMetrics } from '../judge.ts';
import {
  differenceEstimator,
  judgedOnly,
  judgedOnlyBinary,
  ppiDefault,
  ppiNormal,
  ppiStratified,
  tunedLambda,
  type PpiData,
  type PpiStratum,
} from '../ppi.ts';
import { trueRate, trueRateEstimated, trueRateKnown } from '../rogan-gladen.ts';
import { measure, numbers, populations, sizesOf, type MeasureTable } from './handler.ts';

const judged = z.object({
  columns: z.object({ stratum: z.array(z.string()), human: numbers, judge: numbers }),
  N: populations,
});
const scores = z.object({
  y: numbers,
  f: numbers,
  u: numbers.optional(),
  uN: z.number().optional(),
  uSum: z.number().optional(),
});
const ddof = z.union([z.literal(0), z.literal(1)]);
const strata = z.array(scores.extend({ N: z.number() }));

export const judgeMeasures: MeasureTable = {
  'judge.metrics': measure(judged, (input) => {
    const metrics = metricsOf(input);
    return {
      ...metricFields(metrics),
      accuracy: metrics.accuracy?.estimate ?? null,
      weightedConfusion: metrics.confusion,
      se: {
        precision: metrics.precision?.se ?? null,
        recall: metrics.recall?.se ?? null,
        f1: metrics.f1?.se ?? null,
        accuracy: metrics.accuracy?.se ?? null,
        specificity: metrics.specificity?.se ?? null,
      },
    };
  }),
  'judge.metrics_edge': measure(judged, (input) => metricFields(metricsOf(input))),
  'rogan_gladen.known': measure(
    z.object({ pos: z.number(), n: z.number(), se: z.number(), sp: z.number(), alpha: z.number() }),
    ({ pos, n, se, sp, alpha }) => {
      const result = trueRateKnown(pos, n, se, sp, alpha);
      return {
        apparent: result === null ? null : triple(result.apparent),
        true: result === null ? null : triple(result.true),
      };
    },
  ),
  'rogan_gladen.estimated': measure(
    z.object({
      pos: z.number(),
      n: z.number(),
      seX: z.number(),
      seN: z.number(),
      spX: z.number(),
      spN: z.number(),
      alpha: z.number(),
    }),
    ({ pos, n, seX, seN, spX, spN, alpha }) => {
      const calibration = { sensitivityX: seX, sensitivityN: seN, specificityX: spX, specificityN: spN };
      const result = trueRateEstimated(pos, n, calibration, alpha);
      return { estimate: result?.estimate ?? null, lower: result?.low ?? null, upper: result?.high ?? null };
    },
  ),
  'rogan_gladen.edge': measure(
    z.object({ apparent: z.number(), se: z.number(), sp: z.number(), minYouden: z.number() }),
    ({ apparent, se, sp, minYouden }) => ({ ...trueRate(apparent, se, sp, minYouden) }),
  ),
  'ppi.fixed_lambda': measure(
    scores.extend({ lam: z.number(), alpha: z.number(), ddof }),
    ({ lam, alpha, ddof: divisor, ...data }) => {
      const { estimate, low, high } = ppiNormal(dataOf(data), lam, alpha, divisor);
      return { estimate, lower: low, upper: high };
    },
  ),
  'ppi.power_tuned_ppi_py': measure(
    scores.extend({ alpha: z.number(), ddof }),
    ({ alpha, ddof: divisor, ...rest }) => {
      const data = dataOf(rest);
      const lambda = tunedLambda(data, { covarianceDdof: divisor, isClipped: true });
      const { estimate, low, high } = ppiNormal(data, lambda, alpha, divisor);
      return { estimate, lower: low, upper: high, lambda_: lambda };
    },
  ),
  // The tool behind the next two leaves λ outside [0, 1] as it is; the product clips it (see ppi.default_ci).
  'ppi.power_tuned': measure(
    scores.extend({ alpha: z.number(), ddof }),
    ({ alpha, ddof: divisor, ...rest }) => {
      const data = dataOf(rest);
      const lambda = tunedLambda(data, { covarianceDdof: divisor, isClipped: false });
      const { estimate, se, low, high } = ppiNormal(data, lambda, alpha, divisor);
      return { estimate, se, lower: low, upper: high, lambda_: lambda };
    },
  ),
  'ppi.stratified': measure(
    z.object({ strata, alpha: z.number(), ddof }),
    ({ strata: rows, alpha, ddof: divisor }) => {
      const list = rows.map(stratumOf);
      const lambdas = list.map((s) => tunedLambda(s, { covarianceDdof: divisor, isClipped: false }));
      const { estimate, se, low, high } = ppiStratified(list, lambdas, alpha, divisor);
      return { estimate, se, lower: low, upper: high, lambdas };
    },
  ),
  'ppi.default_ci': measure(z.object({ strata, alpha: z.number() }), ({ strata: rows, alpha }) => {
    const result = ppiDefault(rows.map(stratumOf), alpha);
    return {
      lambdas: result.lambdas,
      est: result.raw,
      estClamped: result.estimate,
      varSmoothed: result.smoothedVariance,
      pSmoothed: result.smoothedRate,
      nStar: result.nStar,
      lower: result.low,
      upper: result.high,
    };
  }),
  difference_estimator: measure(
    z.object({ N: z.number(), y: numbers, f: numbers, popMeanF: z.number(), lam: z.number() }),
    ({ N, y, f, popMeanF, lam }) => ({ ...differenceEstimator(y, f, lam, popMeanF, N) }),
  ),
};

function metricsOf({ columns, N }: z.infer<typeof judged>): JudgeMetrics {
  const units = columns.stratum.map((stratum, i) => ({
    stratum,
    isHumanPositive: columns.human[i] === 1,
    isJudgePositive: columns.judge[i] === 1,
  }));
  return judgeMetrics(units, sizesOf(N));
}

function triple(rate: { estimate: number; low: number; high: number }): [number, number, number] {
  return [rate.estimate, rate.low, rate.high];
}

function metricFields(metrics: JudgeMetrics): Record<string, number | null> {
  return {
    precision: metrics.precision?.estimate ?? null,
    recall: metrics.recall?.estimate ?? null,
    f1: metrics.f1?.estimate ?? null,
    mcc: metrics.mcc,
    kappa: metrics.kappa,
    specificity: metrics.specificity?.estimate ?? null,
  };
}

function dataOf({ y, f, u, uN, uSum }: z.infer<typeof scores>): PpiData {
  if (u !== undefined) return { y, f, u: judgedOnly(u) };
  if (uN === undefined || uSum === undefined) throw new RangeError('scores of the other items are missing');
  return { y, f, u: judgedOnlyBinary(uSum, uN) };
}

function stratumOf(row: z.infer<typeof strata>[number]): PpiStratum {
  return { ...dataOf(row), population: row.N };
}
