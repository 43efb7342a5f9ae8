// Owns the measuring format's statistics of agreement (topic C): names and field names here, arithmetic elsewhere.
import { z } from 'zod';
import { bcaLimits, bootstrapReplicates } from '../agreement-bootstrap.ts';
import { agreementWeights, cohenKappa } from '../cohen.ts';
import { fleissKappa } from '../fleiss.ts';
import { alphaWithVariance, chanceCorrected, type ChanceCorrected } from '../gwet.ts';
import { coincidences, compileAlpha, krippendorffAlpha, type AlphaMetric } from '../krippendorff.ts';
import { indexLabels, oneVersusRest, tabulate, type LabelIndex, type LabelTable } from '../label-table.ts';
import { percentAgreement, specificAgreement } from '../percent-agreement.ts';
import { sortedQuantile, variance } from '../quantile.ts';
import { randomStream } from '../random-stream.ts';
import { alphaWithoutReviewer, pairwiseAgreement, peerAgreement } from '../reviewer-agreement.ts';
import { category, measure, numbers, ratings, type MeasureTable } from './handler.ts';

const scale = { categories: z.array(category) };
const rated = z.object({ ...scale, ratings });
const twoReviewers = z.object({ ...scale, r1: z.array(category), r2: z.array(category) });
const nominal: AlphaMetric = { scale: 'nominal' };
const ordinal: AlphaMetric = { scale: 'ordinal' };
/** Replicates of the Monte-Carlo vectors: as many as their reference used. */
const MONTE_CARLO_REPLICATES = 20_000;

export const agreementMeasures: MeasureTable = {
  'krippendorff.alpha': measure(
    rated.extend({ values: numbers.optional() }),
    ({ categories, ratings: rows, values }) => {
      const table = tableOf(categories, rows);
      return {
        nominal: krippendorffAlpha(table, nominal).alpha,
        ordinal: krippendorffAlpha(table, ordinal).alpha,
        interval: krippendorffAlpha(table, interval(values ?? categories)).alpha,
        nPairable: table.pairableLabels,
        nUnitsPairable: table.pairableUnits,
        coincidence: coincidences(table),
      };
    },
  ),
  'krippendorff.alpha_irr': measure(rated, ({ categories, ratings: rows }) => {
    const table = tableOf(categories, rows);
    return {
      nominal: krippendorffAlpha(table, nominal).alpha,
      ordinal: krippendorffAlpha(table, ordinal).alpha,
      interval: krippendorffAlpha(table, interval(categories)).alpha,
    };
  }),
  'krippendorff.weighted': measure(
    rated.extend({ unitWeights: numbers }),
    ({ categories, ratings: rows, unitWeights }) => {
      const units = indexLabels(categories, rows).map((labels, u) => ({ labels, weight: unitWeights[u]! }));
      const table = tabulate(units, categories.length);
      return {
        nominal: krippendorffAlpha(table, nominal).alpha,
        ordinal: krippendorffAlpha(table, ordinal).alpha,
        nominalUnitWeights1: krippendorffAlpha(tableOf(categories, rows), nominal).alpha,
      };
    },
  ),
  edge: measure(rated, ({ categories, ratings: rows }) => {
    const table = tableOf(categories, rows);
    return {
      ...krippendorffAlpha(table, nominal),
      percentAgreement: percentAgreement(table)?.itemMean ?? null,
    };
  }),
  'cohen.kappa': measure(twoReviewers, (input) => {
    const { kappa, linear, quadratic } = kappas(input);
    return { kappa, linear, quadratic };
  }),
  'cohen.kappa_se': measure(twoReviewers, (input) => {
    const all = kappas(input);
    const { kappa, linear, quadratic } = all;
    return { ...all, irr: { kappa, linear, quadratic }, statsmodels: all };
  }),
  specific_agreement: measure(twoReviewers, ({ categories, r1, r2 }) => {
    const table = tableOf(
      categories,
      r1.map((label, i) => [label, r2[i]!]),
    );
    return {
      specific: categories.map((_, c) => specificAgreement(table, c)),
      overall: percentAgreement(table)?.itemMean ?? null,
    };
  }),
  gwet_fleiss: measure(
    rated.extend({ weights: z.array(z.enum(['unweighted', 'linear', 'quadratic', 'ordinal'])) }),
    ({ categories, ratings: rows, weights }) => {
      const table = tableOf(categories, rows);
      return Object.fromEntries(weights.map((name) => [name, chanceFields(table, name)]));
    },
  ),
  'fleiss.kappa': measure(z.object({ counts: z.array(numbers) }), ({ counts }) => {
    const result = fleissKappa(counts);
    return {
      kappa: result?.kappa ?? null,
      categoryKappa: result?.categoryKappa ?? null,
      zNull: result?.zNull ?? null,
    };
  }),
  percent_agreement: measure(rated, ({ categories, ratings: rows }) => {
    const matrix = indexLabels(categories, rows);
    const reviewers = Math.max(0, ...rows.map((row) => row.length));
    const table = tableOf(categories, rows);
    const each = Array.from({ length: reviewers }, (_, r) => r);
    return {
      itemMean: percentAgreement(table)?.itemMean ?? null,
      pooledPairs: percentAgreement(table)?.pooledPairs ?? null,
      pairwise: pairwiseAgreement(matrix, reviewers, categories.length).map(
        ({ a, b, n, agreement, kappa }) => ({
          a,
          b,
          n,
          agreement,
          kappa,
        }),
      ),
      perReviewer: each.map((r) => peerAgreement(matrix, r)),
      looAlphaNominal: each.map((r) => alphaWithoutReviewer(matrix, r, categories.length, nominal).alpha),
      alphaNominal: krippendorffAlpha(table, nominal).alpha,
    };
  }),
  per_class: measure(rated, ({ categories, ratings: rows }) => {
    const table = tableOf(categories, rows);
    return {
      alphaOneVsRest: categories.map((_, c) => krippendorffAlpha(oneVersusRest(table, c), nominal).alpha),
      specificAgreement: categories.map((_, c) => specificAgreement(table, c)),
    };
  }),
  'bootstrap.deterministic': measure(
    rated.extend({ resamples: z.array(z.array(z.int())), alpha: z.number() }),
    ({ categories, ratings: rows, resamples, alpha }) => {
      const units = indexLabels(categories, rows);
      const replicates = resamples.map((indexes) => {
        const drawn = indexes.map((u) => ({ labels: units[u]! }));
        return krippendorffAlpha(tabulate(drawn, categories.length), nominal).alpha;
      });
      const defined = replicates.filter((value) => value !== null);
      return {
        replicates,
        ci: percentiles(defined, alpha),
        sd: defined.length > 1 ? Math.sqrt(variance(defined)) : null,
      };
    },
  ),
  'bootstrap.montecarlo': measure(
    rated.extend({ alpha: z.number(), level: z.enum(['nominal', 'ordinal', 'interval']).optional() }),
    ({ categories, ratings: rows, alpha, level }) => {
      const table = tableOf(categories, rows);
      const metric = level === 'interval' ? interval(categories) : level === 'ordinal' ? ordinal : nominal;
      const figure = compileAlpha(table, metric);
      const random = randomStream('measure:bootstrap.montecarlo');
      const values = bootstrapReplicates(table.patterns, figure, {
        replicates: MONTE_CARLO_REPLICATES,
        random,
      });
      const bca = bcaLimits(table.patterns, figure, values, alpha);
      return {
        alpha: krippendorffAlpha(table, metric).alpha,
        se: values.length > 1 ? Math.sqrt(variance(values)) : null,
        percentile: percentiles(values, alpha),
        bca: bca === null ? null : [bca.low, bca.high],
      };
    },
  ),
};

