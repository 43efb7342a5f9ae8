/** Working copies of the taxonomy editor: one per taxonomy, of this device alone, saved as typed. Not part of the ledger. */
import type { BegunTaxonomy } from '../../shared/domain/new-taxonomy.ts';
import type { TaxonomyDraft } from '../../shared/domain/taxonomy-change.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, runSql } from '../connection.ts';

export interface SavedTaxonomyDraft {
  draft: TaxonomyDraft;
  savedAt: string;
}

/** Stores a working copy over the one before it. */
export function putTaxonomyDraft(store: WritableStore, { draft, savedAt }: SavedTaxonomyDraft): void {
  runSql(
    store,
    `INSERT INTO taxonomy_draft (taxonomy_id, draft, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (taxonomy_id) DO UPDATE SET draft = excluded.draft, saved_at = excluded.saved_at`,
    [draft.taxonomy.id, JSON.stringify(draft), savedAt],
  );
}

export function findTaxonomyDraft(store: ReadableStore, taxonomyId: string): SavedTaxonomyDraft | null {
  const row = findRow<{ draft: string; saved_at: string }>(
    store,
    'SELECT draft, saved_at FROM taxonomy_draft WHERE taxonomy_id = ?',
    [taxonomyId],
  );
  return row === null ? null : { draft: JSON.parse(row.draft) as TaxonomyDraft, savedAt: row.saved_at };
}

export function deleteTaxonomyDraft(store: WritableStore, taxonomyId: string): void {
  runSql(store, 'DELETE FROM taxonomy_draft WHERE taxonomy_id = ?', [taxonomyId]);
}

/** Where a taxonomy that is begun from nothing is kept: under a key that no taxonomy can have. */
const BEGUN = '+new';

export interface SavedBegunTaxonomy {
  begun: BegunTaxonomy;
  savedAt: string;
}

/** Stores a taxonomy in the making over the one before it: there is one on a device at a time. */
export function putBegunTaxonomy(store: WritableStore, { begun, savedAt }: SavedBegunTaxonomy): void {
  runSql(
    store,
    `INSERT INTO taxonomy_draft (taxonomy_id, draft, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (taxonomy_id) DO UPDATE SET draft = excluded.draft, saved_at = excluded.saved_at`,
    [BEGUN, JSON.stringify(begun), savedAt],
  );
}

export function findBegunTaxonomy(store: ReadableStore): SavedBegunTaxonomy | null {
  const sql = 'SELECT draft, saved_at FROM taxonomy_draft WHERE taxonomy_id = ?';
  const row = findRow<{ draft: string; saved_at: string }>(store, sql, [BEGUN]);
  return row === null ? null : { begun: JSON.parse(row.draft) as BegunTaxonomy, savedAt: row.saved_at };
}

export function deleteBegunTaxonomy(store: WritableStore): void {
  deleteTaxonomyDraft(store, BEGUN);
}
