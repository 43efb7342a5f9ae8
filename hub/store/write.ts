/**
 * The one way to write: a transaction that holds the counter row. So writers come one after another, and positions are
 * given out in the order of commits: whoever reads up to a position has seen everything before it.
 */
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { HubTables } from '../database/tables.ts';
import { codeOf } from '../failure.ts';

export type ReadableHub = Kysely<HubTables>;

declare const writable: unique symbol;
/** Only `inWrite` makes one: a function that takes it confesses that it writes, and holds the lock. */
export type WritableHub = Transaction<HubTables> & { readonly [writable]: true };

/** PostgreSQL says: you came at a bad moment, the same again will do (deadlock, serialisation). */
const worthRepeating = new Set(['40001', '40P01']);
const mostAttempts = 4;

/** Runs `act` in one transaction that no other writer overlaps. `act` may run again, so it must only touch the database. */
export async function inWrite<T>(db: ReadableHub, act: (hub: WritableHub) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (tx) => {
          const hub = tx as WritableHub;
          await lockPositions(hub);
          return act(hub);
        });
    } catch (error) {
      if (attempt === mostAttempts || !worthRepeating.has(codeOf(error) ?? '')) throw error;
    }
  }
}

/** Makes the transaction the only writer, if it is not already. */
async function lockPositions(hub: Transaction<HubTables>): Promise<void> {
  await sql`SELECT one FROM counter WHERE one = 1 FOR UPDATE`.execute(hub);
}

/** Takes `count` positions in the order of events or of the feed; answers the first. */
export async function takePositions(
  hub: WritableHub,
  order: 'event' | 'feed',
  count: number,
): Promise<number> {
  const row = await hub
    .updateTable('counter')
    .set((eb) => ({ [order]: eb(order, '+', count) }))
    .returning(order)
    .executeTakeFirstOrThrow();
  return Number(row[order]) - count + 1;
}

/** The right side of `=` for any of these texts: one parameter, however many they are. */
export function anyOf(values: readonly string[]): RawBuilder<string> {
  return sql<string>`ANY(${values}::text[])`;
}

/** Rows per statement: PostgreSQL takes at most 65,535 parameters. */
export function* inChunks<T>(rows: readonly T[], size = 1000): Generator<T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}
