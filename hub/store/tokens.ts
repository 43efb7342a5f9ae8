/** Tokens of people. A token is looked up by its hash; the token itself is nowhere. */
import { sql } from 'kysely';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import type { TokenTable } from '../database/tables/access.ts';
import type { ReadableHub, WritableHub } from './write.ts';

export interface TokenRow {
  id: string;
  personId: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  name: string | null;
  lastUsedAt: string | null;
}

export interface TokenRecord extends TokenRow {
  hash: string;
  person: Person;
}

const toRow = (row: Omit<TokenTable, 'hash'>): TokenRow => ({
  id: row.id,
  personId: row.person_id,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  name: row.name,
  lastUsedAt: row.last_used_at,
});

export async function insertToken(hub: WritableHub, token: TokenRow, hash: string): Promise<void> {
  await hub
    .insertInto('token')
    .values({
      id: token.id,
      hash,
      person_id: token.personId,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      revoked_at: token.revokedAt,
      name: token.name,
      last_used_at: token.lastUsedAt,
    })
    .execute();
}

export async function findTokenByHash(hub: ReadableHub, hash: string): Promise<TokenRecord | null> {
  const row = await hub
    .selectFrom('token')
    .innerJoin('person', 'person.id', 'token.person_id')
    .selectAll('token')
    .select(['person.name as personName', 'person.role'])
    .where('token.hash', '=', hash)
    .executeTakeFirst();
  if (row === undefined) return null;
  const person = { id: row.person_id as PersonId, name: row.personName, role: row.role };
  return { ...toRow(row), hash: row.hash, person };
}

export async function findToken(hub: ReadableHub, id: string): Promise<TokenRow | null> {
  const row = await hub.selectFrom('token').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRow(row);
}

/** Tokens of a person, oldest first. */
export async function listTokens(hub: ReadableHub, personId: string): Promise<TokenRow[]> {
  const rows = await hub
    .selectFrom('token')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toRow);
}

export async function endTokens(hub: WritableHub, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await hub
    .updateTable('token')
    .set({ revoked_at: at })
    .where('id', '=', sql<string>`ANY(${ids}::text[])`)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function updateExpiry(hub: WritableHub, id: string, expiresAt: string): Promise<void> {
  await hub.updateTable('token').set({ expires_at: expiresAt }).where('id', '=', id).execute();
}

/** Notes that a token was used, unless that was noted after `unless`. Needs no order, so it does not wait for writers. */
export async function touchToken(hub: ReadableHub, id: string, at: string, unless: string): Promise<void> {
  await hub
    .updateTable('token')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', unless)]))
    .execute();
}

/** Ids of the tokens with which people of a role can sign in at `now`, with their people. */
export async function listActive(
  hub: ReadableHub,
  role: Role,
  now: string,
): Promise<{ id: string; personId: string }[]> {
  return hub
    .selectFrom('token')
    .innerJoin('person', 'person.id', 'token.person_id')
    .select(['token.id', 'token.person_id as personId'])
    .where('person.role', '=', role)
    .where('person.is_hub', '=', false)
    .where('token.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('token.expires_at', 'is', null), eb('token.expires_at', '>', now)]))
    .execute();
}
