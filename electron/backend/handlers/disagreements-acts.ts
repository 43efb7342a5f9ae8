/**
 * Acts on a case: claim, rule, appeal, comment. Each is authorise → one transaction (rule, event) → answer.
 *
 * Invariant: an act that was answered is durable, and repeating it says nothing twice.
 */
import type { CaseFilter } from '../../../shared/contract/disagreements.ts';
import type { CaseRef, Claim, CommentAbout, Ruling } from '../../../shared/domain/adjudication.ts';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { EntryOf } from '../../../shared/domain/deliberation.ts';
import type { EventSubject } from '../../../shared/domain/ledger.ts';
import { claimHoldsMs } from '../../../shared/adjudication/fold-case.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { listOfKinds } from '../../../db/queries/deliberation.ts';
import type { BackendContext } from '../context.ts';
import type { OnCase } from '../disagreements/case-acts.ts';
import { onCase, requireHeard, requireMayRule, requireUnclaimed } from '../disagreements/case-acts.ts';
import { caseRowOf, changedCase } from '../disagreements/desk.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { getOwnRound } from '../norming/round-access.ts';
import { announce, appendOwn, getSelf } from '../self.ts';
import { base } from './workbench-base.ts';

const everything: CaseFilter = { auditIds: [] };

const subjectOf = ({ auditId, itemId, question }: CaseRef): EventSubject => ({
  auditId,
  itemId,
  questionId: question,
});

const refOf = ({ auditId, itemId, question }: CaseRef): CaseRef => ({ auditId, itemId, question });

const claim = base.disagreements.claim.handler(async ({ context, input }) => {
  const ref = refOf(input);
  const before = onCase(context, ref);
  requireMayRule('case.claimed', before);
  await caseRowOf(context, ref);
  inTransaction(context.store, () => {
    const on = onCase(context, ref);
    if (input.isHeld) requireUnclaimed(context.store, on);
    if (saysNothingNew(context, on, input)) return;
    appendOwn(context, 'case.claimed@1', subjectOf(ref), input);
  });
  announce(context);
  return changedCase(context, ref, everything);
});

/** A claim is renewed in its second half; what somebody does not hold they need not release. */
function saysNothingNew({ clock }: BackendContext, { fold, person }: OnCase, { isHeld }: Claim): boolean {
  const own = fold.claim?.personId === person.id ? fold.claim : null;
  if (!isHeld) return own === null;
  return own !== null && clock.now().getTime() - Date.parse(own.at) < claimHoldsMs / 2;
}

const rule = base.disagreements.rule.handler(async ({ context, input }) => {
  const { ruling, filter } = input;
  const ref = refOf(ruling);
  requireMayRule('adjudication.decided', onCase(context, ref));
  await caseRowOf(context, ref);
  inTransaction(context.store, () => {
    const on = onCase(context, ref);
    if (wasRuled(on, ruling)) return;
    requireUnclaimed(context.store, on);
    requireOnTop(on, ruling);
    requireOption(on, ruling);
    const reviewIds = on.reviews.map((one) => one.id).toSorted();
    const { scorecard } = on.audit.plan;
    appendOwn(context, 'adjudication.decided@1', subjectOf(ref), { ...ruling, scorecard, reviewIds });
  });
  announce(context);
  return changedCase(context, ref, filter);
});

type WantedRuling = Omit<Ruling, 'scorecard' | 'reviewIds'>;

/** Whether this very ruling was made before. Throws CONFLICT when its id is that of another. */
function wasRuled({ fold, person }: OnCase, ruling: WantedRuling): boolean {
  const known = fold.rulings.find((one) => one.entry.body.rulingId === ruling.rulingId);
  if (known === undefined) return false;
  const { scorecard: _scorecard, reviewIds: _reviewIds, ...said } = known.entry.body;
  if (known.entry.personId === person.id && canonicalJson(said) === canonicalJson(ruling)) return true;
  throw new WorkbenchError('CONFLICT', {
    what: 'Another ruling was made under this id.',
    where: `ruling ${ruling.rulingId}`,
    remedy: 'Open the case again and rule anew.',
  });
}

