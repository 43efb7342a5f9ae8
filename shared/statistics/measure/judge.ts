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
import { MIN_YOUDEN, trueRate, trueRateEstimated, trueRateKnown } from '../rogan-gladen.ts';
import {
  count,
  errorRate,
  indicators,
  isEven,
  measure,
  names,
  nothing,
  numbers,
  populations,
  share,
  sizesOf,
  UNEVEN,
  type MeasureTable,
} from './handler.ts';

const TOO_MANY = { message: 'more positives than items' };

const judged = z.object({
  columns: z.object({ stratum: names, human: indicators, judge: indicators }).refine(isEven, UNEVEN),
  N: populations,
});
/** Labels and scores of the same items; the scores of the others one by one, or as `uSum` ones (or `uMean`) of `uN`. */
const scores = z.object({
  y: numbers,
  f: numbers,
  u: numbers.optional(),
  uN: count.optional(),
  uSum: count.optional(),
  uMean: share.optional(),
});
type Scores = z.infer<typeof scores>;
const isPaired = ({ y, f }: Scores): boolean => y.length === f.length;
const ddof = z.union([z.literal(0), z.literal(1)]).default(1);
const strata = z.array(scores.extend({ N: count }).refine(isPaired, UNEVEN)).min(1);

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
    z
      .object({ pos: count, n: count, se: share, sp: share, alpha: errorRate })
      .refine(({ pos, n }) => pos <= n, TOO_MANY),
    ({ pos, n, se, sp, alpha }) => {
      const result = n === 0 ? null : trueRateKnown(pos, n, se, sp, alpha);
      return {
        apparent: result === null ? null : triple(result.apparent),
        true: result === null ? null : triple(result.true),
      };
    },
  ),
  'rogan_gladen.estimated': measure(
    z
      .object({ pos: count, n: count, seX: count, seN: count, spX: count, spN: count, alpha: errorRate })
      .refine(({ pos, n, seX, seN, spX, spN }) => pos <= n && seX <= seN && spX <= spN, TOO_MANY),
    ({ pos, n, seX, seN, spX, spN, alpha }) => {
      const calibration = { sensitivityX: seX, sensitivityN: seN, specificityX: spX, specificityN: spN };
      const isEmpty = n === 0 || seN === 0 || spN === 0;
      const result = isEmpty ? null : trueRateEstimated(pos, n, calibration, alpha);
      return { estimate: result?.estimate ?? null, lower: result?.low ?? null, upper: result?.high ?? null };
    },
  ),
  'rogan_gladen.edge': measure(
    z.object({ apparent: share, se: share, sp: share, minYouden: share.default(MIN_YOUDEN) }),
    ({ apparent, se, sp, minYouden }) => ({ ...trueRate(apparent, se, sp, minYouden) }),
  ),
  'ppi.fixed_lambda': measure(
    scores.extend({ lam: z.number(), alpha: errorRate, ddof }).refine(isPaired, UNEVEN),
    ({ lam, alpha, ddof: divisor, ...data }) => {
      const given = dataOf(data);
      if (isTooSmall(given)) return nothing('estimate', 'lower', 'upper');
      const { estimate, low, high } = ppiNormal(given, lam, alpha, divisor);
      return { estimate, lower: low, upper: high };
    },
  ),
  'ppi.power_tuned_ppi_py': measure(
    scores.extend({ alpha: errorRate, ddof }).refine(isPaired, UNEVEN),
    ({ alpha, ddof: divisor, ...rest }) => {
      const data = dataOf(rest);
      if (isTooSmall(data)) return nothing('estimate', 'lower', 'upper', 'lambda_');
      const lambda = tunedLambda(data, { covarianceDdof: divisor, isClipped: true });
      const { estimate, low, high } = ppiNormal(data, lambda, alpha, divisor);
      return { estimate, lower: low, upper: high, lambda_: lambda };
    },
  ),
  // The tool behind the next two leaves λ outside [0, 1] as it is; the product clips it (see ppi.default_ci).
  'ppi.power_tuned': measure(
    scores.extend({ alpha: errorRate, ddof }).refine(isPaired, UNEVEN),
    ({ alpha, ddof: divisor, ...rest }) => {
      const data = dataOf(rest);
      if (isTooSmall(data)) return nothing('estimate', 'se', 'lower', 'upper', 'lambda_');
      const lambda = tunedLambda(data, { covarianceDdof: divisor, isClipped: false });
      const { estimate, se, low, high } = ppiNormal(data, lambda, alpha, divisor);
      return { estimate, se, lower: low, upper: high, lambda_: lambda };
    },
  ),
  'ppi.stratified': measure(
    z.object({ strata, alpha: errorRate, ddof }),
    ({ strata: rows, alpha, ddof: divisor }) => {
      const list = rows.map(stratumOf);
      if (isUndefined(list)) return nothing('estimate', 'se', 'lower', 'upper', 'lambdas');
      const lambdas = list.map((s) => tunedLambda(s, { covarianceDdof: divisor, isClipped: false }));
      const { estimate, se, low, high } = ppiStratified(list, lambdas, alpha, divisor);
      return { estimate, se, lower: low, upper: high, lambdas };
    },
  ),
  'ppi.default_ci': measure(z.object({ strata, alpha: errorRate }), ({ strata: rows, alpha }) => {
    const list = rows.map(stratumOf);
    if (isUndefined(list)) {
      return nothing('lambdas', 'est', 'estClamped', 'varSmoothed', 'pSmoothed', 'nStar', 'lower', 'upper');
    }
    const result = ppiDefault(list, alpha);
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
    z
      .object({ N: count, y: numbers, f: numbers, popMeanF: z.number(), lam: z.number().default(1) })
      .refine(({ y, f, N }) => y.length === f.length && y.length <= N, UNEVEN),
    ({ N, y, f, popMeanF, lam }) =>
      y.length < 2 ? nothing('estimate', 'se') : { ...differenceEstimator(y, f, lam, popMeanF, N) },
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

function dataOf({ y, f, u, uN, uSum, uMean }: Scores): PpiData {
  if (u !== undefined) return { y, f, u: judgedOnly(u) };
  const sum = uSum ?? (uMean === undefined || uN === undefined ? undefined : uMean * uN);
  if (uN === undefined || sum === undefined) throw new RangeError('scores of the other items are missing');
  if (sum > uN) throw new RangeError('uSum is more than uN');
  return { y, f, u: judgedOnlyBinary(sum, uN) };
}

/** Below two labels, or two other scores, a variance is undefined. */
function isTooSmall({ y, u }: PpiData): boolean {
  return y.length < 2 || u.n < 2;
}

/** Strata that are too small, or that stand for nothing together. */
function isUndefined(list: readonly PpiStratum[]): boolean {
  return list.some(isTooSmall) || list.every((s) => s.population === 0);
}

function stratumOf(row: z.infer<typeof strata>[number]): PpiStratum {
  return { ...dataOf(row), population: row.N };
}
