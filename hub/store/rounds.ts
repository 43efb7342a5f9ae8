/** Norming rounds as they are: folded from what was said, because a round has no row of its own. */
import type { EntryOf } from '../../shared/domain/deliberation.ts';
import type { NormingMove, NormingRound, NormingStage } from '../../shared/domain/norming.ts';
import { normingStages } from '../../shared/domain/norming.ts';
import { listOfKinds, listOfThing } from './deliberation.ts';
import type { ReadableHub } from './write.ts';

/** A round with who began it, and how far it is. */
export interface Round extends NormingRound {
  beganBy: string;
  stage: NormingStage;
}

export async function findRound(hub: ReadableHub, roundId: string): Promise<Round | null> {
  const said = await listOfThing(hub, roundId, ['norming.begun', 'norming.moved']);
  return roundsOf(said)[0] ?? null;
}

/** Rounds on cases of an audit, in the order in which they began. */
export async function listRounds(hub: ReadableHub, auditId: string): Promise<Round[]> {
  return roundsOf(await listOfKinds(hub, ['norming.begun', 'norming.moved'], auditId));
}

/** Stages only ever move on, whatever is said later. */
function roundsOf(said: readonly EntryOf<'norming.begun' | 'norming.moved'>[]): Round[] {
  const moves: NormingMove[] = said.flatMap((one) => (one.kind === 'norming.moved' ? [one.body] : []));
  return said.flatMap((one) => {
    if (one.kind !== 'norming.begun') return [];
    const reached = moves.filter((move) => move.roundId === one.body.roundId);
    const at = Math.max(0, ...reached.map((move) => normingStages.indexOf(move.stage)));
    return [{ ...one.body, beganBy: one.personId, stage: normingStages[at] ?? 'first' }];
  });
}
