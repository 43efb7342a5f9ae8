/**
 * Claims, rulings, appeals and comments on a case: an item of an audit and a question of its scorecard with a rate.
 *
 * Invariant: nobody who still has to judge an item says anything about it, nor is told what others made of it.
 */
import { foldCase } from '../../shared/adjudication/fold-case.ts';
import type { Appeal, CaseRef, Ruling } from '../../shared/domain/adjudication.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { ChoiceQuestion } from '../../shared/domain/scorecard.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import { listOfCase } from '../store/deliberation.ts';
import { findItem } from '../store/items.ts';
import type { Decision } from '../store/ledgers.ts';
import { hasReviewed, listReviewsById, listStillToJudge } from '../store/reviews.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { applied, refuse, unknown, waiting } from './decision.ts';

interface Case {
  audit: Audit;
  question: ChoiceQuestion;
}

/** The case, if there is one; otherwise why not. Says nothing of who may. */
export async function findCase(
  context: ProjectionContext,
  of: CaseRef,
): Promise<Case | { refusal: Decision }> {
  const audit = await context.findAudit(of.auditId);
  if (audit === null || audit.state === 'planned' || audit.state === 'drawn') return { refusal: waiting };
  const item = await findItem(context.hub, of.itemId);
  if (item === null || item.audit_id !== audit.id) return { refusal: refuse('UNKNOWN_ITEM') };
  const card = findScorecard(audit.plan.scorecard, await context.getCatalogue());
  if (card === null) return { refusal: unknown };
  const question = card.questions.find((one) => one.id === of.question);
  if (question !== undefined && isChoice(question)) return { audit, question };
  const detail = `The scorecard of the audit has no question "${of.question}" with a rate.`;
  return { refusal: refuse('BAD_BODY', detail) };
}

/** Owners and admins rule in every audit, leads in their own. */
export function mayRuleIn(event: Pick<PlacedEvent, 'role' | 'owner'>, audit: Audit): boolean {
  if (event.role === 'owner' || event.role === 'admin') return true;
  return event.role === 'lead' && audit.leadId === event.owner;
}

/** After the close nobody has anything to judge. */
export async function stillHasToJudge(
  context: ProjectionContext,
  audit: Audit,
  itemIds: readonly string[],
  personIds: readonly string[],
): Promise<{ itemId: string; personId: string } | null> {
  if (audit.state === 'closed') return null;
  const [first = null] = await listStillToJudge(context.hub, itemIds, personIds);
  return first;
}

/** The case for somebody who may rule on it. */
async function findRulable(
  context: ProjectionContext,
  event: PlacedEvent,
  of: CaseRef,
): Promise<Case | { refusal: Decision }> {
  const found = await findCase(context, of);
  if ('refusal' in found) return found;
  if (!mayRuleIn(event, found.audit)) {
    return { refusal: refuse('NOT_YOURS', 'A lead rules on cases of their own audits.') };
  }
  const open = await stillHasToJudge(context, found.audit, [of.itemId], [event.owner]);
  if (open === null) return found;
  return { refusal: refuse('NOT_JUDGED', 'You still have to judge this item yourself.') };
}

/** A claim that comes second is kept too: who holds the case follows from the order. */
export async function decideClaim(
  context: ProjectionContext,
  event: PlacedEvent,
  of: CaseRef,
): Promise<Decision> {
  const found = await findRulable(context, event, of);
  return 'refusal' in found ? found.refusal : applied;
}

/** A ruling that comes second is kept too, beside the one that stands. */
export async function decideRuling(
  context: ProjectionContext,
  event: PlacedEvent,
  ruling: Ruling,
): Promise<Decision> {
  const found = await findRulable(context, event, ruling);
  return 'refusal' in found ? found.refusal : checkRuling(context, found, ruling);
}

/** Whether a ruling fits its case; who may make it is decided before. */
export async function checkRuling(
  context: ProjectionContext,
  { audit, question }: Case,
  ruling: Ruling,
): Promise<Decision> {
  const { id, version } = audit.plan.scorecard;
  if (ruling.scorecard.id !== id || ruling.scorecard.version !== version) {
    return refuse('BAD_BODY', `The audit asks scorecard ${id} version ${version}.`);
  }
  if (!question.options.some((one) => one.id === ruling.option)) {
    return refuse('BAD_BODY', `The question "${question.title}" has no option "${ruling.option}".`);
  }
  const reviews = ruling.reviewIds.length === 0 ? [] : await listReviewsById(context.hub, ruling.reviewIds);
  if (reviews.some((one) => one.itemId !== ruling.itemId)) {
    return refuse('BAD_BODY', 'It rests on a review of another item.');
  }
  const said = await listOfCase(context.hub, ruling.itemId, ruling.question);
  const isRepeated = foldCase(said, new Set()).rulings.some(
    (one) => one.entry.body.rulingId === ruling.rulingId,
  );
  return isRepeated ? refuse('DUPLICATE_ID') : applied;
}

export async function decideAppeal(
  context: ProjectionContext,
  event: PlacedEvent,
  appeal: Appeal,
): Promise<Decision> {
  const refusal = await refuseHearing(context, event, appeal);
  if (refusal !== null) return refusal;
  const { rulings, standing, appeals } = foldCase(
    await listOfCase(context.hub, appeal.itemId, appeal.question),
    new Set(),
  );
  if (!rulings.some((one) => one.entry.body.rulingId === appeal.rulingId)) return refuse('UNKNOWN_RULING');
  if (appeals.length > 0) return refuse('ALREADY_APPEALED');
  return standing?.entry.body.rulingId === appeal.rulingId ? applied : refuse('NOT_STANDING');
}

export async function decideCaseComment(
  context: ProjectionContext,
  event: PlacedEvent,
  of: CaseRef,
): Promise<Decision> {
  return (await refuseHearing(context, event, of)) ?? applied;
}

/** Whoever rules may speak, and after the close whoever reviewed the item and is shown what others said. */
async function refuseHearing(
  context: ProjectionContext,
  event: PlacedEvent,
  of: CaseRef,
): Promise<Decision | null> {
  const found = await findCase(context, of);
  if ('refusal' in found) return found.refusal;
  const { audit } = found;
  if (mayRuleIn(event, audit)) {
    const open = await stillHasToJudge(context, audit, [of.itemId], [event.owner]);
    return open === null ? null : refuse('NOT_JUDGED', 'You still have to judge this item yourself.');
  }
  const isRevealed = audit.state === 'closed' && audit.plan.blinding.revealsOthers === 'afterClose';
  const isHeard = isRevealed && (await hasReviewed(context.hub, of.itemId, event.owner));
  return isHeard ? null : refuse('NOT_REVEALED');
}
