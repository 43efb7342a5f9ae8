/**
 * One act with its classes, carried from one copy into another: how a proposal is taken up, and how one act of a
 * working copy becomes a proposal. Pure. Invariant: nothing but what the act is about changes.
 */
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import type { TaxonomyDraft, TaxonomyOperation } from '../../../shared/domain/taxonomy-change.ts';
import { beginDraft } from './draft-edits.ts';
import { findClass } from './draft-steps.ts';
import { tidy } from './structure-steps.ts';

const pick = (from: readonly TaxonomyClass[], ids: readonly string[]): TaxonomyClass[] =>
  from.filter((one) => ids.includes(one.id));

function replaced(
  classes: readonly TaxonomyClass[],
  gone: readonly string[],
  added: readonly TaxonomyClass[],
): TaxonomyClass[] {
  const at = classes.findIndex((one) => gone.includes(one.id));
  const left = classes.filter((one) => !gone.includes(one.id) && !added.some((made) => made.id === one.id));
  return left.toSpliced(at < 0 ? left.length : at, 0, ...added);
}

function classesAfter(
  now: readonly TaxonomyClass[],
  from: readonly TaxonomyClass[],
  act: TaxonomyOperation,
): TaxonomyClass[] {
  switch (act.kind) {
    case 'rename':
      return now.map((one) => (one.id === act.class ? { ...one, title: act.title } : one));
    case 'reword':
    case 'redefine': {
      const next = from.find((one) => one.id === act.class);
      return now.map((one) =>
        one.id === act.class && next !== undefined ? { ...next, title: one.title } : one,
      );
    }
    case 'add':
      return replaced(now, [], pick(from, [act.class]));
    case 'split':
      return replaced(now, [act.class], pick(from, act.into));
    case 'merge':
      return replaced(now, act.classes, pick(from, [act.into]));
    case 'retire':
      return now.filter((one) => one.id !== act.class);
  }
}

/** Whether the copy still has what the act starts from, and not yet what it makes. */
export function canAdopt(draft: TaxonomyDraft, act: TaxonomyOperation): boolean {
  const has = (id: string): boolean => findClass(draft, id) !== null;
  if (act.kind === 'add') return !has(act.class);
  if (act.kind === 'merge') return act.classes.every(has);
  if (act.kind === 'split') return has(act.class) && !act.into.some((id) => id !== act.class && has(id));
  return has(act.class);
}

const isMeaning = ({ kind }: TaxonomyOperation): boolean => kind === 'reword' || kind === 'redefine';

/** An act of the same kind on the same class takes the place of the one before. */
function isReplaced(one: TaxonomyOperation, by: TaxonomyOperation): boolean {
  if (!('class' in one) || !('class' in by) || one.class !== by.class) return false;
  return one.kind === by.kind || (isMeaning(one) && isMeaning(by));
}

/** The copy with one act more, its classes taken from where it was made. */
export function adoptOperation(
  draft: TaxonomyDraft,
  base: Taxonomy,
  from: readonly TaxonomyClass[],
  act: TaxonomyOperation,
): TaxonomyDraft {
  if (!canAdopt(draft, act)) return draft;
  const operations = [...draft.operations.filter((one) => !isReplaced(one, act)), act];
  return tidy({ ...draft, classes: classesAfter(draft.classes, from, act), operations }, base);
}

/** The classes as they would be if this act of the copy were the only one. */
export function classesWithOnly(
  base: Taxonomy,
  draft: TaxonomyDraft,
  act: TaxonomyOperation,
): TaxonomyClass[] {
  return adoptOperation(beginDraft(base), base, draft.classes, act).classes;
}
