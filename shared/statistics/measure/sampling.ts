// Owns the measuring format's statistics of sampling (topic A): names and field names here, arithmetic elsewhere.
import { z } from 'zod';
import { allocate } from '../../sampling/allocate.ts';
import {
  allocateReal,
  neymanObjective,
  optimalInteger,
  roundAllocation,
  type BoundedStratum,
} from '../../sampling/allocate-real.ts';
import { priorSd } from '../../sampling/prior-sd.ts';
import { compareBytes, prnKey, prnUnit, type PrnPurpose } from '../../sampling/prn.ts';
import { selectBottomK } from '../../sampling/select.ts';
import {
  acceptanceSize,
  sizeForMargin,
  sizeForRelativeMargin,
  sizeForWilsonMargin,
} from '../../sampling/size.ts';
import { adjustedWeight, baseWeight, responseSummary } from '../../sampling/weights.ts';
import {
  count,
  counts,
  errorRate,
  isEven,
  measure,
  name,
  names,
  nothing,
  sampleCount,
  share,
  UNEVEN,
  type MeasureTable,
} from './handler.ts';
import { sum } from '../quantile.ts';

// The specification's purposes are sample, overlap and assign:k; the key is the same for any text.
const purpose = z.string().transform((text) => text as PrnPurpose);
const columns = z.object({ id: z.array(z.string()), stratum: names }).refine(isEven, UNEVEN);
const sizes = z.record(z.string(), z.int().min(0));
/** What an integer allocation may place: each item is placed by itself. */
const sampleSize = z.number().min(0).max(1e7);
const bounds = { keys: z.array(name), n: sampleSize, lower: counts, upper: counts };
const margin = z.number().gt(0).max(1e6);
const CROSSED = { message: 'lower is above upper in a stratum' };

function isOrdered({ lower, upper }: { lower: number[]; upper: number[] }): boolean {
  return lower.every((low, h) => low <= upper[h]!);
}

