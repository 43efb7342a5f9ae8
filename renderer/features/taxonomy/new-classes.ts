/** Keys for new classes: none that a version, a copy or another part of the same act has had. Pure. */
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { newClassId } from '../../../shared/taxonomy/class-key.ts';
import type { TaxonomyView } from './taxonomy-queries.ts';
import type { WorkingCopy } from './working-copy.ts';

type Known = Pick<TaxonomyView, 'versions'>;

/** Every key that a class of this taxonomy has ever had. */
export function takenIds({ versions }: Known, { shown }: Pick<WorkingCopy, 'shown'>): string[] {
  const all = [...versions.map((one) => one.taxonomy.classes), shown.classes].flat();
  return [...new Set(all.map((one) => one.id))];
}

/** Classes with these titles, each with a key of its own and otherwise like `model`. */
export function likeClass(
  model: TaxonomyClass,
  titles: readonly string[],
  taken: readonly string[],
): TaxonomyClass[] {
  const used = [...taken];
  return titles.map((title) => {
    const id = newClassId(title, used);
    used.push(id);
    return { ...model, id, title };
  });
}

/** What is wrong with the titles of new classes; null when nothing is. */
export function problemOfTitles(titles: readonly string[], others: readonly string[]): string | null {
  if (titles.some((title) => title.trim() === '')) return 'Every class needs a title.';
  const all = [...titles, ...others].map((title) => title.trim().toLowerCase());
  return new Set(all).size < all.length ? 'Two classes would have the same title.' : null;
}
