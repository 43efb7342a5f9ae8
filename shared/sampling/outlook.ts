// Owns what a plan may expect before anything is drawn: widths of intervals, weights, what other sizes would give, the
// size that reaches a target, and the sizes that pass a limit. Must not know screens or files. Invariant: every figure
// comes from the sizes that the draw would take (plan-sizes.ts) and the interval that the report would show (KG*).
import type { Allocation } from '../domain/audit.ts';
import { acceptanceSize, expectedInterval } from './size.ts';
import { ASSUMED_RATE, expectedRateOf, type PlannedStratum, type SizePlanner } from './plan-sizes.ts';

/** One-sided error of a decision at a registered limit (specification B9). */
const DECISION_ERROR = 0.05;
/** Fewer items than this decide nothing, and a cell of fewer is greyed (specification B8, B9). */
export const SMALLEST_CELL = 30;
/** Most events for which the size that still passes is shown. */
const SHOWN_EVENTS = 5;
const CURVE_POINTS = 24;
const CURVE_FROM = 20;
const CURVE_TO = 2000;
/** Above this many strata a curve would cost more than it tells. */
const CURVE_STRATA = 300;
/** Kish size as a share of the items from which on weights count as equal. */
const EQUAL_WEIGHTS_SHARE = 0.99;

type Drawn = Pick<PlannedStratum, 'population' | 'drawn'>;

const isSampled = (one: Drawn): boolean => one.drawn > 0 && one.drawn < one.population;
const frameOf = (strata: readonly Drawn[]): number => strata.reduce((sum, one) => sum + one.population, 0);
const drawnOf = (strata: readonly Drawn[]): number => strata.reduce((sum, one) => sum + one.drawn, 0);

/**
 * Half the width of the interval that the rate over all strata would get if each had its expected rate. Strata taken
 * whole add no error (specification B4), so it is 0 for a census; null where there are no degrees of freedom.
 */
export function overallHalfWidth(
  plan: Allocation,
  strata: readonly PlannedStratum[],
  alpha: number,
): number | null {
  const covered = strata.filter((one) => one.drawn > 0);
  const sampled = covered.filter(isSampled);
  if (covered.length === 0) return null;
  if (sampled.length === 0) return 0;
  const expected = expectedInterval(
    sampled.map(({ key, population, drawn }) => ({
      population,
      n: drawn,
      expectedRate: expectedRateOf(plan, key),
    })),
    alpha,
  );
  return expected === null ? null : expected.halfWidth * (frameOf(sampled) / frameOf(covered));
}

/** The same for the interval of one stratum alone: 0 when it is taken whole, null for fewer than 2 items. */
export function stratumHalfWidth(plan: Allocation, stratum: PlannedStratum, alpha: number): number | null {
  return overallHalfWidth(plan, [stratum], alpha);
}

/** Expected rate over the frame. */
export function assumedRateOf(plan: Allocation, strata: readonly PlannedStratum[]): number {
  const whole = plan.expectedRate ?? ASSUMED_RATE;
  const frame = frameOf(strata);
  if (plan.expectedRates === undefined || frame === 0) return whole;
  return strata.reduce((sum, one) => sum + (one.population / frame) * expectedRateOf(plan, one.key), 0);
}

/** (Σw)²/Σw² over the drawn items; 0 when nothing is drawn. */
export function kishSizeOf(strata: readonly Drawn[]): number {
  const covered = strata.filter((one) => one.drawn > 0);
  const squares = covered.reduce((sum, one) => sum + one.population ** 2 / one.drawn, 0);
  return squares > 0 ? frameOf(covered) ** 2 / squares : 0;
}

/** Largest ÷ smallest weight among strata of which a part is drawn; null when there is none. */
export function weightRatioOf(strata: readonly Drawn[]): number | null {
  const weights = strata.filter(isSampled).map((one) => one.population / one.drawn);
  return weights.length === 0 ? null : Math.max(...weights) / Math.min(...weights);
}

