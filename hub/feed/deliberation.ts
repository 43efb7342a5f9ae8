/**
 * Who may see what of the deliberation of one audit.
 *
 * Invariant: what was said about a case is for whoever sees others' answers of its item, and for whoever said it; a vote
 * of a norming round stays its voter's alone until its stage is over, for everybody who votes in that round.
 */
import type { DeliberationEntry } from '../../shared/domain/deliberation.ts';
import { subjectOf } from '../../shared/domain/deliberation.ts';
import { listOfAudit } from '../store/deliberation.ts';
import type { Round } from '../store/rounds.ts';
import { listRounds } from '../store/rounds.ts';
import type { ReadableHub } from '../store/write.ts';
import type { Level } from './visibility.ts';

/** What was said in one audit, or about some of its items; its rounds always whole. */
export interface Deliberation {
  entries: DeliberationEntry[];
  rounds: ReadonlyMap<string, Round>;
}

export async function readDeliberation(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<Deliberation> {
  const rounds = await listRounds(hub, auditId);
  return {
    entries: await listOfAudit(hub, auditId, itemIds),
    rounds: new Map(rounds.map((round) => [round.roundId, round])),
  };
}

/** Items of the rounds that a person votes in or began: these come without sealed facts, and are no work of theirs. */
export function listNormed({ rounds }: Pick<Deliberation, 'rounds'>, personId: string): Set<string> {
  const mine = [...rounds.values()].filter((round) => isInvolved(round, personId));
  return new Set(mine.flatMap((round) => round.cases.map((one) => one.itemId as string)));
}

/** What a person may see of it. `sees`: whether they see what this author said about this item. */
export function listSeen(
  { entries, rounds }: Deliberation,
  { personId, level }: { personId: string; level: Level },
  sees: (itemId: string, author: string) => boolean,
): DeliberationEntry[] {
  if (level === 'none') return [];
  const seesAll = level === 'full';
  return entries.filter((entry) => {
    if (entry.personId === personId) return true;
    const roundId = roundIdOf(entry);
    if (roundId !== null) {
      const round = rounds.get(roundId);
      return (
        round !== undefined && (seesAll || isInvolved(round, personId)) && isShown(entry, round, personId)
      );
    }
    const { itemId } = subjectOf(entry);
    // What an import brought is told with the audit to whoever may be shown its reviews.
    if (itemId === null) return seesAll || level === 'revealed' || level === 'complete';
    return sees(itemId, entry.personId);
  });
}

function roundIdOf(entry: DeliberationEntry): string | null {
  switch (entry.kind) {
    case 'norming.begun':
    case 'norming.moved':
    case 'norming.voted':
      return entry.body.roundId;
    case 'comment.added':
      return entry.body.about.kind === 'norming' ? entry.body.about.roundId : null;
    default:
      return null;
  }
}

function isInvolved({ personIds, beganBy }: Round, personId: string): boolean {
  return beganBy === personId || personIds.some((id) => id === personId);
}

/** Something of somebody else's: whoever votes is blind to it while the stage lasts, whatever else they may do. */
function isShown(entry: DeliberationEntry, round: Round, personId: string): boolean {
  if (!round.personIds.some((id) => id === personId)) return true;
  if (entry.kind === 'comment.added') return round.stage !== 'first';
  if (entry.kind !== 'norming.voted') return true;
  return entry.body.stage === 'first' ? round.stage !== 'first' : round.stage === 'closed';
}
