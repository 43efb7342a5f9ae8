/** The procedures of the contract as routes: each with its own limit of size, and failures handed to where all are. */
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { traverseContractProcedures } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hub as contract } from '../../shared/contract/hub.ts';
import { routeName } from '../routes/access.ts';
import type { RouteContext } from '../routes/context.ts';
import { notFound } from '../routes/fail.ts';
import { router } from '../routes/router.ts';

const megabyte = 1024 * 1024;
const bodyLimits: Record<string, number> = { 'contents.put': 64 * megabyte, 'ledgers.push': 16 * megabyte };
export const usualBodyLimit = megabyte;

/** Answers that hold the text of a token, which nothing that was sent may be compressed together with. */
const secretRoutes = new Set(['people.create', 'tokens.issue', 'tokens.rotate']);

type MakeContext = (request: FastifyRequest, reply: FastifyReply) => RouteContext;

/** Adds a route per procedure to `scope`, where people have signed in. */
export async function addProcedures(scope: FastifyInstance, makeContext: MakeContext): Promise<void> {
  const failures = new WeakMap<RouteContext, { error: unknown }>();
  const handler = new OpenAPIHandler<RouteContext>(router, {
    // What a procedure throws goes on to where every failure is answered, instead of being written here.
    rootInterceptors: [
      async ({ context, next }) => {
        const result = await next();
        const failed = failures.get(context);
        if (failed !== undefined) throw failed.error;
        return result;
      },
    ],
    interceptors: [
      async ({ context, next }) => {
        try {
          return await next();
        } catch (error) {
          failures.set(context, { error });
          throw error;
        }
      },
    ],
  });
  await traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    const { method = 'GET', path: url = '/' } = procedure['~orpc'].route;
    const name = routeName(path);
    scope.route({
      method,
      url: url.replaceAll(/\{(\w+)\}/g, ':$1'),
      bodyLimit: bodyLimits[name] ?? usualBodyLimit,
      config: { access: name },
      ...(secretRoutes.has(name) ? { compress: false as const } : {}),
      handler: async (request, reply) => {
        const { matched } = await handler.handle(request, reply, { context: makeContext(request, reply) });
        if (!matched) throw notFound('There is no such route.');
      },
    });
  });
}
