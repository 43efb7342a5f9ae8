/**
 * `work.norming`: how far the people of a round are. Votes are blind; that somebody voted is not: without it nobody can tell
 * when to show them.
 *
 * Invariant: the answer holds numbers of cases alone, and only for whoever takes part, began the round, or reads all of its
 * audit.
 */
import type { Person } from '../../shared/domain/person.ts';
import type { FoldedRound } from '../../shared/norming/fold-round.ts';
import { countVotes, countedStage, foldRound } from '../../shared/norming/fold-round.ts';
import { listOfThing } from '../store/deliberation.ts';
import { findLevel } from '../store/feed.ts';
import type { ReadableHub } from '../store/write.ts';
import { os } from './context.ts';
import { notFound } from './fail.ts';

export const norming = os.work.norming.handler(async ({ context, input: { roundId } }) => {
  const { db } = context.database;
  const said = await listOfThing(db, roundId, ['norming.begun', 'norming.moved', 'norming.voted']);
  const found = foldRound(said, roundId);
  if (found === null || !(await mayFollow(db, found, context.person)))
    throw notFound('There is no such round.');
  const stage = countedStage(found.stage);
  return found.round.personIds.map((personId) => ({
    personId,
    done: countVotes(found, stage, personId),
  }));
});

async function mayFollow(
  hub: ReadableHub,
  { round, begunBy }: FoldedRound,
  { id }: Person,
): Promise<boolean> {
  if (begunBy === id || round.personIds.includes(id)) return true;
  return (await findLevel(hub, round.auditId, id)) === 'full';
}
