/** Keeps a draw to the indexes that were made for it, whatever is known of the size of the tables. */
import { sql } from 'kysely';
import type { ReadableHub } from '../store/write.ts';

/**
 * Small tables, and large ones that nobody has analysed yet, tempt the planner to read them whole for each arc. `db` is a
 * transaction, as it is for whoever reads frames: the setting lasts no longer than `act`.
 */
export async function byIndex<T>(db: ReadableHub, act: () => Promise<T>): Promise<T> {
  await sql`SET LOCAL enable_seqscan = off`.execute(db);
  const found = await act();
  await sql`SET LOCAL enable_seqscan = on`.execute(db);
  return found;
}
