/**
 * Opens a reader of one source. Within a transaction it reads with it, under the shared lock of the source; by itself it
 * reads a snapshot of its own, so that a long look through a frame holds up nobody.
 *
 * Invariant: every row of the source up to the watermark is seen, and all answers of one reader are about the same rows.
 */
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { HubTables } from '../database/tables.ts';
import { codeOf } from '../failure.ts';
import { Room } from '../ingest/body/room.ts';
import { keepSourceShared, letGoSourceShared, lockSourceShared } from '../ingest/source-lock.ts';
import { fail } from '../routes/fail.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import { withWarehouseReader } from '../warehouse/open-warehouse.ts';
import { ingestedReader } from './ingested-reader.ts';
import type { FrameReader } from './reader.ts';

export interface ReaderFacts {
  /** The hub's permanent seed. */
  sampleSeed: string;
  /** Where addresses of warehouses are; the process's own by default. */
  env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs `act` with a reader of `source`. `db` may be the transaction of `inWrite`: choose that for a rotating selection of
 * an ingested source, which reads little; and the database itself for everything else, then write what was drawn
 * (`recordDrawn` notices when another draw came between). Must not be called on the database inside a transaction:
 * the embedded database has one connection.
 */
export async function withFrameReader<T>(
  db: ReadableHub,
  source: SourceRecord,
  facts: ReaderFacts,
  act: (reader: FrameReader) => Promise<T>,
): Promise<T> {
  if (source.kind === 'warehouse') return withWarehouseReader(db, source, facts, act);
  const read = async (tx: ReadableHub, watermark: number): Promise<T> =>
    act(ingestedReader({ db: tx, source, sampleSeed: facts.sampleSeed, watermark }));
  if (!db.isTransaction) return roomOf(db).within(() => inSnapshot(db, source, read));
  await lockWithPatience(db as Transaction<HubTables>, source);
  return read(db, await lastPosition(db));
}

/** Frames that are read at once, per database: a look through every trace must leave connections for everybody else. */
const framesAtOnce = 3;
const rooms = new WeakMap<ReadableHub, Room>();

function roomOf(db: ReadableHub): Room {
  const known = rooms.get(db) ?? new Room(framesAtOnce);
  rooms.set(db, known);
  return known;
}

/** PostgreSQL's code for a lock that was not given in time. */
const notInTime = '55P03';

/** Whoever is the hub's writer must not wait for a source that is being indexed: every device would wait with it. */
async function lockWithPatience(tx: Transaction<HubTables>, source: SourceRecord): Promise<void> {
  await sql`SET LOCAL lock_timeout = '5s'`.execute(tx);
  try {
    await lockSourceShared(tx, source.number);
  } catch (error) {
    if (codeOf(error) !== notInTime) throw error;
    throw fail(
      'CONFLICT',
      {
        what: `Traces of "${source.name}" are being indexed or stored at this moment.`,
        where: source.name,
        remedy: 'Draw again in a few minutes. Nothing was drawn.',
      },
      error,
    );
  }
  await sql`SET LOCAL lock_timeout = 0`.execute(tx);
}

/**
 * The lock is held only until the snapshot is taken: whatever has a position by then is committed and seen, and what
 * comes later has a higher one.
 */
function inSnapshot<T>(
  db: Kysely<HubTables>,
  source: SourceRecord,
  read: (tx: ReadableHub, watermark: number) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await keepSourceShared(connection, source.number);
    let isKept = true;
    const letGo = async (on: ReadableHub): Promise<void> => {
      isKept = false;
      await letGoSourceShared(on, source.number);
    };
    try {
      return await connection
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tx) => {
          const watermark = await lastPosition(tx);
          await letGo(tx);
          return read(tx, watermark);
        });
    } finally {
      if (isKept) await letGo(connection);
    }
  });
}

/** Last position that was given out, whatever source it went to. */
async function lastPosition(db: ReadableHub): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM trace_position`.execute(db);
  return Number(rows[0]?.last ?? 0);
}
