/**
 * What old labels mean in a new version: it follows from the operations, unless the owner said it by hand.
 *
 * Invariant: every old class has exactly one mapping, in the order of the old version, and every class that a mapping names
 * is one of the new version.
 */
import type { ClassMapping, TaxonomyDraft } from '../domain/taxonomy-change.ts';
import type { Taxonomy } from '../domain/taxonomy.ts';
import { followOperations } from './follow-operations.ts';

type Before = Pick<Taxonomy, 'classes'>;
type Draft = Pick<TaxonomyDraft, 'classes' | 'operations' | 'mapping'>;

/** The mapping of a change: empty for a first version. */
export function mappingOf(before: Before | null, draft: Draft): ClassMapping[] {
  if (before === null) return [];
  const byHand = new Map(draft.mapping.map((one) => [one.from, one]));
  return derivedMapping(before, draft).map((one) => {
    const said = byHand.get(one.from);
    return said !== undefined && isWithin(said, draft) ? said : one;
  });
}

/** What follows from the operations alone. */
export function derivedMapping(
  before: Before,
  { classes, operations }: Omit<Draft, 'mapping'>,
): ClassMapping[] {
  const followed = followOperations(
    before.classes.map((one) => one.id),
    operations,
  );
  const offered = classes.map((one) => one.id);
  return before.classes.map(({ id: from }) => {
    const may = followed.classes.get(from)?.among ?? new Set<string>();
    const among = offered.filter((id) => may.has(id));
    const only = among[0];
    if (only !== undefined && among.length === 1) return { kind: 'certain', from, to: only };
    // Nothing says where it went: it may be any of them.
    return { kind: 'relabel', from, among: among.length > 0 ? among : offered };
  });
}

/** Whether a mapping names classes of the new version only. */
export function isWithin(mapping: ClassMapping, { classes }: Pick<Draft, 'classes'>): boolean {
  const offered = new Set(classes.map((one) => one.id));
  return targetsOf(mapping).every((id) => offered.has(id));
}

/** Classes that a mapping leads to. */
export function targetsOf(mapping: ClassMapping): readonly string[] {
  return mapping.kind === 'certain' ? [mapping.to] : mapping.among;
}

/** Whether an old label of this class means the same class in the new version, for certain. */
export function isUntouched(mapping: ClassMapping): boolean {
  return mapping.kind === 'certain' && mapping.to === mapping.from;
}

/**
 * Whether a rate keeps its meaning across the change: every old class counts as the event, or not, whichever of its classes
 * an old label turns out to be.
 */
export function keepsRate(
  mapping: readonly ClassMapping[],
  eventsBefore: readonly string[],
  eventsAfter: readonly string[],
): boolean {
  return mapping.every((one) => {
    const isEvent = eventsBefore.includes(one.from);
    return targetsOf(one).every((id) => eventsAfter.includes(id) === isEvent);
  });
}
