// Owns the measuring format's statistics of agreement (topic C): names and field names here, arithmetic elsewhere.
import { z } from 'zod';
import { bcaLimits, bootstrapReplicates } from '../agreement-bootstrap.ts';
import { agreementWeights, cohenKappa } from '../cohen.ts';
import { fleissKappa } from '../fleiss.ts';
import { alphaWithVariance, chanceCorrected, type ChanceCorrected } from '../gwet.ts';
import { coincidences, compileAlpha, krippendorffAlpha, type AlphaMetric } from '../krippendorff.ts';
import { indexLabels, oneVersusRest, tabulate, type LabelIndex, type LabelTable } from '../label-table.ts';
import { percentAgreement, specificAgreement } from '../percent-agreement.ts';
import { sortedQuantile, sum, variance } from '../quantile.ts';
import { randomStream } from '../random-stream.ts';
import { alphaWithoutReviewer, pairwiseAgreement, peerAgreement } from '../reviewer-agreement.ts';
import {
  category,
  counts,
  errorRate,
  measure,
  ratings,
  scale,
  UNEVEN,
  type MeasureTable,
} from './handler.ts';

const rated = z.object({ categories: scale, ratings });
const oneReviewer = z.array(category.nullable());
const twoReviewers = z
  .object({ categories: scale, r1: oneReviewer, r2: oneReviewer })
  .refine(({ r1, r2 }) => r1.length === r2.length, UNEVEN);
const level = z.enum(['nominal', 'ordinal', 'interval']).default('nominal');
/** Scores of the categories; those that are no numbers give no interval α. */
const categoryScores = z.array(z.number().nullable()).nullish();
const gwetWeights = ['unweighted', 'linear', 'quadratic', 'ordinal'] as const;
const fleissCounts = z
  .array(counts)
  .refine((rows) => new Set(rows.map((row) => row.length)).size <= 1, UNEVEN)
  .refine((rows) => new Set(rows.map(sum)).size <= 1 && rows.every((row) => sum(row) >= 2), {
    message: 'every unit needs the same number of labels, at least 2',
  });
const nominal: AlphaMetric = { scale: 'nominal' };
const ordinal: AlphaMetric = { scale: 'ordinal' };
/** Replicates of the Monte-Carlo vectors: as many as their reference used. */
const MONTE_CARLO_REPLICATES = 20_000;

export const agreementMeasures: MeasureTable = {
  'krippendorff.alpha': measure(
    rated.extend({ values: categoryScores }),
    ({ categories, ratings: rows, values: scores }) => {
      const table = tableOf(categories, rows);
      return {
        nominal: krippendorffAlpha(table, nominal).alpha,
        ordinal: krippendorffAlpha(table, ordinal).alpha,
        interval: krippendorffAlpha(table, interval(scores ?? categories)).alpha,
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
    rated
      .extend({ unitWeights: z.array(z.number().min(0).max(1e12)) })
      .refine((input) => input.unitWeights.length === input.ratings.length, UNEVEN),
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
      r1.map((label, i) => [label, r2[i] ?? null]),
    );
    return {
      specific: categories.map((_, c) => specificAgreement(table, c)),
      overall: percentAgreement(table)?.itemMean ?? null,
    };
  }),
  gwet_fleiss: measure(
    rated.extend({
      weights: z.array(z.enum(gwetWeights)).default([...gwetWeights]),
      alpha: errorRate,
    }),
    ({ categories, ratings: rows, weights, alpha }) => {
      const table = tableOf(categories, rows);
      return Object.fromEntries(weights.map((kind) => [kind, chanceFields(table, kind, alpha)]));
    },
  ),
  'fleiss.kappa': measure(z.object({ counts: fleissCounts }), ({ counts: rows }) => {
    const result = rows.length === 0 ? null : fleissKappa(rows);
    return {
      kappa: result?.kappa ?? null,
      categoryKappa: result?.categoryKappa ?? null,
      zNull: result?.zNull ?? null,
    };
  }),
  percent_agreement: measure(rated, ({ categories, ratings: rows }) => {
    const matrix = indexLabels(categories, rows);
    const reviewers = rows.reduce((most, row) => Math.max(most, row.length), 0);
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
    rated
      .extend({ resamples: z.array(z.array(z.int().min(0))), alpha: errorRate, level })
      .refine(({ ratings: rows, resamples }) => resamples.flat().every((u) => u < rows.length), {
        message: 'a resample names a unit that is not there',
      }),
    ({ categories, ratings: rows, resamples, alpha, level: kind }) => {
      const units = indexLabels(categories, rows);
      const metric = metricOf(kind, categories);
      const replicates = resamples.map((indexes) => {
        const drawn = indexes.map((u) => ({ labels: units[u]! }));
        return krippendorffAlpha(tabulate(drawn, categories.length), metric).alpha;
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
    rated.extend({ alpha: errorRate, level }),
    ({ categories, ratings: rows, alpha, level: kind }) => {
      const table = tableOf(categories, rows);
      const metric = metricOf(kind, categories);
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

function interval(scores: readonly (Label | null)[]): AlphaMetric {
  return { scale: 'interval', values: scores.map((score) => (score === null ? Number.NaN : Number(score))) };
}

function metricOf(kind: z.infer<typeof level>, categories: readonly Label[]): AlphaMetric {
  return kind === 'interval' ? interval(categories) : { scale: kind };
}

function kappas({ categories, r1, r2 }: z.infer<typeof twoReviewers>): Record<string, number | null> {
  const both = r1.map((label, i) => [label, r2[i] ?? null]);
  const pairs = indexLabels(categories, both).filter((row): row is number[] => !row.includes(null));
  const first = pairs.map((row) => row[0]!);
  const second = pairs.map((row) => row[1]!);
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
  kind: (typeof gwetWeights)[number],
  alpha: number,
): Record<string, unknown> {
  const weights = agreementWeights(table.categories, kind === 'unweighted' ? 'identity' : kind);
  return {
    ac: fields(chanceCorrected(table, weights, 'ac', alpha)),
    fleiss: fields(chanceCorrected(table, weights, 'fleiss', alpha)),
    pa: fields(chanceCorrected(table, weights, 'none', alpha)),
    ...(kind === 'unweighted' ? { alpha: fields(alphaWithVariance(table, weights, alpha)) } : {}),
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
