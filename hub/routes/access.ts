/**
 * Who may call what, as one table: every route has a row, and a test calls every route with every role. What a role may
 * do with a route beyond calling it (whose ledger, which audit) is checked where it is done.
 */
import { feedRoute } from '../../shared/contract/hub.ts';
import { otlpRoute, tracesRoute } from '../../shared/contract/hub-traces.ts';
import type { Role } from '../../shared/domain/person.ts';

const everybodyReading: readonly Role[] = ['reviewer', 'owner', 'lead', 'admin', 'auditor'];
const runningAudits: readonly Role[] = ['lead', 'admin'];
const overseeing: readonly Role[] = ['lead', 'admin', 'auditor'];

export const access = {
  me: ['ingest', ...everybodyReading],
  'people.list': everybodyReading,
  'people.create': runningAudits,
  'people.update': ['admin'],
  'people.revoke': runningAudits,
  // One's own tokens; an admin everybody's.
  'tokens.list': ['ingest', ...everybodyReading],
  'tokens.issue': ['admin'],
  'tokens.rotate': ['ingest', ...everybodyReading],
  'tokens.revoke': ['ingest', ...everybodyReading],
  'refusals.list': ['admin', 'auditor'],
  'traces.add': ['ingest', 'admin'],
  'traces.otlp': ['ingest', 'admin'],
  'traces.sources.list': ['owner', ...overseeing],
  'traces.sources.create': runningAudits,
  'traces.sources.declare': runningAudits,
  'traces.sources.dimensions': overseeing,
  // Whoever sends traces sees what became of their own batches.
  'traces.batches.list': ['ingest', ...overseeing],
  'traces.batches.get': ['ingest', ...overseeing],
  'traces.provenance': ['admin', 'auditor'],
  'traces.masking.get': overseeing,
  'traces.masking.put': ['admin'],
  'traces.retention.get': overseeing,
  'traces.retention.put': ['admin'],
  'traces.retention.purge': ['admin'],
  'frames.count': overseeing,
  'work.draw': runningAudits,
  'work.manifest': overseeing,
  'work.redraw': overseeing,
  'work.load': overseeing,
  'work.reassign': runningAudits,
  'work.beginSecondLook': runningAudits,
  'work.relabel': ['owner', ...runningAudits],
  'work.close': runningAudits,
  'work.goldResults': ['owner', ...overseeing],
  'work.agreement': ['owner', ...overseeing],
  'work.norming': everybodyReading,
  'gold.list': ['owner', ...overseeing],
  'gold.add': ['owner', ...runningAudits],
  'gold.retire': ['owner', ...runningAudits],
  'templates.list': overseeing,
  'templates.save': runningAudits,
  'templates.stop': runningAudits,
  'templates.run': runningAudits,
  'taxonomies.publish': ['owner', ...runningAudits],
  // Owners draw what they have judged anew.
  'contents.missing': ['owner', ...runningAudits],
  'contents.put': ['owner', ...runningAudits],
  'ledgers.head': everybodyReading,
  'ledgers.push': everybodyReading,
  'ledgers.hashes': everybodyReading,
  'ledgers.list': everybodyReading,
  // One's own places, and what is one's own to judge.
  'places.put': everybodyReading,
  'audits.mine': everybodyReading,
  'audits.list': everybodyReading,
  'audits.report': everybodyReading,
  feed: everybodyReading,
  metrics: ['admin', 'auditor'],
  backup: ['admin'],
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

/** Rows of the routes that are streams or files, which procedures cannot describe. */
const streamRoutes = {
  [`${feedRoute.method} ${feedRoute.path}`]: 'feed',
  [`${tracesRoute.method} ${tracesRoute.path}`]: 'traces.add',
  [`${otlpRoute.method} ${otlpRoute.path}`]: 'traces.otlp',
  'GET /v1/backup': 'backup',
} as const satisfies Record<string, RouteName>;

/** The row of such a route; throws for one that has none, so that no hub starts with an unguarded route. */
export function accessOf(method: string, url: string): RouteName {
  const row = (streamRoutes as Record<string, RouteName>)[`${method} ${url}`];
  if (row === undefined) throw new RangeError(`route ${method} ${url} has no row in the access table`);
  return row;
}
