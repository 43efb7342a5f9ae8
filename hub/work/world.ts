/** What giving out work takes of the world, and how faults of shared rules are told at the hub. */
import { Fault } from '../../shared/domain/fault.ts';
import type { HubDatabase } from '../database/open.ts';
import type { Clock, HubIds } from '../outside.ts';
import type { OwnFacts } from '../own-ledger.ts';
import { fail } from '../routes/fail.ts';

export interface WorkWorld {
  database: HubDatabase;
  clock: Clock;
  ids: HubIds;
}

/** What writing to the hub's own ledger takes. */
export function ownFacts({ database, clock, ids }: WorkWorld): OwnFacts {
  return { hubId: database.hubId, clock, ids };
}

/** Runs `act`; a fault of a shared rule becomes the failure that the contract declares. */
export async function tellingFaults<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Fault) throw fail(error.code, error.problem, error);
    throw error;
  }
}