/** Nobody rules past a ruling that they have not seen. */
function requireOnTop({ fold }: OnCase, { supersedes }: WantedRuling): void {
  const standing = fold.standing?.entry.body.rulingId ?? null;
  if (supersedes === standing) return;
  throw new WorkbenchError('CONFLICT', {
    what:
      standing === null
        ? 'The ruling that this one is to take the place of does not stand any more.'
        : 'A ruling stands on this case already.',
    remedy: 'Open the case again: look at what stands, then rule in its place if you still want to.',
  });
}

function requireOption({ question }: OnCase, { option }: WantedRuling): void {
  if (question.options.some((one) => one.id === option)) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: `The question "${question.title}" has no option "${option}".`,
    where: 'ruling.option',
    remedy: 'Choose one of the options that the case lists.',
  });
}

const appeal = base.disagreements.appeal.handler(async ({ context, input }) => {
  const { case: ref, rulingId, reason } = input;
  requireHeard(context, 'adjudication.appealed', onCase(context, ref), ref);
  await caseRowOf(context, ref);
  inTransaction(context.store, () => {
    const on = onCase(context, ref);
    const own = on.fold.appeals.find(
      (one) => one.personId === on.person.id && one.body.rulingId === rulingId,
    );
    if (own?.body.reason === reason) return;
    requireAppealable(on, rulingId);
    appendOwn(context, 'adjudication.appealed@1', subjectOf(ref), { ...ref, rulingId, reason });
  });
  announce(context);
  return changedCase(context, ref, everything);
});

function requireAppealable({ fold }: OnCase, rulingId: string): void {
  if (!fold.rulings.some((one) => one.entry.body.rulingId === rulingId)) throw notFound('This ruling');
  const isStanding = fold.standing?.entry.body.rulingId === rulingId;
  if (isStanding && fold.appeals.length === 0) return;
  throw new WorkbenchError('CONFLICT', {
    what: isStanding
      ? 'This case was appealed before, and a case is appealed once.'
      : 'This ruling does not stand any more.',
    remedy: 'Read the case again; say in a comment what still has to be said.',
  });
}

const comment = base.disagreements.comment.handler(({ context, input }) => {
  const { store } = context;
  const said = inTransaction(store, () => {
    const { person } = getSelf(store);
    const known = findComment(store, input.commentId);
    if (known !== null) return requireSame(known, person.id, input);
    const subject = requireTopic(context, input.about);
    appendOwn(context, 'comment.added@1', subject, input);
    // Its time is the one that is stored, so that whoever asks again is answered the same.
    return findComment(store, input.commentId)!;
  });
  announce(context);
  return { ...input, at: said.at, by: getSelf(store).person.name, isMine: true };
});

function findComment(store: ReadableStore, commentId: string): EntryOf<'comment.added'> | null {
  return listOfKinds(store, ['comment.added']).find((one) => one.body.commentId === commentId) ?? null;
}

function requireSame(
  known: EntryOf<'comment.added'>,
  personId: string,
  wanted: EntryOf<'comment.added'>['body'],
): EntryOf<'comment.added'> {
  if (known.personId === personId && canonicalJson(known.body) === canonicalJson(wanted)) return known;
  throw new WorkbenchError('CONFLICT', {
    what: 'Something else was said under this id.',
    where: `comment ${wanted.commentId}`,
    remedy: 'Send it again under a new id.',
  });
}

/** What a comment is about, if this person may speak about it. */
function requireTopic(context: BackendContext, about: CommentAbout): EventSubject {
  const { store } = context;
  const { person } = getSelf(store);
  if (about.kind === 'case') {
    requireHeard(context, 'comment.added', onCase(context, about.case), about.case);
    return subjectOf(about.case);
  }
  if (about.kind === 'proposal') {
    const isKnown = listOfKinds(store, ['taxonomy.proposed']).some(
      (one) => one.body.proposalId === about.proposalId,
    );
    if (isKnown) return {};
    throw notFound('This proposal');
  }
  const { round, begunBy } = getOwnRound(store, about.roundId, person);
  const isPart = round.personIds.includes(person.id) || begunBy === person.id;
  const isOfRound = round.cases.some((one) => canonicalJson(one) === canonicalJson(about.case));
  if (isPart && isOfRound) return subjectOf(about.case);
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only those who take part in a norming round speak in it, about its cases.',
    where: round.title,
    remedy: 'Comment on the case itself instead.',
  });
}

export const disagreementsActs = { claim, rule, appeal, comment };
