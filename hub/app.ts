/**
 * Builds the hub's HTTP application on an open database. Building is separate from listening, so that tests inject
 * requests.
 *
 * Invariant: whatever goes wrong, in the framework or in a route, the answer is a problem object of the contract.
 */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { traverseContractProcedures } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Fastify, { LogController } from 'fastify';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { hub as contract } from '../shared/contract/hub.ts';
import type { Person } from '../shared/domain/person.ts';
import type { HubDatabase } from './database/open.ts';
import type { Clock, HubIds } from './outside.ts';
import { isoNow } from './outside.ts';
import { routeName } from './routes/access.ts';
import { createHubReports } from './report/reports.ts';
import type { RouteContext } from './routes/context.ts';
import { addBackupRoute } from './routes/backup.ts';
import { fail, notFound, toFailure } from './routes/fail.ts';
import { addFeedRoute } from './routes/feed.ts';
import { openApiDocument } from './routes/openapi.ts';
import { router } from './routes/router.ts';
import { hashToken, identify, readBearer } from './tokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before any route under /v1 runs. */
    person: Person;
  }
}

export interface HubOptions {
  database: HubDatabase;
  log: Logger;
  clock: Clock;
  ids: HubIds;
  /** Where people reach this hub, for the OpenAPI document. */
  publicUrl?: string | undefined;
  /** Requests per token (per address where there is none) and minute. */
  requestsPerMinute?: number | undefined;
}

/** A busy device that pushes and pulls all the time stays far below this. */
const usualRequestsPerMinute = 1200;

const megabyte = 1024 * 1024;
const bodyLimits: Record<string, number> = { 'contents.put': 64 * megabyte, 'ledgers.push': 16 * megabyte };
const usualBodyLimit = megabyte;

export async function buildHub(options: HubOptions): Promise<FastifyInstance> {
  const { log, ids } = options;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: usualBodyLimit,
    // Long enough for the largest body over a slow line, short enough for connections that never get on.
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;
  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply, ids));
  app.setNotFoundHandler((request, reply) =>
    answerFailure(
      notFound(`There is no ${request.method} ${request.url.split('?')[0] ?? ''}.`),
      request,
      reply,
      ids,
    ),
  );
  acceptEmptyJson(app);
  logAnswers(app);
  await app.register(helmet);
  await app.register(rateLimit, {
    max: options.requestsPerMinute ?? usualRequestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: limitKey,
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  });
  addOpenRoutes(app, options);
  await app.register(async (scope) => addTokenRoutes(scope, options));
  return app;
}

/** Limits are by token, so that people behind one address do not use up each other's; the token itself is not kept. */
function limitKey(request: FastifyRequest): string {
  const token = readBearer(request.headers.authorization);
  return token === null ? request.ip : hashToken(token);
}

function answerFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  ids: HubIds,
): FastifyReply {
  const failure = toFailure(error, request.log, ids);
  request.log.info({ code: failure.code, route: request.routeOptions.url }, 'refused');
  return reply.status(failure.status).send(failure.toJSON());
}

/** Some clients name JSON as the type of no body at all. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {});
    else parse(request, body as string, done);
  });
}

/** One line per request, without query, body or token. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, person } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.debug(
      { method, route: routeOptions.url, status: reply.statusCode, ms, personId: person?.id },
      'answered',
    );
  });
}

/** Routes that need no token. */
function addOpenRoutes(app: FastifyInstance, { database, publicUrl }: HubOptions): void {
  const config = { rateLimit: false } as const;
  app.get('/healthz', { config }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config }, async () => {
    await sql`SELECT 1`.execute(database.db);
    return { status: 'ready' };
  });
  let document: ReturnType<typeof openApiDocument> | null = null;
  app.get('/v1/openapi.json', async () => (document ??= openApiDocument(publicUrl)));
}

async function addTokenRoutes(scope: FastifyInstance, options: HubOptions): Promise<void> {
  const { database, clock, ids } = options;
  const reports = createHubReports(database.db);
  scope.addHook('onClose', () => reports.close());
  scope.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    request.person = await getPerson(request, options);
  });
  const handler = new OpenAPIHandler<RouteContext>(router, {
    interceptors: [
      async ({ context, next }) => {
        try {
          return await next();
        } catch (error) {
          const failure = toFailure(error, context.log, ids);
          context.log.info({ code: failure.code, where: failure.data.where }, 'refused');
          throw failure;
        }
      },
    ],
  });
  await traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    const { method = 'GET', path: url = '/' } = procedure['~orpc'].route;
    const bodyLimit = bodyLimits[routeName(path)] ?? usualBodyLimit;
    scope.route({
      method,
      url: url.replaceAll(/\{(\w+)\}/g, ':$1'),
      bodyLimit,
      handler: async (request, reply) => {
        const { log, person } = request;
        const setHeader = (name: string, value: string): void => void reply.header(name, value);
        const context: RouteContext = { database, clock, ids, log, person, reports, setHeader };
        const { matched } = await handler.handle(request, reply, { context });
        if (!matched) throw notFound('There is no such route.');
      },
    });
  });
  addFeedRoute(scope, database);
  addBackupRoute(scope, database, clock);
}

const signInTexts = {
  MISSING: 'This needs a token.',
  UNKNOWN: 'This token is not known here.',
  EXPIRED: 'This token has expired.',
  REVOKED: 'This token has been revoked.',
} as const;

async function getPerson(request: FastifyRequest, { database, clock }: HubOptions): Promise<Person> {
  const found = await identify(database.db, request.headers.authorization, isoNow(clock));
  if (found.ok) return found.person;
  request.log.warn(
    { reason: found.reason, route: request.routeOptions.url, ip: request.ip },
    'not signed in',
  );
  throw fail('UNAUTHORIZED', {
    what: signInTexts[found.reason],
    where: 'header authorization',
    remedy:
      'Ask an admin of this hub for a token and sign in with it; send it as "Authorization: Bearer <token>".',
  });
}
