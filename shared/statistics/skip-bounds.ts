// Owns the bounds within which a rate lies whatever the skipped items are. Must not know why an item was skipped.
// Invariant: the bounds hold the estimate that is adjusted for skips.
import type { Limits } from './result.ts';

export interface SkipUnit {
  readonly stratum: string;
  readonly isEvent: boolean;
  readonly isInDomain?: boolean;
}

export interface SkipTally {
  readonly population: number;
  readonly drawn: number;
  readonly reviewed: number;
  readonly inDomain: number;
  /** Events in the domain. */
  readonly events: number;
}

/** `skipBoundsFromCounts` of reviewed units. */
export function skipBounds(
  units: readonly SkipUnit[],
  strata: readonly { readonly key: string; readonly population: number; readonly drawn: number }[],
): Limits {
  const counts = new Map<string, { reviewed: number; inDomain: number; events: number }>();
  for (const unit of units) {
    const count = counts.get(unit.stratum) ?? { reviewed: 0, inDomain: 0, events: 0 };
    count.reviewed += 1;
    if (unit.isInDomain ?? true) {
      count.inDomain += 1;
      if (unit.isEvent) count.events += 1;
    }
    counts.set(unit.stratum, count);
  }
  const nothing = { reviewed: 0, inDomain: 0, events: 0 };
  return skipBoundsFromCounts(strata.map((s) => ({ ...s, ...(counts.get(s.key) ?? nothing) })));
}

/**
 * The rate if every drawn but unreviewed item were free of the event, and if it had it, at base weights N_h/n_h. In a
 * domain, the skipped items of a stratum belong to it in the share that its reviewed units do; a stratum without a
 * reviewed unit counts as inside when there is no domain.
 */
export function skipBoundsFromCounts(strata: readonly SkipTally[]): Limits {
  const hasDomain = strata.some((s) => s.inDomain < s.reviewed);
  let size = 0;
  let seen = 0;
  let skipped = 0;
  for (const { population, drawn, reviewed, inDomain, events } of strata) {
    if (drawn === 0) continue;
    const weight = population / drawn;
    const share = reviewed > 0 ? inDomain / reviewed : hasDomain ? 0 : 1;
    const skips = Math.max(0, drawn - reviewed) * share;
    size += weight * (inDomain + skips);
    seen += weight * events;
    skipped += weight * skips;
  }
  return size > 0 ? { low: seen / size, high: (seen + skipped) / size } : { low: 0, high: 1 };
}
