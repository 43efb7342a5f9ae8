/**
 * How a taxonomy changes: proposals, publications, and what becomes of labels made before.
 *
 * Invariant: a published version never changes; labels keep the version that they were made with for ever. A mapping says
 * what an old label means in the new version where that is certain, and says so where it is not.
 */
import { z } from 'zod';
import { caseRef } from './adjudication.ts';
import { isoTime, slug } from './ids.ts';
import { scorecard } from './scorecard.ts';
import { taxonomy, taxonomyClass, taxonomyRef } from './taxonomy.ts';
import { label, safeText } from './text.ts';

/** One act of an owner on the classes. Ids of classes never change; `rename` changes titles. */
export const taxonomyOperation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), class: slug, title: label(60) }),
  /** Other words for the same meaning, or another meaning: the owner says which, and the preview shows what follows. */
  z.strictObject({ kind: z.literal('reword'), class: slug }),
  z.strictObject({ kind: z.literal('redefine'), class: slug }),
  z.strictObject({ kind: z.literal('add'), class: slug }),
  z.strictObject({ kind: z.literal('split'), class: slug, into: z.array(slug).min(2) }),
  z.strictObject({ kind: z.literal('merge'), classes: z.array(slug).min(2), into: slug }),
  /** What had this class is looked at again, unless it goes to another class for certain. */
  z.strictObject({ kind: z.literal('retire'), class: slug, to: slug.nullable() }),
]);
export type TaxonomyOperation = z.infer<typeof taxonomyOperation>;

/** What an old class means in the new version: certain, or to be looked at again because it may be one of these. */
export const classMapping = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('certain'), from: slug, to: slug }),
  z.strictObject({ kind: z.literal('relabel'), from: slug, among: z.array(slug).min(1) }),
]);
export type ClassMapping = z.infer<typeof classMapping>;

/** A new version with everything that hangs on it. Its first version has no `from`. */
export const publication = z.strictObject({
  publicationId: z.uuid(),
  taxonomy,
  from: taxonomyRef.nullable(),
  operations: z.array(taxonomyOperation),
  /** Every class of the old version, once; empty for a first version. */
  mapping: z.array(classMapping),
  /** Classes that count as the event from now on, where the owner said so; else each counts as what it came of did. */
  counting: z.array(slug).min(1).optional(),
  /** Scorecards that offer the new version from now on, each with its next version. */
  scorecards: z.array(scorecard),
  summary: safeText,
  /** Proposals that it takes up, and cases whose rulings asked for it. */
  proposalIds: z.array(z.uuid()),
  cases: z.array(caseRef),
});
export type Publication = z.infer<typeof publication>;

export const proposal = z.strictObject({
  proposalId: z.uuid(),
  taxonomy: taxonomyRef,
  operation: taxonomyOperation,
  /** The classes as they would be. */
  classes: z.array(taxonomyClass),
  rationale: safeText.min(1),
  /** Cases that show why. */
  cases: z.array(caseRef),
});
export type Proposal = z.infer<typeof proposal>;

export const proposalOutcome = z.strictObject({
  proposalId: z.uuid(),
  outcome: z.enum(['taken_up', 'declined', 'withdrawn']),
  reason: safeText,
});
export type ProposalOutcome = z.infer<typeof proposalOutcome>;

/** The editor's working copy: of this device until it is published or proposed. */
export const taxonomyDraft = z.strictObject({
  taxonomy: taxonomyRef,
  title: label(100),
  cleanClass: slug,
  classes: z.array(taxonomyClass).min(2).max(9),
  operations: z.array(taxonomyOperation),
  /** Old classes whose meaning in the new version the owner said by hand; the rest follows from the operations. */
  mapping: z.array(classMapping),
  /** Classes that count as the event, where the owner said so; else each counts as what it came of does. */
  counting: z.array(slug).min(1).optional(),
  summary: safeText,
  /** The version that it was published as without a hub, and why the hub did not take it. */
  putBack: z.strictObject({ version: z.int().min(1), publishedAt: isoTime, why: safeText }).optional(),
});
export type TaxonomyDraft = z.infer<typeof taxonomyDraft>;

/**
 * An audit that bridges a taxonomy change: items of an earlier audit, drawn by old class, are judged anew under the new
 * version (statistics.md A9). Phase 1 are the labels of `auditId`.
 */
export const bridge = z.strictObject({
  auditId: z.uuid(),
  question: slug,
  from: taxonomyRef,
  to: taxonomyRef,
  mapping: z.array(classMapping),
});
export type Bridge = z.infer<typeof bridge>;
