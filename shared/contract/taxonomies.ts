/** The workbench contract, part taxonomies: versions, working copies, proposals, publishing, and what follows from it. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { caseRef } from '../domain/adjudication.ts';
import { auditId, digest, isoTime, personId, slug } from '../domain/ids.ts';
import { begunTaxonomy } from '../domain/new-taxonomy.ts';
import { scorecard } from '../domain/scorecard.ts';
import {
  classMapping,
  proposal,
  proposalOutcome,
  publication,
  taxonomyDraft,
  taxonomyOperation,
} from '../domain/taxonomy-change.ts';
import { taxonomy, taxonomyRef } from '../domain/taxonomy.ts';
import { label, safeText } from '../domain/text.ts';
import { commentView } from './disagreements.ts';
import { draftOrder } from './draft-order.ts';
import { errors } from './errors.ts';
import { figure } from './report-figure.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

/**
 * `structure`: classes came, went, were split or merged. `meaning`: a definition means something else, so that old labels
 * may. `wording`: other words for the same. `title`: another name.
 */
export const changeKinds = ['structure', 'meaning', 'wording', 'title'] as const;

/** What differs between two versions of a class; blocks as pieces of text that were kept, taken out and put in. */
const classDiff = z.strictObject({
  class: slug,
  title: label(60),
  change: z.enum(['same', 'added', 'retired', 'changed']),
  kinds: z.array(z.enum(changeKinds)),
  blocks: z.array(
    z.strictObject({
      block: z.enum(['title', 'definition', 'useWhen', 'avoidWhen', 'examples', 'counterExamples']),
      pieces: z.array(z.strictObject({ kind: z.enum(['kept', 'removed', 'added']), text: z.string() })),
    }),
  ),
  sentence: safeText,
});
export type ClassDiff = z.infer<typeof classDiff>;

const versionView = z.strictObject({
  taxonomy,
  publishedBy: label(120).nullable(),
  summary: safeText,
  operations: z.array(taxonomyOperation),
  mapping: z.array(classMapping),
  /** Against the version before it; empty for the first. */
  diff: z.array(classDiff),
  /** Audits that ask it. */
  audits: z.array(z.strictObject({ auditId, title: label(120), state: label() })),
});

const proposalView = proposal.extend({
  by: label(120),
  isMine: z.boolean(),
  at: isoTime,
  outcome: proposalOutcome.shape.outcome.nullable(),
  reason: safeText.nullable(),
  comments: z.array(commentView),
  diff: z.array(classDiff),
});

/** What a change would touch. */
const changePreview = z.strictObject({
  diff: z.array(classDiff),
  mapping: z.array(classMapping),
  labels: z.strictObject({ total: z.int(), certain: z.int(), uncertain: z.int() }),
  audits: z.array(
    z.strictObject({ auditId, title: label(120), state: label(), labels: z.int(), drafts: z.int() }),
  ),
  gold: z.int(),
  /** Rates that cannot be compared across the change until a relabel bridges it. */
  estimates: z.array(z.strictObject({ auditId, title: label(120), rateTitle: label(), before: figure })),
  scorecards: z.array(z.strictObject({ id: slug, version: z.int(), title: label(100) })),
  /** What stands in the way of publishing, as sentences; empty when nothing does. */
  problems: z.array(safeText),
  warnings: z.array(safeText),
});
export type ChangePreview = z.infer<typeof changePreview>;

/** Items of one old class, and how many of them would be judged anew. */
const bridgeClass = z.strictObject({
  class: slug,
  title: label(60),
  items: z.int(),
  /** Weighted share of the frame. */
  share: z.number(),
  mapping: classMapping,
  drawn: z.int(),
});

export const bridgePlan = z.strictObject({
  auditId,
  question: slug,
  from: taxonomyRef,
  to: taxonomyRef,
  classes: z.array(bridgeClass),
  total: z.int(),
  /** Expected half-width of the bridged rate at this size; null where it cannot be said. */
  expectedHalfWidth: z.number().nullable(),
  problems: z.array(safeText),
});
export type BridgePlan = z.infer<typeof bridgePlan>;

/** One side of a comparison across versions. */
const side = z.strictObject({
  auditId,
  title: label(120),
  version: z.int(),
  closedAt: isoTime.nullable(),
  items: z.int(),
  reviewers: z.int(),
  /** Reviews were imported, and whether they say that they are simulated. */
  isImported: z.boolean(),
  isSimulated: z.boolean(),
  alpha: figure,
  pairwise: figure,
  rate: figure,
});

const versions = { scorecards: z.array(scorecard), taxonomies: z.array(taxonomy) };

