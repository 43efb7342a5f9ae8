/** Who I am, and who else is here. */
import type { Person, Role } from '../../shared/domain/person.ts';
import { isoNow } from '../outside.ts';
import { createPerson, revokePerson } from '../people.ts';
import { countActive, findPerson, listPeople } from '../store/people.ts';
import { inWrite } from '../store/write.ts';
import { building } from './building.ts';
import { os } from './context.ts';
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

const list = os.people.list.handler(({ context }) => listPeople(context.database.db));

const create = os.people.create.handler(async ({ context, input }) => {
  const { database, clock, ids, log } = context;
  mustLookAfter(context.person, input.role);
  if (input.expiresAt !== undefined && input.expiresAt <= isoNow(clock)) {
    throw fail('INVALID_INPUT', {
      what: 'The token would have expired already.',
      where: 'expiresAt',
      remedy: 'Give a time in the future, or none.',
    });
  }
  const added = await inWrite(database.db, (hub) => createPerson(hub, input, { clock, ids }));
  log.info({ by: context.person.id, personId: added.person.id, role: input.role }, 'person added');
  return added;
});

const revoke = os.people.revoke.handler(async ({ context, input }) => {
  const { database, clock, log } = context;
  const revoked = await inWrite(database.db, async (hub) => {
    const person = await findPerson(hub, input.personId);
    if (person === null) throw notFound('There is no such person at this hub.');
    mustLookAfter(context.person, person.role);
    const isLastAdmin = person.role === 'admin' && (await countActive(hub, 'admin', isoNow(clock))) <= 1;
    if (isLastAdmin) {
      throw fail('CONFLICT', {
        what: 'This is the only admin who can sign in.',
        where: `person ${person.id}`,
        remedy: 'Add another admin first; without one, nobody could look after this hub.',
      });
    }
    return revokePerson(hub, person.id, clock);
  });
  log.info({ by: context.person.id, personId: input.personId, revoked }, 'tokens revoked');
  return { revoked };
});

const update = os.people.update.handler(building);

export const people = { list, create, update, revoke };
