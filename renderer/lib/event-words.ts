/**
 * Owns the names of ledger events on screen: kinds and states in words. Must not know any screen. Invariant: a kind
 * that this version does not know keeps its own name, so that nothing in the ledger is ever hidden.
 */

const kindWords: Record<string, string> = {
  'session.opened': 'Session opened',
  'audit.planned': 'Audit planned',
  'audit.drawn': 'Sample drawn',
  'audit.assigned': 'Items assigned',
  'audit.secondLookAssigned': 'Second look assigned',
  'audit.closed': 'Audit closed',
  'review.submitted': 'Review submitted',
  'review.reopened': 'Review reopened',
  'item.skipped': 'Item skipped',
  'item.flagged': 'Item flagged',
  'agreement.measured': 'Agreement measured',
  'audit.goldMixed': 'Gold mixed in',
  'audit.calibrationSet': 'Calibration round set',
  'relabel.requested': 'Asked to judge anew',
  'case.claimed': 'Case claimed or released',
  'adjudication.decided': 'Ruling made',
  'adjudication.appealed': 'Ruling appealed',
  'adjudication.imported': 'Ruling imported',
  'comment.added': 'Comment added',
  'norming.begun': 'Norming round begun',
  'norming.voted': 'Vote in a norming round',
  'norming.moved': 'Norming round moved on',
  'taxonomy.proposed': 'Change of a taxonomy proposed',
  'taxonomy.proposalEnded': 'Proposal ended',
  'taxonomy.published': 'Taxonomy published',
  'scorecard.published': 'Scorecard published',
  'import.begun': 'Import begun',
  'review.imported': 'Review imported',
  'gold.added': 'Gold added',
  'gold.retired': 'Gold retired',
  'person.added': 'Person added',
  'person.changed': 'Person changed',
  'token.issued': 'Token issued',
  'token.revoked': 'Token revoked',
  'template.saved': 'Weekly audit saved',
  'template.stopped': 'Weekly audit stopped',
  'content.erased': 'Texts erased',
};

/** A kind in words; one that this version does not know keeps its own name. */
export function kindInWords(kind: string): string {
  return kindWords[kind] ?? kind;
}

export type RowState = 'waiting' | 'acknowledged' | 'refused' | 'local';

/** Where an event stands, with a tone that only repeats it. */
export function stateInWords(state: RowState): { word: string; tone: 'good' | 'warn' | 'bad' | 'quiet' } {
  switch (state) {
    case 'acknowledged':
      return { word: 'at the hub', tone: 'good' };
    case 'waiting':
      return { word: 'waiting', tone: 'warn' };
    case 'refused':
      return { word: 'refused', tone: 'bad' };
    case 'local':
      return { word: 'here only', tone: 'quiet' };
  }
}
