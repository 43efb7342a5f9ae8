/** Adds people, changes roles, revokes tokens: what the API, the command line and the demo do alike. */
import type { PersonId } from '../shared/domain/ids.ts';
import type { Person, Role } from '../shared/domain/person.ts';
import { publishPerson, refreshPerson } from './feed/publish.ts';
import { observes } from './feed/visibility.ts';
import type { Clock, HubIds } from './outside.ts';
import { isoNow } from './outside.ts';
import { findPerson, insertPerson, insertToken, revokeTokens, updateRole } from './store/people.ts';
import type { WritableHub } from './store/write.ts';
import { hashToken, tokenText } from './tokens.ts';

export interface Outside {
  clock: Clock;
  ids: HubIds;
}

export interface TokenInfo {
  id: string;
  personId: PersonId;
  role: Role;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
}

export interface AddedPerson {
  person: Person;
  /** Shown once: only its hash is kept. */
  token: string;
  tokenInfo: TokenInfo;
}

/** Adds a person with one token. */
export async function createPerson(
  hub: WritableHub,
  wanted: { name: string; role: Role; expiresAt?: string | undefined },
  outside: Outside,
): Promise<AddedPerson> {
  const { name, role } = wanted;
  const person: Person = { id: outside.ids.uuid() as PersonId, name, role };
  await insertPerson(hub, person, isoNow(outside.clock));
  await publishPerson(hub, person);
  if (observes(person)) await refreshPerson(hub, person);
  return { person, ...(await issueToken(hub, person, wanted.expiresAt ?? null, outside)) };
}

/** One more token for a person. */
export async function issueToken(
  hub: WritableHub,
  person: Person,
  expiresAt: string | null,
  { clock, ids }: Outside,
): Promise<Omit<AddedPerson, 'person'>> {
  const token = tokenText(ids.secret());
  const [id, createdAt] = [ids.uuid(), isoNow(clock)];
  await insertToken(hub, { id, hash: hashToken(token), personId: person.id, createdAt, expiresAt });
  const tokenInfo = { id, personId: person.id, role: person.role, createdAt, expiresAt, revokedAt: null };
  return { token, tokenInfo };
}

/** Gives a person another role: what they may see changes with it. Throws when there is no such person. */
export async function changeRole(hub: WritableHub, personId: string, role: Role): Promise<Person> {
  const known = await findPerson(hub, personId);
  if (known === null) throw new RangeError(`there is no person ${personId}`);
  const person = { ...known, role };
  await updateRole(hub, personId, role);
  await publishPerson(hub, person);
  await refreshPerson(hub, person);
  return person;
}

/** Revokes every token of a person; answers how many were still good. */
export async function revokePerson(hub: WritableHub, personId: string, clock: Clock): Promise<number> {
  return revokeTokens(hub, personId, isoNow(clock));
}