/**
 * Whether items may be counted as if drawn from the whole frame at once, which e-process and confidence sequence take
 * for granted (specification B11): every stratum is in, and weights differ by no more than rounding makes them. The
 * report holds the drawn sample to the same measure.
 */
export function hasEqualWeights(strata: readonly Drawn[]): boolean {
  if (strata.some((one) => one.population > 0 && one.drawn === 0)) return false;
  const drawn = drawnOf(strata);
  return drawn > 0 && kishSizeOf(strata) >= EQUAL_WEIGHTS_SHARE * drawn;
}

/**
 * Upper limit (one-sided 5 %) of the overall rate if no event were found: below a limit, the plan can pass it. Null where
 * no number of events decides anything (fewer than 30 items, or weights that leave fewer).
 */
export function upperLimitWithoutEvents(strata: readonly Drawn[]): number | null {
  const covered = strata.filter((one) => one.drawn > 0);
  const sampled = covered.filter(isSampled);
  if (covered.length > 0 && sampled.length === 0) return 0;
  const kish = kishSizeOf(sampled);
  if (drawnOf(sampled) < SMALLEST_CELL || kish < SMALLEST_CELL) return null;
  return (1 - DECISION_ERROR ** (1 / kish)) * (frameOf(sampled) / frameOf(covered));
}

/** Overall half-width of a plan at any total; null where that total cannot be kept. */
export function halfWidthAt(
  plan: Allocation,
  planner: SizePlanner,
  total: number,
  alpha: number,
): number | null {
  const sizes = planner.sizesFor(total);
  return sizes.ok ? overallHalfWidth(plan, sizes.strata, alpha) : null;
}

export interface CurvePoint {
  size: number;
  halfWidth: number | null;
}

/** What other totals would give, evenly spaced by ratio, the total of the plan among them; none for very many strata. */
export function curveOf(
  plan: Allocation,
  planner: SizePlanner,
  strataCount: number,
  alpha: number,
): CurvePoint[] {
  const from = Math.max(planner.least, Math.min(CURVE_FROM, planner.most));
  const to = Math.min(planner.most, Math.max(CURVE_TO, plan.size, 2 * from));
  if (strataCount > CURVE_STRATA || to < from || from === 0) return [];
  const sizes = new Set<number>([Math.min(Math.max(plan.size, from), to)]);
  for (let at = 0; at < CURVE_POINTS; at += 1) {
    sizes.add(Math.round(from * (to / from) ** (at / (CURVE_POINTS - 1))));
  }
  return [...sizes]
    .toSorted((a, b) => a - b)
    .map((size) => ({ size, halfWidth: halfWidthAt(plan, planner, size, alpha) }));
}

/**
 * A total that reaches the half-width while one item fewer does not, found by bisection; the smallest one wherever the
 * width falls with the size (rounding may let it rise by a hair). Null when even `planner.most` does not reach it.
 */
export function sizeForHalfWidth(
  plan: Allocation,
  planner: SizePlanner,
  halfWidth: number,
  alpha: number,
): number | null {
  const reaches = (total: number): boolean => {
    const width = halfWidthAt(plan, planner, total, alpha);
    return width !== null && width <= halfWidth;
  };
  let low = Math.max(1, planner.least);
  let high = planner.most;
  if (high < low || !reaches(high)) return null;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Smallest equally weighted samples that pass `limit` with 0, 1, 2 … events (specification A7). A frame that is smaller
 * passes once all of it was looked at, with as many events as its rate allows; other numbers of events are left out.
 */
export function sizesToPass(limit: number, frameSize: number): { events: number; size: number }[] {
  const sizes: { events: number; size: number }[] = [];
  for (let events = 0; events <= SHOWN_EVENTS; events += 1) {
    const size = Math.max(SMALLEST_CELL, acceptanceSize(events, limit, DECISION_ERROR));
    if (size <= frameSize) sizes.push({ events, size });
    else if (events / frameSize <= limit) sizes.push({ events, size: frameSize });
  }
  return sizes;
}
