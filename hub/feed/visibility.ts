/**
 * Who may see what of an audit. Pure: the rest of the feed only carries it out.
 *
 * Invariant: before the close nobody but the lead and observers sees sealed facts or the manifest, and nobody but these
 * and, of complete items, owners another's answers; a person who reviews is a reviewer first, whatever else they may do.
 */
import type { Audit } from '../../shared/domain/audit.ts';
import type { Person } from '../../shared/domain/person.ts';

/**
 * `full`: audit, manifest, items with sealed facts, all assignments, reviews and skips.
 * `revealed`: the same, but only one's own items: a reviewer after the close.
 * `complete`: as `own`, and complete items without sealed facts, with all that stands about them: an owner before the
 *   close. Which items these are, `complete.ts` says.
 * `own`: audit, own items without sealed facts, own assignments, reviews and skips: a reviewer before it, and whoever
 *   votes on items of it in a norming round. What was said of an item is for whoever sees others' reviews of it.
 */
export type Level = 'none' | 'own' | 'complete' | 'revealed' | 'full';

/** Raised with every change of who may see what: a hub that was started with other rules tells everybody the difference. */
export const visibilityVersion = 3;

const order: readonly Level[] = ['none', 'own', 'complete', 'revealed', 'full'];

/** What decides beside the role. */
export interface Part {
  /** The person has items of the audit, or reviewed one. */
  takesPart: boolean;
  /** An item of the audit is complete. */
  hasComplete: boolean;
  /** The person votes in a norming round on items of the audit, or began one. */
  norms?: boolean;
}

/** Whether a person at `now` may see less than at `before`. */
export function isLess(now: Level, before: Level): boolean {
  return order.indexOf(now) < order.indexOf(before);
}

/** Whether a person may see something of audits in which they have no part. */
export function looksOn(person: Pick<Person, 'role'>): boolean {
  return observes(person) || person.role === 'owner';
}

function observes(person: Pick<Person, 'role'>): boolean {
  return person.role === 'admin' || person.role === 'auditor';
}

/** Owners run what they have judged anew after a taxonomy change. */
function mayRun({ role }: Person, { plan }: Pick<Audit, 'plan'>): boolean {
  return role === 'lead' || role === 'admin' || (role === 'owner' && plan.bridge !== undefined);
}

/** How far a person sees an audit. */
export function levelOf(
  person: Person,
  audit: Pick<Audit, 'leadId' | 'state' | 'plan'>,
  { takesPart, hasComplete, norms = false }: Part,
): Level {
  if (person.role === 'ingest') return 'none';
  const isClosed = audit.state === 'closed';
  // Who led it and is a reviewer now is a reviewer.
  const leads = person.id === audit.leadId && mayRun(person, audit);
  if (leads || (observes(person) && (isClosed || !takesPart))) return 'full';
  // Nobody judges after the close, so an owner is blind to nothing then, whatever reviewers are shown.
  if (person.role === 'owner' && isClosed) return 'full';
  if (person.role === 'owner') return takesPart || hasComplete || norms ? 'complete' : 'none';
  if (!takesPart) return norms ? 'own' : 'none';
  return isClosed && audit.plan.blinding.revealsOthers === 'afterClose' ? 'revealed' : 'own';
}

/** Whether the report of an audit may be read. Whoever judges in an open one is blind, whatever else they may do. */
export function mayReadReport(
  person: Person,
  audit: Pick<Audit, 'state'>,
  { level, takesPart }: { level: Level; takesPart: boolean },
): boolean {
  if (person.role === 'ingest') return false;
  if (level === 'full') return true;
  if (audit.state !== 'closed') return person.role !== 'reviewer' && !takesPart;
  return person.role !== 'reviewer' || (level !== 'none' && takesPart);
}
