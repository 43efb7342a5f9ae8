/**
 * A norming round as one person may see it. Must not decide anything: stages, counted votes and blindness are the rules of
 * `shared/norming`.
 *
 * Invariant: no answer made here before a stage is revealed holds anything of another person's vote but that it was given.
 */
import type { NormingView } from '../../../shared/contract/norming.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { PersonId, TraceId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { isRevealed, shownComments, shownVotes } from '../../../shared/norming/blind-view.ts';
import type { FoldedRound } from '../../../shared/norming/fold-round.ts';
import { countVotes, countedStage, votingStage } from '../../../shared/norming/fold-round.ts';
import { roundAgreement } from '../../../shared/norming/round-agreement.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findAudit } from '../../../db/queries/audits.ts';
import { findItem } from '../../../db/queries/items.ts';
import { getCurrentLedger } from '../../../db/queries/ledger.ts';
import { findPerson } from '../../../db/queries/people.ts';
import type { BackendContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { erasedTrace, isTextErased, viewTrace } from '../item-view.ts';
import { mayMoveOn } from './round-access.ts';
import type { RoundQuestion } from './round-questions.ts';
import { questionsOf, scalesOf } from './round-questions.ts';

export type RoundSummary = Omit<NormingView, 'personNames' | 'late' | 'items' | 'agreement'>;

export function summariseRound(store: ReadableStore, of: FoldedRound, me: Person): RoundSummary {
  const { round, begunBy, begunAt, stage } = of;
  const voting = votingStage(stage);
  const takesPart = round.personIds.includes(me.id);
  const done = round.personIds.map((id) => countKnown(store, of, id, me));
  return {
    roundId: round.roundId,
    auditId: round.auditId,
    auditTitle: findAudit(store, round.auditId)?.title ?? 'An audit that is not here',
    title: round.title,
    stage,
    isLive: round.isLive,
    cases: round.cases.length,
    begunBy: nameOf(store, begunBy),
    begunAt,
    waitingForMe: voting !== null && takesPart ? round.cases.length - countVotes(of, voting, me.id) : 0,
    voted: done.includes(null) ? null : done.filter((count) => count === round.cases.length).length,
    people: round.personIds.length,
    mayMove: stage !== 'closed' && mayMoveOn(of, me),
  };
}

export function viewRound(
  { store, retention }: Pick<BackendContext, 'store' | 'retention'>,
  of: FoldedRound,
  me: Person,
): NormingView {
  const { round } = of;
  const audit = findAudit(store, round.auditId);
  if (audit === null) throw notFound('The audit of this round');
  const questions = questionsOf(store, audit.id);
  return {
    ...summariseRound(store, of, me),
    personNames: round.personIds.map((personId) => ({
      personId,
      name: nameOf(store, personId),
      done: countKnown(store, of, personId, me),
    })),
    late: of.uncounted.filter(({ personId }) => personId === me.id && round.personIds.includes(personId))
      .length,
    items: round.cases.flatMap((on) => {
      const question = questions.get(on.question);
      if (question === undefined) return [];
      const item = findItem(store, on.itemId);
      if (item !== null) retention.checkText(item.contentDigest);
      return [viewCase(store, of, on, { audit, question, me })];
    }),
    agreement: roundAgreement(of, scalesOf(questions)),
  };
}

interface CaseFacts {
  audit: Audit;
  question: RoundQuestion;
  me: Person;
}

function viewCase(
  store: ReadableStore,
  of: FoldedRound,
  on: CaseRef,
  { audit, question: { question, classes }, me }: CaseFacts,
): NormingView['items'][number] {
  const votes = (stage: 'first' | 'second') =>
    shownVotes(of, stage, on, me.id).map(({ personId, body }) => ({
      personId,
      name: nameOf(store, personId),
      isMine: personId === me.id,
      option: body.option,
      rationale: body.rationale,
    }));
  return {
    case: on,
    title: findItem(store, on.itemId)?.title ?? 'A case that is not here yet',
    questionTitle: question.title,
    options: question.options.map(({ id, title }) => ({ option: id, title })),
    trace: traceOf(store, audit, on),
    classes,
    first: votes('first'),
    second: votes('second'),
    comments: shownComments(of, on).map(({ personId, at, body }) => ({
      ...body,
      at,
      by: nameOf(store, personId),
      isMine: personId === me.id,
    })),
  };
}

/** The text as this audit's blinding shows it; where it is not here, a trace that says so. */
function traceOf(store: ReadableStore, audit: Audit, { itemId }: CaseRef): Trace {
  const item = findItem(store, itemId);
  if (item === null) return missingTrace(audit, itemId);
  if (isTextErased(store, item)) return erasedTrace(audit, item);
  return viewTrace(store, audit, item);
}

function missingTrace(audit: Audit, itemId: string): Trace {
  return {
    id: itemId as TraceId,
    occurredAt: audit.drawnAt ?? audit.plannedAt,
    prompt: [
      {
        role: 'system',
        text: 'The text of this case is not on this computer yet. It comes with the next sync.',
      },
    ],
    context: [],
    output: '',
  };
}

/**
 * Cases that a person has voted on in the stage at hand, or in the last one that was voted in. Null for another voter while
 * the votes are blind and there is a hub: then this device holds no vote of theirs, whether they voted or not.
 */
function countKnown(store: ReadableStore, of: FoldedRound, personId: PersonId, me: Person): number | null {
  const stage = countedStage(of.stage);
  const isBlind = of.round.personIds.includes(me.id) && !isRevealed(stage, of.stage);
  const isHidden = personId !== me.id && isBlind && getCurrentLedger(store).hubId !== null;
  return isHidden ? null : countVotes(of, stage, personId);
}

function nameOf(store: ReadableStore, id: PersonId): string {
  return findPerson(store, id)?.name ?? 'Somebody';
}
