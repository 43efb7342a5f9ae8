/** Taxonomies: versions, working copies, proposals, publishing, relabels. */
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { inTransaction } from '../../../db/connection.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { deleteTaxonomyDraft, putTaxonomyDraft } from '../../../db/queries/taxonomy-drafts.ts';
import { drawBridge, planBridge } from '../bridge/bridge-desk.ts';
import { effectOf } from '../bridge/effect.ts';
import { isoNow } from '../clock.ts';
import { isOvertaken } from '../draft-order.ts';
import { discardBegun, publishFirst, saveBegun, viewBegun } from '../taxonomies/begun-taxonomy.ts';
import { previewChange } from '../taxonomies/change-preview.ts';
import { listExamples } from '../taxonomies/class-examples.ts';
import { mergeWithNewest } from '../taxonomies/draft-merge.ts';
import { endProposal, propose } from '../taxonomies/proposer.ts';
import { soundCopy } from '../taxonomies/put-back-refused.ts';
import { publishDraft } from '../taxonomies/publisher.ts';
import { listTaxonomies, viewTaxonomy } from '../taxonomies/taxonomy-views.ts';
import { base } from './workbench-base.ts';

const listed = ({ scorecards, taxonomies }: Catalogue) => ({
  scorecards: [...scorecards],
  taxonomies: [...taxonomies],
});

export const taxonomiesHandlers = {
  catalogue: base.taxonomies.catalogue.handler(({ context: { store } }) => {
    const { kept, ...known } = catalogueOf(store);
    return { ...listed(known), ...(kept === undefined ? {} : { kept: listed(kept) }) };
  }),
  list: base.taxonomies.list.handler(({ context: { store } }) => listTaxonomies(store)),
  get: base.taxonomies.get.handler(({ context: { store }, input }) => viewTaxonomy(store, input.id)),
  /** Durable when it answers: what was typed survives a kill. */
  saveDraft: base.taxonomies.saveDraft.handler(({ context: { store, clock }, input }) => {
    const { draft, order } = input;
    const savedAt = isoNow(clock);
    inTransaction(store, () => {
      if (isOvertaken(store, `taxonomy ${draft.taxonomy.id}`, order)) return;
      // Typed in while sync heard that the hub did not take the version below it.
      putTaxonomyDraft(store, { draft: soundCopy(store, draft), savedAt });
    });
    return { savedAt };
  }),
  discardDraft: base.taxonomies.discardDraft.handler(({ context: { store }, input }) => {
    inTransaction(store, () => deleteTaxonomyDraft(store, input.id));
    return {};
  }),
  preview: base.taxonomies.preview.handler(({ context, input }) => previewChange(context, input.draft)),
  examples: base.taxonomies.examples.handler(({ context: { store }, input }) =>
    listExamples(store, input.id, input.class),
  ),
  propose: base.taxonomies.propose.handler(({ context, input }) => propose(context, input)),
  endProposal: base.taxonomies.endProposal.handler(({ context, input }) => endProposal(context, input)),
  publish: base.taxonomies.publish.handler(({ context, input }) => publishDraft(context, input)),
  begun: base.taxonomies.begun.handler(({ context: { store } }) => viewBegun(store)),
  saveBegun: base.taxonomies.saveBegun.handler(({ context, input }) => saveBegun(context, input)),
  discardBegun: base.taxonomies.discardBegun.handler(({ context }) => {
    discardBegun(context);
    return {};
  }),
  publishFirst: base.taxonomies.publishFirst.handler(({ context, input }) => publishFirst(context, input)),
  merge: base.taxonomies.merge.handler(({ context: { store }, input }) =>
    mergeWithNewest(store, input.draft),
  ),
  planBridge: base.taxonomies.planBridge.handler(({ context, input }) => planBridge(context, input)),
  drawBridge: base.taxonomies.drawBridge.handler(({ context, input }) => drawBridge(context, input)),
  effect: base.taxonomies.effect.handler(({ context, input }) => effectOf(context, input.id)),
};
