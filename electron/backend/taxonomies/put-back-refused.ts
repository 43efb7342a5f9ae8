/**
 * Versions that were published here without a hub and that the hub did not take: their change is a working copy again, so
 * that its owner brings it together with what the hub has and publishes it anew. Must not take the refused version away: its
 * audits ask it to their end.
 *
 * Invariant: part of the transaction that files the refusal, so that a change is never nowhere; a copy that somebody is
 * typing in is never overwritten, and rests on no refused version any more.
 */
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { Publication, TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { begunOf } from '../../../shared/taxonomy/first-version.ts';
import { mergeDraft } from '../../../shared/taxonomy/merge-drafts.ts';
import { onSharedBase, putBack } from '../../../shared/taxonomy/put-back.ts';
import type { ReadableStore, WritableStore } from '../../../db/connection.ts';
import type { RefusedPublication } from '../../../db/queries/deliberation.ts';
import { catalogueOf, listRefusedPublications } from '../../../db/queries/deliberation.ts';
import {
  findBegunTaxonomy,
  findTaxonomyDraft,
  putBegunTaxonomy,
  putTaxonomyDraft,
} from '../../../db/queries/taxonomy-drafts.ts';

/** `eventIds` were refused just now. Repeating changes nothing. */
export function putBackRefused(store: WritableStore, eventIds: readonly string[]): void {
  if (eventIds.length === 0) return;
  const fresh = new Set(eventIds);
  const refused = listRefusedPublications(store);
  const lasts = new Map(
    refused.filter((one) => fresh.has(one.eventId)).map((one) => [one.publication.taxonomy.id, one]),
  );
  const catalogue = catalogueOf(store);
  for (const [id, last] of lasts) {
    const all = refused.map((one) => one.publication).filter((one) => one.taxonomy.id === id);
    if (last.publication.from === null) beginAgain(store, last.publication);
    const held = findTaxonomyDraft(store, id)?.draft ?? null;
    const draft = heldWith(catalogue, all, last.publication, held);
    if (draft === null) continue;
    const { version, publishedAt } = last.publication.taxonomy;
    const told = { ...draft, putBack: { version, publishedAt, why: last.why } };
    putTaxonomyDraft(store, { draft: told, savedAt: publishedAt });
  }
}

/** A first version, unless another taxonomy is in the making: then it stays where refused versions are told. */
function beginAgain(store: WritableStore, publication: Publication): void {
  const begun = begunOf(publication);
  if (begun === null || findBegunTaxonomy(store) !== null) return;
  putBegunTaxonomy(store, { begun, savedAt: publication.taxonomy.publishedAt });
}

/** What the working copy is from now on; null where it stays as it is. */
function heldWith(
  catalogue: Catalogue,
  refused: readonly Publication[],
  last: Publication,
  held: TaxonomyDraft | null,
): TaxonomyDraft | null {
  const back = putBack(catalogue, refused, last);
  const isUntouched = held !== null && refused.some((one) => isSame(putBack(catalogue, refused, one), held));
  if (held === null || isUntouched || back === null) return back;
  const moved = onSharedBase(catalogue, refused, held);
  if (moved !== held) return moved;
  // It was begun before the refused version: both go together where they do not speak of the same words.
  const base = findTaxonomy(held.taxonomy, catalogue);
  if (base === null) return null;
  const { merged, conflicts } = mergeDraft(base, held, last.taxonomy);
  return conflicts.length > 0 ? null : onSharedBase(catalogue, refused, merged);
}

function isSame(one: TaxonomyDraft | null, { putBack: _told, ...held }: TaxonomyDraft): boolean {
  return one !== null && canonicalJson(one) === canonicalJson(held);
}

export interface RefusedView {
  version: number;
  publishedAt: string;
  summary: string;
  why: string;
  /** Its change as a working copy; null for a first version. */
  draft: TaxonomyDraft | null;
}

/** Refused versions of a taxonomy with their change, the newest first. */
export function viewRefused(store: ReadableStore, catalogue: Catalogue, id: string): RefusedView[] {
  const refused = listRefusedPublications(store).filter((one) => one.publication.taxonomy.id === id);
  const all = refused.map((one) => one.publication);
  return refused.toReversed().map(({ publication, why }: RefusedPublication) => ({
    version: publication.taxonomy.version,
    publishedAt: publication.taxonomy.publishedAt,
    summary: publication.summary,
    why,
    draft: putBack(catalogue, all, publication),
  }));
}

/** A working copy that rests on versions which the hub has, or which nobody refused. */
export function soundCopy(store: ReadableStore, draft: TaxonomyDraft): TaxonomyDraft {
  const refused = listRefusedPublications(store).map((one) => one.publication);
  return refused.length === 0 ? draft : onSharedBase(catalogueOf(store), refused, draft);
}
