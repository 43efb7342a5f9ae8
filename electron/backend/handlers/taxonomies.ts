/** Taxonomies: versions, working copies, proposals, publishing, relabels. */
import { base } from './workbench-base.ts';

const later = (): never => {
  throw new Error('This is being built.');
};

export const taxonomiesHandlers = {
  catalogue: base.taxonomies.catalogue.handler(later),
  list: base.taxonomies.list.handler(later),
  get: base.taxonomies.get.handler(later),
  saveDraft: base.taxonomies.saveDraft.handler(later),
  discardDraft: base.taxonomies.discardDraft.handler(later),
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
