/**
 * Edits of a working copy: each changes the classes and says so in the operations, so that both always go together.
 *
 * Invariant: a working copy that an edit made follows from its base by its operations; taking an edit back leaves no
 * operation behind.
 */
import { refOf } from '../../../shared/domain/catalogue.ts';
import type { TaxonomyDraft, TaxonomyOperation } from '../../../shared/domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';

/** A working copy that changes nothing yet. */
export function beginDraft(of: Taxonomy): TaxonomyDraft {
  const { title, cleanClass, classes } = of;
  const base = { taxonomy: refOf(of), title, cleanClass, classes: [...classes] };
  return { ...base, operations: [], mapping: [], summary: '' };
}

/** Other texts, tone or title for a class. A title is told as an operation of its own; back to its old one, not at all. */
export function editClass(
  base: Taxonomy,
  draft: TaxonomyDraft,
  id: string,
  change: Partial<Omit<TaxonomyClass, 'id'>>,
): TaxonomyDraft {
  const classes = draft.classes.map((one) => (one.id === id ? { ...one, ...change } : one));
  if (change.title === undefined) return { ...draft, classes };
  const others = draft.operations.filter((one) => one.kind !== 'rename' || one.class !== id);
  const was = base.classes.find((one) => one.id === id);
  const isRenamed = was !== undefined && change.title !== '' && change.title !== was.title;
  const rename: TaxonomyOperation[] = isRenamed ? [{ kind: 'rename', class: id, title: change.title }] : [];
  return { ...draft, classes, operations: [...others, ...rename] };
}

/** Says whether the other words of a class mean the same; null takes it back. */
export function sayMeaning(
  draft: TaxonomyDraft,
  id: string,
  meaning: 'reword' | 'redefine' | null,
): TaxonomyDraft {
  const others = draft.operations.filter(
    (one) => (one.kind !== 'reword' && one.kind !== 'redefine') || one.class !== id,
  );
  if (meaning === null) return { ...draft, operations: others };
  return { ...draft, operations: [...others, { kind: meaning, class: id }] };
}

/** A class that was not there. */
export function addClass(draft: TaxonomyDraft, added: TaxonomyClass): TaxonomyDraft {
  return {
    ...draft,
    classes: [...draft.classes, added],
    operations: [...draft.operations, { kind: 'add', class: added.id }],
  };
}

/** Several classes in the place of one; one of them may be the class itself, with less in it. */
export function splitClass(draft: TaxonomyDraft, id: string, parts: readonly TaxonomyClass[]): TaxonomyDraft {
  const classes = draft.classes.flatMap((one) => (one.id === id ? parts : [one]));
  const operation: TaxonomyOperation = { kind: 'split', class: id, into: parts.map((one) => one.id) };
  return { ...draft, classes, operations: [...draft.operations, operation] };
}

/** One class in the place of several: one of them, or a new one, which then stands where the first of them stood. */
export function mergeClasses(
  draft: TaxonomyDraft,
  ids: readonly string[],
  into: TaxonomyClass,
): TaxonomyDraft {
  const first = ids.find((id) => draft.classes.some((one) => one.id === id));
  const isThere = draft.classes.some((one) => one.id === into.id);
  const place = isThere ? into.id : first;
  const classes = draft.classes.flatMap((one) => {
    if (one.id === place) return [into];
    return ids.includes(one.id) ? [] : [one];
  });
  const operation: TaxonomyOperation = { kind: 'merge', classes: [...ids], into: into.id };
  return { ...draft, classes, operations: [...draft.operations, operation] };
}

/** A class less. What had it becomes `to` for certain, or is judged again. */
export function retireClass(draft: TaxonomyDraft, id: string, to: string | null): TaxonomyDraft {
  return {
    ...draft,
    classes: draft.classes.filter((one) => one.id !== id),
    operations: [...draft.operations, { kind: 'retire', class: id, to }],
  };
}

/** A class that was added goes again, with everything that was said of it. */
export function removeAdded(draft: TaxonomyDraft, id: string): TaxonomyDraft {
  return {
    ...draft,
    classes: draft.classes.filter((one) => one.id !== id),
    operations: draft.operations.filter((one) => !('class' in one) || one.class !== id),
    mapping: draft.mapping.filter((one) =>
      one.kind === 'certain' ? one.to !== id : !one.among.includes(id),
    ),
  };
}
