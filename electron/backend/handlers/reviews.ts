/**
 * The review loop: the queue, an item, drafts, and the acts on an item. Each act is authorise → one transaction (rule,
 * event, projection, draft) → answer.
 *
 * Invariant: an act that was answered is durable, and repeating a submission changes nothing.
 */
import type { Draft, Review } from '../../../shared/domain/review.ts';
import { checkAnswers, relevantAnswers } from '../../../shared/domain/review.ts';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import { listTaxonomiesOf } from '../../../shared/domain/catalogue.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import { itemStateOf } from '../../../shared/domain/queue.ts';
import type { Skip } from '../../../shared/domain/projection.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { findRoundState, listRound } from '../../../db/queries/calibration.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { deleteDraft, findDraft, findPlace, putDraft, putPlace } from '../../../db/queries/drafts.ts';
import { countProgress, findQueueRecord, listQueue } from '../../../db/queries/items.ts';
import { findReview, findSkip, listFlags } from '../../../db/queries/reviews.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { isOvertaken } from '../draft-order.ts';
import { WorkbenchError } from '../errors.ts';
import { underFinderPolicy } from '../finder-policy.ts';
import {
  erasedTrace,
  getTrace,
  hiddenIn,
  isTextErased,
  standAfter,
  toQueueEntry,
  viewTrace,
} from '../item-view.ts';
import { announce, appendOwn, getSelf } from '../self.ts';
import { calibration, isToldItem, requireUntold } from './calibration.ts';
import { standing } from './standing.ts';
import type { OnItem } from './on-item.ts';
import { getAudit, getScorecardOf } from '../get-audit.ts';
import { findOwnDraft, onItem, requireMine, requireOpenAudit, requireUnreviewed } from './on-item.ts';
import { base } from './workbench-base.ts';

const queue = base.reviews.queue.handler(({ context, input }) => {
  const { store } = context;
  const audit = getAudit(store, input.auditId);
  const { person } = getSelf(store);
  const catalogue = catalogueOf(store);
  const scorecard = getScorecardOf(audit, catalogue);
  return {
    audit,
    progress: countProgress(store, audit.id, person.id),
    entries: [...listRound(store, audit.id, person.id), ...listQueue(store, audit.id, person.id)].map(
      toQueueEntry,
    ),
    scorecard,
    taxonomies: listTaxonomiesOf(scorecard, catalogue),
    currentItemId: findPlace(store, audit.id, person.id),
    calibration: findRoundState(store, audit.id, person.id),
  };
});

const item = base.reviews.item.handler(({ context, input }) => {
  const { store } = context;
  const on = onItem(store, input);
  const { itemId, contentDigest } = on.item;
  context.retention.checkText(contentDigest);
  const record = findQueueRecord(store, itemId, on.personId);
  const review = on.shown;
  const skip = findOwnSkip(store, on);
  const isErased = isTextErased(store, on.item);
  const isTold = isToldItem(store, on);
  return {
    itemId,
    auditId: on.audit.id,
    position: record?.position ?? on.item.position,
    trace: isErased ? erasedTrace(on.audit, on.item) : viewTrace(store, on.audit, on.item),
    ...(isErased ? { isErased } : {}),
    hidden: hiddenIn(on.audit),
    // There is nothing to do any more about an item whose answers were told.
    state: isTold
      ? 'done'
      : itemStateOf({
          hasReview: review !== null,
          skippedAt: skip?.at ?? null,
          draftSavedAt: record?.draftSavedAt ?? null,
        }),
    draft: isTold ? null : findOwnDraft(store, on),
    review,
    skip: skip === null ? null : reasonOf<SkipReason>(skip),
    flags: listFlags(store, itemId, on.personId).map((one) => ({
      ...reasonOf<FlagReason>(one),
      at: one.at,
    })),
  };
});

const saveDraft = base.reviews.saveDraft.handler(({ context, input }) => {
  const { store, clock } = context;
  return inTransaction(store, () => {
    const on = onItem(store, input);
    requireMine(store, on);
    requireUntold(store, on);
    requireUpToDate(on, input.draft);
    const savedAt = isoNow(clock);
    if (isOvertaken(store, canonicalJson(on.key), input.order)) return { savedAt };
    putDraft(store, on.key, underFinderPolicy(on.audit, input.draft), savedAt);
    return { savedAt };
  });
});

const submit = base.reviews.submit.handler(({ context, input }) => {
  const { store } = context;
  const done = inTransaction(store, () => {
    const on = onItem(store, input);
    const known = findReview(store, input.submissionId);
    if (known !== null) return { on, review: requireSame(known, on), isNew: false };
    requireMine(store, on);
    requireUntold(store, on);
    requireUpToDate(on, input.draft);
    appendReview(context, on, input.submissionId, input.draft);
    deleteDraft(store, on.item.itemId, on.personId);
    return { on, review: findReview(store, input.submissionId)!, isNew: true };
  });
  if (done.isNew) announce(context);
  return { ...standAfter(store, done.on.item, done.on.personId), review: done.review };
});

