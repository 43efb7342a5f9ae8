/** Reading several things as they were at one moment. */
import type { ReadableHub } from './write.ts';

/** Runs `act` on one moment of the database, read only: writers neither wait for it nor are seen by it. */
export async function inSnapshot<T>(db: ReadableHub, act: (snapshot: ReadableHub) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(act);
}
