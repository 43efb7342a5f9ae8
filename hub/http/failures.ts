/**
 * Answers every failure, wherever it was noticed, in one form and in one place: logged by its code, kept if it was a
 * refusal, never with a stack or a text of somebody.
 */
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HubIds } from '../outside.ts';
import type { RequestFailure } from '../routes/fail.ts';
import { notFound, toFailure } from '../routes/fail.ts';
import type { HubMetrics } from './metrics.ts';
import { problemOf, problemType } from './problem.ts';
import type { RefusalLog } from './refusal-log.ts';

const keptStatuses = new Set([401, 403, 429]);

export interface FailureParts {
  ids: HubIds;
  refusals: RefusalLog;
  /** Null until measuring has begun. */
  metrics: () => HubMetrics | null;
}

export type AnswerFailure = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

export function createFailureAnswers({ ids, refusals, metrics }: FailureParts): AnswerFailure {
  const keep = ({ status, code }: RequestFailure, request: FastifyRequest): void => {
    if (!keptStatuses.has(status)) return;
    metrics()?.countRefusal(status, code);
    refusals.record({
      personId: (request.person as { id: string } | undefined)?.id ?? request.claimedBy ?? null,
      // Behind a proxy this is a text that somebody sent.
      ip: isIP(request.ip) === 0 ? 'unknown' : request.ip,
      method: request.method,
      route: request.routeOptions?.url ?? 'none',
      status,
      code,
    });
  };
  return (error, request, reply) => {
    const failure = toFailure(error, request.log, ids);
    const { code, status } = failure;
    request.log.info({ code, status, route: request.routeOptions?.url }, 'refused');
    keep(failure, request);
    return reply
      .status(status)
      .headers({ 'x-request-id': request.id, 'cache-control': 'no-store', 'content-type': problemType })
      .send(JSON.stringify(problemOf(failure, request.id)));
  };
}

/** Failures of the framework, of routes, and of addresses that lead nowhere. */
export function addFailureAnswers(app: FastifyInstance, answer: AnswerFailure): void {
  app.setErrorHandler((error, request, reply) => answer(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    return answer(notFound(`There is no ${request.method} ${path.slice(0, 200)}.`), request, reply);
  });
}
