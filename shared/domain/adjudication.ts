/**
 * Adjudication: claims, rulings, appeals and comments on cases. A case is an item and a question on which reviews differ.
 *
 * Must not know what is current: that follows from the order in which the hub accepted them (`shared/adjudication`).
 */
import { z } from 'zod';
import { auditId, itemId, personId, reviewId, slug } from './ids.ts';
import { scorecardRef } from './scorecard.ts';
import { label, safeText } from './text.ts';

export const rulingId = z.uuid().brand<'RulingId'>();
export type RulingId = z.infer<typeof rulingId>;

/** Where a case lies. */
export const caseRef = z.strictObject({ auditId, itemId, question: slug });
export type CaseRef = z.infer<typeof caseRef>;

/** Why the reviews differed, as the owner saw it. */
export const rulingCauses = [
  'ambiguous_item',
  'guideline_gap',
  'reviewer_error',
  'edge_case',
  'legitimate_difference',
] as const;
export type RulingCause = (typeof rulingCauses)[number];

export const confidences = ['low', 'medium', 'high'] as const;

/** What a ruling says, before anybody knows whether it stands. */
export const ruling = caseRef.extend({
  rulingId,
  scorecard: scorecardRef,
  /** The option that stands for the item on this question. */
  option: slug,
  cause: z.enum(rulingCauses),
  confidence: z.enum(confidences),
  rationale: safeText,
  /** The owner wants the guideline changed: the case comes up in the taxonomy editor. */
  changesGuideline: z.boolean(),
  /** Reviews that it rests on, sorted. When one of them is superseded, the ruling asks to be confirmed. */
  reviewIds: z.array(reviewId),
  /** The ruling that it takes the place of: after an appeal, or because what it rested on changed. */
  supersedes: rulingId.nullable(),
});
export type Ruling = z.infer<typeof ruling>;

/** Against a ruling, once per case. The next ruling that supersedes the appealed one ends it, whatever it says. */
export const appeal = caseRef.extend({ rulingId, reason: safeText.min(1) });
export type Appeal = z.infer<typeof appeal>;

/** So that two owners don't rule the same case. */
export const claim = caseRef.extend({ isHeld: z.boolean() });
export type Claim = z.infer<typeof claim>;

/** What a comment is about: a case, a proposal, or a case within a norming round. */
export const commentAbout = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('case'), case: caseRef }),
  z.strictObject({ kind: z.literal('proposal'), proposalId: z.uuid() }),
  z.strictObject({ kind: z.literal('norming'), roundId: z.uuid(), case: caseRef }),
]);
export type CommentAbout = z.infer<typeof commentAbout>;

export const comment = z.strictObject({ commentId: z.uuid(), about: commentAbout, text: safeText.min(1) });
export type Comment = z.infer<typeof comment>;

/** One key for a case, in maps and on the wire. */
export function caseKey(of: CaseRef): string {
  return `${of.itemId}:${of.question}`;
}

/** A ruling that came with imported data keeps whose it was. */
export const onBehalfOf = z.strictObject({ personId, name: label(120) });
