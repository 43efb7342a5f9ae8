/**
 * Norming rounds: who begins one, who votes in it and when, who moves it on.
 *
 * Invariant: nobody takes part on an item that they still have to judge, and a vote counts only in the stage that it is of.
 */
import type { Audit } from '../../shared/domain/audit.ts';
import type { CaseRef } from '../../shared/domain/adjudication.ts';
import { caseKey } from '../../shared/domain/adjudication.ts';
import type { NormingMove, NormingRound, NormingVote } from '../../shared/domain/norming.ts';
import type { Decision } from '../store/ledgers.ts';
import { listPeople } from '../store/people.ts';
import type { Round } from '../store/rounds.ts';
import { findRound } from '../store/rounds.ts';
import { findCase, mayRuleIn, stillHasToJudge } from './cases.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { applied, refuse, waiting } from './decision.ts';

export async function decideRound(
  context: ProjectionContext,
  event: PlacedEvent,
  round: NormingRound,
): Promise<Decision> {
  let audit: Audit | null = null;
  for (const one of round.cases) {
    if (one.auditId !== round.auditId) return refuse('BAD_BODY', 'Its cases are not all of its audit.');
    const found = await findCase(context, one);
    if ('refusal' in found) return found.refusal;
    ({ audit } = found);
  }
  if (audit === null) return refuse('BAD_BODY', 'A round needs a case.');
  if (!mayRuleIn(event, audit)) {
    return refuse('NOT_YOURS', 'A lead begins rounds on cases of their own audits.');
  }
  if ((await findRound(context.hub, round.roundId)) !== null) return refuse('DUPLICATE_ID');
  const here = new Set(
    (await listPeople(context.hub)).filter((one) => one.isImported !== true).map((one) => one.id),
  );
  const stranger = round.personIds.find((id) => !here.has(id));
  if (stranger !== undefined) return refuse('UNKNOWN_PERSON', `Person ${stranger} is not at this hub.`);
  const itemIds = [...new Set(round.cases.map((one) => one.itemId))];
  const open = await stillHasToJudge(context, audit, itemIds, [...round.personIds, event.owner]);
  if (open === null) return applied;
  return refuse('NOT_JUDGED', `Person ${open.personId} still has to judge item ${open.itemId}.`);
}

export async function decideVote(
  context: ProjectionContext,
  event: PlacedEvent,
  vote: NormingVote,
): Promise<Decision> {
  // First, because the beginning of its round may wait for the same audit.
  const found = await findCase(context, vote.case);
  if ('refusal' in found) return found.refusal;
  const round = await findRound(context.hub, vote.roundId);
  if (round === null) return refuse('UNKNOWN_ROUND');
  if (!isPartOf(round, vote.case, event.owner)) return refuse('NOT_IN_ROUND');
  if (!found.question.options.some((one) => one.id === vote.option)) {
    return refuse('BAD_BODY', `The question "${found.question.title}" has no option "${vote.option}".`);
  }
  if (round.stage === vote.stage) return applied;
  const detail = `The round "${round.title}" is in the stage "${round.stage}": a vote of the stage "${vote.stage}" does not count any more, or not yet. It is kept in the ledger.`;
  return refuse('WRONG_STAGE', detail);
}

/** Two devices may both move a round on: saying it again changes nothing. */
export async function decideMove(
  context: ProjectionContext,
  event: PlacedEvent,
  move: NormingMove,
): Promise<Decision> {
  const round = await findRound(context.hub, move.roundId);
  if (round === null) return (await waitsFor(context, event)) ? waiting : refuse('UNKNOWN_ROUND');
  if (round.beganBy === event.owner || event.role === 'admin') return applied;
  return refuse('NOT_YOURS', 'Only who began a round, or an admin, moves it on.');
}

/** Whether the audit that a move says it is about is not given out here yet, so that its round may still come. */
async function waitsFor(context: ProjectionContext, { envelope }: PlacedEvent): Promise<boolean> {
  const { auditId } = envelope.subject;
  if (auditId === undefined) return false;
  const audit = await context.findAudit(auditId);
  return audit === null || audit.state === 'planned' || audit.state === 'drawn';
}

export async function decideRoundComment(
  context: ProjectionContext,
  event: PlacedEvent,
  about: { roundId: string; case: CaseRef },
): Promise<Decision> {
  const found = await findCase(context, about.case);
  if ('refusal' in found) return found.refusal;
  const round = await findRound(context.hub, about.roundId);
  if (round === null) return refuse('UNKNOWN_ROUND');
  const isHost = round.beganBy === event.owner && hasCase(round, about.case);
  return isHost || isPartOf(round, about.case, event.owner) ? applied : refuse('NOT_IN_ROUND');
}

function isPartOf(round: Round, of: CaseRef, personId: string): boolean {
  return round.personIds.some((id) => id === personId) && hasCase(round, of);
}

const hasCase = (round: Round, of: CaseRef): boolean =>
  round.cases.some((one) => one.auditId === of.auditId && caseKey(one) === caseKey(of));
