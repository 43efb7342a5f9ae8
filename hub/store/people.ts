/** People of the hub, as its own ledger says. */
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import type { ReadableHub, WritableHub } from './write.ts';

interface PersonRow {
  id: string;
  name: string;
  role: Role;
}

const toPerson = (row: PersonRow): Person => ({ id: row.id as PersonId, name: row.name, role: row.role });

/** Makes the hub itself a person: whoever decides is somebody. */
export async function insertHubPerson(hub: WritableHub, person: Person, createdAt: string): Promise<void> {
  await hub
    .insertInto('person')
    .values({ ...person, created_at: createdAt, is_hub: true })
    .execute();
}

/** Adds a person or changes their name and role. */
export async function upsertPerson(hub: WritableHub, person: Person, createdAt: string): Promise<void> {
  const { name, role } = person;
  await hub
    .insertInto('person')
    .values({ ...person, created_at: createdAt, is_hub: false })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, role }))
    .execute();
}

/** The person of the hub's own ledger; null as long as the hub has decided nothing. */
export async function findHubPerson(hub: ReadableHub): Promise<Person | null> {
  const row = await hub
    .selectFrom('person')
    .select(['id', 'name', 'role'])
    .where('is_hub', '=', true)
    .executeTakeFirst();
  return row === undefined ? null : toPerson(row);
}

/** Everybody but the hub itself. */
export async function listPeople(hub: ReadableHub): Promise<Person[]> {
  const rows = await hub
    .selectFrom('person')
    .select(['id', 'name', 'role'])
    .where('is_hub', '=', false)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toPerson);
}

export async function findPerson(hub: ReadableHub, id: string): Promise<Person | null> {
  const row = await hub
    .selectFrom('person')
    .select(['id', 'name', 'role'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toPerson(row);
}
