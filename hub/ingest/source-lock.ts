/**
 * The lock of one source: who stores traces of it holds it alone, who fixes a watermark for a frame holds it shared. It
 * is PostgreSQL's own and ends with the transaction, so that several hubs on one database keep to it alike.
 *
 * Invariant: positions of a source are given out in the order of commits. It never waits for the hub's one writer:
 * whoever needs both takes the writer's lock first.
 */
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { HubTables } from '../database/tables.ts';
import { codeOf } from '../failure.ts';

/** First of the two numbers of our advisory locks, so that they are told from those of others. */
const ourLocks = 1_095_980_881;

/** Waits until nobody stores or reads a watermark of this source, and holds it alone until the transaction ends. */
export async function lockSource(tx: Transaction<HubTables>, sourceNumber: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(ourLocks)}, ${sourceNumber}::int)`.execute(tx);
}

/** Waits until nobody stores traces of this source, and keeps them out until the transaction ends; readers share it. */
export async function lockSourceShared(tx: Transaction<HubTables>, sourceNumber: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${sql.lit(ourLocks)}, ${sourceNumber}::int)`.execute(tx);
}

/** The shared lock for a connection instead of a transaction: held until `letGoSourceShared` on the same connection. */
export async function keepSourceShared(connection: Kysely<HubTables>, sourceNumber: number): Promise<void> {
  await sql`SELECT pg_advisory_lock_shared(${sql.lit(ourLocks)}, ${sourceNumber}::int)`.execute(connection);
}

export async function letGoSourceShared(connection: Kysely<HubTables>, sourceNumber: number): Promise<void> {
  await sql`SELECT pg_advisory_unlock_shared(${sql.lit(ourLocks)}, ${sourceNumber}::int)`.execute(connection);
}

/** PostgreSQL says: you came at a bad moment, the same again will do (deadlock, serialisation). */
const worthRepeating = new Set(['40001', '40P01']);
const mostAttempts = 4;

/** Of each database that is open here: by source, the end of those who wait for it. */
const queues = new WeakMap<Kysely<HubTables>, Map<number, Promise<unknown>>>();

/**
 * Runs `act` in a transaction that holds the source alone. `act` may run again, so it must only touch the database.
 *
 * Who waits for a source in this process waits without a connection: many senders of one source would otherwise take all
 * that there are from everybody else.
 */
export async function inSource<T>(
  db: Kysely<HubTables>,
  sourceNumber: number,
  act: (tx: Transaction<HubTables>) => Promise<T>,
): Promise<T> {
  let queue = queues.get(db);
  if (queue === undefined) queues.set(db, (queue = new Map()));
  const before = queue.get(sourceNumber) ?? Promise.resolve();
  const mine = before.then(() => holdSource(db, sourceNumber, act));
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  queue.set(sourceNumber, settled);
  try {
    return await mine;
  } finally {
    if (queue.get(sourceNumber) === settled) queue.delete(sourceNumber);
  }
}

async function holdSource<T>(
  db: Kysely<HubTables>,
  sourceNumber: number,
  act: (tx: Transaction<HubTables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (tx) => {
          await lockSource(tx, sourceNumber);
          return act(tx);
        });
    } catch (error) {
      if (attempt === mostAttempts || !worthRepeating.has(codeOf(error) ?? '')) throw error;
    }
  }
}
