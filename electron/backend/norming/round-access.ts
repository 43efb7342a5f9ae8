/**
 * Which norming rounds a person may open, and what they may do in them. Must not know screens.
 *
 * Invariant: a round is there for those who take part in it, for whoever began it, and for those who read everything of its
 * audit; for everybody else it is not there at all.
 */
import type { DeliberationKind } from '../../../shared/domain/deliberation.ts';
import { deliberationRoles } from '../../../shared/domain/deliberation.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { FoldedRound } from '../../../shared/norming/fold-round.ts';
import { foldRound, foldRounds } from '../../../shared/norming/fold-round.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listOfKinds, listOfThing } from '../../../db/queries/deliberation.ts';
import { notFound, WorkbenchError } from '../errors.ts';

const readsAll = ['owner', 'lead', 'admin', 'auditor'];

/** Rounds that this person may open, the last begun first. */
export function listOwnRounds(store: ReadableStore, person: Person): FoldedRound[] {
  const entries = listOfKinds(store, ['norming.begun', 'norming.voted', 'norming.moved']);
  return [...foldRounds(entries).values()].filter((of) => mayOpen(of, person)).toReversed();
}

/** The round, if this person may open it. Throws NOT_FOUND. */
export function getOwnRound(store: ReadableStore, roundId: string, person: Person): FoldedRound {
  const found = foldRound(listOfThing(store, roundId), roundId);
  if (found === null || !mayOpen(found, person)) throw notFound('This round');
  return found;
}

/** Whether this person's role allows it; having a part in the round is asked besides. */
export function hasRoleFor(kind: DeliberationKind, { role }: Person): boolean {
  const allowed: readonly string[] = deliberationRoles[kind];
  return allowed.includes(role);
}

/** Throws FORBIDDEN for whoever may not begin rounds or move them on. */
export function requireRoleFor(kind: 'norming.begun' | 'norming.moved', person: Person): void {
  if (hasRoleFor(kind, person)) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only taxonomy owners and leads begin norming rounds and move them on.',
    remedy: 'Ask one of them. If you take part, you can vote as long as the stage lasts.',
  });
}

function mayOpen({ round, begunBy }: FoldedRound, { id, role }: Person): boolean {
  return round.personIds.includes(id) || begunBy === id || readsAll.includes(role);
}
