// Owns how many items each stratum of a frame gives to the sample: rule, minimum, cap, take-all, census. Must not
// know items or keys (see select.ts). Invariant: an allocation that is ok sums to min(n, ΣN), never takes more than
// a stratum has and never fewer than the minimum that the stratum can give.
import { allocateReal, optimalInteger, roundAllocation, type BoundedStratum } from './allocate-real.ts';

export type AllocationRule =
  'proportional' | 'equal' | 'neyman' | 'size-power' | 'bankier' | 'optimal-integer';

export interface AllocationStratum {
  readonly key: string;
  /** N_h, items of the frame in this stratum. */
  readonly population: number;
  /** S_h for `neyman` and `optimal-integer`; see `priorSd` for strata without history. */
  readonly sd?: number;
  /** X_h and CV_h for `bankier`: importance of the stratum (by default its population) and its relative spread. */
  readonly importance?: number;
  readonly cv?: number;
}

export interface AllocationPlan {
  readonly rule: AllocationRule;
  readonly strata: readonly AllocationStratum[];
  /** Total sample size wanted. */
  readonly n: number;
  readonly minPerStratum: number;
  /** Strata of at most this many items are taken whole; 0 for none. */
  readonly takeAllBelow: number;
  /** Most items that a sampled stratum may give. Take-all strata are not capped. */
  readonly cap?: number;
  /** q of `size-power` and `bankier`, by default 1/2. */
  readonly power?: number;
  /** A stratum of which at least this share would be taken is taken whole; by default 0.8, `null` for never. */
  readonly takeAllShare?: number | null;
}

export interface StratumAllocation {
  readonly key: string;
  readonly n: number;
  /** Every item of the stratum is in the sample. */
  readonly isTakeAll: boolean;
}

export type AllocationResult =
  | { readonly ok: true; readonly allocation: StratumAllocation[]; readonly isCensus: boolean }
  | {
      readonly ok: false;
      readonly error: 'INFEASIBLE_MIN' | 'INFEASIBLE_CAP' | 'MISSING_SIZE';
      /** The n that would do: the smallest for INFEASIBLE_MIN, the largest for INFEASIBLE_CAP, else null. */
      readonly requiredN: number | null;
    };

const DEFAULT_TAKE_ALL_SHARE = 0.8;

/**
 * Allocates n over strata (specification A2). INFEASIBLE_MIN: minimums and take-all strata need more than n;
 * INFEASIBLE_CAP: caps leave room for fewer than n; MISSING_SIZE: the rule needs `sd` or `cv` and a stratum has none.
 * Throws a RangeError for sizes that are no numbers, or below 0.
 */
export function allocate(plan: AllocationPlan): AllocationResult {
  const strata = plan.strata;
  for (const size of [plan.n, ...strata.map((s) => s.population)]) {
    if (!(size >= 0 && size < Infinity)) throw new RangeError(`${size} is no number of items`);
  }
  const frameSize = sum(strata.map((s) => s.population));
  if (frameSize <= plan.n) return { ok: true, isCensus: true, allocation: strata.map(takeAll) };
  const sizes = strata.map((s) => sizeMeasure(plan, s));
  if (sizes.some((size) => size === null)) return { ok: false, error: 'MISSING_SIZE', requiredN: null };
  const bounded = strata.map((s, h) => bound(plan, s, sizes[h]!, s.population <= plan.takeAllBelow));
  const required = sum(bounded.map((s) => s.lower));
  if (required > plan.n) return { ok: false, error: 'INFEASIBLE_MIN', requiredN: required };
  const possible = sum(bounded.map((s) => s.upper));
  if (possible < plan.n) return { ok: false, error: 'INFEASIBLE_CAP', requiredN: possible };
  const taken = solveWithPromotion(plan, bounded);
  if (taken === null) return { ok: false, error: 'INFEASIBLE_MIN', requiredN: required };
  return {
    ok: true,
    isCensus: false,
    allocation: strata.map((s, h) => ({ key: s.key, n: taken[h]!, isTakeAll: taken[h] === s.population })),
  };
}

/** Size measure a_h of a stratum under the rule; null when the rule needs a figure that the stratum lacks. */
function sizeMeasure(
  plan: Pick<AllocationPlan, 'rule' | 'power'>,
  stratum: AllocationStratum,
): number | null {
  const q = plan.power ?? 0.5;
  switch (plan.rule) {
    case 'proportional':
      return stratum.population;
    case 'equal':
      return 1;
    case 'size-power':
      return stratum.population ** q;
    case 'neyman':
    case 'optimal-integer':
      return stratum.sd === undefined ? null : stratum.population * stratum.sd;
    case 'bankier':
      return stratum.cv === undefined ? null : (stratum.importance ?? stratum.population) ** q * stratum.cv;
  }
}

/** Promotes nearly exhausted strata to take-all, one at a time (fullest first), while n allows it. */
function solveWithPromotion(plan: AllocationPlan, start: readonly BoundedStratum[]): number[] | null {
  const share = plan.takeAllShare === undefined ? DEFAULT_TAKE_ALL_SHARE : plan.takeAllShare;
  let bounded = [...start];
  let taken = solve(plan, bounded);
  if (share === null) return taken;
  while (taken !== null) {
    const current = taken;
    const candidates = plan.strata
      .map((s, h) => ({ h, population: s.population, share: current[h]! / s.population }))
      .filter((c) => c.share >= share && c.share < 1 && (plan.cap === undefined || plan.cap >= c.population))
      .toSorted((a, b) => b.share - a.share || a.h - b.h);
    const chosen = candidates[0];
    if (chosen === undefined) return taken;
    const next = bounded.map((s, h) =>
      h === chosen.h ? { ...s, lower: chosen.population, upper: chosen.population } : s,
    );
    if (sum(next.map((s) => s.lower)) > plan.n) return taken;
    const promoted = solve(plan, next);
    if (promoted === null) return taken;
    bounded = next;
    taken = promoted;
  }
  return taken;
}

function solve(plan: AllocationPlan, bounded: readonly BoundedStratum[]): number[] | null {
  if (plan.rule !== 'optimal-integer') return roundAllocation(bounded, allocateReal(bounded, plan.n), plan.n);
  // Wright's start of 2 per stratum is what a variance needs; where n is too small for it, the minimum governs.
  return optimalInteger(bounded, plan.n) ?? roundAllocation(bounded, allocateReal(bounded, plan.n), plan.n);
}

function bound(plan: AllocationPlan, s: AllocationStratum, size: number, isTakeAll: boolean): BoundedStratum {
  if (isTakeAll) return { key: s.key, size, lower: s.population, upper: s.population };
  const upper = Math.min(s.population, plan.cap ?? Infinity);
  return { key: s.key, size, lower: Math.min(plan.minPerStratum, upper), upper };
}

function takeAll(s: AllocationStratum): StratumAllocation {
  return { key: s.key, n: s.population, isTakeAll: true };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
