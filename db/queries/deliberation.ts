/**
 * What people said about cases, rounds, proposals and versions, as this device knows it: a projection of own events and of
 * the feed. Must not know what follows from it.
 *
 * Invariant: lists are in the order in which entries are folded: the hub's, then what it has not placed yet by its time.
 */
import { catalogueWith } from '../../shared/domain/catalogue.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import type {
  DeliberationEntry,
  DeliberationKind,
  DeliberationRow,
  EntryOf,
} from '../../shared/domain/deliberation.ts';
import { entryOfRow, subjectOf } from '../../shared/domain/deliberation.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import { reportedKinds } from '../../shared/report/deliberated.ts';
import type { Scorecard } from '../../shared/domain/scorecard.ts';
import type { Publication } from '../../shared/domain/taxonomy-change.ts';
import type { Taxonomy } from '../../shared/domain/taxonomy.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';

/** An own event: one that is known already, perhaps at its place by now, stays as it is. */
export function insertDeliberationOnce(store: WritableStore, entry: DeliberationEntry): void {
  write(store, entry, 'INSERT OR IGNORE');
}

/** The hub's word: it knows the place. */
export function putDeliberation(store: WritableStore, entry: DeliberationEntry): void {
  write(store, entry, 'INSERT OR REPLACE');
}

