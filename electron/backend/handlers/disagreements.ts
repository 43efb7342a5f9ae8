/** Disagreements: worklist, clusters, cases, rulings. */
import { base } from './workbench-base.ts';

const later = (): never => {
  throw new Error('This is being built.');
};

export const disagreementsHandlers = {
  list: base.disagreements.list.handler(later),
  clusters: base.disagreements.clusters.handler(later),
  get: base.disagreements.get.handler(later),
  claim: base.disagreements.claim.handler(later),
  rule: base.disagreements.rule.handler(later),
  appeal: base.disagreements.appeal.handler(later),
  comment: base.disagreements.comment.handler(later),
  longTail: base.disagreements.longTail.handler(later),
};
