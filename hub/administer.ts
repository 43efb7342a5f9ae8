/**
 * The procedures of a hub without its server: for whoever holds its database, which is more than any token. The embedded
 * hub must be stopped for that; one on PostgreSQL may run.
 *
 * Invariant: the same procedures, rules and own ledger as over the API, acting as the hub itself.
 */
import { createRouterClient } from '@orpc/server';
import type { RouterClient } from '@orpc/server';
import type { Logger } from 'pino';
import type { PersonId } from '../shared/domain/ids.ts';
import type { DatabasePlace } from './database/open.ts';
import { openDatabase } from './database/open.ts';
import { HubFailure } from './failure.ts';
import { RefusalLog } from './http/refusal-log.ts';
import { randomIds, systemClock } from './outside.ts';
import { createHubReports } from './report/reports.ts';
import { toFailure } from './routes/fail.ts';
import { router } from './routes/router.ts';
import { findHubPerson } from './store/people.ts';

export type HubProcedures = RouterClient<typeof router>;

/** Runs `act` on the hub at a place. Throws `HubFailure` when it cannot be opened, and the failures of procedures. */
export async function withHub<T>(
  place: DatabasePlace,
  log: Logger,
  act: (hub: HubProcedures) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(place);
  const [clock, ids] = [systemClock, randomIds];
  const reports = createHubReports(database.db);
  try {
    const known = await findHubPerson(database.db);
    const person = known ?? { id: ids.uuid() as PersonId, name: 'Hub', role: 'admin' as const };
    const refusals = new RefusalLog(database.db, clock, log);
    const context = { database, clock, ids, log, person, reports, refusals, setHeader: () => undefined };
    return await act(createRouterClient(router, { context }));
  } catch (error) {
    throw error instanceof HubFailure ? error : toFailure(error, log, ids);
  } finally {
    await reports.close();
    await database.close();
  }
}
