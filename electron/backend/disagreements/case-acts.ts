/**
 * What an act on a case asks before it says anything: who may, whether they are blind to it, and how the case stands. The
 * same rules as at the hub, so that nothing is said here that it would refuse.
 *
 * Invariant: whoever still has to judge an item says nothing about what others made of it.
 */
import type { CaseFold } from '../../../shared/adjudication/fold-case.ts';
import { foldCase } from '../../../shared/adjudication/fold-case.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { DeliberationKind } from '../../../shared/domain/deliberation.ts';
import { deliberationRoles } from '../../../shared/domain/deliberation.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Review } from '../../../shared/domain/review.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { optionOf } from '../../../shared/report/final-label.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { isAssigned } from '../../../db/queries/audits.ts';
import { catalogueOf, listOfCase } from '../../../db/queries/deliberation.ts';
import { findItem } from '../../../db/queries/items.ts';
import { findPerson } from '../../../db/queries/people.ts';
import { findRelabel } from '../../../db/queries/relabels.ts';
import { findCurrentReview, listReviewsOfItem } from '../../../db/queries/reviews.ts';
import type { BackendContext } from '../context.ts';
import { isoNow } from '../clock.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { getAudit, getScorecardOf } from '../get-audit.ts';
import { getSelf } from '../self.ts';
import { mayRule } from './case-access.ts';

export interface OnCase {
  audit: Audit;
  question: ChoiceQuestion;
  person: Person;
  fold: CaseFold;
  /** Reviews of the item that a ruling on the question rests on. */
  reviews: Review[];
}

type Context = Pick<BackendContext, 'store' | 'clock'>;

/** The case as it stands now. Throws NOT_FOUND for what is none, FORBIDDEN for whoever still has to judge the item. */
export function onCase({ store, clock }: Context, ref: CaseRef): OnCase {
  const audit = getAudit(store, ref.auditId);
  const item = findItem(store, ref.itemId);
  if (item === null || item.auditId !== audit.id) throw notFound('This item');
  const card = getScorecardOf(audit, catalogueOf(store));
  const question = card.questions.find((one) => one.id === ref.question);
  if (question === undefined || !isChoice(question)) throw notFound('This question');
  const { person } = getSelf(store);
  requireJudged(store, audit, ref, person);
  const current = listReviewsOfItem(store, ref.auditId, ref.itemId).filter((one) => one.isCurrent);
  const ids = new Set<string>(current.map((one) => one.id));
  const fold = foldCase(listOfCase(store, ref.itemId, ref.question), ids, isoNow(clock));
  const reviews = current.filter((one) => !one.isLate && optionOf(one, question.id) !== null);
  return { audit, question, person, fold, reviews };
}

/** After the close nobody has anything to judge. */
function requireJudged(store: ReadableStore, audit: Audit, { itemId }: CaseRef, person: Person): void {
  if (audit.state === 'closed') return;
  const isOpen = isAssigned(store, itemId, person.id) && findCurrentReview(store, itemId, person.id) === null;
  if (!isOpen && findRelabel(store, itemId, person.id) === null) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'You still have to judge this item yourself.',
    where: audit.title,
    remedy: 'Submit your own review first; then you see what others said, and may rule.',
  });
}

/** Throws FORBIDDEN for whoever may not do this: the role, and for leads that the audit is theirs. */
export function requireMayRule(
  kind: DeliberationKind,
  { audit, person }: Pick<OnCase, 'audit' | 'person'>,
): void {
  if (mayDo(kind, person) && mayRule(audit, person)) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only taxonomy owners, admins, and the lead of the audit do this.',
    where: audit.title,
    remedy:
      'Ask one of them. After the close you may comment on items that you reviewed, and appeal a ruling once.',
  });
}

/** Throws FORBIDDEN unless this person rules here, or reviewed the item and is shown what others said. */
export function requireHeard(
  { store }: Pick<Context, 'store'>,
  kind: 'adjudication.appealed' | 'comment.added',
  { audit, person }: Pick<OnCase, 'audit' | 'person'>,
  { itemId }: CaseRef,
): void {
  const isRevealed = audit.state === 'closed' && audit.plan.blinding.revealsOthers === 'afterClose';
  const reviewed = (): boolean =>
    listReviewsOfItem(store, audit.id, itemId).some((one) => one.personId === person.id);
  if (mayDo(kind, person) && (mayRule(audit, person) || (isRevealed && reviewed()))) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'You may speak about items that you reviewed, once the audit is closed and shows what others said.',
    where: audit.title,
    remedy: 'Ask the lead of the audit to say it for you.',
  });
}

function mayDo(kind: DeliberationKind, { role }: Person): boolean {
  return (deliberationRoles[kind] as readonly string[]).includes(role);
}

/** Throws CONFLICT while somebody else holds the case. */
export function requireUnclaimed(
  store: ReadableStore,
  { fold, person }: Pick<OnCase, 'fold' | 'person'>,
): void {
  const { claim } = fold;
  if (claim === null || claim.personId === person.id) return;
  throw new WorkbenchError('CONFLICT', {
    what: `${findPerson(store, claim.personId)?.name ?? 'Somebody else'} is working on this case.`,
    where: `claimed at ${claim.at.slice(11, 16)} UTC`,
    remedy: 'Take another case, or ask them to release it. A claim ends by itself after 30 minutes.',
  });
}
