/** Whether the process lives, and whether it can work: for those who watch it and for load balancers. */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { schemaVersion } from '../database/migrate.ts';
import type { HubDatabase } from '../database/open.ts';

/** A database that takes longer is as good as none. */
const patienceMs = 2000;

type Part = 'ok' | 'unreachable' | 'slow' | 'other version';

/** `isStopping` tells when the hub has begun to close: no new requests should be sent to it then. */
export function addHealthRoutes(app: FastifyInstance, { db }: HubDatabase, isStopping: () => boolean): void {
  const config = { isUnlimited: true } as const;
  app.get('/healthz', { config }, async () => ({ status: 'ok' }));
  // Anybody may ask, as often as they like: who asks meanwhile gets the same answer.
  let asking: Promise<Part> | null = null;
  app.get('/readyz', { config }, async (_, reply) => {
    const database = await (asking ??= checkDatabase(db).finally(() => void (asking = null)));
    const stopping = isStopping();
    const isReady = database === 'ok' && !stopping;
    void reply.status(isReady ? 200 : 503).header('cache-control', 'no-store');
    return { status: isReady ? 'ready' : 'not ready', parts: { database, stopping } };
  });
}

async function checkDatabase(db: HubDatabase['db']): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Part>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'slow');
  });
  const asked = sql<{ value: string }>`SELECT value FROM hub_meta WHERE key = 'schema_version'`
    .execute(db)
    .then(({ rows }): Part => (rows[0]?.value === String(schemaVersion) ? 'ok' : 'other version'))
    .catch((): Part => 'unreachable');
  const found = await Promise.race([asked, late]);
  clearTimeout(timer);
  return found;
}
