/** Entries of the change feed and who sees an audit how far. */
import { sql } from 'kysely';
import type { FeedEntryTable } from '../database/tables/ledgers.ts';
import type { Level } from '../feed/visibility.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { anyOf, inChunks, takePositions } from './write.ts';

/** Audience of what everybody may see. */
export const everybody = '*';

export type NewEntry = Omit<FeedEntryTable, 'position'>;

/** Appends entries at new positions, in their order. */
export async function appendEntries(hub: WritableHub, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const first = await takePositions(hub, 'feed', entries.length);
  const rows = entries.map((entry, at) => ({ position: first + at, ...entry }));
  for (const chunk of inChunks(rows)) await hub.insertInto('feed_entry').values(chunk).execute();
}

/** Entries after a position that a person may see, by position, at most `limit`. */
export async function listEntries(
  hub: ReadableHub,
  personId: string,
  after: number,
  limit: number,
): Promise<FeedEntryTable[]> {
  return hub
    .selectFrom('feed_entry')
    .selectAll()
    .where('audience', 'in', [personId, everybody])
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** The last position that was given out. */
export async function lastFeedPosition(hub: ReadableHub): Promise<number> {
  const row = await hub.selectFrom('counter').select('feed').executeTakeFirstOrThrow();
  return row.feed;
}

/** Which of these ids everybody was told of. */
export async function listToldToAll(
  hub: ReadableHub,
  kind: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await hub
    .selectFrom('feed_entry')
    .select('id')
    .where('audience', '=', everybody)
    .where('kind', '=', kind)
    .where('id', '=', anyOf(ids))
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The latest entry under each (kind, id) that a person was told of an audit, or of those with one of these ids. */
export async function listLatest(
  hub: ReadableHub,
  audience: string,
  auditId: string,
  ids?: readonly string[],
): Promise<Pick<FeedEntryTable, 'kind' | 'id' | 'op' | 'payload'>[]> {
  return hub
    .selectFrom('feed_entry')
    .distinctOn(['kind', 'id'])
    .select(['kind', 'id', 'op', 'payload'])
    .where('audience', '=', audience)
    .where('audit_id', '=', auditId)
    .$if(ids !== undefined, (query) => query.where('id', '=', anyOf(ids ?? [])))
    .orderBy('kind')
    .orderBy('id')
    .orderBy('position', 'desc')
    .execute();
}

/** Takes back what was said to a person of an audit: who reads the feed anew must not be told again. */
export async function deleteEntries(
  hub: WritableHub,
  audience: string,
  auditId: string,
  things?: readonly { kind: string; id: string }[],
): Promise<void> {
  const base = hub.deleteFrom('feed_entry').where('audience', '=', audience).where('audit_id', '=', auditId);
  if (things === undefined) {
    // What was taken back before stays taken back: a device may not have heard of it yet.
    await base.where('op', '=', 'put').execute();
    return;
  }
  if (things.length === 0) return;
  const keys = sql<string>`SELECT kind, id FROM unnest(${things.map((one) => one.kind)}::text[],
    ${things.map((one) => one.id)}::text[]) AS thing (kind, id)`;
  await base.where(sql<boolean>`(kind, id) IN (${keys})`).execute();
}

export async function listViewers(
  hub: ReadableHub,
  auditId: string,
): Promise<{ personId: string; level: Level }[]> {
  const rows = await hub
    .selectFrom('viewer')
    .selectAll()
    .where('audit_id', '=', auditId)
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({ personId: row.person_id, level: row.level as Level }));
}

export async function findLevel(hub: ReadableHub, auditId: string, personId: string): Promise<Level> {
  const row = await hub
    .selectFrom('viewer')
    .select('level')
    .where('audit_id', '=', auditId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return (row?.level ?? 'none') as Level;
}

export async function putViewer(
  hub: WritableHub,
  auditId: string,
  personId: string,
  level: Level,
): Promise<void> {
  await hub
    .insertInto('viewer')
    .values({ audit_id: auditId, person_id: personId, level })
    .onConflict((conflict) => conflict.columns(['audit_id', 'person_id']).doUpdateSet({ level }))
    .execute();
}

/** How far a person sees each audit of which they see something, by its id. */
export async function listLevels(hub: ReadableHub, personId: string): Promise<Map<string, Level>> {
  const rows = await hub
    .selectFrom('viewer')
    .select(['audit_id', 'level'])
    .where('person_id', '=', personId)
    .where('level', '<>', 'none')
    .execute();
  return new Map(rows.map((row) => [row.audit_id, row.level as Level]));
}
