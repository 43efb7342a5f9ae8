// Owns the bounds within which a rate lies whatever the skipped items are. Must not know why an item was skipped.
// Invariant: the bounds hold the estimate that is adjusted for skips.
import type { Limits } from './result.ts';

export interface SkipUnit {
  readonly stratum: string;
  readonly isEvent: boolean;
  readonly isInDomain?: boolean;
}

/**
 * The rate if every drawn but unreviewed item were free of the event, and if it had it, at base weights N_h/n_h. In a
 * domain, the skipped items of a stratum belong to it in the share that its reviewed units do; a stratum without a
 * reviewed unit counts as inside when there is no domain.
 */
export function skipBounds(
  units: readonly SkipUnit[],
  strata: readonly { readonly key: string; readonly population: number; readonly drawn: number }[],
): Limits {
  const hasDomain = units.some((unit) => unit.isInDomain === false);
  const counts = new Map<string, { reviewed: number; inside: number; events: number }>();
  for (const unit of units) {
    const count = counts.get(unit.stratum) ?? { reviewed: 0, inside: 0, events: 0 };
    count.reviewed += 1;
    if (unit.isInDomain ?? true) {
      count.inside += 1;
      if (unit.isEvent) count.events += 1;
    }
    counts.set(unit.stratum, count);
  }
  let size = 0;
  let events = 0;
  let skipped = 0;
  for (const { key, population, drawn } of strata) {
    if (drawn === 0) continue;
    const { reviewed, inside, events: seen } = counts.get(key) ?? { reviewed: 0, inside: 0, events: 0 };
    const weight = population / drawn;
    const share = reviewed > 0 ? inside / reviewed : hasDomain ? 0 : 1;
    const skips = Math.max(0, drawn - reviewed) * share;
    size += weight * (inside + skips);
    events += weight * seen;
    skipped += weight * skips;
  }
  return size > 0 ? { low: events / size, high: (events + skipped) / size } : { low: 0, high: 1 };
}