const reopen = base.reviews.reopen.handler(({ context, input }) => {
  const { store, clock } = context;
  const done = inTransaction(store, () => {
    const on = onItem(store, input);
    const review = on.shown;
    if (review === null) {
      throw new WorkbenchError('CONFLICT', {
        what: 'You have not submitted this item, so there is nothing to reopen.',
        remedy: 'Go on with it as it is.',
      });
    }
    requireUntold(store, on);
    const draft = findDraft(store, on.item.itemId, on.personId);
    if (draft?.supersedes === review.id) return { on, draft };
    const { answers, elapsedMs } = review;
    // A draft that is there already was begun before the review came from another device: nothing typed is lost.
    const form = draft ?? { answers, elapsedMs, focusedQuestion: null };
    const reopened: Draft = { ...form, supersedes: review.id };
    appendOwn(context, 'review.reopened@1', input, { ...input, reviewId: review.id });
    putDraft(store, on.key, reopened, isoNow(clock));
    return { on, draft: reopened };
  });
  announce(context);
  return { ...standAfter(store, done.on.item, done.on.personId), draft: done.draft };
});

const skip = base.reviews.skip.handler(({ context, input }) => {
  const { store } = context;
  const { auditId, itemId } = input;
  const on = inTransaction(store, () => {
    const found = onItem(store, input);
    requireMine(store, found);
    requireOpenAudit(found.audit);
    requireUntold(store, found);
    requireUnreviewed(found);
    appendOwn(context, 'item.skipped@1', { auditId, itemId }, { auditId, itemId, ...given(input) });
    return found;
  });
  announce(context);
  return standAfter(store, on.item, on.personId);
});

const flag = base.reviews.flag.handler(({ context, input }) => {
  const { store } = context;
  const { auditId, itemId } = input;
  const on = inTransaction(store, () => {
    const found = onItem(store, input);
    appendOwn(context, 'item.flagged@1', { auditId, itemId }, { auditId, itemId, ...given(input) });
    return found;
  });
  announce(context);
  return standAfter(store, on.item, on.personId);
});

const visit = base.reviews.visit.handler(({ context, input }) => {
  putPlace(context.store, onItem(context.store, input).key, isoNow(context.clock));
  return {};
});

export const reviewsHandlers = {
  queue,
  calibration,
  standing,
  item,
  saveDraft,
  submit,
  reopen,
  skip,
  flag,
  visit,
};

type SkipReason = 'cannot_judge' | 'not_my_language' | 'broken_item' | 'conflict_of_interest' | 'other';
type FlagReason = 'misrouted' | 'missing_class' | 'privacy' | 'other';

function appendReview(context: BackendContext, on: OnItem, reviewId: ReviewId, draft: Draft): void {
  const { auditId, itemId } = on.key;
  const scorecard = getScorecardOf(on.audit, catalogueOf(context.store));
  const problems = checkAnswers(scorecard, draft.answers, getTrace(context.store, on.item));
  if (problems.length > 0) {
    throw new WorkbenchError('INVALID_INPUT', {
      what: `This form cannot be submitted: ${problems.join('; ')}.`,
      where: 'answers',
      remedy: 'Complete it and submit again. The draft is kept.',
    });
  }
  const hidden = hiddenIn(on.audit);
  const { finder } = underFinderPolicy(on.audit, draft);
  const body = {
    reviewId,
    auditId,
    itemId,
    scorecard: on.audit.plan.scorecard,
    answers: relevantAnswers(scorecard, draft.answers),
    elapsedMs: draft.elapsedMs,
    supersedes: on.current?.id ?? null,
    sawModel: !hidden.includes('model'),
    sawJudge: !hidden.includes('judge'),
  };
  if (finder === undefined) appendOwn(context, 'review.submitted@1', { auditId, itemId }, body);
  else appendOwn(context, 'review.submitted@2', { auditId, itemId }, { ...body, finder });
}

/** A form that was begun before another submission of the same item came in says so, instead of replacing it unseen. */
function requireUpToDate(on: OnItem, draft: Draft): void {
  if ((on.shown?.id ?? null) === draft.supersedes) return;
  if (on.relabel !== null) {
    throw new WorkbenchError('CONFLICT', {
      what: 'You are asked to judge this item anew, without what you said before.',
      remedy: 'Open it again: its form is empty. What you said before stays stored.',
    });
  }
  throw new WorkbenchError('CONFLICT', {
    what: 'This item was submitted since this form was opened.',
    remedy: 'Reopen it to change your answers.',
  });
}

/** A skip from before the item was to be judged anew says nothing of it any more. */
function findOwnSkip(store: ReadableStore, { key, relabel }: OnItem): Skip | null {
  const found = findSkip(store, key.itemId, key.personId);
  return relabel !== null && found?.at === relabel.skippedAt ? null : found;
}

function requireSame(known: Review, on: OnItem): Review {
  if (known.itemId === on.item.itemId && known.personId === on.personId) return known;
  throw new WorkbenchError('CONFLICT', {
    what: 'This submission id belongs to another review.',
    where: 'submissionId',
    remedy: 'Submit again with a new id.',
  });
}

function given<R extends string>(input: {
  reason: R;
  note?: string | undefined;
}): {
  reason: R;
  note?: string;
} {
  return input.note === undefined ? { reason: input.reason } : { reason: input.reason, note: input.note };
}

function reasonOf<R extends string>(of: {
  reason: string;
  note: string | null;
}): { reason: R; note?: string } {
  const reason = of.reason as R;
  return of.note === null ? { reason } : { reason, note: of.note };
}
