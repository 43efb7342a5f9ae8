/**
 * Which classes count for the rate: as it follows from the version before, unless the owner says otherwise. Pure. Invariant:
 * a copy that counts as it would without a word says nothing of it.
 */
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';

/** Classes that count without a word: those that did, what came of them, and new ones where all but the clean one count. */
function followed(
  { classes, cleanClass }: TaxonomyDraft,
  base: Taxonomy,
  before: readonly string[],
): string[] {
  const old = new Set(base.classes.map((one) => one.id));
  return classes
    .map((one) => one.id)
    .filter((id) => id !== cleanClass && (old.has(id) ? before.includes(id) : true));
}

/** Classes of a copy that count. `before` are those of the version that it was begun on. */
export function countedOf(
  draft: TaxonomyDraft,
  base: Taxonomy,
  before: readonly string[],
): readonly string[] {
  return draft.counting ?? followed(draft, base, before);
}

/** The copy with a class that counts where it did not, or the other way round. One class always counts. */
export function toggleCounting(
  draft: TaxonomyDraft,
  base: Taxonomy,
  before: readonly string[],
  id: string,
): TaxonomyDraft {
  const now = countedOf(draft, base, before);
  const counted = draft.classes
    .map((one) => one.id)
    .filter((one) => (one === id ? !now.includes(id) : now.includes(one)));
  if (counted.length === 0) return draft;
  const { counting: _said, ...rest } = draft;
  const isSame = counted.join(' ') === followed(draft, base, before).join(' ');
  return isSame ? rest : { ...rest, counting: counted };
}
