/**
 * What each role is offered of the hub, for screens: rows of the hub's own table, by the same names. Must not be relied
 * on for safety: the hub decides at every call, and a test holds both tables against each other.
 *
 * Invariant: a row here has exactly the roles that the hub lets through.
 */
import type { Role } from './person.ts';

const everybody: readonly Role[] = ['reviewer', 'owner', 'lead', 'admin', 'auditor'];
const runsAudits: readonly Role[] = ['lead', 'admin'];
const oversees: readonly Role[] = ['lead', 'admin', 'auditor'];
const rules: readonly Role[] = ['owner', 'lead', 'admin'];
const reads: readonly Role[] = ['owner', 'lead', 'admin', 'auditor'];

export const hubOffers = {
  'people.list': everybody,
  'people.create': runsAudits,
  'people.update': ['admin'],
  'people.revoke': runsAudits,
  'tokens.issue': ['admin'],
  'refusals.list': ['admin', 'auditor'],
  'traces.sources.list': reads,
  'traces.sources.create': runsAudits,
  'traces.sources.declare': runsAudits,
  'traces.sources.dimensions': oversees,
  'traces.masking.get': oversees,
  'traces.masking.put': ['admin'],
  'traces.retention.get': oversees,
  'traces.retention.put': ['admin'],
  'traces.retention.purge': ['admin'],
  'work.draw': runsAudits,
  'work.load': oversees,
  'work.reassign': runsAudits,
  'work.beginSecondLook': runsAudits,
  'work.relabel': rules,
  'work.close': runsAudits,
  'work.goldResults': reads,
  'work.agreement': reads,
  'gold.list': reads,
  'gold.add': rules,
  'gold.retire': rules,
  'templates.list': oversees,
  'templates.save': runsAudits,
  'templates.stop': runsAudits,
  'templates.run': runsAudits,
} as const satisfies Record<string, readonly Role[]>;

export type HubOffer = keyof typeof hubOffers;

/** Whether a role is offered this act; nobody is while it is not known who is there. */
export function isOffered(role: Role | null | undefined, offer: HubOffer): boolean {
  return role !== null && role !== undefined && (hubOffers[offer] as readonly Role[]).includes(role);
}

/** Who sees the Hub screen at all. */
export function seesHub(role: Role | null | undefined): boolean {
  return isOffered(role, 'traces.sources.list');
}
