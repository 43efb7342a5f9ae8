/**
 * Who sends a request, before anything else is done for it: limits by token and by address, the token itself, and whether
 * its role may call the route at all. So nobody makes the hub read a body that it would refuse anyway.
 *
 * Must not know what a route does. Invariant: once an address is refused for failed sign-ins, its requests with tokens
 * that were never good cost no look at the database.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '../../shared/domain/person.ts';
import type { HubDatabase } from '../database/open.ts';
import { codeOf } from '../failure.ts';
import type { Clock } from '../outside.ts';
import { isoNow } from '../outside.ts';
import type { RouteName } from '../routes/access.ts';
import { mustBeAllowed } from '../routes/context.ts';
import { fail } from '../routes/fail.ts';
import { touchToken } from '../store/tokens.ts';
import type { ReadableHub } from '../store/write.ts';
import { hashToken, identify, readBearer } from '../tokens.ts';
import { addressOf, SignInGuard } from './sign-in-guard.ts';

export interface SignInOptions {
  database: HubDatabase;
  clock: Clock;
  /** Requests per token (per address where there is none that is known) and minute. */
  requestsPerMinute: number;
  /** Sign-ins per address and minute that may fail. */
  failuresPerMinute?: number | undefined;
}

export interface SignIn {
  /** Throws 429 when there were too many requests by this token or from this address. */
  limit(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** The person of the token; throws 401, 403 or 429. */
  identify(request: FastifyRequest, reply: FastifyReply, route: RouteName): Promise<Person>;
  /** Waits until the use of tokens is noted. */
  close(): Promise<void>;
}

/** The use of a token is noted at most this often. */
const noteEveryMs = 60_000;

const signInTexts = {
  MISSING: 'This needs a token.',
  UNKNOWN: 'This token is not known here.',
  EXPIRED: 'This token has expired.',
  REVOKED: 'This token has been revoked.',
} as const;

/** `app` has the plugin for rate limits. */
export function createSignIn(app: FastifyInstance, options: SignInOptions): SignIn {
  const { database, clock, requestsPerMinute, failuresPerMinute } = options;
  const guard = new SignInGuard(failuresPerMinute);
  const now = (): number => clock.now().getTime();
  const check = app.createRateLimit({
    max: requestsPerMinute,
    timeWindow: 60_000,
    // By token, so that people behind one address do not use up each other's; a made-up token has no budget of its own.
    keyGenerator: (request: FastifyRequest) => {
      const hash = hashOf(request);
      return hash !== null && guard.isTrusted(hash, now()) ? hash : addressOf(request.ip);
    },
  });
  const uses = noteUses(database.db, clock);
  return {
    async limit(request, reply) {
      const found = await check(request);
      if (!('isExceeded' in found)) return;
      void reply.header('x-ratelimit-limit', found.max).header('x-ratelimit-remaining', found.remaining);
      if (found.isExceeded) throw tooMany(reply, found.ttlInSeconds);
    },
    async identify(request, reply, route) {
      const hash = hashOf(request);
      const address = addressOf(request.ip);
      const isTrusted = hash !== null && guard.isTrusted(hash, now());
      // A request without a token is refused without a look at the database anyway.
      const waitSeconds = hash === null || isTrusted ? null : guard.begin(address, now());
      if (waitSeconds !== null) throw tooMany(reply, waitSeconds);
      const found = await identify(database.db, request.headers.authorization, isoNow(clock));
      if (!found.ok) {
        if (hash !== null) guard.distrust(hash);
        request.claimedBy = found.personId;
        request.log.warn({ reason: found.reason, route, ip: request.ip }, 'not signed in');
        void reply.header('www-authenticate', 'Bearer realm="assay"');
        throw notSignedIn(signInTexts[found.reason]);
      }
      if (!isTrusted && hash !== null) guard.succeed(address, hash, now());
      uses.note(found.tokenId, found.lastUsedAt, request.log);
      request.person = found.person;
      mustBeAllowed(found.person, route);
      return found.person;
    },
    close: () => uses.close(),
  };
}

/** Notes when tokens were used last, beside the requests that use them. */
function noteUses(db: ReadableHub, clock: Clock) {
  const noting = new Map<string, Promise<void>>();
  return {
    note(tokenId: string, lastUsedAt: string | null, log: FastifyRequest['log']): void {
      const since = new Date(clock.now().getTime() - noteEveryMs).toISOString();
      if ((lastUsedAt !== null && lastUsedAt > since) || noting.has(tokenId)) return;
      const done = touchToken(db, tokenId, isoNow(clock), since)
        .catch((error: unknown) => log.debug({ code: codeOf(error) }, 'use of a token not noted'))
        .finally(() => noting.delete(tokenId));
      noting.set(tokenId, done);
    },
    close: async (): Promise<void> => void (await Promise.all(noting.values())),
  };
}

function hashOf(request: FastifyRequest): string | null {
  const token = readBearer(request.headers.authorization);
  return token === null ? null : hashToken(token);
}

function tooMany(reply: FastifyReply, seconds: number): Error {
  void reply.header('retry-after', Math.max(1, Math.ceil(seconds)));
  return Object.assign(new Error('too many requests'), { statusCode: 429 });
}

function notSignedIn(what: string): Error {
  return fail('UNAUTHORIZED', {
    what,
    where: 'header authorization',
    remedy:
      'Ask an admin of this hub for a token and sign in with it; send it as "Authorization: Bearer <token>".',
  });
}
