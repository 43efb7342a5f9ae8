/** What every part of the screen of one taxonomy is given. */
import { isSameVersion } from '../../../shared/taxonomy/versions.ts';
import type { PartId } from './taxonomy-parts.ts';
import type { TaxonomyView } from './taxonomy-queries.ts';
import type { WorkingCopy } from './working-copy.ts';

export interface PartProps {
  view: TaxonomyView;
  copy: WorkingCopy;
  onGo: (to: PartId) => void;
  /** Shows one class in the editor. */
  onOpenClass: (id: string) => void;
}

/** A version came out after the copy was begun. */
export function isBehind({ versions }: TaxonomyView, { draft }: WorkingCopy): boolean {
  const newest = versions[0]?.taxonomy;
  return draft !== null && newest !== undefined && !isSameVersion(draft.taxonomy, newest);
}
