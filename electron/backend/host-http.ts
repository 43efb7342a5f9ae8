/**
 * The loopback host: the workbench over HTTP on 127.0.0.1, for machines without Electron's binary and for tests. Serves
 * the built renderer and the workbench contract under /rpc. Knows nothing of what the calls do.
 *
 * Invariant: nothing is answered before `host-guard.ts` let the request through.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { AnyContractRouter } from '@orpc/contract';
import type { Context, Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fastify';
import { RequestHeadersPlugin } from '@orpc/server/plugins';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastify from 'fastify';
import type { Logger } from 'pino';
import type { ErrorCode, Problem } from '../../shared/contract/errors.ts';
import { errors } from '../../shared/contract/errors.ts';
import { pageHeaders } from '../../shared/contract/page-policy.ts';
import { findForeign, findUnauthorised } from './host-guard.ts';

/** Largest body of one call, bytes: room for 10 MB of text in its worst JSON escaping. */
const bodyLimit = 64 * 1024 * 1024;

export interface LoopbackOptions<T extends Context> {
  router: Router<AnyContractRouter, T>;
  context: T;
  /** Folder with the built renderer's index.html; null serves calls only. */
  rendererDir: string | null;
  /** 0 lets the system choose. */
  port: number;
  host?: '127.0.0.1';
  /** From `createHostToken`. */
  token: string;
  log: Logger;
}

export interface LoopbackHost {
  /** Origin without the token, e.g. http://127.0.0.1:4711 */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** The host could not start; `problem` says what to do about it. */
export class HostError extends Error {
  readonly code: 'PORT_IN_USE' | 'PORT_FORBIDDEN' | 'RENDERER_MISSING';
  readonly problem: Problem;

  constructor(code: HostError['code'], problem: Problem) {
    super(problem.what);
    this.name = 'HostError';
    this.code = code;
    this.problem = problem;
  }
}

/** A key for one session of the loopback host: 256 bits, URL-safe. */
export function createHostToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Starts to listen; answers once requests are served. Throws a `HostError` when it cannot. */
export async function serveLoopback<T extends Context>(options: LoopbackOptions<T>): Promise<LoopbackHost> {
  const host = options.host ?? '127.0.0.1';
  const app = fastify({ bodyLimit, forceCloseConnections: true, trustProxy: false });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(pageHeaders);
    const foreign = findForeign(request.headers, portOf(app));
    if (foreign !== null) return sendFailure(reply, foreign.code, foreign.problem);
    return undefined;
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => answerError(error, reply, options.log));
  registerCalls(app, options);
  await registerPage(app, options.rendererDir);
  await listen(app, host, options.port);
  const port = portOf(app);
  return { url: `http://${host}:${port}`, port, close: () => app.close() };
}

function portOf(app: FastifyInstance): number {
  return (app.server.address() as AddressInfo).port;
}

function registerCalls<T extends Context>(app: FastifyInstance, options: LoopbackOptions<T>): void {
  const handler = new RPCHandler<T>(options.router, { plugins: [new RequestHeadersPlugin()] });
  app.all(
    '/rpc/*',
    {
      onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
        reply.header('cache-control', 'no-store');
        const refused = findUnauthorised(request.headers, options.token);
        if (refused !== null) return sendFailure(reply, refused.code, refused.problem);
        return undefined;
      },
    },
    async (request, reply) => {
      const { matched } = await handler.handle(request, reply, {
        prefix: '/rpc',
        context: options.context,
      } as never);
      if (!matched) await sendFailure(reply, 'NOT_FOUND', noSuchCall);
      return reply;
    },
  );
}

const noSuchCall: Problem = {
  what: 'This version has no such call.',
  remedy: 'Reload the page: it may be older than the program.',
};

/** The renderer's files; every other path that a person may have typed answers with its entry page. */
async function registerPage(app: FastifyInstance, rendererDir: string | null): Promise<void> {
  if (rendererDir === null) return;
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw new HostError('RENDERER_MISSING', {
      what: 'The window’s page has not been built.',
      where: rendererDir,
      remedy: 'Run `npm run build` once, or start with `npm start`, which does.',
    });
  }
  await app.register(fastifyStatic, {
    root: rendererDir,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-store');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isRoute =
      request.method === 'GET' && !/\.[a-z0-9]{1,8}$/i.test(new URL(request.url, 'http://_').pathname);
    if (isRoute) return reply.sendFile('index.html');
    return sendFailure(reply, 'NOT_FOUND', {
      what: 'There is no such page.',
      remedy: 'Go back to the start page.',
    });
  });
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      throw new HostError('PORT_IN_USE', {
        what: `Port ${port} is in use by another program.`,
        where: `${host}:${port}`,
        remedy: 'Choose another one with --port, or leave it out and a free one is taken.',
      });
    }
    if (code === 'EACCES') {
      throw new HostError('PORT_FORBIDDEN', {
        what: `This account may not listen on port ${port}.`,
        where: `${host}:${port}`,
        remedy: 'Choose a port above 1023 with --port.',
      });
    }
    throw error;
  }
}

function answerError(error: FastifyError, reply: FastifyReply, log: Logger): FastifyReply {
  if (error.statusCode === 413) {
    return sendFailure(reply, 'TOO_LARGE', {
      what: 'The call carries more than 64 MB.',
      remedy: 'Send it in parts; nothing was stored.',
    });
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return sendFailure(reply, 'INVALID_INPUT', {
      what: 'The call cannot be read.',
      remedy: 'Reload the page.',
    });
  }
  const id = randomBytes(8).toString('hex');
  log.error({ id, code: error.code, name: error.name, stack: error.stack }, 'loopback request failed');
  return sendFailure(reply, 'INTERNAL', {
    what: 'Something went wrong that Assay did not expect.',
    where: `log entry ${id}`,
    remedy: 'Try again; if it stays, send the log entry to those who keep this installation.',
  });
}

/** A declared error in the shape that the RPC client reads. */
function sendFailure(reply: FastifyReply, code: ErrorCode, data: Problem): FastifyReply {
  const { status, message } = errors[code];
  return reply.code(status).send({ json: { defined: true, code, status, message, data } });
}
