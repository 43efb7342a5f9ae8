/** People of the hub, as its own ledger says. */
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import type { ReadableHub, WritableHub } from './write.ts';

interface PersonRow {
  id: string;
  name: string;
  role: Role;
  is_imported: boolean;
}

const toPerson = ({ id, name, role, is_imported: isImported }: PersonRow): Person => ({
  id: id as PersonId,
  name,
  role,
  ...(isImported ? { isImported } : {}),
});

/** Makes the hub itself a person: whoever decides is somebody. */
export async function insertHubPerson(hub: WritableHub, person: Person, createdAt: string): Promise<void> {
  const { id, name, role } = person;
  await hub.insertInto('person').values({ id, name, role, created_at: createdAt, is_hub: true }).execute();
}

/** Adds a person or changes their name and role. */
export async function upsertPerson(hub: WritableHub, person: Person, createdAt: string): Promise<void> {
  const { id, name, role } = person;
  await hub
    .insertInto('person')
    .values({ id, name, role, created_at: createdAt, is_hub: false })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, role }))
    .execute();
}

/** Adds somebody who is known by imported reviews alone; who is known already stays as they are. Answers whether it did. */
export async function insertImported(
  hub: WritableHub,
  { personId: id, name }: { personId: string; name: string },
  createdAt: string,
): Promise<boolean> {
  const row = {
    id,
    name,
    role: 'reviewer' as const,
    created_at: createdAt,
    is_hub: false,
    is_imported: true,
  };
  const added = await hub
    .insertInto('person')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return added.length > 0;
}

/** The person of the hub's own ledger; null as long as the hub has decided nothing. */
export async function findHubPerson(hub: ReadableHub): Promise<Person | null> {
  const row = await hub
    .selectFrom('person')
    .select(['id', 'name', 'role', 'is_imported'])
    .where('is_hub', '=', true)
    .executeTakeFirst();
  return row === undefined ? null : toPerson(row);
}

/** Everybody but the hub itself, those known by imported reviews alone included. */
export async function listPeople(hub: ReadableHub): Promise<Person[]> {
  const rows = await hub
    .selectFrom('person')
    .select(['id', 'name', 'role', 'is_imported'])
    .where('is_hub', '=', false)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toPerson);
}

export async function findPerson(hub: ReadableHub, id: string): Promise<Person | null> {
  const row = await hub
    .selectFrom('person')
    .select(['id', 'name', 'role', 'is_imported'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toPerson(row);
}
