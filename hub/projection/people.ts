/**
 * Who is here, as the hub's own ledger says: rows of `person` are made and changed by nothing else. Of tokens the ledger
 * says only that they are there; their hashes are no projection.
 */
import type { Decision } from '../store/ledgers.ts';
import { upsertPerson } from '../store/people.ts';
import { isByHub } from './by-hub.ts';
import { applied, refuse } from './decision.ts';
import type { RuleInput } from './rule.ts';

type OfPerson = 'person.added@1' | 'person.changed@1';
type OfToken = 'token.issued@1' | 'token.revoked@1';

/** A person as they are from now on. */
export async function projectPerson({ context, event, body }: RuleInput<OfPerson>): Promise<Decision> {
  if (!(await isByHub(context, event))) return refuse('WRONG_ROLE', 'Only the hub itself says who is here.');
  const { personId, name, role } = body;
  await upsertPerson(context.hub, { id: personId, name, role }, event.envelope.at);
  context.forgetPeople();
  return applied;
}

export async function projectToken({ context, event, body }: RuleInput<OfToken>): Promise<Decision> {
  if (!(await isByHub(context, event))) return refuse('WRONG_ROLE', 'Only the hub itself hands out tokens.');
  return (await context.isPerson(body.personId)) ? applied : refuse('UNKNOWN_PERSON');
}
