/**
 * Who may call what, as one table: every route has a row, and a test calls every route with every role. What a role may
 * do with a route beyond calling it (whose ledger, which audit) is checked where it is done.
 */
import type { Role } from '../../shared/domain/person.ts';

const everybodyReading: readonly Role[] = ['reviewer', 'owner', 'lead', 'admin', 'auditor'];
const runningAudits: readonly Role[] = ['lead', 'admin'];

export const access = {
  me: ['ingest', ...everybodyReading],
  'people.list': everybodyReading,
  'people.create': runningAudits,
  'people.revoke': runningAudits,
  'contents.missing': runningAudits,
  'contents.put': runningAudits,
  'ledgers.head': everybodyReading,
  'ledgers.push': everybodyReading,
  'ledgers.hashes': everybodyReading,
  'ledgers.list': everybodyReading,
  'audits.list': everybodyReading,
  'audits.report': everybodyReading,
  feed: everybodyReading,
} as const satisfies Record<string, readonly Role[]>;

export type RouteName = keyof typeof access;

export function mayCall(role: Role, route: RouteName): boolean {
  return (access[route] as readonly Role[]).includes(role);
}

/** The row of a procedure by its path in the contract; throws for a route that has none. */
export function routeName(path: readonly string[]): RouteName {
  const name = path.join('.');
  if (!(name in access)) throw new RangeError(`route ${name} has no row in the access table`);
  return name as RouteName;
}
