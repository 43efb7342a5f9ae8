/**
 * Runs a hub: opens its database, listens, does by itself what comes due, closes in order. What the command line calls is
 * here: `startHub`. Every expected failure is a `HubFailure` with a way out.
 *
 * Invariant: whoever stops it in peace loses no answer: first it says that it is not ready, then it takes nothing new,
 * then what is under way ends, and only then the database closes.
 */
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { eventBodies } from '../shared/domain/events.ts';
import { digestOf } from '../shared/domain/canonical.ts';
import { listScorecards, shippedCatalogue } from '../shared/domain/catalogue.ts';
import type { HubSurface } from './app.ts';
import { buildHub } from './app.ts';
import type { DatabasePlace, HubDatabase } from './database/open.ts';
import { openDatabase } from './database/open.ts';
import { codeOf, HubFailure } from './failure.ts';
import { publishChanges } from './feed/publish.ts';
import { visibilityVersion } from './feed/visibility.ts';
import type { Clock, HubIds } from './outside.ts';
import { randomIds, systemClock } from './outside.ts';
import type { OwnFacts } from './own-ledger.ts';
import { createPerson } from './people.ts';
import { retryPending } from './projection/retry.ts';
import { rebuild } from './replay.ts';
import { findMeta, putMeta } from './store/meta.ts';
import { listPeople } from './store/people.ts';
import { inWrite } from './store/write.ts';
import { startPurge } from './retention/start-purge.ts';
import { startScheduler } from './work/scheduler.ts';

export type StartOptions = DatabasePlace & {
  /** 0 for any free one. */
  port: number;
  host: string;
  log: Logger;
  clock?: Clock;
  ids?: HubIds;
  /** How long it goes on answering after it says that it is not ready, so that a proxy notices; milliseconds. */
  drainMs?: number;
} & HubSurface;

export interface RunningHub {
  url: string;
  hubId: string;
  /** Token of the first admin, on the first start only: it is kept nowhere else. */
  adminToken: string | null;
  database: HubDatabase;
  /** Says that it stops, stops listening, lets requests in flight end, closes the database. */
  close(): Promise<void>;
}

/** Something that the hub does by itself while it runs. */
interface Chore {
  stop(): Promise<void>;
}

/** Starts a hub and answers once it listens. */
export async function startHub(options: StartOptions): Promise<RunningHub> {
  const { log, host, port, clock = systemClock, ids = randomIds } = options;
  const database = await openDatabase(options, ids);
  try {
    const adminToken = await prepare(database, { hubId: database.hubId, clock, ids });
    const app = await buildHub({ ...options, database, clock, ids });
    const { drainMs = 0 } = options;
    // After the hook that turns `/readyz`, and before the hub stops listening.
    app.addHook('preClose', () => sleep(drainMs));
    await listen(app, host, port);
    const url = addressOf(app, host);
    log.info({ url, hubId: database.hubId }, 'the hub listens');
    const chores: Chore[] = [startScheduler, startPurge].map((begin) => begin({ database, clock, ids, log }));
    let stopped: Promise<void> | null = null;
    const close = (): Promise<void> => (stopped ??= stop({ app, database, chores, drainMs, log }));
    return { url, hubId: database.hubId, adminToken, database, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * What this version can project, and to whom it tells it: when that grows, events that had to wait for it are projected,
 * and everybody is told what they may see now.
 */
const knowledge = digestOf({
  visibility: visibilityVersion,
  kinds: Object.keys(eventBodies).toSorted(),
  scorecards: listScorecards(shippedCatalogue).map(({ id, version }) => `${id}@${version}`),
});

/** Before the first request: the first admin, and whatever an earlier stop or an older version left undone. */
async function prepare(database: HubDatabase, facts: OwnFacts): Promise<string | null> {
  return inWrite(database.db, async (hub) => {
    const before = await findMeta(hub, 'knowledge');
    if (before !== knowledge) {
      const waiting = await hub
        .selectFrom('ledger_event')
        .select('position')
        .where('state', '=', 'unknown')
        .limit(1)
        .execute();
      // Kinds that an older version knew may be projected into more tables by this one.
      if (waiting.length > 0 || before !== null) await rebuild(hub, database.hubId);
      await putMeta(hub, 'knowledge', knowledge);
    }
    await publishChanges(hub, (await retryPending(hub, database.hubId)).changes);
    if ((await listPeople(hub)).some((person) => person.role === 'admin')) return null;
    return (await createPerson(hub, { name: 'Administrator', role: 'admin' }, facts)).token;
  });
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const code = codeOf(error);
    if (code === 'EADDRINUSE') {
      throw new HubFailure(
        'PORT_IN_USE',
        {
          what: `Port ${port} is in use by another program.`,
          where: `${host}:${port}`,
          remedy: 'Choose another port, or 0 for any free one; or stop the other program.',
        },
        error,
      );
    }
    throw new HubFailure(
      'CANNOT_LISTEN',
      {
        what: `The hub cannot listen there (${code ?? 'unknown reason'}).`,
        where: `${host}:${port}`,
        remedy: 'Choose an address of this computer and a port above 1023.',
      },
      error,
    );
  }
}

function addressOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  const isAny = host === '0.0.0.0' || host === '::';
  const name = isAny ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** How long requests in flight may take to end, milliseconds. */
const graceMs = 10_000;

interface Parts {
  app: FastifyInstance;
  database: HubDatabase;
  chores: readonly Chore[];
  drainMs: number;
  log: Logger;
}

async function stop({ app, database, chores, drainMs, log }: Parts): Promise<void> {
  log.info('the hub stops');
  const impatience = setTimeout(() => app.server.closeAllConnections(), drainMs + graceMs);
  try {
    await Promise.all([app.close(), ...chores.map((one) => one.stop())]);
  } finally {
    clearTimeout(impatience);
    await database.close();
  }
}
