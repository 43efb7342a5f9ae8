/**
 * Opens a reader of one source. Within a transaction it reads with it, under the shared lock of the source; by itself it
 * reads a snapshot of its own, so that a long look through a frame holds up nobody.
 *
 * Invariant: every row of the source up to the watermark is seen, and all answers of one reader are about the same rows.
 */
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { HubTables } from '../database/tables.ts';
import { keepSourceShared, letGoSourceShared, lockSourceShared } from '../ingest/source-lock.ts';
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
  if (!db.isTransaction) return inSnapshot(db, source, read);
  await lockSourceShared(db as Transaction<HubTables>, source.number);
  return read(db, await lastPosition(db));
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