function write(store: WritableStore, entry: DeliberationEntry, how: string): void {
  const { auditId, itemId, question, thingId } = subjectOf(entry);
  runSql(
    store,
    `${how} INTO deliberation
       (event_id, kind, audit_id, item_id, question, thing_id, person_id, at, position, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      entry.eventId,
      entry.kind,
      auditId,
      itemId,
      question,
      thingId,
      entry.personId,
      entry.at,
      entry.position,
      JSON.stringify(entry.body),
    ],
  );
}

/** Rounds name who takes part: a person that only this device knew has got an identity at a hub. */
export function renameInRounds(store: WritableStore, from: PersonId, to: PersonId): void {
  for (const entry of listOfKinds(store, ['norming.begun'])) {
    if (!entry.body.personIds.includes(from)) continue;
    const personIds = [...new Set(entry.body.personIds.map((id) => (id === from ? to : id)))];
    putDeliberation(store, { ...entry, body: { ...entry.body, personIds } });
  }
}

export function deleteDeliberation(store: WritableStore, eventId: string): void {
  runSql(store, 'DELETE FROM deliberation WHERE event_id = ?', [eventId]);
}

const columns = 'event_id, kind, person_id, at, position, body';
const inOrder = 'ORDER BY position IS NULL, position, at, event_id';

/** Everything about one case, norming included. */
export function listOfCase(store: ReadableStore, itemId: ItemId, question: string): DeliberationEntry[] {
  return listRows<DeliberationRow>(
    store,
    `SELECT ${columns} FROM deliberation WHERE item_id = ? AND question = ? ${inOrder}`,
    [itemId, question],
  ).map(entryOfRow);
}

/** Everything of an audit. */
export function listOfAudit(store: ReadableStore, auditId: AuditId): DeliberationEntry[] {
  return listRows<DeliberationRow>(
    store,
    `SELECT ${columns} FROM deliberation WHERE audit_id = ? ${inOrder}`,
    [auditId],
  ).map(entryOfRow);
}

const reportedOf = `FROM deliberation WHERE audit_id = ? AND kind IN (${reportedKinds.map((kind) => `'${kind}'`).join(', ')})`;

/** What of an audit's deliberation enters its report. */
export function listReported(store: ReadableStore, auditId: AuditId): DeliberationEntry[] {
  return listRows<DeliberationRow>(store, `SELECT ${columns} ${reportedOf} ${inOrder}`, [auditId]).map(
    entryOfRow,
  );
}

/** Another text whenever `listReported` would answer otherwise: an entry never changes but by its place. */
export function reportedMark(store: ReadableStore, auditId: AuditId): string {
  const sql = `SELECT group_concat(event_id || ':' || coalesce(position, ''), ' ') AS mark ${reportedOf}`;
  return findRow<{ mark: string | null }>(store, sql, [auditId])?.mark ?? '';
}

/** Everything about a round, a proposal, a taxonomy, a scorecard or an import. */
export function listOfThing(store: ReadableStore, thingId: string): DeliberationEntry[] {
  return listRows<DeliberationRow>(
    store,
    `SELECT ${columns} FROM deliberation WHERE thing_id = ? ${inOrder}`,
    [thingId],
  ).map(entryOfRow);
}

/** Every entry of these kinds. */
export function listOfKinds<K extends DeliberationKind>(
  store: ReadableStore,
  kinds: readonly K[],
): EntryOf<K>[] {
  return listRows<DeliberationRow>(
    store,
    `SELECT ${columns} FROM deliberation WHERE kind IN (${kinds.map(() => '?').join(', ')}) ${inOrder}`,
    [...kinds],
  ).map((row) => entryOfRow(row) as EntryOf<K>);
}

const catalogues = new WeakMap<ReadableStore, { mark: string; catalogue: Catalogue }>();

/**
 * Scorecards and taxonomies that this device knows: those that ship, and those that were published. Kept until something is
 * published or finds its place: screens ask with every item.
 */
export function catalogueOf(store: ReadableStore): Catalogue {
  const row = findRow<{ mark: string }>(
    store,
    `SELECT count(*) || ':' || count(position) || ':' || coalesce(sum(position), 0) || ':' || coalesce(max(event_id), '')
       AS mark
     FROM deliberation WHERE kind IN ('taxonomy.published', 'scorecard.published')`,
  );
  const refused = listRefused(store);
  const mark = `${row?.mark ?? ''}:${refused.length}`;
  const held = catalogues.get(store);
  if (held?.mark === mark) return held.catalogue;
  const catalogue = readCatalogue(store, refused);
  catalogues.set(store, { mark, catalogue });
  return catalogue;
}

interface RefusedRow {
  kind: string;
  body: string;
}

/** What was published here and refused by the hub: the ledger keeps it, and an audit may have been planned with it. */
function listRefused(store: ReadableStore): RefusedRow[] {
  return listRows<RefusedRow>(
    store,
    `SELECT kind, body FROM ledger_event
     WHERE kind IN ('taxonomy.published', 'scorecard.published') AND state = 'refused' AND body IS NOT NULL
     ORDER BY applied_order`,
  );
}

export interface RefusedPublication {
  eventId: string;
  publication: Publication;
  /** The hub's reason, as a sentence. */
  why: string;
}

/** Versions of a taxonomy that were published here and that the hub did not take, the first one first. */
export function listRefusedPublications(store: ReadableStore): RefusedPublication[] {
  return listRows<{ eventId: string; body: string; detail: string }>(
    store,
    `SELECT e.event_id AS eventId, e.body, r.detail FROM ledger_event e JOIN refusal r ON r.event_id = e.event_id
     WHERE e.kind = 'taxonomy.published' AND e.state = 'refused' AND e.body IS NOT NULL
     ORDER BY e.applied_order`,
  ).map(({ eventId, body, detail: why }) => ({ eventId, publication: JSON.parse(body) as Publication, why }));
}

function readCatalogue(store: ReadableStore, refused: readonly RefusedRow[]): Catalogue {
  const published = listOfKinds(store, ['taxonomy.published']).map((one) => one.body);
  const cards = listOfKinds(store, ['scorecard.published']).map((one) => one.body.scorecard);
  const known = catalogueWith(published, cards);
  if (refused.length === 0) return known;
  const taxonomies: Taxonomy[] = [];
  const scorecards: Scorecard[] = [];
  for (const { kind, body } of refused) {
    if (kind === 'scorecard.published')
      scorecards.push((JSON.parse(body) as { scorecard: Scorecard }).scorecard);
    else {
      const publication = JSON.parse(body) as Publication;
      taxonomies.push(publication.taxonomy);
      scorecards.push(...publication.scorecards);
    }
  }
  return { ...known, kept: { scorecards, taxonomies } };
}
