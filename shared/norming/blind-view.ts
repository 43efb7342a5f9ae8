/**
 * What one person may see of a round's votes. Must not know screens or stores.
 *
 * Invariant: while a stage's votes are blind, nothing of anybody else's vote is in the answer: first votes until they are
 * discussed, second votes until the round is closed. Nothing is discussed before the first votes are fixed.
 */
import { caseKey } from '../domain/adjudication.ts';
import type { CaseRef } from '../domain/adjudication.ts';
import type { PersonId } from '../domain/ids.ts';
import type { NormingStage } from '../domain/norming.ts';
import type { FoldedRound, NormingComment, NormingVoteEntry } from './fold-round.ts';

/** Whether everybody's votes of a stage are shown while the round stands at `at`. */
export function isRevealed(stage: 'first' | 'second', at: NormingStage): boolean {
  return stage === 'first' ? at !== 'first' : at === 'closed';
}

/** Votes of a stage on a case that this person may see, in the order of the round's people. */
export function shownVotes(
  of: FoldedRound,
  stage: 'first' | 'second',
  on: CaseRef,
  personId: PersonId,
): NormingVoteEntry[] {
  const votes = of[stage].get(caseKey(on));
  if (votes === undefined) return [];
  const people = isRevealed(stage, of.stage) ? of.round.personIds : [personId];
  return people.flatMap((id) => votes.get(id) ?? []);
}

/** The discussion of a case; nothing before the first votes are fixed. */
export function shownComments(of: FoldedRound, on: CaseRef): NormingComment[] {
  if (of.stage === 'first') return [];
  const key = caseKey(on);
  return of.comments.filter(({ body: { about } }) => about.kind === 'norming' && caseKey(about.case) === key);
}
