// Owns the measuring format's statistics of drift (topic G): names and field names here, arithmetic elsewhere.
import { z } from 'zod';
import { agreementDrift } from '../agreement-drift.ts';
import { categoryShift, otherGrowth } from '../drift.ts';
import { indexLabels, tabulate } from '../label-table.ts';
import { krippendorffAlpha } from '../krippendorff.ts';
import { randomStream } from '../random-stream.ts';
import { raoScott } from '../rao-scott.ts';
import {
  category,
  counts,
  errorRate,
  isEven,
  measure,
  names,
  nothing,
  pair,
  populations,
  ratings,
  sampleCount,
  scale,
  sizesOf,
  UNEVEN,
  type MeasureTable,
} from './handler.ts';

/** Replicates of the Monte-Carlo vectors: as many as their reference used. */
const MONTE_CARLO_REPLICATES = 20_000;

const SHIFT_FIELDS = 'chisq df p cramersV cramersVCorrected jsDistance jsDivergence psi psiCritical95'.split(
  ' ',
);

export const driftMeasures: MeasureTable = {
  category_shift: measure(
    z.object({ baseline: counts, current: counts }).refine(isEven, UNEVEN),
    (periods) => {
      const shift = categoryShift(periods.baseline, periods.current);
      if (shift === null) return nothing(...SHIFT_FIELDS);
      const { psiReference, ...rest } = shift;
      return { ...rest, psiCritical95: psiReference };
    },
  ),
  other_growth: measure(
    z.object({ baseline: sampleCount, current: sampleCount, alpha: errorRate }),
    ({ baseline, current, alpha }) => {
      const growth = otherGrowth(baseline, current, alpha);
      return { p: growth?.p ?? null, difference: growth?.difference ?? null, moverCP: pair(growth) };
    },
  ),
  rao_scott: measure(
    z.object({
      columns: z
        .object({ stratum: names, cat: z.array(category), period: z.array(category) })
        .refine(isEven, UNEVEN),
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
    z.object({ categories: scale, baseline: ratings, current: ratings, alpha: errorRate }),
    ({ categories, baseline, current, alpha }) => {
      const table = (rows: z.infer<typeof ratings>) =>
        tabulate(
          indexLabels(categories, rows).map((labels) => ({ labels })),
          categories.length,
        );
      const before = table(baseline);
      const after = table(current);
      const drift = agreementDrift(
        before,
        after,
        { scale: 'nominal' },
        {
          replicates: MONTE_CARLO_REPLICATES,
          random: randomStream('measure:agreement_drift'),
          alpha,
        },
      );
      if (drift.estimate === null) {
        return {
          alphaBaseline: krippendorffAlpha(before, { scale: 'nominal' }).alpha,
          alphaCurrent: krippendorffAlpha(after, { scale: 'nominal' }).alpha,
          ...nothing('difference', 'ci', 'se'),
        };
      }
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
