/**
 * From a plan and the counts of its frame to how many items each stratum gives and how many of them overlap, before
 * anything is drawn. Must not know files. Invariant: what is shown before the draw is what the draw does.
 */
import type { Allocation, Stratum } from '../../../shared/domain/audit.ts';
import { allocate } from '../../../shared/sampling/allocate.ts';
import { allocateReal, roundAllocation } from '../../../shared/sampling/allocate-real.ts';
import { compareBytes } from '../../../shared/sampling/prn.ts';
import { priorSd } from '../../../shared/sampling/prior-sd.ts';
import { expectedInterval } from '../../../shared/sampling/size.ts';
import { SourceError } from './source-error.ts';

export interface PlannedStratum extends Stratum {
  drawn: number;
  isTakeAll: boolean;
}

/** Rate assumed of a stratum of which nothing was said. */
export const assumedRate = 0.05;
/** A pooled rate of exactly 0 or 1 has no spread; the prior needs some. */
const inside = (rate: number): number => Math.min(0.999, Math.max(0.001, rate));

/** The rate that a plan expects of a stratum. */
function expectedRateOf(plan: Allocation, key: string): number {
  return plan.expectedRates?.[key] ?? plan.expectedRate ?? assumedRate;
}

/** How many items each stratum gives; throws a `SourceError` for an empty frame or a plan that cannot be kept. */
export function planSample(plan: Allocation, strata: readonly Stratum[]): PlannedStratum[] {
  if (strata.every((one) => one.population === 0)) {
    throw new SourceError('EMPTY_FRAME', {
      what: 'No trace fits the filter.',
      where: 'filter',
      remedy: 'Loosen the filter or the time window, or choose another source.',
    });
  }
  const result = allocate({
    rule: plan.rule === 'power' ? 'size-power' : plan.rule,
    n: plan.size,
    minPerStratum: plan.minPerStratum,
    takeAllBelow: plan.takeAllBelow,
    strata: strata.map((one) => ({
      key: one.key,
      population: one.population,
      sd: priorSd({ x: 0, n: 0, pooledRate: inside(expectedRateOf(plan, one.key)) }),
    })),
  });
  if (!result.ok) {
    throw new SourceError('INFEASIBLE_PLAN', {
      what:
        result.requiredN === null
          ? 'These sizes cannot be kept.'
          : `The minimums and the strata taken whole need ${result.requiredN} items; the plan has ${plan.size}.`,
      where: 'size',
      remedy: `Draw ${result.requiredN ?? 'more'} items or more, lower the minimum per stratum, or use fewer dimensions.`,
    });
  }
  const byKey = new Map(result.allocation.map((one) => [one.key, one]));
  return strata.map((one) => ({
    ...one,
    drawn: byKey.get(one.key)?.n ?? 0,
    isTakeAll: byKey.get(one.key)?.isTakeAll ?? false,
  }));
}

/**
 * Half the width of the interval that the rate over all strata would get if each had its expected rate. Strata taken
 * whole add no error (specification B4), so it is 0 for a census; null where there are no degrees of freedom.
 */
export function expectedHalfWidth(
  plan: Allocation,
  strata: readonly PlannedStratum[],
  alpha: number,
): number | null {
  const covered = strata.filter((one) => one.drawn > 0);
  const sampled = covered.filter((one) => one.drawn < one.population);
  if (sampled.length === 0) return 0;
  const expected = expectedInterval(
    sampled.map(({ key, population, drawn }) => ({
      population,
      n: drawn,
      expectedRate: expectedRateOf(plan, key),
    })),
    alpha,
  );
  const size = (of: readonly PlannedStratum[]): number => of.reduce((sum, one) => sum + one.population, 0);
  return expected === null ? null : expected.halfWidth * (size(sampled) / size(covered));
}

/** Overlap items by stratum key: the same numbers that `chooseOverlap` will take from the drawn items. */
export function planOverlap(total: number, strata: readonly PlannedStratum[]): Map<string, number> {
  const drawn = strata
    .filter((one) => one.drawn > 0)
    .toSorted((a, b) => compareBytes(a.key, b.key))
    .map((one) => ({ key: one.key, size: one.drawn, lower: 1, upper: one.drawn }));
  if (total === 0) return new Map();
  if (total < drawn.length) throw overlapTooSmall(drawn.length, total);
  const all = Math.min(
    total,
    drawn.reduce((sum, one) => sum + one.size, 0),
  );
  const sizes = roundAllocation(drawn, allocateReal(drawn, all), all);
  return new Map(drawn.map((one, at) => [one.key, sizes[at] ?? 0]));
}

/** An overlap must reach every stratum, or agreement would speak for a part of the frame only. */
export function overlapTooSmall(required: number, given: number): SourceError {
  return new SourceError('INFEASIBLE_PLAN', {
    what: `An overlap of ${given} items cannot reach all ${required} strata.`,
    where: 'overlap',
    remedy: `Let at least ${required} items overlap, none at all, or use fewer dimensions.`,
  });
}
