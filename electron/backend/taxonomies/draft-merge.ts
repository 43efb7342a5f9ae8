/** Puts a working copy on top of the newest version. Must not store it: the person looks at what both changed first. */
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import type { MergedDraft } from '../../../shared/taxonomy/merge-drafts.ts';
import { mergeDraft } from '../../../shared/taxonomy/merge-drafts.ts';
import { isSameVersion, versionsOf } from '../../../shared/taxonomy/versions.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { notFound } from '../errors.ts';
import { soundCopy } from './put-back-refused.ts';

/** The working copy as it is where nothing was published meanwhile. Throws NOT_FOUND. */
export function mergeWithNewest(store: ReadableStore, typed: TaxonomyDraft): MergedDraft {
  const draft = soundCopy(store, typed);
  const catalogue = catalogueOf(store);
  const { id, version } = draft.taxonomy;
  const base = findTaxonomy(draft.taxonomy, catalogue);
  const newest = versionsOf(catalogue, id)[0];
  if (base === null || newest === undefined) throw notFound(`Version ${version} of the taxonomy "${id}"`);
  return isSameVersion(newest, base) ? { merged: draft, conflicts: [] } : mergeDraft(base, draft, newest);
}
