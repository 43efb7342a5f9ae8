/**
 * The kinds of ledger events that this version knows, with the schema of each body. Named intent, not row diffs.
 * A kind or version that is not here is kept and projected after an upgrade; it never blocks a chain.
 */
import { z } from 'zod';
import { appeal, claim, comment, ruling } from './adjudication.ts';
import { assignment, auditPlan, secondLook } from './audit.ts';
import { calibrationPlace, goldAnswer, goldPlace, relabelItem } from './extra-work.ts';
import { auditId, digest, itemId, ledgerId, personId, reviewId, slug } from './ids.ts';
import { importFacts, importedReview, importedRuling } from './imported.ts';
import { normingMove, normingRound, normingVote } from './norming.ts';
import { role } from './person.ts';
import { template } from './template.ts';
import { answers, finderUse, flagReasons, skipReasons } from './review.ts';
import { scorecard, scorecardRef } from './scorecard.ts';
import { proposal, proposalOutcome, publication } from './taxonomy-change.ts';
import { label, safeText } from './text.ts';

const measuredValue = z.strictObject({
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  reason: label().optional(),
});

const submittedReview = z.strictObject({
  reviewId,
  auditId,
  itemId,
  scorecard: scorecardRef,
  answers,
  elapsedMs: z.int().min(0),
  supersedes: reviewId.nullable(),
  /** What the person could see when deciding: blinding is recorded, not assumed. */
  sawModel: z.boolean(),
  sawJudge: z.boolean(),
});

const plannedAudit = z.strictObject({
  auditId,
  plan: auditPlan,
  isDemo: z.boolean(),
  /** Who leads it, where the hub plans on somebody's behalf; otherwise the person of the ledger. */
  leadId: personId.optional(),
  /** The template that it came of. */
  templateId: z.uuid().optional(),
});

/** Body schemas by `kind@version`. */
export const eventBodies = {
  /** Opens a session; the first one after sign-in binds the ledger to a hub identity; `continues` follows a fork. */
  'session.opened@1': z.strictObject({
    device: label(200),
    app: label(60),
    personName: label(120),
    hub: z.strictObject({ id: z.uuid(), personId }).optional(),
    continues: z.strictObject({ ledger: ledgerId, seq: z.int().min(0), hash: digest }).optional(),
  }),
  'audit.planned@1': plannedAudit,
  /**
   * With a plan that bridges a taxonomy change. A version of its own, because one that knows only the first would take the
   * items for a sample of the frame.
   */
  'audit.planned@2': plannedAudit,
  /** The manifest is content-addressed and travels beside the ledger, as the items do. */
  'audit.drawn@1': z.strictObject({ auditId, manifestDigest: digest, itemCount: z.int().min(1) }),
  'audit.assigned@1': z.strictObject({
    auditId,
    assignments: z.array(assignment).min(1),
    /** Why items changed hands; absent at the first giving out. */
    reason: label(500).optional(),
    /** On whose request the hub did it; absent where the person of the ledger did. */
    by: personId.optional(),
  }),
  /** Items with a known answer, mixed into the queue where nobody can tell them apart. */
  'audit.goldMixed@1': z.strictObject({ auditId, items: z.array(goldPlace).min(1) }),
  /** Items with known answers that every reviewer judges before the first of the sample; set once, after the draw. */
  'audit.calibrationSet@1': z.strictObject({
    auditId,
    items: z.array(calibrationPlace).min(1).max(20),
    by: personId.optional(),
  }),
  /** First verdicts on `question` that are judged again, each by one person more; no item twice. */
  'audit.secondLookAssigned@1': z.strictObject({
    auditId,
    question: slug,
    secondLooks: z.array(secondLook).min(1),
    by: personId.optional(),
  }),
  'audit.closed@1': z.strictObject({ auditId, by: personId.optional() }),
  'review.submitted@1': submittedReview,
  /**
   * With what the evidence finder showed. A version of its own: one that knows only the first would refuse the field, and
   * the review with it; a version that it does not know it keeps, and counts after its upgrade.
   */
  'review.submitted@2': submittedReview.extend({ finder: finderUse }),
  'review.reopened@1': z.strictObject({ auditId, itemId, reviewId }),
  'item.skipped@1': z.strictObject({
    auditId,
    itemId,
    reason: z.enum(skipReasons),
    note: safeText.optional(),
  }),
  'item.flagged@1': z.strictObject({
    auditId,
    itemId,
    reason: z.enum(flagReasons),
    note: safeText.optional(),
  }),
  'agreement.measured@1': z.strictObject({
    auditId,
    questionId: label(),
    statistic: label(),
    value: measuredValue,
    itemCount: z.int().min(0),
    raterCount: z.int().min(0),
    reviewIds: z.array(reviewId),
    reviewsDigest: digest,
    seed: label(),
    replicates: z.int().min(0),
  }),
  /** Items that their reviewers judge anew, knowing nothing of what they said before. */
  'relabel.requested@1': z.strictObject({
    auditId,
    requestId: z.uuid(),
    reason: label(500),
    items: z.array(relabelItem).min(1),
    by: personId.optional(),
  }),
  'case.claimed@1': claim,
  'adjudication.decided@1': ruling,
  'adjudication.appealed@1': appeal,
  'comment.added@1': comment,
  'norming.begun@1': normingRound,
  'norming.voted@1': normingVote,
  'norming.moved@1': normingMove,
  'taxonomy.proposed@1': proposal,
  'taxonomy.proposalEnded@1': proposalOutcome,
  /** `by`: who asked the hub to publish; absent where the person of the ledger did. */
  'taxonomy.published@1': publication.extend({ by: personId.optional() }),
  'scorecard.published@1': z.strictObject({ scorecard }),
  'import.begun@1': importFacts,
  'review.imported@1': importedReview,
  'adjudication.imported@1': importedRuling,
  'gold.added@1': goldAnswer.extend({ by: personId.optional() }),
  'gold.retired@1': z.strictObject({ goldId: z.uuid(), by: personId.optional() }),
  'person.added@1': z.strictObject({ personId, name: label(120), role, by: personId.optional() }),
  'person.changed@1': z.strictObject({ personId, name: label(120), role, by: personId.optional() }),
  /** Of a token only that it is there: its hash stays out of the ledger. Said again when its life is cut short. */
  'token.issued@1': z.strictObject({
    tokenId: z.uuid(),
    personId,
    expiresAt: z.iso.datetime().nullable(),
    by: personId.optional(),
  }),
  'token.revoked@1': z.strictObject({ tokenId: z.uuid(), personId, by: personId.optional() }),
  'template.saved@1': template,
  'template.stopped@1': z.strictObject({ templateId: z.uuid(), by: personId.optional() }),
  /** Texts whose retention ended; digests stay, so that every manifest and chain still verifies. */
  'content.erased@1': z.strictObject({ reason: label(500), digests: z.array(digest).min(1) }),
} as const;

export type EventKey = keyof typeof eventBodies;
export type EventBody<K extends EventKey> = z.infer<(typeof eventBodies)[K]>;

/** The key of a known kind and version, or null for one that this version does not know. */
export function findEventKey(kind: string, kindVersion: number): EventKey | null {
  const key = `${kind}@${kindVersion}`;
  return key in eventBodies ? (key as EventKey) : null;
}

/** Splits a key into what the envelope carries. */
export function kindOf(key: EventKey): { kind: string; kindVersion: number } {
  const at = key.lastIndexOf('@');
  return { kind: key.slice(0, at), kindVersion: Number(key.slice(at + 1)) };
}
