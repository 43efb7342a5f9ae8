/**
 * Builds the hub's HTTP application on an open database. Building is separate from listening, so that tests inject
 * requests. How the surface behaves is in `http/`, what the routes do is in `routes/`.
 *
 * Invariant: whatever goes wrong, in the framework or in a route, the answer is a problem object of the contract.
 */
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import Fastify, { LogController } from 'fastify';
import type { Logger } from 'pino';
import type { Person } from '../shared/domain/person.ts';
import type { HubDatabase } from './database/open.ts';
import { addDocs } from './http/docs.ts';
import { addEtags } from './http/etag.ts';
import { addFailureAnswers, createFailureAnswers } from './http/failures.ts';
import { addHealthRoutes } from './http/health.ts';
import type { HubMetrics } from './http/metrics.ts';
import { measureHub } from './http/metrics.ts';
import type { MetricsAccess } from './http/metrics-route.ts';
import { addMetricsRoute } from './http/metrics-route.ts';
import { answerBrokenRequest } from './http/problem.ts';
import { addProcedures, usualBodyLimit } from './http/procedures.ts';
import { RefusalLog } from './http/refusal-log.ts';
import type { HttpLimits } from './http/server-options.ts';
import { serverOptionsOf, usualHttpLimits } from './http/server-options.ts';
import type { SignIn } from './http/sign-in.ts';
import { createSignIn } from './http/sign-in.ts';
import type { Clock, HubIds } from './outside.ts';
import { createHubReports } from './report/reports.ts';
import type { RouteName } from './routes/access.ts';
import { accessOf } from './routes/access.ts';
import { addBackupRoute } from './routes/backup.ts';
import { addFeedRoute } from './routes/feed.ts';
import { addOtlpRoutes } from './routes/otlp.ts';
import { addIngestRoutes } from './routes/ingest.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before any route under /v1 runs. */
    person: Person;
    /** Whose token it was that is no longer good; for what is kept of refusals alone. */
    claimedBy?: string | null;
  }
  interface FastifyContextConfig {
    /** Row of the access table; every route that needs a token has one. */
    access?: RouteName;
    /** Not counted against any limit: what watches the hub asks often. */
    isUnlimited?: boolean;
  }
}

export interface HubOptions extends HubSurface {
  database: HubDatabase;
  log: Logger;
  clock: Clock;
  ids: HubIds;
}

/** What whoever runs the hub may set of how it is reached. */
export interface HubSurface {
  /** Where people reach this hub, for the OpenAPI document. */
  publicUrl?: string | undefined;
  /** Requests per token (per address where there is none that is known) and minute. */
  requestsPerMinute?: number | undefined;
  /** Sign-ins per address and minute that may fail. */
  failuresPerMinute?: number | undefined;
  /** Addresses of proxies whose word on the client's address is taken, separated by commas. */
  trustProxy?: string | undefined;
  metrics?: MetricsAccess | undefined;
  limits?: Partial<HttpLimits> | undefined;
}

/** A busy device that pushes and pulls all the time stays far below this. */
const usualRequestsPerMinute = 1200;

export async function buildHub(options: HubOptions): Promise<FastifyInstance> {
  const { log, ids, clock, database } = options;
  const limits = { ...usualHttpLimits, ...options.limits };
  const refusals = new RefusalLog(database.db, clock, log);
  let metrics: HubMetrics | null = null;
  const answerFailure = createFailureAnswers({ ids, refusals, metrics: () => metrics });
  const app = Fastify({
    ...serverOptionsOf(limits),
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: usualBodyLimit,
    forceCloseConnections: 'idle',
    // Requests that come while the hub stops are still answered; `/readyz` says that it stops.
    return503OnClosing: false,
    // Ours alone: what a client calls its request would get into the log.
    requestIdHeader: false,
    genReqId: () => ids.uuid(),
    trustProxy: options.trustProxy ?? false,
    frameworkErrors: (error, request, reply) => void answerFailure(error, request as never, reply as never),
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, ids.uuid()),
  }) as unknown as FastifyInstance;
  app.server.maxConnections = limits.maxConnections;
  addFailureAnswers(app, answerFailure);
  acceptEmptyJson(app);
  metrics = measureHub(app, database);
  let isStopping = false;
  app.addHook('preClose', async () => void (isStopping = true));
  logAnswers(app);
  await addManners(app);
  const requestsPerMinute = options.requestsPerMinute ?? usualRequestsPerMinute;
  const { failuresPerMinute } = options;
  const signIn = createSignIn(app, { database, clock, requestsPerMinute, failuresPerMinute });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (request.routeOptions.config.isUnlimited !== true) await signIn.limit(request, reply);
  });
  app.addHook('onClose', async () => {
    await signIn.close();
    await refusals.close();
  });
  addHealthRoutes(app, database, () => isStopping);
  addMetricsRoute(app, metrics, signIn, options.metrics ?? {});
  await addDocs(app, options.publicUrl);
  await app.register(async (scope) => addTokenRoutes(scope, options, { signIn, refusals }));
  return app;
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

/** Headers that protect, limits, tags and compression. */
async function addManners(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      // Answers are data: whatever opens one as a page runs nothing of it.
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
  });
  await app.register(rateLimit, { global: false });
  addEtags(app);
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    globalDecompression: false,
    threshold: 1024,
    // Failures repeat what was sent; small as they are, they are never worth it.
    customTypes: (type) => !type.includes('problem+json') && /json|^text\/|javascript|svg/.test(type),
  });
}

interface TokenParts {
  signIn: SignIn;
  refusals: RefusalLog;
}

async function addTokenRoutes(
  scope: FastifyInstance,
  options: HubOptions,
  { signIn, refusals }: TokenParts,
): Promise<void> {
  const { database, clock, ids } = options;
  const reports = createHubReports(database.db);
  scope.addHook('onClose', () => reports.close());
  scope.addHook('onRoute', (route) => {
    const config = (route.config ??= {}) as { access?: RouteName };
    config.access ??= accessOf(String(route.method), route.url);
  });
  scope.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', request.method === 'GET' ? 'private, no-cache' : 'no-store');
    const { access } = request.routeOptions.config;
    if (access === undefined) throw new RangeError('a route without a row in the access table');
    await signIn.identify(request, reply, access);
  });
  await addProcedures(scope, (request, reply) => {
    const { log, person } = request;
    const setHeader = (name: string, value: string): void => void reply.header(name, value);
    return { database, clock, ids, log, person, reports, refusals, setHeader };
  });
  addFeedRoute(scope, database);
  await addIngestRoutes(scope, options);
  addBackupRoute(scope, database, clock);
  await addOtlpRoutes(scope, options);
}
