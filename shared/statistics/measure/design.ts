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
import {
  count,
  counts,
  errorRate,
  indicators,
  isEven,
  measure,
  name,
  names,
  nothing,
  numbers,
  pair,
  populations,
  sampleCount,
  share,
  shares,
  sizesOf,
  UNEVEN,
  type MeasureTable,
} from './handler.ts';

/** Columns of units with the population of each of their strata. */
const unitData = {
  scores: z.object({
    columns: z.object({ stratum: names, y: numbers }).refine(isEven, UNEVEN),
    N: populations,
  }),
  domains: z.object({
    columns: z.object({ stratum: names, domain: names, y: indicators }).refine(isEven, UNEVEN),
    N: populations,
  }),
  groups: z.object({
    columns: z.object({ stratum: names, post: names, y: indicators }).refine(isEven, UNEVEN),
    N: populations,
  }),
  clusters: z.object({
    columns: z.object({ stratum: names, cluster: names, y: indicators }).refine(isEven, UNEVEN),
    N: populations,
  }),
};
const prior = z.number().gt(0).max(1e9).default(0.5);

export const designMeasures: MeasureTable = {
  'stratified.mean': measure(unitData.scores.extend({ alpha: errorRate }), ({ columns, N, alpha }) => {
    if (columns.y.length === 0) {
      return nothing('estimate', 'se', 'df', 'ci', 'total', 'totalSe');
    }
    const values = Map.groupBy(columns.y.keys(), (i) => columns.stratum[i]!);
    const strata = [...values].map(([key, indexes]) => ({
      N: sizeOf(N, key, indexes.length),
      values: indexes.map((i) => columns.y[i]!),
    }));
    const { low, high, ...rest } = stratifiedMean(strata, alpha);
    return { ...rest, ci: low === null || high === null ? null : [low, high] };
  }),
  'domain.proportion': measure(unitData.domains.extend({ alpha: errorRate }), ({ columns, N, alpha }) => {
    const design = designOf(columns.stratum, N);
    const domains = [...new Set(columns.domain)].toSorted();
    const rates = domains.map((domain) => rateOf(design, columns, domain));
    const vcov = rates.map((a) =>
      rates.map((b) => (a === null || b === null ? null : scoreCovariance(design, a.scores, b.scores))),
    );
    return {
      ...Object.fromEntries(domains.map((domain, i) => [domain, domainFields(rates[i]!, alpha)])),
      vcov,
    };
  }),
  'domain.difference': measure(unitData.domains.extend({ d1: name, d2: name }), ({ columns, N, d1, d2 }) => {
    const design = designOf(columns.stratum, N);
    const first = rateOf(design, columns, d1);
    const second = rateOf(design, columns, d2);
    if (first === null || second === null) return nothing('difference', 'se', 'cov', 'z', 'p');
    const { difference, se, covariance, z: score, p } = domainDifference(design, first, second);
    return { difference, se, cov: covariance, z: score, p };
  }),
  'poststratified.proportion': measure(
    unitData.groups.extend({ postTotals: populations }),
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
  'clustered.proportion': measure(unitData.clusters, ({ columns, N }) => {
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
  }),
  multiplicity: measure(z.object({ p: z.array(share.nullable()) }), ({ p }) => ({
    BH: adjust(p, benjaminiHochberg),
    BY: adjust(p, benjaminiYekutieli),
    holm: adjust(p, holm),
    bonferroni: adjust(p, bonferroni),
  })),
  'trend.cochran_armitage': measure(
    z
      .object({ x: counts, n: counts, score: numbers })
      .refine(isEven, UNEVEN)
      .refine(({ x, n }) => x.every((events, i) => events <= n[i]!), { message: 'more events than items' }),
    ({ x, n, score }) => {
      const test = cochranArmitage(x, n, score);
      return { chisq: test?.chisq ?? null, p: test?.p ?? null };
    },
  ),
  'trend.wls': measure(
    z.object({ t: numbers, p: numbers, V: z.array(z.number().gt(0)) }).refine(isEven, UNEVEN),
    ({ t, p, V }) => {
      const line = weightedTrend(t, p, V);
      return {
        intercept: line?.intercept ?? null,
        slope: line?.slope ?? null,
        se_fixed: line?.slopeSe ?? null,
        z: line?.z ?? null,
        Q: line?.q ?? null,
        dfQ: line?.qDf ?? null,
      };
    },
  ),
  'sequential.beta_binomial': measure(
    sampleCount.safeExtend({ tau: z.number().gt(0).lt(1), a: prior, b: prior, alpha: errorRate }),
    ({ x, n, tau, a, b, alpha }) => ({
      ...sequentialEvidence(x, n, tau, { a, b }),
      cs: pair(confidenceSequence(x, n, { a, b }, alpha)),
    }),
  ),
  'sequential.ppr_wor': measure(
    z
      .object({ N: count.min(1), x: count, t: count, a: prior, b: prior, alpha: errorRate })
      .refine(({ N, x, t }) => x <= t && t <= N, { message: 'needs x <= t <= N' }),
    ({ N, x, t, a, b, alpha }) => {
      const { kLow, kHigh, low, high } = finiteConfidenceSequence(x, t, N, { a, b }, alpha);
      return { kLow, kHigh, pLow: low, pHigh: high };
    },
  ),
  'sequential.alpha_spending': measure(
    z.object({ alpha: errorRate, t: shares, gamma: z.number().min(-100).max(100).optional() }),
    ({ alpha, t, gamma }) => {
      const obf = t.map((time) => spendObrienFleming(alpha, time));
      const pocock = t.map((time) => spendPocock(alpha, time));
      return {
        obf,
        pocock,
        hsd: gamma === undefined ? null : t.map((time) => spendHwangShihDeCani(alpha, time, gamma)),
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
  domainName: string,
): DomainRate | null {
  return domainRate(
    design,
    columns.y.map(isOne),
    columns.domain.map((domain) => domain === domainName),
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

/** Missing p-values stay missing and are no part of the family. */
function adjust(
  p: readonly (number | null)[],
  method: (p: readonly number[]) => number[],
): (number | null)[] {
  const given = p.filter((value) => value !== null);
  const adjusted = method(given).values();
  return p.map((value) => (value === null ? null : (adjusted.next().value ?? null)));
}

function sizeOf(N: Readonly<Record<string, number>>, stratum: string, reviewed: number): number {
  const size = N[stratum];
  if (size === undefined) throw new RangeError(`no population for stratum ${stratum}`);
  if (size < reviewed) throw new RangeError(`stratum ${stratum} has more units than its population`);
  return size;
}

function isOne(value: number): boolean {
  return value === 1;
}
