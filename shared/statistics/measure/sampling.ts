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
import { measure, numbers, type MeasureTable } from './handler.ts';

const purpose = z.custom<PrnPurpose>(
  (value) => typeof value === 'string' && /^(sample|overlap|assign:\d+)$/.test(value),
);
const columns = z.object({ id: z.array(z.string()), stratum: z.array(z.string()) });
const sizes = z.record(z.string(), z.int());
const bounds = { keys: z.array(z.string()), n: z.number(), lower: numbers, upper: numbers };

export const samplingMeasures: MeasureTable = {
  'alloc.real.unbounded': measure(z.object({ N: numbers, S: numbers, n: z.number() }), ({ N, S, n }) => {
    const free = (size: readonly number[]) =>
      allocateReal(
        size.map((a, h) => ({ key: String(h), size: a, lower: 0, upper: Infinity })),
        n,
      );
    const neyman = free(N.map((size, h) => size * S[h]!));
    const frame = N.reduce((a, b) => a + b, 0);
    const variance = N.reduce(
      (total, size, h) => total + ((size * S[h]!) / frame) ** 2 * (1 / neyman[h]! - 1 / size),
      0,
    );
    return { proportional: free(N), neyman, neymanAnticipatedSE: Math.sqrt(variance) };
  }),
  'alloc.bounded': measure(z.object({ ...bounds, a: numbers }), ({ keys, a, n, lower, upper }) => {
    const strata = boundedStrata(keys, a, lower, upper);
    const real = allocateReal(strata, n);
    return { real, integer: roundAllocation(strata, real, n) };
  }),
  'alloc.neyman.integer_optimal': measure(
    z.object({ ...bounds, N: numbers, S: numbers }),
    ({ keys, N, S, n, lower, upper }) => {
      const size = N.map((population, h) => population * S[h]!);
      const integer = optimalInteger(boundedStrata(keys, size, lower, upper), n);
      return { integer, objective: integer === null ? null : neymanObjective(size, integer) };
    },
  ),
  'alloc.edge': measure(
    z.object({ N: numbers, S: numbers, n: z.number(), minPerStratum: z.number(), takeAllBelow: z.number() }),
    ({ N, S, n, minPerStratum, takeAllBelow }) => {
      const strata = N.map((population, h) => ({ key: String(h).padStart(6, '0'), population, sd: S[h]! }));
      const plan = { rule: 'neyman', strata, n, minPerStratum, takeAllBelow, takeAllShare: null } as const;
      const result = allocate(plan);
      if (!result.ok) return { error: result.error, requiredN: result.requiredN };
      const integer = result.allocation.map((stratum) => stratum.n);
      if (result.isCensus) return { integer, census: true };
      return { integer, takeAll: result.allocation.flatMap((stratum, h) => (stratum.isTakeAll ? [h] : [])) };
    },
  ),
  'alloc.prior_sd': measure(
    z.object({ p0: z.number(), m: z.number(), x: z.number(), n: z.number() }),
    ({ p0, m, x, n }) => ({ S: priorSd({ x, n, pooledRate: p0, strength: m }) }),
  ),
  'size.moe': measure(
    z.object({ p: z.number(), e: z.number(), eRel: z.number(), alpha: z.number(), N: z.number() }),
    ({ p, e, eRel, alpha, N }) => ({
      nAbsolute: sizeForMargin(p, e, N, alpha),
      nRelative: sizeForRelativeMargin(p, eRel, N, alpha),
      nWilson: sizeForWilsonMargin(p, e, alpha),
    }),
  ),
  'size.acceptance': measure(
    z.object({ tau: z.number(), alpha: z.number(), c: numbers }),
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
  'weights.nonresponse': measure(z.object({ N: numbers, n: numbers, r: numbers }), ({ N, n, r }) => {
    const strata = N.map((population, h) => ({ population, drawn: n[h]!, reviewed: r[h]! }));
    const summary = responseSummary(strata);
    return {
      base: strata.map(baseWeight),
      adjusted: strata.map(adjustedWeight),
      kishN: summary.nKish,
      responseRateUnweighted: summary.unweightedRate,
      responseRateWeighted: summary.weightedRate,
    };
  }),
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
