/**
 * What the hub decides about an event. A refusal never blocks a chain: the event is kept, and its reason travels back
 * until the device confirms it.
 */
import type { Decision } from '../store/ledgers.ts';
import { WAITS_FOR_AUDIT } from '../store/ledgers.ts';

const refusals = {
  ACTOR_MISMATCH: 'The event names somebody else as its author.',
  BAD_BODY: 'The event does not have the form that its kind asks for.',
  DUPLICATE_ID: 'Something else is known under this id already.',
  WRONG_HUB: 'The session was opened for another hub.',
  WRONG_ROLE: 'This needs another role at the hub.',
  NOT_YOURS: 'Only the lead of the audit or an admin may do this.',
  UNKNOWN_AUDIT: 'The hub does not know this audit.',
  UNKNOWN_ITEM: 'This audit has no such item.',
  UNKNOWN_PERSON: 'The hub does not know this person.',
  UNKNOWN_GOLD: 'The hub does not know this gold item.',
  UNKNOWN_TEMPLATE: 'The hub does not know this template.',
  AUDIT_EXISTS: 'There is an audit with this id already.',
  AUDIT_STATE: 'The audit is in a state that does not allow this.',
  NOT_PLANNED: 'The plan of the audit, which was frozen before the draw, has no such step.',
  ALREADY_BEGUN: 'The second look of this audit has begun already.',
  NOT_INDEPENDENT: 'A second look goes to somebody who never had the item.',
  BAD_MANIFEST: 'The manifest does not fit the audit that was planned.',
  BAD_CONTENT: 'The content of an item is not what the manifest says.',
  NOT_ASSIGNED: 'The item was never given to this person.',
  BAD_ANSWERS: 'The answers do not fit the scorecard or the item.',
  NOT_JUDGED: 'Whoever still has to judge an item is not to be told what others made of it.',
  NOT_REVEALED: 'What others said of an item is for those who reviewed it, once the audit is closed.',
  UNKNOWN_RULING: 'The case has no such ruling.',
  NOT_STANDING: 'The ruling does not stand any more: look at the case again.',
  ALREADY_APPEALED: 'A case is appealed once, and this one was.',
  UNKNOWN_ROUND: 'The hub does not know this norming round.',
  NOT_IN_ROUND: 'The person or the case is not part of this norming round.',
  WRONG_STAGE:
    'The norming round is in another stage. What was said is kept in the ledger, and does not count.',
  UNKNOWN_TAXONOMY: 'The hub does not know this taxonomy or scorecard.',
  UNKNOWN_PROPOSAL: 'The hub does not know this proposal.',
  PROPOSAL_ENDED: 'The proposal was ended before.',
  CONFLICT: 'Somebody published another version since: put your changes on top of it, and publish again.',
  UNKNOWN_IMPORT: 'The hub does not know this import, or it is of another person.',
  BAD_SUPERSEDES: 'It supersedes a review of another person or item.',
  SUPERSEDE_CONFLICT:
    'Another device of yours had superseded the same review before. This review is kept, but the other one counts: look at the item again.',
} as const;
export type RefusalReason = keyof typeof refusals;

export const applied: Decision = { state: 'applied', reason: null, detail: null, isLate: false };
export const appliedLate: Decision = { ...applied, isLate: true };
/** A kind, version or scorecard that this hub does not know yet: kept, and projected after its upgrade. */
export const unknown: Decision = { ...applied, state: 'unknown' };
/** Waits for contents, or stands behind an event that does. */
export const pending: Decision = { ...applied, state: 'pending' };

/**
 * Work on an audit that the hub has not got, or not given out: it was restored, and another device has still to send the
 * audit again. Holds nobody up, is told to nobody, and is decided when the audit is given out.
 */
export const waiting: Decision = { ...applied, state: 'pending', reason: WAITS_FOR_AUDIT };

/** Longest detail that is kept, UTF-16 units: it may quote what was sent. */
const longestDetail = 1000;

/** Refused; `detail` says more than the reason, in words for the person. */
export function refuse(reason: RefusalReason, detail: string = refusals[reason]): Decision {
  // A schema's message may quote a key of the body, which may hold what the database cannot store.
  const storable = detail.slice(0, longestDetail).replaceAll('\u0000', '\ufffd').toWellFormed();
  return { state: 'refused', reason, detail: storable, isLate: false };
}

/** Accepted and kept, but the person has to be asked. */
export const conflicting: Decision = {
  ...applied,
  reason: 'SUPERSEDE_CONFLICT',
  detail: refusals.SUPERSEDE_CONFLICT,
};
