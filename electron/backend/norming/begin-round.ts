/**
 * What must hold before a norming round begins. Must not write.
 *
 * Invariant: a round spoils no judgement that is still to be made: nobody in it, nor whoever begins it, has still to judge
 * one of its items.
 */
import { caseKey } from '../../../shared/domain/adjudication.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { ItemId, PersonId } from '../../../shared/domain/ids.ts';
import type { NormingRound } from '../../../shared/domain/norming.ts';
import { listRoundFaults } from '../../../shared/norming/fold-round.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { isAssigned } from '../../../db/queries/audits.ts';
import { findItem } from '../../../db/queries/items.ts';
import { findPerson } from '../../../db/queries/people.ts';
import { findRelabel } from '../../../db/queries/relabels.ts';
import { findCurrentReview } from '../../../db/queries/reviews.ts';
import { WorkbenchError } from '../errors.ts';
import { questionsOf } from './round-questions.ts';

/** Throws INVALID_INPUT or CONFLICT with what is wrong. */
export function requireFit(store: ReadableStore, audit: Audit, round: NormingRound, begunBy: PersonId): void {
  const [fault] = listRoundFaults(round);
  if (fault !== undefined) throw unfit(`This round cannot begin: ${fault}.`, 'cases');
  requireCases(store, round);
  for (const personId of round.personIds) requireTakesPart(store, personId);
  // After the close nobody has anything to judge.
  if (audit.state === 'closed') return;
  for (const personId of new Set([...round.personIds, begunBy])) {
    const open = round.cases.filter((of) => hasToJudge(store, of.itemId, personId));
    if (open.length > 0) throw stillToJudge(store, personId, open.length);
  }
}

function requireCases(store: ReadableStore, { auditId, cases }: NormingRound): void {
  const questions = questionsOf(store, auditId);
  for (const of of cases) {
    const item = findItem(store, of.itemId);
    if (item?.auditId === auditId && questions.has(of.question)) continue;
    throw unfit('A case of this round is not on this computer.', caseKey(of));
  }
}

function requireTakesPart(store: ReadableStore, personId: PersonId): void {
  const person = findPerson(store, personId);
  if (person === null) throw unfit('Somebody in this round is not known here.', 'personIds');
  if (person.isImported === true) {
    throw unfit(
      `${person.name} is known by imported reviews only, so nobody can vote as them.`,
      'personIds',
      'Leave them out.',
    );
  }
  if (person.role !== 'ingest' && person.role !== 'auditor') return;
  throw unfit(`${person.name} cannot vote: their role is ${person.role}.`, 'personIds', 'Leave them out.');
}

/** The item is theirs and they have not submitted it, skipped or not, or are asked to judge it anew: as at the hub. */
function hasToJudge(store: ReadableStore, itemId: ItemId, personId: PersonId): boolean {
  if (findRelabel(store, itemId, personId) !== null) return true;
  if (!isAssigned(store, itemId, personId)) return false;
  return findCurrentReview(store, itemId, personId) === null;
}

function unfit(
  what: string,
  where: string,
  remedy = 'Choose again and begin the round then. Nothing was stored.',
) {
  return new WorkbenchError('INVALID_INPUT', { what, where, remedy });
}

function stillToJudge(store: ReadableStore, personId: PersonId, count: number): WorkbenchError {
  const name = findPerson(store, personId)?.name ?? 'Somebody';
  return new WorkbenchError('CONFLICT', {
    what: `${name} has still to judge ${count === 1 ? 'an item' : `${count} items`} of this round: it would give away what others said.`,
    where: 'cases',
    remedy: 'Leave these cases out, or begin the round when their reviews are in.',
  });
}
