/**
 * Opens the hub's database: PostgreSQL by URL, or the embedded one in a folder. Both speak the same SQL through the same
 * Kysely, and nothing above this file knows which one it is.
 */
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import type { HubFailureCode } from '../failure.ts';
import { codeOf, HubFailure } from '../failure.ts';
import type { HubIds } from '../outside.ts';
import { randomIds } from '../outside.ts';
import type { EmbeddedPlace } from './embedded.ts';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import type { HubTables } from './tables.ts';

/** Where a hub keeps everything. `dataDir: null` keeps it in memory, for tests. */
export type DatabasePlace = EmbeddedPlace | { databaseUrl: string };

export interface HubDatabase {
  db: Kysely<HubTables>;
  hubId: string;
  /** Devices whose cursor is of another epoch read the feed anew. */
  feedEpoch: string;
  /** Seed of every trace's permanent random number: 32 hex characters, made once. */
  sampleSeed: string;
  /** Connections to a server; null for the embedded database, which has none. */
  readPool(): PoolUse | null;
  close(): Promise<void>;
}

export interface PoolUse {
  total: number;
  idle: number;
  /** Queries that wait for a connection. */
  waiting: number;
}

/** Opens and migrates. Throws `HubFailure` with the way out. */
export async function openDatabase(place: DatabasePlace, ids: HubIds = randomIds): Promise<HubDatabase> {
  const { db, close, readPool } = await openUnmigrated(place);
  try {
    await migrate(db, ids);
    const meta = new Map(
      (await db.selectFrom('hub_meta').selectAll().execute()).map(({ key, value }) => [key, value]),
    );
    return {
      db,
      hubId: meta.get('hub_id') ?? '',
      feedEpoch: meta.get('feed_epoch') ?? '',
      sampleSeed: meta.get('sample_seed') ?? '',
      readPool,
      close,
    };
  } catch (error) {
    await close();
    if (error instanceof HubFailure || !('databaseUrl' in place)) throw error;
    throw unreachable(place.databaseUrl, error);
  }
}

/** A database as it is, whatever its schema: for backups, and for what is still empty. Throws `HubFailure`. */
export async function openUnmigrated(
  place: DatabasePlace,
): Promise<Pick<HubDatabase, 'db' | 'readPool' | 'close'>> {
  const { db, unlock, readPool } =
    'databaseUrl' in place ? openServer(place.databaseUrl) : await openFolder(place);
  const close = async (): Promise<void> => {
    await db.destroy();
    unlock();
  };
  try {
    await sql`SELECT 1`.execute(db);
    return { db, readPool, close };
  } catch (error) {
    await close();
    if (!('databaseUrl' in place)) throw error;
    throw unreachable(place.databaseUrl, error);
  }
}

interface Opened {
  db: Kysely<HubTables>;
  unlock(): void;
  readPool(): PoolUse | null;
}

async function openFolder(place: EmbeddedPlace): Promise<Opened> {
  const { pglite, unlock } = await openEmbedded(place);
  const db = new Kysely<HubTables>({ dialect: new PGliteDialect({ pglite }) });
  return { db, unlock, readPool: () => null };
}

const int8 = 20;

/** Per hub; PostgreSQL has a hundred by default, for all of them. */
const connections = 20;

function openServer(databaseUrl: string): Opened {
  mustBeAddress(databaseUrl);
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'assay-hub',
    connectionTimeoutMillis: 10_000,
    max: connections,
    types: {
      // Positions stay far below 2^53; the driver's default for bigint is text.
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === int8 && format !== 'binary'
          ? Number
          : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  });
  // An idle connection that the server ends is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    db: new Kysely<HubTables>({ dialect: new PostgresDialect({ pool }) }),
    unlock: () => undefined,
    readPool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

/** The driver would take anything for the name of a database on this machine. */
function mustBeAddress(databaseUrl: string): void {
  if (/^postgres(ql)?:$/.test(URL.parse(databaseUrl)?.protocol ?? '')) return;
  throw new HubFailure('INVALID_INPUT', {
    what: 'DATABASE_URL is not the address of a PostgreSQL database.',
    where: 'DATABASE_URL',
    remedy:
      'Write it as postgres://user:password@host:5432/database (with signs such as # or @ of the password percent-encoded), or unset it to use the embedded database.',
  });
}

function unreachable(databaseUrl: string, error: unknown): HubFailure {
  const code: HubFailureCode = 'DATABASE_UNREACHABLE';
  const why = codeOf(error) ?? (error instanceof Error ? error.message : String(error));
  return new HubFailure(
    code,
    {
      what: `The PostgreSQL database cannot be used (${why}).`,
      where: withoutPassword(databaseUrl),
      remedy:
        'Check DATABASE_URL, that the server runs, and that this user may create tables; or unset it to use the embedded database.',
    },
    error,
  );
}

/** The address without user and password, for messages. */
export function withoutPassword(databaseUrl: string): string {
  try {
    const { protocol, host, pathname } = new URL(databaseUrl);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
