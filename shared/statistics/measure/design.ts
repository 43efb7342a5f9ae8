// Owns the measuring format's statistics of unit-level designs and of sequences (topic B): domains, clusters,
// post-stratification, multiplicity, trend, evidence over time. Names and field names here, arithmetic elsewhere.
import { z } from 'zod';
import { domainDifference, domainRate, postStratifiedRate, type DomainRate } from '../domain.ts';
import { adjustedSize, kgStar } from '../kg-star.ts';
import { prepareDesign, scoreCovariance, type Design } from '../linearisation.ts';
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from '../multiplicity.ts';
import {
  confidenceSequence,
  finiteConfidenceSequence,
  increments,
  sequentialEvidence,
  spendHwangShihDeCani,
  spendObrienFleming,
  spendPocock,
} from '../sequential.ts';
import { stratifiedMean } from '../stratified.ts';
import { cochranArmitage, weightedTrend } from '../trend.ts';
import { measure, numbers, pair, populations, sizesOf, type MeasureTable } from './handler.ts';

const labels = z.array(z.union([z.string(), z.number()]).transform(String));

export const designMeasures: MeasureTable = {
  'stratified.mean': measure(
    z.object({ columns: z.object({ stratum: labels, y: numbers }), N: populations, alpha: z.number() }),
    ({ columns, N, alpha }) => {
      const values = Map.groupBy(columns.y.keys(), (i) => columns.stratum[i]!);
      const strata = [...values].map(([key, indexes]) => ({
        N: N[key]!,
        values: indexes.map((i) => columns.y[i]!),
      }));
      const { low, high, ...rest } = stratifiedMean(strata, alpha);
      return { ...rest, ci: low === null || high === null ? null : [low, high] };
    },
  ),
  'domain.proportion': measure(
    z.object({
      columns: z.object({ stratum: labels, domain: labels, y: numbers }),
      N: populations,
      alpha: z.number(),
    }),
    ({ columns, N, alpha }) => {
      const design = designOf(columns.stratum, N);
      const names = [...new Set(columns.domain)].toSorted();
      const rates = names.map((name) => rateOf(design, columns, name));
      const vcov = rates.map((a) =>
        rates.map((b) => (a === null || b === null ? null : scoreCovariance(design, a.scores, b.scores))),
      );
      return { ...Object.fromEntries(names.map((name, i) => [name, domainFields(rates[i]!, alpha)])), vcov };
    },
  ),
  'domain.difference': measure(
    z.object({
      columns: z.object({ stratum: labels, domain: labels, y: numbers }),
      N: populations,
      d1: z.string(),
      d2: z.string(),
    }),
    ({ columns, N, d1, d2 }) => {
      const design = designOf(columns.stratum, N);
      const first = rateOf(design, columns, d1);
      const second = rateOf(design, columns, d2);
      if (first === null || second === null)
        return { difference: null, se: null, cov: null, z: null, p: null };
      const { difference, se, covariance, z: score, p } = domainDifference(design, first, second);
      return { difference, se, cov: covariance, z: score, p };
    },
  ),
  'poststratified.proportion': measure(
    z.object({
      columns: z.object({ stratum: labels, post: labels, y: numbers }),
      N: populations,
      postTotals: populations,
    }),
    ({ columns, N, postTotals }) => {
      const design = designOf(columns.stratum, N);
      const totals = new Map(Object.entries(postTotals));
      const rate = postStratifiedRate(design, columns.y.map(isOne), columns.post, totals);
      return {
        estimate: rate?.estimate ?? null,
        se: rate?.se ?? null,
        firstWeights: rate?.weights.slice(0, 10) ?? null,
      };
    },
  ),
  'clustered.proportion': measure(
    z.object({ columns: z.object({ stratum: labels, cluster: labels, y: numbers }), N: populations }),
    ({ columns, N }) => {
      const units = columns.stratum.map((stratum, i) => ({ stratum, cluster: columns.cluster[i]! }));
      const everywhere = columns.y.map(() => true);
      const rate = (design: Design) => domainRate(design, columns.y.map(isOne), everywhere);
      const clustered = rate(prepareDesign(units, sizesOf(N)));
      // Each unit a cluster of its own: the same convention (no finite population correction) without clustering.
      const alone = rate(
        prepareDesign(
          units.map(({ stratum }, i) => ({ stratum, cluster: String(i) })),
          sizesOf(N),
        ),
      );
      return {
        estimate: clustered?.estimate ?? null,
        se: clustered === null ? null : Math.sqrt(clustered.variance),
        df: clustered?.df ?? null,
        seIgnoringClusters: alone === null ? null : Math.sqrt(alone.variance),
      };
    },
  ),
  multiplicity: measure(z.object({ p: numbers }), ({ p }) => ({
    BH: benjaminiHochberg(p),
    BY: benjaminiYekutieli(p),
    holm: holm(p),
    bonferroni: bonferroni(p),
  })),
  'trend.cochran_armitage': measure(
    z.object({ x: numbers, n: numbers, score: numbers }),
    ({ x, n, score }) => {
      const test = cochranArmitage(x, n, score);
      return { chisq: test?.chisq ?? null, p: test?.p ?? null };
    },
  ),
  'trend.wls': measure(z.object({ t: numbers, p: numbers, V: numbers }), ({ t, p, V }) => {
    const line = weightedTrend(t, p, V);
    return {
      intercept: line?.intercept ?? null,
      slope: line?.slope ?? null,
      se_fixed: line?.slopeSe ?? null,
      z: line?.z ?? null,
      Q: line?.q ?? null,
      dfQ: line?.qDf ?? null,
    };
  }),
  'sequential.beta_binomial': measure(
    z.object({
      x: z.number(),
      n: z.number(),
      tau: z.number(),
      a: z.number(),
      b: z.number(),
      alpha: z.number(),
    }),
    ({ x, n, tau, a, b, alpha }) => ({
      ...sequentialEvidence(x, n, tau, { a, b }),
      cs: pair(confidenceSequence(x, n, { a, b }, alpha)),
    }),
  ),
  'sequential.ppr_wor': measure(
    z.object({
      N: z.number(),
      x: z.number(),
      t: z.number(),
      a: z.number(),
      b: z.number(),
      alpha: z.number(),
    }),
    ({ N, x, t, a, b, alpha }) => {
      const { kLow, kHigh, low, high } = finiteConfidenceSequence(x, t, N, { a, b }, alpha);
      return { kLow, kHigh, pLow: low, pHigh: high };
    },
  ),
  'sequential.alpha_spending': measure(
    z.object({ alpha: z.number(), t: numbers, gamma: z.number() }),
    ({ alpha, t, gamma }) => {
      const obf = t.map((share) => spendObrienFleming(alpha, share));
      const pocock = t.map((share) => spendPocock(alpha, share));
      return {
        obf,
        pocock,
        hsd: t.map((share) => spendHwangShihDeCani(alpha, share, gamma)),
        obfIncrement: increments(obf),
        pocockIncrement: increments(pocock),
      };
    },
  ),
};

function designOf(stratum: readonly string[], N: Readonly<Record<string, number>>): Design {
  return prepareDesign(
    stratum.map((key) => ({ stratum: key })),
    sizesOf(N),
  );
}

function rateOf(
  design: Design,
  columns: { readonly domain: readonly string[]; readonly y: readonly number[] },
  name: string,
): DomainRate | null {
  return domainRate(
    design,
    columns.y.map(isOne),
    columns.domain.map((domain) => domain === name),
  );
}

function domainFields(rate: DomainRate | null, alpha: number): Record<string, unknown> | null {
  if (rate === null) return null;
  const uncappedSize = rate.df > 0 ? adjustedSize({ ...rate, alpha }) : null;
  return {
    estimate: rate.estimate,
    se: Math.sqrt(rate.variance),
    n: rate.n,
    nKish: rate.nKish,
    dfDomain: rate.df,
    ciDefault: pair(kgStar({ ...rate, alpha })),
    ciSurveyBeta: uncappedSize === null ? null : pair(kgStar({ ...rate, nKish: uncappedSize, alpha })),
  };
}

function isOne(value: number): boolean {
  return value === 1;
}
