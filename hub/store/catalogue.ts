/**
 * Scorecards and taxonomies that the hub knows: those that ship, and those that were published. Must not know who may
 * publish.
 */
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { catalogueWith } from '../../shared/domain/catalogue.ts';
import type { DeliberationEntry, EntryOf } from '../../shared/domain/deliberation.ts';
import type { EventId, PersonId } from '../../shared/domain/ids.ts';
import type { DeliberationTable } from '../database/tables.ts';
import type { ReadableHub } from './write.ts';

/** Everything that a scorecard or a taxonomy is looked up in. */
export async function catalogueOf(hub: ReadableHub): Promise<Catalogue> {
  const rows = await hub
    .selectFrom('deliberation')
    .selectAll()
    .where('kind', 'in', ['taxonomy.published', 'scorecard.published'])
    .orderBy('position')
    .execute();
  const entries = rows.map(toEntry) as EntryOf<'taxonomy.published' | 'scorecard.published'>[];
  return catalogueWith(
    entries.flatMap((one) => (one.kind === 'taxonomy.published' ? [one.body] : [])),
    entries.flatMap((one) => (one.kind === 'scorecard.published' ? [one.body.scorecard] : [])),
  );
}

/** A row as the rules of deliberation take it. */
export function toEntry(row: DeliberationTable): DeliberationEntry {
  return {
    eventId: row.event_id as EventId,
    kind: row.kind,
    personId: row.person_id as PersonId,
    at: row.at,
    position: Number(row.position),
    body: JSON.parse(row.body) as unknown,
  } as DeliberationEntry;
}
