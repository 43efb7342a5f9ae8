/**
 * What this screen adds to the edits of a working copy: what is not said yet, texts that are back to what they were, and
 * how a new class begins. Pure. Invariant: nothing is said about the meaning of texts that are those of the base.
 */
import { editClass, sayMeaning } from './draft-edits.ts';
import { isUnsaid } from '../../../shared/taxonomy/class-diff.ts';
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import type { TaxonomyDraft, TaxonomyOperation } from '../../../shared/domain/taxonomy-change.ts';

export type Step = (draft: TaxonomyDraft) => TaxonomyDraft;

export function findClass(
  of: { readonly classes: readonly TaxonomyClass[] },
  id: string,
): TaxonomyClass | null {
  return of.classes.find((one) => one.id === id) ?? null;
}

/** Classes that came with the copy: nobody has labelled with them yet. */
export function isNew(base: Taxonomy, id: string): boolean {
  return findClass(base, id) === null;
}

/** The definition and its two conditions: other words there may mean something else. Examples do not. */
export function meaningDiffers(base: Taxonomy, draft: TaxonomyDraft, id: string): boolean {
  const was = findClass(base, id);
  const is = findClass(draft, id);
  return was !== null && is !== null && isUnsaid(was, is, []);
}

/** What was said of the new texts of a class; null while nothing was. */
export function saidOf({ operations }: TaxonomyDraft, id: string): 'reword' | 'redefine' | null {
  const found = operations.find(
    (one) => (one.kind === 'reword' || one.kind === 'redefine') && one.class === id,
  );
  return found?.kind === 'reword' || found?.kind === 'redefine' ? found.kind : null;
}

/** Classes with other words than in the base, of which nobody has said whether they still mean the same. */
export function listUnsaid(draft: TaxonomyDraft, base: Taxonomy): TaxonomyClass[] {
  return draft.classes.filter((is) => {
    const was = findClass(base, is.id);
    return was !== null && isUnsaid(was, is, draft.operations);
  });
}

/** Other texts; back to the old ones takes back what was said of them. */
export function writeClass(
  draft: TaxonomyDraft,
  base: Taxonomy,
  id: string,
  change: Partial<Omit<TaxonomyClass, 'id'>>,
): TaxonomyDraft {
  const next = editClass(base, draft, id, change);
  return saidOf(next, id) !== null && !meaningDiffers(base, next, id) ? sayMeaning(next, id, null) : next;
}

/** Classes that an act is about, old and new. */
export function classesOf(of: TaxonomyOperation): string[] {
  switch (of.kind) {
    case 'split':
      return [of.class, ...of.into];
    case 'merge':
      return [...of.classes, of.into];
    default:
      return [of.class];
  }
}

const tones = ['factual', 'procedural', 'policy', 'citation', 'other'] as const;

/** A colour that no class has yet; the quiet one when all are taken. */
export function freeTone({
  classes,
}: {
  readonly classes: readonly Pick<TaxonomyClass, 'tone'>[];
}): TaxonomyClass['tone'] {
  const used = new Set(classes.map((one) => one.tone));
  return tones.find((tone) => !used.has(tone)) ?? 'other';
}

export function emptyClass(id: string, title: string, tone: TaxonomyClass['tone']): TaxonomyClass {
  const texts = { definition: '', useWhen: '', avoidWhen: '', examples: [], counterExamples: [] };
  return { id, title, tone, ...texts };
}
