/**
 * Tokens: 256 bits that nobody can guess, of which only the SHA-256 is kept. Expiring, revocable, compared in constant
 * time.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Person } from '../shared/domain/person.ts';
import { findTokenByHash } from './store/tokens.ts';
import type { ReadableHub } from './store/write.ts';

const prefix = 'assay_';
/** Longer ones are no tokens and not worth hashing. */
const longest = 500;

/** The text of a new token: recognisable, so that a leaked one can be found by a scan. */
export function tokenText(secret: string): string {
  return `${prefix}${secret}`;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

export type Identified =
  | { ok: true; person: Person; tokenId: string; lastUsedAt: string | null }
  | {
      ok: false;
      reason: 'MISSING' | 'UNKNOWN' | 'EXPIRED' | 'REVOKED';
      /** Whose token it was, if it is known here. */
      personId: string | null;
    };

/** Who sends this `Authorization` header. */
export async function identify(
  hub: ReadableHub,
  header: string | undefined,
  now: string,
): Promise<Identified> {
  const token = readBearer(header);
  if (token === null) return { ok: false, reason: 'MISSING', personId: null };
  const hash = hashToken(token);
  const found = await findTokenByHash(hub, hash);
  if (found === null || !isSame(found.hash, hash)) return { ok: false, reason: 'UNKNOWN', personId: null };
  const personId = found.person.id;
  if (found.revokedAt !== null) return { ok: false, reason: 'REVOKED', personId };
  if (found.expiresAt !== null && found.expiresAt <= now) {
    return { ok: false, reason: 'EXPIRED', personId };
  }
  return { ok: true, person: found.person, tokenId: found.id, lastUsedAt: found.lastUsedAt };
}

/** The token of a header `Bearer <token>`; null when there is none. */
export function readBearer(header: string | undefined): string | null {
  const match = /^Bearer +(\S+)$/i.exec(header ?? '');
  const token = match?.[1] ?? null;
  return token === null || token.length > longest ? null : token;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