type Label = z.infer<typeof category>;

function tableOf(categories: readonly Label[], rows: readonly (readonly (Label | null)[])[]): LabelTable {
  return tabulate(
    indexLabels(categories, rows).map((labels: LabelIndex[]) => ({ labels })),
    categories.length,
  );
}

function interval(values: readonly Label[]): AlphaMetric {
  return { scale: 'interval', values: values.map(Number) };
}

function kappas({ categories, r1, r2 }: z.infer<typeof twoReviewers>): Record<string, number | null> {
  const [first, second] = indexLabels(categories, [r1, r2]) as [number[], number[]];
  const plain = cohenKappa(first, second, categories.length);
  const linear = cohenKappa(first, second, categories.length, 'linear');
  const quadratic = cohenKappa(first, second, categories.length, 'quadratic');
  return {
    kappa: plain?.kappa ?? null,
    se: plain?.se ?? null,
    linear: linear?.kappa ?? null,
    linearSe: linear?.se ?? null,
    quadratic: quadratic?.kappa ?? null,
    quadraticSe: quadratic?.se ?? null,
  };
}

function chanceFields(
  table: LabelTable,
  name: 'unweighted' | 'linear' | 'quadratic' | 'ordinal',
): Record<string, unknown> {
  const weights = agreementWeights(table.categories, name === 'unweighted' ? 'identity' : name);
  return {
    ac: fields(chanceCorrected(table, weights, 'ac', 0.05)),
    fleiss: fields(chanceCorrected(table, weights, 'fleiss', 0.05)),
    pa: fields(chanceCorrected(table, weights, 'none', 0.05)),
    ...(name === 'unweighted' ? { alpha: fields(alphaWithVariance(table, weights, 0.05)) } : {}),
  };
}

function fields(result: ChanceCorrected | null): Record<string, number | null> | null {
  if (result === null) return null;
  const { pa, pe, coefficient, se, low, high } = result;
  return { pa, pe, coeff: coefficient, se, lower: low, upper: high };
}

function percentiles(values: readonly number[], alpha: number): [number, number] | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return [sortedQuantile(sorted, alpha / 2), sortedQuantile(sorted, 1 - alpha / 2)];
}
