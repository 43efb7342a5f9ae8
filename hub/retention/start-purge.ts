/**
 * The purge that runs by itself, once a day (UTC) whatever number of hubs share the database: whoever writes the day down
 * first runs it. A purge that fails gives its day back and is tried again within the hour.
 */
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { codeOf } from '../failure.ts';
import { isoNow } from '../outside.ts';
import type { ReadableHub } from '../store/write.ts';
import type { PurgeFacts } from './purge.ts';
import { purge } from './purge.ts';

const metaKey = 'purged_on';
const firstMs = 60_000;
const everyMs = 3_600_000;

export interface RunningPurge {
  /** Waits for a purge that is running. */
  stop(): Promise<void>;
}

export function startPurge(facts: PurgeFacts & { log: Pick<Logger, 'info' | 'error'> }): RunningPurge {
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    running = running.then(() => purgeToday(facts)).then(() => undefined);
  };
  const first = setTimeout(run, firstMs).unref();
  const every = setInterval(run, everyMs).unref();
  return {
    stop: async () => {
      clearTimeout(first);
      clearInterval(every);
      await running;
    },
  };
}

/** Purges unless it was done today; answers whether it did. Never throws. */
export async function purgeToday(
  facts: PurgeFacts & { log: Pick<Logger, 'info' | 'error'> },
): Promise<boolean> {
  const { database, clock, log } = facts;
  try {
    if (!(await takeDay(database.db, isoNow(clock).slice(0, 10)))) return false;
    try {
      log.info(await purge(facts, { isDryRun: false }), 'purged');
      return true;
    } catch (error) {
      await database.db.updateTable('hub_meta').set({ value: '' }).where('key', '=', metaKey).execute();
      throw error;
    }
  } catch (error) {
    const failure = error instanceof Error ? error.name : typeof error;
    log.error({ failure, code: codeOf(error) }, 'the purge failed');
    return false;
  }
}

/** Whether this is the first to take the day. */
async function takeDay(db: ReadableHub, day: string): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO hub_meta (key, value) VALUES (${metaKey}, ${day})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE hub_meta.value < excluded.value
    RETURNING key
  `.execute(db);
  return rows.length > 0;
}
