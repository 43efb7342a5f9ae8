/**
 * From a plan and the counts of its frame to how many items each stratum gives and how many of them overlap, before
 * anything is drawn, as a person is told of it. Must not know files. Invariant: what is shown before the draw is what the
 * draw does.
 */
import type { Allocation, Stratum } from '../domain/audit.ts';
import { allocateReal, roundAllocation } from './allocate-real.ts';
import type { PlannedStratum, SizePlanner } from './plan-sizes.ts';
import { planSizes } from './plan-sizes.ts';
import { compareBytes } from './prn.ts';
import { Fault } from '../domain/fault.ts';

/** The planner of a frame; throws EMPTY_FRAME when there is nothing to plan. */
export function plannerOf(plan: Allocation, strata: readonly Stratum[]): SizePlanner {
  if (strata.every((one) => one.population === 0)) {
    throw new Fault('EMPTY_FRAME', {
      what: 'No trace fits the filter.',
      where: 'filter',
      remedy: 'Loosen the filter or the time window, or choose another source.',
    });
  }
  return planSizes(plan, strata);
}

/** How many items each stratum gives; throws a `Fault` for an empty frame or a plan that cannot be kept. */
export function planSample(
  plan: Allocation,
  strata: readonly Stratum[],
  planner = plannerOf(plan, strata),
): PlannedStratum[] {
  const result = planner.sizesFor(plan.size);
  if (!result.ok) throw tooSmall(plan, result.requiredN);
  if (result.strata.every((one) => one.drawn === 0)) throw nothingDrawn();
  return result.strata;
}

const whole = (count: number): string => count.toLocaleString('en');

function tooSmall(plan: Allocation, requiredN: number | null): Fault {
  const hands = plan.sizes === undefined ? '' : 'sizes by hand, the ';
  return new Fault('INFEASIBLE_PLAN', {
    what:
      requiredN === null
        ? 'These sizes cannot be kept.'
        : `The ${hands}minimums and the strata taken whole need ${whole(requiredN)} items; the plan has ${whole(plan.size)}.`,
    where: 'size',
    remedy: `Draw ${requiredN === null ? 'more' : whole(requiredN)} items or more, lower the ${plan.sizes === undefined ? '' : 'sizes by hand or the '}minimum per stratum, or use fewer dimensions.`,
  });
}

function nothingDrawn(): Fault {
  return new Fault('INFEASIBLE_PLAN', {
    what: 'The sizes by hand leave no stratum with an item.',
    where: 'sizes',
    remedy: 'Set the size of at least one stratum to 1 or more, or let the rule choose.',
  });
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
export function overlapTooSmall(required: number, given: number): Fault {
  return new Fault('INFEASIBLE_PLAN', {
    what: `An overlap of ${whole(given)} items cannot reach all ${whole(required)} strata.`,
    where: 'overlap',
    remedy: `Let at least ${whole(required)} items overlap, none at all, or use fewer dimensions.`,
  });
}
