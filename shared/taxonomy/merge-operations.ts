/**
 * The operations of a working copy that can still be done on top of a newer version. Must not know texts.
 *
 * Invariant: an operation that is kept names classes that are there when its turn comes; one that is left out is told with
 * the class that keeps it from being done.
 */
import type { TaxonomyOperation } from '../domain/taxonomy-change.ts';

export interface KeptOperations {
  kept: TaxonomyOperation[];
  /** Classes that an operation needed and that the newer version does not have. */
  missing: string[];
  /** Classes that were to go by an operation that is left out: they stay. */
  undone: ReadonlySet<string>;
}

/** `published`: ids of the classes of the newer version. */
export function keepOperations(
  operations: readonly TaxonomyOperation[],
  published: readonly string[],
): KeptOperations {
  const present = new Set(published);
  const missing = new Set<string>();
  const undone = new Set<string>();
  const kept = operations.filter((one) => {
    // What both added is there already.
    if (one.kind === 'add' && present.has(one.class)) return false;
    const lacking = neededBy(one).filter((id) => !present.has(id));
    if (lacking.length > 0) {
      for (const id of lacking) missing.add(id);
      for (const id of takenBy(one)) undone.add(id);
      return false;
    }
    for (const id of takenBy(one)) present.delete(id);
    for (const id of madeBy(one)) present.add(id);
    return true;
  });
  return { kept, missing: [...missing], undone };
}

function neededBy(one: TaxonomyOperation): readonly string[] {
  switch (one.kind) {
    case 'add':
      return [];
    case 'merge':
      return one.classes;
    case 'retire':
      return one.to === null ? [one.class] : [one.class, one.to];
    default:
      return [one.class];
  }
}

function takenBy(one: TaxonomyOperation): readonly string[] {
  if (one.kind === 'merge') return one.classes;
  return one.kind === 'split' || one.kind === 'retire' ? [one.class] : [];
}

/** Classes that an operation brings in. */
export function madeBy(one: TaxonomyOperation): readonly string[] {
  if (one.kind === 'split') return one.into;
  if (one.kind === 'merge') return [one.into];
  return one.kind === 'add' ? [one.class] : [];
}
