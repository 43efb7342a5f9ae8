/** What reviewers do: submit, reopen, skip, flag. Honest late work is kept as late, never refused. */
import type { Audit } from '../../shared/domain/audit.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/person.ts';
import { becomesCurrent, isLateReview } from '../../shared/domain/projection.ts';
import type { Review } from '../../shared/domain/review.ts';
import { checkAnswers } from '../../shared/domain/review.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import { findContent } from '../store/contents.ts';
import type { Decision } from '../store/ledgers.ts';
import { insertFlag, putSkip } from '../store/reviews.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { applied, appliedLate, conflicting, refuse, unknown, waiting } from './decision.ts';
import type { RuleInput } from './rule.ts';

const reviewing: readonly Role[] = ['reviewer', 'owner', 'lead', 'admin'];

interface Work {
  audit: Audit;
  contentDigest: string;
  isLate: boolean;
}

/** The item that a person works on, if it is or was theirs; otherwise why not. */
async function findWork(
  context: ProjectionContext,
  event: PlacedEvent,
  on: { auditId: AuditId; itemId: ItemId },
): Promise<Work | { refusal: Decision }> {
  if (!reviewing.includes(event.role)) {
    return { refusal: refuse('WRONG_ROLE', `The role ${event.role} does not review.`) };
  }
  const audit = await context.findAudit(on.auditId);
  if (audit === null || audit.state === 'planned' || audit.state === 'drawn') return { refusal: waiting };
  const item = await context.work.findItemOf(on.itemId, event.owner);
  if (item === null || item.auditId !== audit.id) return { refusal: refuse('UNKNOWN_ITEM') };
  if (item.assigned === 'never') return { refusal: refuse('NOT_ASSIGNED') };
  const isLate = isLateReview(audit, item.assigned === 'now');
  return { audit, contentDigest: item.contentDigest, isLate };
}

export async function projectReview(
  input: RuleInput<'review.submitted@1' | 'review.submitted@2'>,
): Promise<Decision> {
  const { context, event, effect } = input;
  const submitted = effect.review;
  const work = await findWork(context, event, submitted);
  if ('refusal' in work) return work.refusal;
  const wrong = await checkForm(context, work, submitted, event.decided);
  if (wrong !== null) return wrong;
  if ((await context.work.findReview(submitted.id)) !== null) return refuse('DUPLICATE_ID');
  const wronged = await findWrongTarget(context, submitted);
  if (wronged !== null) return wronged;

  const { isLate } = work;
  const current = await context.work.findCurrent(submitted.itemId, submitted.personId);
  const isCurrent = becomesCurrent(current, { supersedes: submitted.supersedes, isLate });
  await context.work.insert({ ...submitted, isLate, isCurrent }, current);
  context.changes.touchReview(submitted.auditId, submitted.id);
  if (current !== null) context.changes.retellReview(submitted.auditId, current.id);
  // An item that was taken away comes back to the person who did review it.
  if (isLate) context.changes.touchAudit(submitted.auditId);
  // Asked to judge it anew: that is done now.
  if (await context.work.endRelabel(submitted.itemId, submitted.personId)) {
    context.changes.touchAudit(submitted.auditId);
  }
  await clearSkip(context, submitted, isLate);
  const isOvertaken = !isCurrent && current?.isLate === isLate;
  return { ...(isOvertaken ? conflicting : applied), isLate };
}

/** Why answers do not fit the scorecard of their audit or the text; null when they do. */
export async function checkForm(
  context: ProjectionContext,
  work: Pick<Work, 'audit' | 'contentDigest'>,
  submitted: Pick<Review, 'scorecard' | 'answers'>,
  decided: Decision | undefined,
): Promise<Decision | null> {
  const ref = work.audit.plan.scorecard;
  if (submitted.scorecard.id !== ref.id || submitted.scorecard.version !== ref.version) {
    return refuse('BAD_ANSWERS', `The audit asks scorecard ${ref.id} version ${ref.version}.`);
  }
  const card = findScorecard(ref, await context.getCatalogue());
  if (card === null) return unknown;
  // Only marked passages are held against the text.
  const quotes = Object.values(submitted.answers).some((one) => one.type === 'spans');
  if (!quotes) return refuseProblems(checkAnswers(card, submitted.answers, null));
  const text = await findContent(context.hub, work.contentDigest);
  // Once the text is erased, what was decided while it was there stands.
  if (text === null && decided !== undefined) return decided.reason === 'BAD_ANSWERS' ? decided : null;
  // Checked against its schema when the audit was drawn.
  const on = text === null ? null : (JSON.parse(text) as Trace);
  return refuseProblems(checkAnswers(card, submitted.answers, on));
}

function refuseProblems(problems: readonly string[]): Decision | null {
  return problems.length === 0 ? null : refuse('BAD_ANSWERS', `${problems.join('; ')}.`);
}

async function findWrongTarget(
  context: ProjectionContext,
  submitted: Pick<Review, 'supersedes' | 'personId' | 'itemId'>,
): Promise<Decision | null> {
  if (submitted.supersedes === null) return null;
  const target = await context.work.findReview(submitted.supersedes);
  // Not here: the hub refused it. Then there is nothing that it could take the place of.
  if (target === null) return null;
  const isOwn = target.personId === submitted.personId && target.itemId === submitted.itemId;
  return isOwn ? null : refuse('BAD_SUPERSEDES');
}

/** A review clears its person's skip; a late one does not, because the closed audit's report counts the skip. */
async function clearSkip(
  context: ProjectionContext,
  on: Pick<Review, 'auditId' | 'itemId' | 'personId'>,
  isLate: boolean,
): Promise<void> {
  if (!isLate && !(await context.work.deleteSkip(on.itemId, on.personId))) return;
  context.changes.touchSkip(on.auditId, on.itemId, on.personId);
}

/** A late skip is kept in the ledger only; the device, which has set it already, is told that it does not stand. */
export async function projectSkip(input: RuleInput<'item.skipped@1'>): Promise<Decision> {
  const { context, event, effect } = input;
  const { skip } = effect;
  const work = await findWork(context, event, skip);
  if ('refusal' in work) return work.refusal;
  context.changes.touchSkip(skip.auditId, skip.itemId, skip.personId);
  if (work.isLate) return appliedLate;
  await putSkip(context.hub, skip);
  context.work.skipWasPut(skip.itemId, skip.personId);
  return applied;
}

export async function projectFlag(input: RuleInput<'item.flagged@1'>): Promise<Decision> {
  const { context, event, effect } = input;
  const work = await findWork(context, event, effect.flag);
  if ('refusal' in work) return work.refusal;
  await insertFlag(context.hub, effect.flag);
  return applied;
}

/** The review stays current until the next submission supersedes it. */
export async function projectReopened(input: RuleInput<'review.reopened@1'>): Promise<Decision> {
  const work = await findWork(input.context, input.event, input.body);
  return 'refusal' in work ? work.refusal : applied;
}
