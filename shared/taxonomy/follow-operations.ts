/**
 * Follows every old class through the operations of a change, in their order: which classes it lives on as, and which
 * classes its labels may mean.
 *
 * Must not know texts or titles. Invariant: an operation that names a class which is not there changes nothing; the checks
 * say so.
 */
import type { TaxonomyOperation } from '../domain/taxonomy-change.ts';

export interface FollowedClass {
  /** Classes that it lives on as: itself, the parts that it was split into, what it was merged into. None: it is gone. */
  heirs: ReadonlySet<string>;
  /** Classes that one of its labels may mean in the new version; exactly one where that is certain. */
  among: ReadonlySet<string>;
}

export interface Followed {
  /** By old class, in the order of the old version. */
  classes: ReadonlyMap<string, FollowedClass>;
  /** Ids of the classes that are there in the end. */
  present: ReadonlySet<string>;
}

/** What became of the classes `before`. A class whose meaning changed may have lost labels to those that gained. */
export function followOperations(
  before: readonly string[],
  operations: readonly TaxonomyOperation[],
): Followed {
  const present = new Set(before);
  const heirs = new Map(before.map((id) => [id, new Set([id])]));
  const retired = new Set<string>();
  const redefined = new Set<string>();
  const added = new Set<string>();
  const replace = (from: readonly string[], to: readonly string[]): void => {
    for (const id of from) present.delete(id);
    for (const id of to) present.add(id);
    for (const held of heirs.values()) {
      const lost = from.filter((id) => held.delete(id));
      if (lost.length > 0) for (const id of to) held.add(id);
    }
  };
  for (const one of operations) {
    if (one.kind === 'add') {
      present.add(one.class);
      added.add(one.class);
    } else if (one.kind === 'redefine') {
      redefined.add(one.class);
    } else if (one.kind === 'split' && present.has(one.class)) {
      replace([one.class], one.into);
    } else if (one.kind === 'merge') {
      const sources = one.classes.filter((id) => present.has(id));
      if (sources.length > 0) replace(sources, [one.into]);
    } else if (one.kind === 'retire' && present.has(one.class)) {
      if (one.to === null) for (const [id, held] of heirs) if (held.has(one.class)) retired.add(id);
      replace([one.class], one.to === null ? [] : [one.to]);
    }
  }
  const gained = new Set([...redefined, ...added].filter((id) => present.has(id)));
  const classes = new Map(
    [...heirs].map(([id, held]) => [id, { heirs: held, among: amongOf(id, held) }] as const),
  );
  return { classes, present };

  function amongOf(id: string, held: ReadonlySet<string>): ReadonlySet<string> {
    if (retired.has(id)) return new Set(present);
    const hasLost = [id, ...held].some((one) => redefined.has(one));
    if (!hasLost) return held;
    const widened = new Set([...held, ...gained]);
    // Nothing else gained: what the class lost went to whichever class fits it best.
    return widened.size > held.size ? widened : new Set(present);
  }
}
