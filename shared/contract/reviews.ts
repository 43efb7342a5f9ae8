/** The workbench contract, part reviews: the queue, items, drafts, submissions, calibration, one's own standing. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { audit } from '../domain/audit.ts';
import { auditId, isoTime, itemId, reviewId, slug } from '../domain/ids.ts';
import { answer, draft, flagReasons, review, skipReasons } from '../domain/review.ts';
import { scorecard } from '../domain/scorecard.ts';
import { taxonomy } from '../domain/taxonomy.ts';
import { safeText } from '../domain/text.ts';
import { trace } from '../domain/trace.ts';
import { progress } from './audits.ts';
import { draftOrder } from './draft-order.ts';
import { errors } from './errors.ts';
import { figure } from './report-figure.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

const itemStates = ['open', 'draft', 'done', 'skipped'] as const;
const queueEntry = z.strictObject({
  itemId,
  position: z.int().min(1),
  /** First words of what was asked. */
  title: safeText,
  /** Stratum values and language, for the small line. */
  facets: z.array(safeText),
  state: z.enum(itemStates),
  isFlagged: z.boolean(),
  elapsedMs: z.int().nullable(),
  /** Of the calibration round, which comes before the sample; absent for all others. */
  isCalibration: z.boolean().optional(),
});
export type QueueEntry = z.infer<typeof queueEntry>;

const reviewItem = z.strictObject({
  itemId,
  auditId,
  position: z.int(),
  /** Without what blinding hides (model, judge) for this person and state. */
  trace,
  /** The text was erased when its retention ended: `trace` says only that. What was said about it stays. */
  isErased: z.boolean().optional(),
  hidden: z.array(z.enum(['model', 'judge'])),
  state: z.enum(itemStates),
  draft: draft.nullable(),
  /** This person's current review, if any. */
  review: review.nullable(),
  skip: z.strictObject({ reason: z.enum(skipReasons), note: safeText.optional() }).nullable(),
  flags: z.array(z.strictObject({ reason: z.enum(flagReasons), note: safeText.optional(), at: isoTime })),
});

const onItem = z.strictObject({ auditId, itemId });
/** After every act: where the queue stands, so that the screen needs no second question. */
const acted = z.strictObject({ entry: queueEntry, progress, nextItemId: itemId.nullable() });
export type Acted = z.infer<typeof acted>;

export const reviews = {
  /** My items of the audit in queue order, with the scorecard and the taxonomies it uses. */
  queue: base.input(z.strictObject({ auditId })).output(
    z.strictObject({
      audit,
      progress,
      entries: z.array(queueEntry),
      scorecard,
      taxonomies: z.array(taxonomy),
      /** Where this person was last, on whichever of their devices. */
      currentItemId: itemId.nullable(),
      /** Null where the audit has no calibration round, or this person no part in it. */
      calibration: z.strictObject({ total: z.int(), done: z.int(), isOver: z.boolean() }).nullable(),
    }),
  ),
  /** Feedback on the calibration round; CONFLICT before all of it is judged. */
  calibration: base.input(z.strictObject({ auditId })).output(
    z.strictObject({
      right: z.int(),
      judged: z.int(),
      items: z.array(
        z.strictObject({
          itemId,
          position: z.int().min(1),
          title: safeText,
          rationale: safeText,
          isSkipped: z.boolean(),
          /** Only questions whose answer is known. */
          answers: z.array(
            z.strictObject({
              question: slug,
              mine: answer.nullable(),
              known: answer,
              isRight: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  ),
  /** How far this person agrees with the others, question by question, as far as the audit's blinding allows. */
  standing: base.input(z.strictObject({ auditId })).output(
    z.discriminatedUnion('state', [
      /** Shown once the audit is closed; never, where its lead wants it so; or too little in common. */
      z.strictObject({ state: z.enum(['open', 'never', 'too_few']), sentence: safeText }),
      z.strictObject({
        state: z.literal('shown'),
        questions: z.array(
          z.strictObject({
            question: slug,
            title: safeText,
            /** Share of pairs (this person, another one) on the same item that answered alike. */
            mine: figure,
            /** The same among the others. */
            others: figure,
            items: z.int(),
          }),
        ),
      }),
    ]),
  ),
  item: base.input(onItem).output(reviewItem),
  /** A save that another one of the same page, of a later place, came before of changes nothing. */
  saveDraft: base
    .input(onItem.extend({ draft, order: draftOrder.optional() }))
    .output(z.strictObject({ savedAt: isoTime })),
  /** Answered after the commit is durable. `submissionId` makes a repeated call change nothing. */
  submit: base.input(onItem.extend({ submissionId: reviewId, draft })).output(acted.extend({ review })),
  /** Takes the last submission back into a draft, form as it was. The next submit supersedes it. */
  reopen: base.input(onItem).output(acted.extend({ draft })),
  skip: base.input(onItem.extend({ reason: z.enum(skipReasons), note: safeText.optional() })).output(acted),
  flag: base.input(onItem.extend({ reason: z.enum(flagReasons), note: safeText.optional() })).output(acted),
  /** Remembers the place in the queue. */
  visit: base.input(onItem).output(nothing),
};
