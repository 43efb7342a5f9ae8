/**
 * Adds people, changes them, issues and revokes tokens: what the API, the command line and the demo do alike. Each is an
 * event of the hub's own ledger, so that who could do what, and since when, is kept like everything else.
 *
 * Must not know who asks; routes check that. Invariant: the text of a token leaves here once and is kept nowhere.
 */
import type { PersonId } from '../shared/domain/ids.ts';
import type { Person, Role } from '../shared/domain/person.ts';
import { publishPerson, refreshPerson } from './feed/publish.ts';
import { looksOn } from './feed/visibility.ts';
import { isoNow } from './outside.ts';
import type { OwnEvent, OwnFacts } from './own-ledger.ts';
import { appendOwn } from './own-ledger.ts';
import { findPerson } from './store/people.ts';
import type { TokenRow } from './store/tokens.ts';
import { endTokens, insertToken, listTokens, updateExpiry } from './store/tokens.ts';
import type { WritableHub } from './store/write.ts';
import { hashToken, tokenText } from './tokens.ts';

export interface PeopleFacts extends OwnFacts {
  /** On whose request; absent where the hub does it by itself. */
  by?: PersonId | undefined;
}

export interface TokenInfo {
  id: string;
  personId: PersonId;
  role: Role;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  name?: string;
  lastUsedAt: string | null;
}

export interface FreshToken {
  /** Shown once: only its hash is kept. */
  token: string;
  tokenInfo: TokenInfo;
}

export interface AddedPerson extends FreshToken {
  person: Person;
}

export interface TokenWish {
  /** What it is for: "laptop", "ingest job". */
  name?: string | undefined;
  expiresAt?: string | null | undefined;
}

/** Adds a person with one token. */
export async function createPerson(
  hub: WritableHub,
  wanted: { name: string; role: Role; expiresAt?: string | undefined; tokenName?: string | undefined },
  facts: PeopleFacts,
): Promise<AddedPerson> {
  const { name, role, expiresAt, tokenName } = wanted;
  const person: Person = { id: facts.ids.uuid() as PersonId, name, role };
  const body = { personId: person.id, name, role, ...told(facts) };
  await appendOwn(hub, [{ key: 'person.added@1', subject: {}, body }], facts);
  await publishPerson(hub, person);
  if (looksOn(person)) await refreshPerson(hub, person);
  return { person, ...(await issueToken(hub, person, { name: tokenName, expiresAt }, facts)) };
}

/** Gives a person another name or role: what they may see changes with the role. Throws when there is no such person. */
export async function changePerson(
  hub: WritableHub,
  personId: string,
  change: { name?: string | undefined; role?: Role | undefined },
  facts: PeopleFacts,
): Promise<Person> {
  const known = await findPerson(hub, personId);
  if (known === null) throw new RangeError(`there is no person ${personId}`);
  const person: Person = { ...known, name: change.name ?? known.name, role: change.role ?? known.role };
  if (person.name === known.name && person.role === known.role) return known;
  const body = { personId: person.id, name: person.name, role: person.role, ...told(facts) };
  await appendOwn(hub, [{ key: 'person.changed@1', subject: {}, body }], facts);
  await publishPerson(hub, person);
  if (person.role !== known.role) await refreshPerson(hub, person);
  return person;
}

/** One more token for a person. */
export async function issueToken(
  hub: WritableHub,
  person: Person,
  wish: TokenWish,
  facts: PeopleFacts,
): Promise<FreshToken> {
  const token = tokenText(facts.ids.secret());
  const row: TokenRow = {
    id: facts.ids.uuid(),
    personId: person.id,
    createdAt: isoNow(facts.clock),
    expiresAt: wish.expiresAt ?? null,
    revokedAt: null,
    name: wish.name ?? null,
    lastUsedAt: null,
  };
  await appendOwn(hub, [issued(row, facts)], facts);
  await insertToken(hub, row, hashToken(token));
  return { token, tokenInfo: toInfo(row, person.role) };
}

export interface Rotation {
  /** How long the old token still works, milliseconds. */
  graceMs: number;
  /** Whether the new token lives as long as the old one was meant to; otherwise it ends when the old one would have. */
  begins: boolean;
}

/**
 * A new token in the place of one, with its name and as long a life; the old one ends now, or after `graceMs` so that
 * what uses it can change over.
 */
export async function rotateToken(
  hub: WritableHub,
  person: Person,
  old: TokenRow,
  { graceMs, begins }: Rotation,
  facts: PeopleFacts,
): Promise<FreshToken> {
  const now = facts.clock.now().getTime();
  const lifeMs = old.expiresAt === null ? null : Date.parse(old.expiresAt) - Date.parse(old.createdAt);
  const isNewLife = begins && lifeMs !== null;
  const expiresAt = isNewLife ? new Date(now + lifeMs).toISOString() : old.expiresAt;
  const fresh = await issueToken(hub, person, { name: old.name ?? undefined, expiresAt }, facts);
  if (graceMs === 0) {
    await endToken(hub, old, facts);
    return fresh;
  }
  const endsAt = new Date(now + graceMs).toISOString();
  if (old.expiresAt === null || endsAt < old.expiresAt) {
    await appendOwn(hub, [issued({ ...old, expiresAt: endsAt }, facts)], facts);
    await updateExpiry(hub, old.id, endsAt);
  }
  return fresh;
}

/** Revokes one token that is not revoked yet. */
export async function endToken(hub: WritableHub, token: TokenRow, facts: PeopleFacts): Promise<void> {
  await appendOwn(hub, [revoked(token, facts)], facts);
  await endTokens(hub, [token.id], isoNow(facts.clock));
}

/** Revokes every token of a person; answers how many were not revoked yet. */
export async function revokePerson(hub: WritableHub, personId: string, facts: PeopleFacts): Promise<number> {
  const standing = (await listTokens(hub, personId)).filter((token) => token.revokedAt === null);
  await appendOwn(
    hub,
    standing.map((token) => revoked(token, facts)),
    facts,
  );
  await endTokens(
    hub,
    standing.map((token) => token.id),
    isoNow(facts.clock),
  );
  return standing.length;
}

/** A token as lists show it. */
export function toInfo(row: TokenRow, role: Role): TokenInfo {
  const { id, personId, createdAt, expiresAt, revokedAt, name, lastUsedAt } = row;
  const named = name === null ? {} : { name };
  return { id, personId: personId as PersonId, role, createdAt, expiresAt, revokedAt, ...named, lastUsedAt };
}

const told = ({ by }: PeopleFacts): { by?: PersonId } => (by === undefined ? {} : { by });

/** Said again of the same token when its life is cut short. */
function issued({ id, personId, expiresAt }: TokenRow, facts: PeopleFacts): OwnEvent {
  const body = { tokenId: id, personId: personId as PersonId, expiresAt, ...told(facts) };
  return { key: 'token.issued@1', subject: {}, body };
}

function revoked({ id, personId }: TokenRow, facts: PeopleFacts): OwnEvent {
  const body = { tokenId: id, personId: personId as PersonId, ...told(facts) };
  return { key: 'token.revoked@1', subject: {}, body };
}