export const samplingMeasures: MeasureTable = {
  'alloc.real.unbounded': measure(
    z
      .object({ N: counts, S: z.array(z.number().min(0)), n: count })
      .refine(({ N, S }) => N.length === S.length, UNEVEN),
    ({ N, S, n }) => {
      if (sum(N) === 0) return nothing('proportional', 'neyman', 'neymanAnticipatedSE');
      const free = (size: readonly number[]) =>
        allocateReal(
          size.map((a, h) => ({ key: String(h), size: a, lower: 0, upper: Infinity })),
          n,
        );
      const neyman = free(N.map((size, h) => size * S[h]!));
      const frame = sum(N);
      const variance = sum(
        N.map((size, h) => {
          const spread = (size * S[h]!) / frame;
          return spread === 0 ? 0 : spread ** 2 * (1 / neyman[h]! - 1 / size);
        }),
      );
      const isDefined = Number.isFinite(variance) && variance >= 0;
      return {
        proportional: free(N),
        neyman,
        neymanAnticipatedSE: isDefined ? Math.sqrt(variance) : null,
      };
    },
  ),
  'alloc.bounded': measure(
    z
      .object({ ...bounds, a: z.array(z.number().min(0)) })
      .refine(({ keys, a, lower, upper }) => isEven({ keys, a, lower, upper }), UNEVEN)
      .refine(isOrdered, CROSSED),
    ({ keys, a, n, lower, upper }) => {
      const required = sum(lower);
      if (required > n)
        return { ...nothing('real', 'integer'), error: 'INFEASIBLE_MIN', requiredN: required };
      // Beyond the bounds everything that may be taken is taken.
      if (sum(upper) <= n) return { real: upper, integer: upper };
      const strata = boundedStrata(keys, a, lower, upper);
      const real = allocateReal(strata, n);
      return { real, integer: roundAllocation(strata, real, n) };
    },
  ),
  'alloc.neyman.integer_optimal': measure(
    z
      .object({ ...bounds, N: counts, S: z.array(z.number().min(0)) })
      .refine(({ keys, N, S, lower, upper }) => isEven({ keys, N, S, lower, upper }), UNEVEN)
      .refine(isOrdered, CROSSED),
    ({ keys, N, S, n, lower, upper }) => {
      const size = N.map((population, h) => population * S[h]!);
      const integer = optimalInteger(boundedStrata(keys, size, lower, upper), n);
      const objective = integer === null ? null : neymanObjective(size, integer);
      return { integer, objective: objective !== null && Number.isFinite(objective) ? objective : null };
    },
  ),
  'alloc.edge': measure(
    z
      .object({
        N: z.array(z.int().min(0).max(1e12)),
        S: z.array(z.number().min(0)),
        n: sampleSize,
        minPerStratum: count.default(0),
        takeAllBelow: count.default(0),
      })
      .refine(({ N, S }) => N.length === S.length, UNEVEN),
    ({ N, S, n, minPerStratum, takeAllBelow }) => {
      const strata = N.map((population, h) => ({ key: String(h).padStart(6, '0'), population, sd: S[h]! }));
      const plan = { rule: 'neyman', strata, n, minPerStratum, takeAllBelow, takeAllShare: null } as const;
      const result = allocate(plan);
      if (!result.ok) return { error: result.error, requiredN: result.requiredN };
      const integer = result.allocation.map((stratum) => stratum.n);
      const takeAll = result.allocation.flatMap((stratum, h) => (stratum.isTakeAll ? [h] : []));
      return result.isCensus ? { integer, census: true, takeAll } : { integer, takeAll };
    },
  ),
  'alloc.prior_sd': measure(
    sampleCount.safeExtend({ p0: z.number().gt(0).lt(1), m: z.number().gt(0).max(1e12).default(20) }),
    ({ p0, m, x, n }) => ({ S: priorSd({ x, n, pooledRate: p0, strength: m }) }),
  ),
  'size.moe': measure(
    z.object({ p: share, e: margin, eRel: margin, alpha: errorRate, N: count }),
    ({ p, e, eRel, alpha, N }) => ({
      nAbsolute: sizeForMargin(p, e, N, alpha),
      // A rate of 0 has no relative margin.
      nRelative: p > 0 ? sizeForRelativeMargin(p, eRel, N, alpha) : null,
      nWilson: sizeForWilsonMargin(p, e, alpha),
    }),
  ),
  'size.acceptance': measure(
    z.object({ tau: z.number().gt(0).lt(1), alpha: errorRate, c: z.array(z.int().min(0).max(1e6)) }),
    ({ tau, alpha, c }) => ({ n: c.map((events) => acceptanceSize(events, tau, alpha)) }),
  ),
  'prn.sha256': measure(
    z.object({ seed: z.string(), purpose, ids: z.array(z.string()) }),
    ({ seed, purpose: use, ids }) => {
      const hex = ids.map((id) => prnKey(seed, use, id));
      return { hex, key: hex.map((key) => key.slice(0, 16)), u: hex.map(prnUnit) };
    },
  ),
  'select.bottom_k': measure(
    z.object({ seed: z.string(), purpose, items: columns, n: sizes }),
    ({ seed, purpose: use, items, n }) => {
      const request = { seed, purpose: use, items: rowsOf(items), sizes: new Map(Object.entries(n)) };
      const first = selectBottomK(request);
      return {
        selectedSortedById: idsOf(first, true),
        inHashOrder: idsOf(first, false),
        secondReplicate: idsOf(selectBottomK({ ...request, skip: request.sizes }), false),
      };
    },
  ),
  'select.incremental': measure(
    // oxlint-disable-next-line unicorn/no-thenable -- the format names this field so
    z.object({ seed: z.string(), purpose, first: columns, then: columns, n: sizes }),
    ({ seed, purpose: use, first, then, n }) => {
      const draw = (items: { id: string; stratum: string }[]) =>
        idsOf(selectBottomK({ seed, purpose: use, items, sizes: new Map(Object.entries(n)) }), true);
      return { afterFirst: draw(rowsOf(first)), afterAll: draw([...rowsOf(first), ...rowsOf(then)]) };
    },
  ),
  'weights.nonresponse': measure(
    z
      .object({ N: counts, n: counts, r: counts })
      .refine(isEven, UNEVEN)
      .refine(({ N, n, r }) => r.every((reviewed, h) => reviewed <= n[h]! && n[h]! <= N[h]!), {
        message: 'needs r <= n <= N',
      }),
    ({ N, n, r }) => {
      const strata = N.map((population, h) => ({ population, drawn: n[h]!, reviewed: r[h]! }));
      const summary = responseSummary(strata);
      return {
        base: strata.map(baseWeight),
        adjusted: strata.map(adjustedWeight),
        kishN: summary.nKish,
        responseRateUnweighted: summary.unweightedRate,
        responseRateWeighted: summary.weightedRate,
      };
    },
  ),
};

function boundedStrata(
  keys: readonly string[],
  size: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): BoundedStratum[] {
  return keys.map((key, h) => ({ key, size: size[h]!, lower: lower[h]!, upper: upper[h]! }));
}

function rowsOf(items: z.infer<typeof columns>): { id: string; stratum: string }[] {
  return items.id.map((id, i) => ({ id, stratum: items.stratum[i]! }));
}

function idsOf(
  selected: ReadonlyMap<string, readonly { id: string }[]>,
  isSorted: boolean,
): Record<string, string[]> {
  return Object.fromEntries(
    [...selected].map(([stratum, items]) => {
      const ids = items.map((item) => item.id);
      return [stratum, isSorted ? ids.toSorted(compareBytes) : ids];
    }),
  );
}
