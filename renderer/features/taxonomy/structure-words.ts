/** Why an act on a class is not offered, in a sentence; null where it is. Pure. */
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { MOST_CLASSES } from '../../../shared/taxonomy/check-draft.ts';
import { isNew } from './draft-steps.ts';
import { isHeld } from './structure-steps.ts';

export type StructureAct = 'split' | 'merge' | 'retire' | 'add';

export function whyNotAct(
  draft: TaxonomyDraft,
  base: Taxonomy,
  id: string,
  act: StructureAct,
): string | null {
  const count = draft.classes.length;
  if ((act === 'split' || act === 'add') && count >= MOST_CLASSES) {
    return `A question offers at most ${MOST_CLASSES} classes: merge or retire one first.`;
  }
  if (act === 'add') return null;
  if (isHeld(draft, id)) return 'Another act rests on this class: take that one back first.';
  if (act === 'retire' && count <= 2) return 'A question needs two classes at least.';
  if (id === draft.cleanClass && act !== 'merge') return 'It is the class that means “no error”: it stays.';
  if (isNew(base, id) && act !== 'retire')
    return 'It is new: nobody has labelled with it yet. Edit it as it is.';
  if (act === 'merge' && count <= 2) return 'A question needs two classes at least.';
  return null;
}
