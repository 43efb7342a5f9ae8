/** Which class a ruling that asked for another guideline is about: the one that it chose, by its title. Pure. */
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import type { AskedChange } from './taxonomy-queries.ts';

/** Asked changes of a class, whatever it is called in the copy. */
export function askedOf(
  asked: readonly AskedChange[],
  now: Pick<TaxonomyClass, 'title'>,
  before: Pick<TaxonomyClass, 'title'> | null,
): AskedChange[] {
  return asked.filter((one) => one.optionTitle === now.title || one.optionTitle === before?.title);
}
