/**
 * The lock of one source: who stores traces of it holds it alone, who fixes a watermark for a frame holds it shared. It
 * is PostgreSQL's own and ends with the transaction, so that several hubs on one database keep to it alike.
 *
 * Invariant: positions of a source are given out in the order of commits. It never waits for the hub's one writer:
 * whoever needs both takes the writer's lock first.
 */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { HubTables } from '../database/tables.ts';

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
