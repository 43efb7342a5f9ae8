// Owns the step from a plan's allocation and the counts of its frame to how many items each stratum gives: sizes set by
// hand first, the rule for what they leave. Must not know files, items or screens. Invariant: planner and draw both
// come here, so what is shown before the draw is what the draw does.
import type { Allocation, Stratum } from '../domain/audit.ts';
import { allocate, type AllocationStratum } from './allocate.ts';
import { priorSd } from './prior-sd.ts';

export interface PlannedStratum extends Stratum {
  drawn: number;
  isTakeAll: boolean;
}

export type PlannedSizes =
  | { readonly ok: true; readonly strata: PlannedStratum[] }
  /** `requiredN` is the smallest size that would do; null where no size would. */
  | { readonly ok: false; readonly requiredN: number | null };

/** Rate assumed of a stratum of which nothing was said. */
export const ASSUMED_RATE = 0.05;

/** A pooled rate of exactly 0 or 1 has no spread; the prior needs some. */
const inside = (rate: number): number => Math.min(0.999, Math.max(0.001, rate));

/** The rate that a plan expects of a stratum. */
export function expectedRateOf(plan: Allocation, key: string): number {
  return plan.expectedRates?.[key] ?? plan.expectedRate ?? ASSUMED_RATE;
}

/** Sizes by stratum for any total, by one plan over one frame: what depends on neither is worked out once. */
export interface SizePlanner {
  /** Smallest total that can be kept: sizes by hand, minimums and strata taken whole. */
  readonly least: number;
  /** Largest total: every trace but those that sizes by hand leave out. */
  readonly most: number;
  readonly sizesFor: (total: number) => PlannedSizes;
}

/**
 * Sizes set by hand (cut to the population) stand whatever minimums and rule say; the rule spreads the rest of the total
 * over the other strata (specification A2). A total below `least` is not ok; one above `most` gives `most`.
 */
export function planSizes(plan: Allocation, strata: readonly Stratum[]): SizePlanner {
  const pins = new Map(Object.entries(plan.sizes ?? {}));
  const free = strata.filter((one) => !pins.has(one.key)).map((one) => measured(plan, one));
  const pinned = strata
    .filter((one) => pins.has(one.key))
    .map((one) => ({ key: one.key, n: Math.min(pins.get(one.key) ?? 0, one.population) }));
  const byHand = pinned.reduce((sum, one) => sum + one.n, 0);
  const spread = (n: number) =>
    allocate({
      rule: plan.rule === 'power' ? 'size-power' : plan.rule,
      n,
      minPerStratum: plan.minPerStratum,
      takeAllBelow: plan.takeAllBelow,
      strata: free,
    });
  const sizesFor = (total: number): PlannedSizes => {
    if (total < byHand) return { ok: false, requiredN: byHand + leastOf(plan, free) };
    const result = spread(total - byHand);
    if (!result.ok) {
      return { ok: false, requiredN: result.requiredN === null ? null : byHand + result.requiredN };
    }
    const sizes = new Map([...pinned, ...result.allocation].map((one) => [one.key, one.n]));
    return { ok: true, strata: strata.map((one) => planned(one, sizes.get(one.key) ?? 0)) };
  };
  const least = byHand + leastOf(plan, free);
  return { least, most: byHand + free.reduce((sum, one) => sum + one.population, 0), sizesFor };
}

function planned(stratum: Stratum, drawn: number): PlannedStratum {
  return { ...stratum, drawn, isTakeAll: drawn === stratum.population };
}

function measured(plan: Allocation, { key, population }: Stratum): AllocationStratum {
  if (plan.rule !== 'neyman') return { key, population };
  const sd = priorSd({ x: 0, n: 0, pooledRate: inside(expectedRateOf(plan, key)) });
  return { key, population, sd };
}

/** What minimums and strata taken whole ask of the strata without a size by hand. */
function leastOf(plan: Allocation, free: readonly AllocationStratum[]): number {
  return free.reduce(
    (sum, { population }) =>
      sum + (population <= plan.takeAllBelow ? population : Math.min(plan.minPerStratum, population)),
    0,
  );
}
