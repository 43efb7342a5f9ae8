/**
 * Which norming rounds a person may open, and what they may do in them. Must not know screens.
 *
 * Invariant: a round is there for those who take part in it, for whoever began it, and for those who read everything of its
 * audit; for everybody else it is not there at all.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { DeliberationKind } from '../../../shared/domain/deliberation.ts';
import { deliberationRoles } from '../../../shared/domain/deliberation.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { FoldedRound } from '../../../shared/norming/fold-round.ts';
import { foldRound, foldRounds } from '../../../shared/norming/fold-round.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listOfKinds, listOfThing } from '../../../db/queries/deliberation.ts';
import { mayRule } from '../disagreements/case-access.ts';
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

/** Whoever began a round moves it on, or an admin; the hub holds the same. */
export function mayMoveOn({ begunBy }: FoldedRound, person: Person): boolean {
  return hasRoleFor('norming.moved', person) && (begunBy === person.id || person.role === 'admin');
}

/** Throws FORBIDDEN for whoever may not begin rounds on cases of this audit; the hub holds the same. */
export function requireMayBegin(audit: Audit, person: Person): void {
  if (hasRoleFor('norming.begun', person) && mayRule(audit, person)) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only taxonomy owners, admins, and the lead of the audit begin norming rounds on its cases.',
    remedy: 'Ask one of them to begin it.',
  });
}

/** Throws FORBIDDEN for whoever may not move this round on. */
export function requireMayMove(of: FoldedRound, person: Person): void {
  if (mayMoveOn(of, person)) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only who began a round, or an admin, moves it on.',
    remedy: 'Ask them. If you take part, you can vote as long as the stage lasts.',
  });
}

function mayOpen({ round, begunBy }: FoldedRound, { id, role }: Person): boolean {
  return round.personIds.includes(id) || begunBy === id || readsAll.includes(role);
}
