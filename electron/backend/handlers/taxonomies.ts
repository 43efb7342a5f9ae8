/** Taxonomies: versions, working copies, proposals, publishing, relabels. */
import { inTransaction } from '../../../db/connection.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { deleteTaxonomyDraft, putTaxonomyDraft } from '../../../db/queries/taxonomy-drafts.ts';
import { isoNow } from '../clock.ts';
import { listTaxonomies, viewTaxonomy } from '../taxonomies/taxonomy-views.ts';
import { base } from './workbench-base.ts';

const later = (): never => {
  throw new Error('This is being built.');
};

export const taxonomiesHandlers = {
  catalogue: base.taxonomies.catalogue.handler(({ context: { store } }) => {
    const { scorecards, taxonomies } = catalogueOf(store);
    return { scorecards: [...scorecards], taxonomies: [...taxonomies] };
  }),
  list: base.taxonomies.list.handler(({ context: { store } }) => listTaxonomies(store)),
  get: base.taxonomies.get.handler(({ context: { store }, input }) => viewTaxonomy(store, input.id)),
  /** Durable when it answers: what was typed survives a kill. */
  saveDraft: base.taxonomies.saveDraft.handler(({ context: { store, clock }, input: { draft } }) => {
    const savedAt = isoNow(clock);
    inTransaction(store, () => putTaxonomyDraft(store, { draft, savedAt }));
    return { savedAt };
  }),
  discardDraft: base.taxonomies.discardDraft.handler(({ context: { store }, input }) => {
    inTransaction(store, () => deleteTaxonomyDraft(store, input.id));
    return {};
  }),
  preview: base.taxonomies.preview.handler(later),
  examples: base.taxonomies.examples.handler(later),
  propose: base.taxonomies.propose.handler(later),
  endProposal: base.taxonomies.endProposal.handler(later),
  publish: base.taxonomies.publish.handler(later),
  merge: base.taxonomies.merge.handler(later),
  planBridge: base.taxonomies.planBridge.handler(later),
  drawBridge: base.taxonomies.drawBridge.handler(later),
  effect: base.taxonomies.effect.handler(later),
};
