/**
 * Who may talk to the loopback host. A port on 127.0.0.1 is open to every page of every browser on the machine, so each
 * request must name this host (against DNS rebinding), come from its own page, and for calls carry the token.
 *
 * Invariant: no cookie, no CORS header: a foreign page can neither be recognised nor read an answer.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorCode, Problem } from '../../shared/contract/errors.ts';

export interface Refusal {
  code: ErrorCode;
  problem: Problem;
}

/** Why a request for anything of this host is refused, or null. `port` is the one listened on. */
export function findForeign(headers: IncomingHttpHeaders, port: number): Refusal | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (headers.host === undefined || !hosts.includes(headers.host.toLowerCase())) {
    return refusal('FORBIDDEN', 'The request names another host.', 'Open the link that Assay printed.');
  }
  const origin = headers.origin;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) {
    return refusal('FORBIDDEN', 'The request comes from another page.', 'Open the link that Assay printed.');
  }
  return null;
}

/** Why a call is refused, or null when it carries the token. Compared by digest, in constant time. */
export function findUnauthorised(headers: IncomingHttpHeaders, token: string): Refusal | null {
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  if (timingSafeEqual(sha256(given), sha256(token))) return null;
  return refusal(
    'UNAUTHORIZED',
    'This page does not hold the key of this session.',
    'Open the link that Assay printed when it started; a new start makes a new key.',
  );
}

function refusal(code: ErrorCode, what: string, remedy: string): Refusal {
  return { code, problem: { what, remedy } };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
