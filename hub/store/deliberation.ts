/**
 * What people said about cases, rounds, proposals and versions: a projection of the ledgers. Must not know what follows.
 *
 * Invariant: lists are in the global order, in which they are folded.
 */
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { catalogueWith } from '../../shared/domain/catalogue.ts';
import type { DeliberationEntry, DeliberationKind, EntryOf } from '../../shared/domain/deliberation.ts';
import { entryOfRow, subjectOf } from '../../shared/domain/deliberation.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { anyOf } from './write.ts';

/** `auditId`: whose feed carries it, where the entry itself does not say: a round that moves on names only itself. */
export async function insertDeliberation(
  hub: WritableHub,
  entry: DeliberationEntry,
  auditId: string | null = subjectOf(entry).auditId,
): Promise<void> {
  const { itemId, question, thingId } = subjectOf(entry);
  if (entry.position === null) throw new RangeError('the hub knows the place of every entry');
  await hub
    .insertInto('deliberation')
    .values({
      event_id: entry.eventId,
      kind: entry.kind,
      audit_id: auditId,
      item_id: itemId,
      question,
      thing_id: thingId,
      person_id: entry.personId,
      at: entry.at,
      position: entry.position,
      body: JSON.stringify(entry.body),
    })
    .execute();
}

/** Everything about one case, norming included. */
export async function listOfCase(
  hub: ReadableHub,
  itemId: string,
  question: string,
): Promise<DeliberationEntry[]> {
  const rows = await hub
    .selectFrom('deliberation')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('question', '=', question)
    .orderBy('position')
    .execute();
  return rows.map(entryOfRow);
}

/** Everything of an audit, or what is about these of its items. */
export async function listOfAudit(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<DeliberationEntry[]> {
  const rows = await hub
    .selectFrom('deliberation')
    .selectAll()
    .where('audit_id', '=', auditId)
    .$if(itemIds !== undefined, (query) => query.where('item_id', '=', anyOf(itemIds ?? [])))
    .orderBy('position')
    .execute();
  return rows.map(entryOfRow);
}

/** Entries of these kinds about a round, a proposal or an import. */
export async function listOfThing<K extends DeliberationKind>(
  hub: ReadableHub,
  thingId: string,
  kinds: readonly K[],
): Promise<EntryOf<K>[]> {
  const rows = await hub
    .selectFrom('deliberation')
    .selectAll()
    .where('thing_id', '=', thingId)
    .where('kind', 'in', [...kinds])
    .orderBy('position')
    .execute();
  return rows.map((row) => entryOfRow(row) as EntryOf<K>);
}

/** Entries of these kinds, of one audit where that is said. */
export async function listOfKinds<K extends DeliberationKind>(
  hub: ReadableHub,
  kinds: readonly K[],
  auditId?: string,
): Promise<EntryOf<K>[]> {
  const rows = await hub
    .selectFrom('deliberation')
    .selectAll()
    .where('kind', 'in', [...kinds])
    .$if(auditId !== undefined, (query) => query.where('audit_id', '=', auditId ?? ''))
    .orderBy('position')
    .execute();
  return rows.map((row) => entryOfRow(row) as EntryOf<K>);
}

/** What concerns no audit, and everybody: versions, scorecards, proposals and what is said about them. */
export async function listForEverybody(
  hub: ReadableHub,
  eventIds?: readonly string[],
): Promise<DeliberationEntry[]> {
  const rows = await hub
    .selectFrom('deliberation')
    .selectAll()
    .where('audit_id', 'is', null)
    .$if(eventIds !== undefined, (query) => query.where('event_id', '=', anyOf(eventIds ?? [])))
    .orderBy('position')
    .execute();
  return rows.map(entryOfRow);
}

/** Scorecards and taxonomies that this hub knows: those that ship, and those that were published. */
export async function catalogueOf(hub: ReadableHub): Promise<Catalogue> {
  const entries = await listOfKinds(hub, ['taxonomy.published', 'scorecard.published']);
  const published = entries.flatMap((one) => (one.kind === 'taxonomy.published' ? [one.body] : []));
  const cards = entries.flatMap((one) => (one.kind === 'scorecard.published' ? [one.body.scorecard] : []));
  return catalogueWith(published, cards);
}
