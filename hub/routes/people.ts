/** Who I am, and who else is here. */
import type { Person, Role } from '../../shared/domain/person.ts';
import { isoNow } from '../outside.ts';
import type { PeopleFacts } from '../people.ts';
import { changePerson, createPerson, revokePerson } from '../people.ts';
import { listPeople } from '../store/people.ts';
import { listActive } from '../store/tokens.ts';
import type { ReadableHub, WritableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import type { RouteContext } from './context.ts';
import { factsOf, os } from './context.ts';
import { fail, notFound } from './fail.ts';

export const me = os.me.handler(({ context }) => ({
  hubId: context.database.hubId,
  person: context.person,
  apiVersion: 1 as const,
}));

/** A lead looks after reviewers and other leads; every other role is an admin's to give and to take. */
function mustLookAfter(person: Person, role: Role): void {
  if (person.role === 'admin' || role === 'reviewer' || role === 'lead') return;
  throw fail('FORBIDDEN', {
    what: `A lead cannot add or remove people of the role ${role}.`,
    remedy: 'Ask an admin of this hub.',
  });
}

/** What a decision of this person takes: the ledger keeps on whose request it was. */
export function decidedBy(context: RouteContext): PeopleFacts {
  return { ...factsOf(context), by: context.person.id };
}

/** Throws INVALID_INPUT for the end of a token's life that has passed. */
export function mustBeAhead({ clock }: RouteContext, expiresAt: string | undefined): void {
  if (expiresAt === undefined || expiresAt > isoNow(clock)) return;
  throw fail('INVALID_INPUT', {
    what: 'The token would have expired already.',
    where: 'expiresAt',
    remedy: 'Give a time in the future, or none.',
  });
}

/** The person, who must be here and one who signs in; the hub itself is nobody. */
export async function getPerson(hub: ReadableHub, id: string): Promise<Person> {
  const found = (await listPeople(hub)).find((person) => person.id === id);
  if (found === undefined) throw notFound('There is no such person at this hub.');
  if (found.isImported === true) {
    throw fail('FORBIDDEN', {
      what: `${found.name} is known by imported reviews alone: nobody signs in as them.`,
      where: `person ${id}`,
      remedy: 'Add a person of their own, if somebody is to work here.',
    });
  }
  return found;
}

/**
 * Throws CONFLICT when no admin could sign in any more without the tokens that `isGone` names: nobody could look after
 * this hub then. Tokens that cannot be used anyway change nothing.
 */
export async function mustKeepAnAdmin(
  hub: WritableHub,
  { clock }: RouteContext,
  isGone: (token: { id: string; personId: string }) => boolean,
): Promise<void> {
  const active = await listActive(hub, 'admin', isoNow(clock));
  if (!active.some(isGone) || !active.every(isGone)) return;
  throw fail('CONFLICT', {
    what: 'This is the only admin who can sign in.',
    where: 'tokens of admins',
    remedy: 'Add another admin first; without one, nobody could look after this hub.',
  });
}

const list = os.people.list.handler(({ context }) => listPeople(context.database.db));

const create = os.people.create.handler(async ({ context, input }) => {
  const { database, log, person } = context;
  mustLookAfter(person, input.role);
  mustBeAhead(context, input.expiresAt);
  const added = await inWrite(database.db, (hub) => createPerson(hub, input, decidedBy(context)));
  log.info({ by: person.id, personId: added.person.id, role: input.role }, 'person added');
  return added;
});

const revoke = os.people.revoke.handler(async ({ context, input }) => {
  const { database, log } = context;
  const revoked = await inWrite(database.db, async (hub) => {
    const person = await getPerson(hub, input.personId);
    mustLookAfter(context.person, person.role);
    await mustKeepAnAdmin(hub, context, (token) => token.personId === person.id);
    return revokePerson(hub, person.id, decidedBy(context));
  });
  log.info({ by: context.person.id, personId: input.personId, revoked }, 'tokens revoked');
  return { revoked };
});

const update = os.people.update.handler(async ({ context, input }) => {
  const { database, log } = context;
  const { personId, ...change } = input;
  const changed = await inWrite(database.db, async (hub) => {
    const person = await getPerson(hub, personId);
    const isDemoted = person.role === 'admin' && change.role !== undefined && change.role !== 'admin';
    if (isDemoted) await mustKeepAnAdmin(hub, context, (token) => token.personId === personId);
    return changePerson(hub, personId, change, decidedBy(context));
  });
  log.info({ by: context.person.id, personId, role: changed.role }, 'person changed');
  return changed;
});

export const people = { list, create, update, revoke };
