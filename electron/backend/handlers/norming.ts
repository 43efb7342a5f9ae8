/**
 * Norming rounds: begin one, vote blind, move it on. Each act is authorise → one transaction (rule, event) → answer.
 *
 * Invariant: votes of a round are no reviews; a call that is repeated says nothing twice.
 */
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { NormingVote } from '../../../shared/domain/norming.ts';
import type { FoldedRound } from '../../../shared/norming/fold-round.ts';
import { foldRound, mayMove } from '../../../shared/norming/fold-round.ts';
import type { NormingView } from '../../../shared/contract/norming.ts';
import { inTransaction } from '../../../db/connection.ts';
import { listOfThing } from '../../../db/queries/deliberation.ts';
import type { BackendContext } from '../context.ts';
import { WorkbenchError } from '../errors.ts';
import { requireFit } from '../norming/begin-round.ts';
import {
  getOwnRound,
  hasRoleFor,
  listOwnRounds,
  requireMayBegin,
  requireMayMove,
} from '../norming/round-access.ts';
import { questionsOf } from '../norming/round-questions.ts';
import { summariseRound, viewRound } from '../norming/view-round.ts';
import { announce, appendOwn, getSelf } from '../self.ts';
import { getAudit } from '../get-audit.ts';
import { base } from './workbench-base.ts';

const list = base.norming.list.handler(({ context: { store } }) => {
  const { person } = getSelf(store);
  return listOwnRounds(store, person).map((of) => summariseRound(store, of, person));
});

const get = base.norming.get.handler(({ context, input }) => viewOf(context, input.roundId));

const begin = base.norming.begin.handler(({ context, input: round }) => {
  const { store } = context;
  inTransaction(store, () => {
    const { person } = getSelf(store);
    requireMayBegin(getAudit(store, round.auditId), person);
    const known = foldRound(listOfThing(store, round.roundId), round.roundId);
    if (known !== null) return requireSame(known, round);
    requireFit(store, getAudit(store, round.auditId), round, person.id);
    appendOwn(context, 'norming.begun@1', { auditId: round.auditId }, round);
  });
  announce(context);
  return viewOf(context, round.roundId);
});

const vote = base.norming.vote.handler(({ context, input }) => {
  const { store } = context;
  inTransaction(store, () => {
    const { person } = getSelf(store);
    const of = getOwnRound(store, input.roundId, person);
    if (!of.round.personIds.includes(person.id) || !hasRoleFor('norming.voted', person)) throw noPart();
    // Also when the round has moved on since: an answer may have been lost.
    const held = of[input.stage].get(caseKey(input.case))?.get(person.id)?.body;
    if (held !== undefined && canonicalJson(held) === canonicalJson(input)) return;
    requireStage(of, input);
    requireOption(context, of, input);
    const { auditId, itemId, question } = input.case;
    appendOwn(context, 'norming.voted@1', { auditId, itemId, questionId: question }, input);
  });
  announce(context);
  return viewOf(context, input.roundId);
});

const move = base.norming.move.handler(({ context, input }) => {
  const { store } = context;
  inTransaction(store, () => {
    const { person } = getSelf(store);
    const of = getOwnRound(store, input.roundId, person);
    requireMayMove(of, person);
    if (of.stage === input.stage) return;
    if (!mayMove(of.stage, input.stage)) throw notNext(of, input.stage);
    appendOwn(context, 'norming.moved@1', { auditId: of.round.auditId }, input);
  });
  announce(context);
  return viewOf(context, input.roundId);
});

export const normingHandlers = { list, get, begin, vote, move };

function viewOf(context: BackendContext, roundId: string): NormingView {
  const { person } = getSelf(context.store);
  return viewRound(context, getOwnRound(context.store, roundId, person), person);
}

function requireSame(known: FoldedRound, round: FoldedRound['round']): void {
  if (canonicalJson(known.round) === canonicalJson(round)) return;
  throw new WorkbenchError('CONFLICT', {
    what: 'Another round with this id has begun already.',
    where: 'roundId',
    remedy: 'Begin it again with a new id.',
  });
}

function requireStage({ stage }: FoldedRound, input: NormingVote): void {
  if (stage === input.stage) return;
  const isOver = stage !== 'first';
  throw new WorkbenchError('CONFLICT', {
    what: isOver
      ? `The ${input.stage} votes of this round are not taken any more, or not yet.`
      : 'The second votes are not taken yet.',
    where: 'stage',
    remedy: isOver
      ? 'What you voted before is kept. Go on with the stage that the round is in.'
      : 'Vote the first time; you vote again after the discussion.',
  });
}

function requireOption({ store }: BackendContext, { round }: FoldedRound, input: NormingVote): void {
  const isIn = round.cases.some((of) => caseKey(of) === caseKey(input.case));
  const question = isIn ? questionsOf(store, round.auditId).get(input.case.question)?.question : undefined;
  if (question?.options.some((of) => of.id === input.option) === true) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: isIn ? `"${input.option}" is not an option of this question.` : 'This case is not in the round.',
    where: isIn ? 'option' : 'case',
    remedy: 'Choose one of the options that the case shows.',
  });
}

function noPart(): WorkbenchError {
  return new WorkbenchError('FORBIDDEN', {
    what: 'You do not take part in this round.',
    remedy: 'You can read it. Whoever takes part was chosen when it began.',
  });
}

function notNext({ stage }: FoldedRound, to: string): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: `The round is at "${stage}", so it cannot go to "${to}".`,
    where: 'stage',
    remedy: 'Stages only move on, one after the other; a round can be ended at any time.',
  });
}
