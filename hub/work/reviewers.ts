/** Whether people can be given work: they are here, their role reviews, and they can sign in. */
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import { fail } from '../routes/fail.ts';
import { listPeople } from '../store/people.ts';
import type { ReadableHub } from '../store/write.ts';

const reviewing: readonly Role[] = ['reviewer', 'owner', 'lead', 'admin'];

/** Each of `ids` once, in their order. Throws INVALID_INPUT that names whoever cannot review. */
export async function requireReviewers(
  hub: ReadableHub,
  ids: readonly PersonId[],
  now: string,
  where: string,
): Promise<PersonId[]> {
  const people = new Map<string, Person>((await listPeople(hub)).map((one) => [one.id, one]));
  const active = await listActivePeople(hub, now);
  const faults = [...new Set(ids)].flatMap((id) => {
    const person = people.get(id);
    if (person === undefined) return [`person ${id} is not at this hub`];
    if (person.isImported === true) return [`${person.name} is known by imported reviews alone`];
    if (!reviewing.includes(person.role))
      return [`${person.name} has the role ${person.role}, which does not review`];
    return active.has(id) ? [] : [`${person.name} has no token that still works`];
  });
  if (faults.length === 0) return [...new Set(ids)];
  throw fail('INVALID_INPUT', {
    what: `Not everybody can be given work: ${faults.slice(0, 10).join('; ')}.`,
    where,
    remedy: 'Choose other people, or have an admin give them a role and a token.',
  });
}

/** Ids of the people who can sign in now. */
async function listActivePeople(hub: ReadableHub, now: string): Promise<Set<string>> {
  const rows = await hub
    .selectFrom('token')
    .select('person_id')
    .distinct()
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .execute();
  return new Set(rows.map((row) => row.person_id));
}
