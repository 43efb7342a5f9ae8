/**
 * Who may see what of an audit. Pure: the rest of the feed only carries it out.
 *
 * Invariant: nobody but the lead and observers sees another's answers, sealed facts or the manifest before the close; a
 * person who reviews is a reviewer first, whatever else they may do.
 */
import type { Audit } from '../../shared/domain/audit.ts';
import type { Person } from '../../shared/domain/person.ts';

/**
 * `full`: audit, manifest, items with sealed facts, all assignments, reviews and skips.
 * `revealed`: the same, but only one's own items: a reviewer after the close.
 * `own`: audit, own items without sealed facts, own assignments, reviews and skips: a reviewer before it.
 */
export type Level = 'none' | 'own' | 'revealed' | 'full';

const order: readonly Level[] = ['none', 'own', 'revealed', 'full'];

/** Whether a person at `now` may see less than at `before`. */
export function isLess(now: Level, before: Level): boolean {
  return order.indexOf(now) < order.indexOf(before);
}

/** Whether a person sees audits in which they have no part. */
export function observes(person: Pick<Person, 'role'>): boolean {
  return person.role === 'admin' || person.role === 'auditor';
}

/** `takesPart`: the person has items of the audit, or reviewed one. */
export function levelOf(
  person: Person,
  audit: Pick<Audit, 'leadId' | 'state' | 'plan'>,
  takesPart: boolean,
): Level {
  if (person.role === 'ingest') return 'none';
  const isClosed = audit.state === 'closed';
  // Who led it and is a reviewer now is a reviewer.
  const leads = person.id === audit.leadId && (person.role === 'lead' || person.role === 'admin');
  if (leads || (observes(person) && (isClosed || !takesPart))) return 'full';
  if (!takesPart) return 'none';
  return isClosed && audit.plan.blinding.revealsOthers === 'afterClose' ? 'revealed' : 'own';
}

/** Whether the report of an audit may be read, given what its person sees of the audit. */
export function mayReadReport(person: Person, audit: Pick<Audit, 'state'>, level: Level): boolean {
  if (person.role === 'ingest') return false;
  if (person.role !== 'reviewer') return true;
  return level === 'full' || (level !== 'none' && audit.state === 'closed');
}