export const taxonomies = {
  /** Everything that a scorecard or a taxonomy is looked up in. */
  catalogue: base.input(nothing).output(
    z.strictObject({
      ...versions,
      /** Refused by the hub, and needed by audits that were planned with them: looked up, never offered. */
      kept: z.strictObject(versions).optional(),
    }),
  ),
  list: base.input(nothing).output(
    z.array(
      z.strictObject({
        id: slug,
        title: label(100),
        version: z.int(),
        classes: z.int(),
        hasDraft: z.boolean(),
        openProposals: z.int(),
        /** Rulings since the last version that ask for another guideline. */
        askedChanges: z.int(),
      }),
    ),
  ),
  get: base.input(z.strictObject({ id: slug })).output(
    z.strictObject({
      id: slug,
      /** Newest first. */
      versions: z.array(versionView),
      draft: taxonomyDraft.nullable(),
      draftSavedAt: isoTime.nullable(),
      proposals: z.array(proposalView),
      /** Cases whose rulings asked for another guideline since the last version. */
      asked: z.array(
        z.strictObject({
          case: caseRef,
          title: safeText,
          optionTitle: label(),
          rationale: safeText,
          by: label(120),
          at: isoTime,
        }),
      ),
      /** Published here without a hub and not taken by it, newest first; `draft` is the change of each again. */
      refused: z
        .array(
          z.strictObject({
            version: z.int(),
            publishedAt: isoTime,
            summary: safeText,
            why: safeText,
            draft: taxonomyDraft.nullable(),
          }),
        )
        .optional(),
      /** Classes of the newest version that count as the event. */
      counting: z.array(slug).optional(),
      mayPublish: z.boolean(),
      whyNot: safeText.nullable(),
    }),
  ),
  /** A save that another one of the same page, of a later place, came before of changes nothing; so does `saveBegun`. */
  saveDraft: base
    .input(z.strictObject({ draft: taxonomyDraft, order: draftOrder.optional() }))
    .output(z.strictObject({ savedAt: isoTime })),
  discardDraft: base.input(z.strictObject({ id: slug })).output(nothing),
  preview: base.input(z.strictObject({ draft: taxonomyDraft })).output(changePreview),
  /** Items that show a class: real ones, from reviews and rulings that gave it. */
  examples: base.input(z.strictObject({ id: slug, class: slug })).output(
    z.array(
      z.strictObject({
        case: caseRef,
        title: safeText,
        excerpt: safeText,
        isRuled: z.boolean(),
        agreeing: z.int(),
        reviews: z.int(),
      }),
    ),
  ),
  propose: base.input(proposal).output(proposalView),
  endProposal: base.input(proposalOutcome).output(proposalView),
  /**
   * With a hub it is the hub that publishes: HUB_UNREACHABLE offline, and the working copy stays. CONFLICT when somebody
   * published another version since; `merge` then says how the two go together.
   */
  publish: base
    .input(
      z.strictObject({
        publicationId: z.uuid(),
        draft: taxonomyDraft,
        proposalIds: z.array(z.uuid()),
        cases: z.array(caseRef),
      }),
    )
    .output(publication),
  /** The taxonomy in the making, one on a device; `whyNot` says why this person cannot publish it. */
  begun: base.input(nothing).output(
    z.strictObject({
      begun: begunTaxonomy.nullable(),
      savedAt: isoTime.nullable(),
      whyNot: safeText.nullable(),
    }),
  ),
  saveBegun: base
    .input(z.strictObject({ begun: begunTaxonomy, order: draftOrder.optional() }))
    .output(z.strictObject({ savedAt: isoTime })),
  discardBegun: base.input(nothing).output(nothing),
  /** Its first version, with the scorecard that asks it. With a hub it is the hub that publishes. */
  publishFirst: base
    .input(z.strictObject({ publicationId: z.uuid(), begun: begunTaxonomy }))
    .output(publication),
  /** The working copy on top of the version that was published since: what goes together, and what somebody must choose. */
  merge: base.input(z.strictObject({ draft: taxonomyDraft })).output(
    z.strictObject({
      merged: taxonomyDraft,
      conflicts: z.array(
        z.strictObject({
          class: slug,
          block: label(),
          base: z.array(safeText),
          mine: z.array(safeText),
          theirs: z.array(safeText),
        }),
      ),
    }),
  ),
  /** A relabel sub-sample as it would be drawn: `size` items in all. */
  planBridge: base
    .input(z.strictObject({ auditId, question: slug, to: taxonomyRef, size: z.int().min(1).max(100_000) }))
    .output(bridgePlan),
  drawBridge: base
    .input(
      z.strictObject({
        auditId,
        question: slug,
        to: taxonomyRef,
        size: z.int().min(1).max(100_000),
        reviewerIds: z.array(personId).min(1).max(50),
        dueAt: isoTime.nullable(),
      }),
    )
    .output(z.strictObject({ auditId, manifestDigest: digest, itemCount: z.int() })),
  /** Agreement and rate before and after each change, with the relabel audits that bridge them. */
  effect: base.input(z.strictObject({ id: slug })).output(
    z.strictObject({
      changes: z.array(
        z.strictObject({
          from: taxonomyRef,
          to: taxonomyRef,
          question: slug,
          publishedAt: isoTime,
          before: z.array(side),
          after: z.array(side),
          /** α of the last audit before and the first after it: the difference with its interval. */
          alphaDifference: figure.nullable(),
          bridges: z.array(
            z.strictObject({
              auditId,
              title: label(120),
              ofAuditId: auditId,
              state: label(),
              judged: z.int(),
              drawn: z.int(),
              /** Rate of the earlier audit's frame as the new version has it, bridging error included. */
              rate: figure,
              sentence: safeText,
            }),
          ),
          /** Earlier audits counted as the new version counts, from the labels that were given: where each has one meaning. */
          recounted: z.array(z.strictObject({ auditId, title: label(120), rate: figure })).optional(),
          /** Whether rates may be put on one line across this change, and the sentence that says so. */
          isBroken: z.boolean(),
          sentence: safeText,
        }),
      ),
    }),
  ),
};
