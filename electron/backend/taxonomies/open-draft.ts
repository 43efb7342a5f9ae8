/**
 * The working copy that waits for its owner. Invariant: a copy that was published is none any more, also where the program
 * ended between the publication and taking the copy away.
 */
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { versionsOf } from '../../../shared/taxonomy/versions.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import type { SavedTaxonomyDraft } from '../../../db/queries/taxonomy-drafts.ts';
import { findTaxonomyDraft } from '../../../db/queries/taxonomy-drafts.ts';

/** The saved working copy, unless the version after the one that it was begun on says the same. */
export function findOpenDraft(store: ReadableStore, taxonomyId: string): SavedTaxonomyDraft | null {
  const saved = findTaxonomyDraft(store, taxonomyId);
  if (saved === null) return null;
  const versions = versionsOf(catalogueOf(store), taxonomyId);
  return versions.some((one) => says(one, saved.draft)) ? null : saved;
}

function says(version: Taxonomy, draft: TaxonomyDraft): boolean {
  return version.version === draft.taxonomy.version + 1 && wordsOf(version) === wordsOf(draft);
}

function wordsOf({ title, cleanClass, classes }: Taxonomy | TaxonomyDraft): string {
  return canonicalJson({ title, cleanClass, classes });
}
