/** People and their tokens. A token is looked up by its hash; the token itself is nowhere. */
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import type { ReadableHub, WritableHub } from './write.ts';

interface PersonRow {
  id: string;
  name: string;
  role: Role;
}

const toPerson = (row: PersonRow): Person => ({ id: row.id as PersonId, name: row.name, role: row.role });

export async function insertPerson(
  hub: WritableHub,
  person: Person,
  createdAt: string,
  isHub = false,
): Promise<void> {
  await hub
    .insertInto('person')
    .values({ ...person, created_at: createdAt, is_hub: isHub })
    .execute();
}

export async function updateRole(hub: WritableHub, id: string, role: Role): Promise<void> {
  await hub.updateTable('person').set({ role }).where('id', '=', id).execute();
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

export interface TokenRecord {
  id: string;
  hash: string;
  person: Person;
  expiresAt: string | null;
  revokedAt: string | null;
}

export async function insertToken(
  hub: WritableHub,
  token: { id: string; hash: string; personId: string; createdAt: string; expiresAt: string | null },
): Promise<void> {
  await hub
    .insertInto('token')
    .values({
      id: token.id,
      hash: token.hash,
      person_id: token.personId,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      revoked_at: null,
      name: null,
      last_used_at: null,
    })
    .execute();
}

export async function findToken(hub: ReadableHub, hash: string): Promise<TokenRecord | null> {
  const row = await hub
    .selectFrom('token')
    .innerJoin('person', 'person.id', 'token.person_id')
    .select(['token.id as tokenId', 'token.hash', 'token.expires_at', 'token.revoked_at'])
    .select(['person.id', 'person.name', 'person.role'])
    .where('token.hash', '=', hash)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { tokenId, expires_at: expiresAt, revoked_at: revokedAt } = row;
  return { id: tokenId, hash: row.hash, person: toPerson(row), expiresAt, revokedAt };
}

/** Revokes what is not revoked yet; answers how many. */
export async function revokeTokens(hub: WritableHub, personId: string, at: string): Promise<number> {
  const revoked = await hub
    .updateTable('token')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return revoked.length;
}

/** How many people of a role can sign in now. */
export async function countActive(hub: ReadableHub, role: Role, now: string): Promise<number> {
  const rows = await hub
    .selectFrom('token')
    .innerJoin('person', 'person.id', 'token.person_id')
    .select('person.id')
    .distinct()
    .where('person.role', '=', role)
    .where('token.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('token.expires_at', 'is', null), eb('token.expires_at', '>', now)]))
    .execute();
  return rows.length;
}
