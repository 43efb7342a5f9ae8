/**
 * Acts that change which classes there are, with what they carry along, and taking any act back. Pure. Invariant: a class
 * that goes takes with it what was said of its words, and no mapping names a class that is not there.
 */
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import type {
  ClassMapping,
  TaxonomyDraft,
  TaxonomyOperation,
} from '../../../shared/domain/taxonomy-change.ts';
import { mergeClasses, removeAdded, retireClass, splitClass } from './draft-edits.ts';
import { isWithin } from '../../../shared/taxonomy/mapping.ts';
import { findClass, isNew } from './draft-steps.ts';

/** Takes out what was said of the words of classes that are not there any more. */
function withoutWordsOfGone(draft: TaxonomyDraft): TaxonomyDraft {
  const operations = draft.operations.filter((one) => {
    const isAboutWords = one.kind === 'rename' || one.kind === 'reword' || one.kind === 'redefine';
    return !isAboutWords || findClass(draft, one.class) !== null;
  });
  return { ...draft, operations };
}

/** Without words of classes that are gone, and with only those hand-made mappings that name classes which are there. */
export function tidy(draft: TaxonomyDraft, base: Taxonomy): TaxonomyDraft {
  const mapping = draft.mapping.filter((one: ClassMapping) => !isNew(base, one.from) && isWithin(one, draft));
  return { ...withoutWordsOfGone(draft), mapping };
}

/** The class becomes several; the class itself may be one of them. */
export function split(
  draft: TaxonomyDraft,
  base: Taxonomy,
  id: string,
  parts: readonly TaxonomyClass[],
): TaxonomyDraft {
  return tidy(splitClass(draft, id, parts), base);
}

/** Several become one, which has the examples of all. */
export function merge(
  draft: TaxonomyDraft,
  base: Taxonomy,
  ids: readonly string[],
  into: TaxonomyClass,
): TaxonomyDraft {
  const chosen = ids.flatMap((id) => findClass(draft, id) ?? []);
  const examples = [...new Set([...into.examples, ...chosen.flatMap((one) => one.examples)])];
  return tidy(mergeClasses(draft, ids, { ...into, examples }), base);
}

/** The class goes; what had it goes to another for certain, or is looked at again. One that is new is just taken out. */
export function retire(draft: TaxonomyDraft, base: Taxonomy, id: string, to: string | null): TaxonomyDraft {
  return tidy(isNew(base, id) ? removeAdded(draft, id) : retireClass(draft, id, to), base);
}

/** A split needs its parts, a merge its one class, a retirement where it leads: those are not changed alone. */
export function isHeld({ operations }: TaxonomyDraft, id: string): boolean {
  return operations.some(
    (one) =>
      (one.kind === 'split' && one.into.includes(id)) ||
      (one.kind === 'merge' && one.into === id) ||
      (one.kind === 'retire' && one.to === id),
  );
}

/** Where a class of the base belongs among those that are there now. */
function placeOf({ classes }: TaxonomyDraft, base: Taxonomy, id: string): number {
  const at = base.classes.findIndex((one) => one.id === id);
  const before = new Set(base.classes.slice(0, at).map((one) => one.id));
  return classes.findLastIndex((one) => before.has(one.id)) + 1;
}

const takeOut = (draft: TaxonomyDraft, ids: readonly string[]): TaxonomyDraft => ({
  ...draft,
  classes: draft.classes.filter((one) => !ids.includes(one.id)),
});

function putBack(draft: TaxonomyDraft, base: Taxonomy, ...ids: string[]): TaxonomyDraft {
  return ids.reduce((now, id) => {
    const was = findClass(base, id);
    if (was === null || findClass(now, id) !== null) return now;
    return { ...now, classes: now.classes.toSpliced(placeOf(now, base, id), 0, was) };
  }, draft);
}

const withClass = (draft: TaxonomyDraft, id: string, next: Partial<TaxonomyClass>): TaxonomyDraft => ({
  ...draft,
  classes: draft.classes.map((one) => (one.id === id ? { ...one, ...next } : one)),
});

function classesBack(draft: TaxonomyDraft, base: Taxonomy, act: TaxonomyOperation): TaxonomyDraft {
  switch (act.kind) {
    case 'rename':
      return withClass(draft, act.class, { title: findClass(base, act.class)?.title ?? act.title });
    case 'reword':
    case 'redefine': {
      const was = findClass(base, act.class);
      const title = findClass(draft, act.class)?.title;
      return was === null || title === undefined ? draft : withClass(draft, act.class, { ...was, title });
    }
    case 'add':
      return takeOut(draft, [act.class]);
    case 'split':
      return putBack(takeOut(draft, [act.class, ...act.into]), base, act.class);
    case 'merge':
      return putBack(takeOut(draft, [...act.classes, act.into]), base, ...act.classes);
    case 'retire':
      return putBack(draft, base, act.class);
  }
}

/** Takes one act back: its classes and texts are again as the base has them. */
export function takeBack(draft: TaxonomyDraft, base: Taxonomy, at: number): TaxonomyDraft {
  const act = draft.operations[at];
  if (act === undefined) return draft;
  const operations = draft.operations.toSpliced(at, 1);
  return tidy(classesBack({ ...draft, operations }, base, act), base);
}
