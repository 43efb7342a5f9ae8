/**
 * A norming round: people vote blind on the same cases, see what everybody voted, discuss, and vote again. Both votes are
 * kept; neither is ever a review of the sample.
 */
import { z } from 'zod';
import { caseRef } from './adjudication.ts';
import { auditId, personId, slug } from './ids.ts';
import { label, safeText } from './text.ts';

/** `first`: blind votes; `discuss`: first votes are shown and fixed; `second`: votes again; `closed`: both are kept. */
export const normingStages = ['first', 'discuss', 'second', 'closed'] as const;
export type NormingStage = (typeof normingStages)[number];

export const normingRound = z.strictObject({
  roundId: z.uuid(),
  auditId,
  title: label(120),
  cases: z.array(caseRef).min(1).max(50),
  personIds: z.array(personId).min(2).max(50),
  /** Everybody together now, or each when they have time: only how the screen asks differs. */
  isLive: z.boolean(),
});
export type NormingRound = z.infer<typeof normingRound>;

/** The last vote of a person on a case in a stage counts, as long as that stage lasts. */
export const normingVote = z.strictObject({
  roundId: z.uuid(),
  case: caseRef,
  stage: z.enum(['first', 'second']),
  option: slug,
  rationale: safeText,
});
export type NormingVote = z.infer<typeof normingVote>;

/** Stages only ever move on. */
export const normingMove = z.strictObject({
  roundId: z.uuid(),
  stage: z.enum(['discuss', 'second', 'closed']),
});
export type NormingMove = z.infer<typeof normingMove>;
