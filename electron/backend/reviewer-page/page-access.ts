/**
 * Whose pages a person may open, and of which audits. Must not compute a figure.
 *
 * Invariant: everybody may open their own page; another's only leads and owners, and of it only audits whose plan says so.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { findPerson } from '../../../db/queries/people.ts';
import { listReviewersOf } from '../../../db/queries/reviewers.ts';
import { notFound, WorkbenchError } from '../errors.ts';

const opens: readonly Person['role'][] = ['lead', 'owner'];

/** Own first, then by name; nothing else decides the order. */
export function listOpenPages(
  store: ReadableStore,
  me: Person,
): { personId: PersonId; name: string; isMine: boolean }[] {
  const mine = { personId: me.id, name: me.name, isMine: true };
  if (!opens.includes(me.role)) return [mine];
  const ids = new Set(
    listAudits(store)
      .filter(isOpened)
      .flatMap((audit) => listReviewersOf(store, audit.id)),
  );
  const others = [...ids]
    .filter((id) => id !== me.id)
    .map((personId) => ({ personId, name: findPerson(store, personId)?.name ?? 'Somebody', isMine: false }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.personId < b.personId ? -1 : 1));
  return [mine, ...others];
}

/** Audits that this person's page shows to `me`, oldest first. Throws FORBIDDEN where there are none to be shown. */
export function listAuditsOnPage(store: ReadableStore, me: Person, personId: PersonId): Audit[] {
  const reviewed = listAudits(store)
    .filter((audit) => listReviewersOf(store, audit.id).includes(personId))
    .toSorted((a, b) => (a.plannedAt < b.plannedAt ? -1 : Number(a.plannedAt > b.plannedAt)));
  if (personId === me.id) return reviewed;
  const shown = opens.includes(me.role) ? reviewed.filter(isOpened) : [];
  if (shown.length > 0) return shown;
  if (findPerson(store, personId) === null) throw notFound('This person');
  throw new WorkbenchError('FORBIDDEN', {
    what: 'This page is private to its reviewer.',
    remedy:
      'Leads and owners may open it for audits whose plan says so from the start; ask the reviewer to show it to you.',
  });
}

export function isOpened(audit: Audit): boolean {
  return audit.plan.blinding.opensReviewerPages === true;
}
