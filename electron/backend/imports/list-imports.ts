/** What was imported, as lists show it: a reading of the deliberation and of the origin ledgers. */
import type { EntryOf } from '../../../shared/domain/deliberation.ts';
import type { ImportSummary } from '../../../shared/contract/imports.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findAudit } from '../../../db/queries/audits.ts';
import { listOfKinds, listOfThing } from '../../../db/queries/deliberation.ts';
import { countImported, countReviewsByPerson } from '../../../db/queries/imports.ts';
import { findPerson } from '../../../db/queries/people.ts';

/** Every import that this device knows, the newest first. */
export function listImports(store: ReadableStore): ImportSummary[] {
  return listOfKinds(store, ['import.begun'])
    .map((entry) => summarise(store, entry))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** The import with this id, or null. */
export function findImport(store: ReadableStore, importId: string): ImportSummary | null {
  const entry = listOfThing(store, importId).find((one) => one.kind === 'import.begun');
  return entry === undefined ? null : summarise(store, entry as EntryOf<'import.begun'>);
}

function summarise(store: ReadableStore, entry: EntryOf<'import.begun'>): ImportSummary {
  const { importId, auditId, name, preset, people, isSimulated, rejected } = entry.body;
  // Where the origin ledger is another device's, the reviews of its people in the audit are counted.
  const counts = countImported(store, entry.eventId) ?? countReviewsByPerson(store, auditId);
  const reviewers = people
    .map((one) => ({ ...one, reviews: counts.get(one.personId) ?? 0 }))
    .filter((one) => one.reviews > 0);
  return {
    importId,
    auditId,
    auditTitle: findAudit(store, auditId)?.title ?? name.slice(0, 120),
    name,
    preset,
    reviewers,
    reviews: reviewers.reduce((sum, one) => sum + one.reviews, 0),
    rulings: listOfThing(store, importId).filter((one) => one.kind === 'adjudication.imported').length,
    rejected,
    isSimulated,
    at: entry.at,
    by: findPerson(store, entry.personId)?.name ?? 'Somebody else',
  };
}
