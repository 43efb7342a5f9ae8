/** What every route is given: the hub, who asks, and the world. */
import type { FastifyBaseLogger } from 'fastify';
import { implement } from '@orpc/server';
import { hub as contract } from '../../shared/contract/hub.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { HubDatabase } from '../database/open.ts';
import type { RefusalLog } from '../http/refusal-log.ts';
import type { Clock, HubIds } from '../outside.ts';
import type { HubReports } from '../report/reports.ts';
import type { OwnFacts } from '../own-ledger.ts';
import { mayCall, routeName } from './access.ts';
import type { RouteName } from './access.ts';
import { fail } from './fail.ts';

export interface RouteContext {
  database: HubDatabase;
  clock: Clock;
  ids: HubIds;
  log: FastifyBaseLogger;
  person: Person;
  reports: HubReports;
  /** What was refused lately may still wait there. */
  refusals: RefusalLog;
  /** Sets a header of the answer. */
  setHeader: (name: string, value: string) => void;
}

/** What writing to the hub's own ledger takes. */
export function factsOf({ database, clock, ids }: RouteContext): OwnFacts {
  return { hubId: database.hubId, clock, ids };
}

/** Throws FORBIDDEN unless the table lets this role call this route. */
export function mustBeAllowed(person: Person, route: RouteName): void {
  if (mayCall(person.role, route)) return;
  throw fail('FORBIDDEN', {
    what: `The role ${person.role} may not do this.`,
    where: route,
    remedy: 'Ask an admin of this hub for a token of a role that may.',
  });
}

/** The contract to implement: every procedure checks the access table first. */
export const os = implement(contract)
  .$context<RouteContext>()
  .use(({ context, path, next }) => {
    mustBeAllowed(context.person, routeName(path));
    return next();
  });
