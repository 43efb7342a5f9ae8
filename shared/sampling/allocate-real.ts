// Owns the arithmetic of allocation: the bounded real solution, its rounding and the integer optimum. Must not know
// rules, minimums or take-all strata (see allocate.ts). Invariant: l_h <= n_h <= u_h always, and the sum is n
// whenever the bounds allow it.
import { compareBytes } from './prn.ts';

/** One stratum as arithmetic sees it: size measure a_h and integer bounds l_h <= u_h. */
export interface BoundedStratum {
  readonly key: string;
  readonly size: number;
  readonly lower: number;
  readonly upper: number;
}

const FRACTION_STEP = 1e-9;

/**
 * x_h = clamp(c·a_h, l_h, u_h) with c such that the sum is n: g(c) = Σ x_h is piecewise linear and rising, so the
 * segment that holds n is found by its breakpoints and c is solved exactly on the strata that are free there.
 * Needs Σl <= n <= Σu. A size of 0 stays at its lower bound as long as any other stratum has room.
 */
export function allocateReal(strata: readonly BoundedStratum[], n: number): number[] {
  const sizes = positiveSizes(strata);
  const breakpoints = strata
    .flatMap((s, h) => [s.lower / sizes[h]!, s.upper / sizes[h]!])
    .toSorted((a, b) => a - b);
  const total = (c: number) => strata.reduce((sum, s, h) => sum + clamp(c * sizes[h]!, s.lower, s.upper), 0);
  let low = 0;
  let high = breakpoints.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (total(breakpoints[middle]!) < n) low = middle + 1;
    else high = middle;
  }
  const end = breakpoints[low] ?? 0;
  const start = low > 0 ? breakpoints[low - 1]! : 0;
  // Beyond the last bound every point is alike.
  const inside = Number.isFinite(end) ? (start + end) / 2 : start + 1;
  let fixed = 0;
  let free = 0;
  strata.forEach((s, h) => {
    const x = inside * sizes[h]!;
    if (x <= s.lower) fixed += s.lower;
    else if (x >= s.upper) fixed += s.upper;
    else free += sizes[h]!;
  });
  const c = free > 0 ? (n - fixed) / free : end;
  return strata.map((s, h) => clamp(c * sizes[h]!, s.lower, s.upper));
}

/**
 * Largest remainder: floor(x + 1e-9), then one more by fraction (rounded to 1e-9) falling, size falling, key rising;
 * never above the upper bound.
 */
export function roundAllocation(
  strata: readonly BoundedStratum[],
  real: readonly number[],
  n: number,
): number[] {
  const whole = real.map((x) => Math.floor(x + FRACTION_STEP));
  let left = n - whole.reduce((a, b) => a + b, 0);
  const fraction = real.map((x, h) => Math.round((x - whole[h]!) / FRACTION_STEP));
  const order = strata
    .map((_, h) => h)
    .toSorted(
      (a, b) =>
        fraction[b]! - fraction[a]! ||
        strata[b]!.size - strata[a]!.size ||
        compareBytes(strata[a]!.key, strata[b]!.key),
    );
  while (left > 0) {
    const before = left;
    for (const h of order) {
      if (left === 0) break;
      if (whole[h]! >= strata[h]!.upper) continue;
      whole[h]! += 1;
      left -= 1;
    }
    if (left === before) break;
  }
  return whole;
}

/**
 * Exact integer minimum of Σ size_h²/n_h within bounds (Wright 2012, "The equivalence of Neyman optimum allocation
 * for sampling and equal proportions for apportioning"): start at max(l_h, 2) and give each further unit to the
 * largest size_h/√(m(m+1)). `null` when the starting point already exceeds n.
 */
export function optimalInteger(strata: readonly BoundedStratum[], n: number): number[] | null {
  const taken = strata.map((s) => Math.min(Math.max(s.lower, 2), s.upper));
  let left = n - taken.reduce((a, b) => a + b, 0);
  if (left < 0) return null;
  for (; left > 0; left -= 1) {
    let best = -1;
    let bestGain = -1;
    for (let h = 0; h < strata.length; h += 1) {
      const m = taken[h]!;
      if (m >= strata[h]!.upper) continue;
      const gain = strata[h]!.size / Math.sqrt(m * (m + 1));
      if (gain > bestGain || (gain === bestGain && isBefore(strata[h]!, strata[best]!))) {
        best = h;
        bestGain = gain;
      }
    }
    if (best < 0) break;
    taken[best]! += 1;
  }
  return taken;
}

/** The quantity that Neyman allocation makes small: Σ size_h²/n_h, with size = N_h·S_h. */
export function neymanObjective(sizes: readonly number[], taken: readonly number[]): number {
  return sizes.reduce((sum, size, h) => sum + (size === 0 ? 0 : (size * size) / taken[h]!), 0);
}

function isBefore(a: BoundedStratum, b: BoundedStratum): boolean {
  return a.size > b.size || (a.size === b.size && compareBytes(a.key, b.key) < 0);
}

function positiveSizes(strata: readonly BoundedStratum[]): number[] {
  const largest = strata.reduce((max, s) => Math.max(max, s.size), 0);
  // A size of 0 would make c infinite; a vanishing one gives the same answer and lets the rest be placed.
  return strata.map((s) => (s.size > 0 ? s.size : largest > 0 ? largest * 1e-12 : 1));
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}
