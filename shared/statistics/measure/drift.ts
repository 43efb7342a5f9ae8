// Owns the measuring format's statistics of drift (topic G): names and field names here, arithmetic elsewhere.
import { z } from 'zod';
import { agreementDrift } from '../agreement-drift.ts';
import { categoryShift, otherGrowth } from '../drift.ts';
import { indexLabels, tabulate } from '../label-table.ts';
import { randomStream } from '../random-stream.ts';
import { raoScott } from '../rao-scott.ts';
import {
  category,
  measure,
  numbers,
  pair,
  populations,
  ratings,
  sizesOf,
  type MeasureTable,
} from './handler.ts';

const count = z.object({ x: z.number(), n: z.number() });
const period = z.union([z.string(), z.number()]);
/** Replicates of the Monte-Carlo vectors: as many as their reference used. */
const MONTE_CARLO_REPLICATES = 20_000;

export const driftMeasures: MeasureTable = {
  category_shift: measure(z.object({ baseline: numbers, current: numbers }), ({ baseline, current }) => {
    const shift = categoryShift(baseline, current);
    if (shift === null) return { chisq: null, df: null, p: null, cramersV: null, cramersVCorrected: null };
    const { psiReference, ...rest } = shift;
    return { ...rest, psiCritical95: psiReference };
  }),
  other_growth: measure(
    z.object({ baseline: count, current: count, alpha: z.number() }),
    ({ baseline, current, alpha }) => {
      const growth = otherGrowth(baseline, current, alpha);
      return { p: growth?.p ?? null, difference: growth?.difference ?? null, moverCP: pair(growth) };
    },
  ),
  rao_scott: measure(
    z.object({
      columns: z.object({ stratum: z.array(z.string()), cat: z.array(category), period: z.array(period) }),
      N: populations,
    }),
    ({ columns, N }) => {
      const categories = distinct(columns.cat);
      const periods = distinct(columns.period);
      const units = columns.stratum.map((stratum, i) => ({
        stratum,
        category: categories.indexOf(columns.cat[i]!),
        period: periods.indexOf(columns.period[i]!),
      }));
      const test = raoScott(units, sizesOf(N), categories.length, periods.length);
      return {
        F: test?.f ?? null,
        df: test === null ? null : [test.df1, test.df2],
        p: test?.p ?? null,
        weightedTable: test?.weightedTable ?? null,
      };
    },
  ),
  agreement_drift: measure(
    z.object({ categories: z.array(category), baseline: ratings, current: ratings, alpha: z.number() }),
    ({ categories, baseline, current, alpha }) => {
      const table = (rows: z.infer<typeof ratings>) =>
        tabulate(
          indexLabels(categories, rows).map((labels) => ({ labels })),
          categories.length,
        );
      const drift = agreementDrift(
        table(baseline),
        table(current),
        { scale: 'nominal' },
        {
          replicates: MONTE_CARLO_REPLICATES,
          random: randomStream('measure:agreement_drift'),
          alpha,
        },
      );
      if (drift.estimate === null)
        return { alphaBaseline: null, alphaCurrent: null, difference: null, ci: null, se: null };
      return {
        alphaBaseline: drift.alphaBaseline,
        alphaCurrent: drift.alphaCurrent,
        difference: drift.estimate,
        ci: drift.low === null || drift.high === null ? null : [drift.low, drift.high],
        se: drift.se,
      };
    },
  ),
};

function distinct<T extends string | number>(values: readonly T[]): T[] {
  return [...new Set(values)].toSorted((a, b) => (a < b ? -1 : 1));
}
