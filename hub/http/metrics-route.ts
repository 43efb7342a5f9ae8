/**
 * `GET /metrics`: for an admin or auditor, for whoever has the token that was set for it, or for everybody where whoever
 * runs the hub says so (a network that only the monitoring reaches).
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readBearer } from '../tokens.ts';
import type { HubMetrics } from './metrics.ts';
import type { SignIn } from './sign-in.ts';

export interface MetricsAccess {
  /** A token for this route alone; none when absent. */
  token?: string | undefined;
  isOpen?: boolean | undefined;
}

export function addMetricsRoute(
  app: FastifyInstance,
  metrics: HubMetrics,
  signIn: SignIn,
  { token, isOpen = false }: MetricsAccess,
): void {
  app.get('/metrics', { config: { access: 'metrics' } }, async (request, reply) => {
    const given = readBearer(request.headers.authorization);
    const isKnown = token !== undefined && token !== '' && given !== null && isSame(token, given);
    if (!isOpen && !isKnown) await signIn.identify(request, reply, 'metrics');
    void reply.type(metrics.registry.contentType).header('cache-control', 'no-store');
    return metrics.read();
  });
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
