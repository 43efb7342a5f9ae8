/** Items of audits and who has them: projections of the ledgers. */
import { sql } from 'kysely';
import type { Assignment } from '../../shared/domain/audit.ts';
import type { ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { AssignmentTable, ItemTable } from '../database/tables/reviews.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { anyOf, inChunks } from './write.ts';

export async function insertItems(hub: WritableHub, items: readonly ItemTable[]): Promise<void> {
  for (const rows of inChunks(items)) await hub.insertInto('item').values(rows).execute();
}

/** Items of an audit in queue order, or these of them. */
export async function listItems(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<ItemTable[]> {
  return hub
    .selectFrom('item')
    .selectAll()
    .where('audit_id', '=', auditId)
    .$if(itemIds !== undefined, (query) => query.where('id', '=', anyOf(itemIds ?? [])))
    .orderBy('position')
    .execute();
}

export async function findItem(hub: ReadableHub, itemId: string): Promise<ItemTable | null> {
  const row = await hub.selectFrom('item').selectAll().where('id', '=', itemId).executeTakeFirst();
  return row ?? null;
}

/** Moves items to other places of their queue. */
export async function updatePositions(
  hub: WritableHub,
  items: readonly { id: string; position: number }[],
): Promise<void> {
  await sql`UPDATE item SET position = moved.position
    FROM unnest(${items.map((one) => one.id)}::text[], ${items.map((one) => one.position)}::bigint[])
      AS moved (id, position)
    WHERE item.id = moved.id`.execute(hub);
}

/**
 * Several items as they stand for a person each; those that are not here are left out. Items of a calibration round are
 * those of everybody who has a part in its audit.
 */
export async function listItemsOf(
  hub: ReadableHub,
  pairs: readonly { itemId: string; personId: string }[],
): Promise<(ItemOfPerson & { itemId: string; personId: string })[]> {
  const { rows } = await sql<{
    item_id: string;
    person_id: string;
    audit_id: string;
    content_digest: string;
    is_current: boolean | null;
    is_second: boolean;
  }>`
    SELECT asked.item_id, asked.person_id, item.audit_id, item.content_digest, assignment.is_current,
      second_look.item_id IS NOT NULL AS is_second
    FROM unnest(${pairs.map((one) => one.itemId)}::text[], ${pairs.map((one) => one.personId)}::text[])
      AS asked (item_id, person_id)
    JOIN item ON item.id = asked.item_id
    LEFT JOIN assignment ON assignment.item_id = asked.item_id AND assignment.person_id = asked.person_id
    LEFT JOIN second_look ON second_look.item_id = asked.item_id AND second_look.person_id = asked.person_id
    UNION ALL
    SELECT asked.item_id, asked.person_id, round.audit_id, round.content_digest, part.is_current, false
    FROM unnest(${pairs.map((one) => one.itemId)}::text[], ${pairs.map((one) => one.personId)}::text[])
      AS asked (item_id, person_id)
    JOIN calibration_item AS round ON round.item_id = asked.item_id
    LEFT JOIN LATERAL (
      SELECT bool_or(held.is_current) AS is_current FROM (
        SELECT a.is_current FROM assignment AS a
        WHERE a.audit_id = round.audit_id AND a.person_id = asked.person_id
        UNION ALL
        SELECT true FROM second_look AS s
        WHERE s.audit_id = round.audit_id AND s.person_id = asked.person_id
      ) AS held
    ) AS part ON true
  `.execute(hub);
  return rows.map((row) => ({
    itemId: row.item_id,
    personId: row.person_id,
    auditId: row.audit_id,
    contentDigest: row.content_digest,
    assigned: assignedOf(row.is_current, row.is_second),
  }));
}

function assignedOf(isCurrent: boolean | null, isSecond: boolean): ItemOfPerson['assigned'] {
  if (isCurrent === true || isSecond) return 'now';
  return isCurrent === null ? 'never' : 'earlier';
}

/** An item as it stands for one person. */
export interface ItemOfPerson {
  auditId: string;
  contentDigest: string;
  /** Whether the person has it now, first-hand or for a second look, had it, or never did. */
  assigned: 'now' | 'earlier' | 'never';
}

export async function findItemOf(
  hub: ReadableHub,
  itemId: string,
  personId: string,
): Promise<ItemOfPerson | null> {
  const [found] = await listItemsOf(hub, [{ itemId, personId }]);
  if (found === undefined) return null;
  const { auditId, contentDigest, assigned } = found;
  return { auditId, contentDigest, assigned };
}

/** Gives each of these items to exactly these people, in this order; whoever had it before, had it. */
export async function putAssignments(
  hub: WritableHub,
  auditId: string,
  assignments: readonly Assignment[],
): Promise<void> {
  const rows = assignments.flatMap(({ itemId, personIds }) =>
    [...new Set(personIds)].map((personId, at): AssignmentTable => ({
      item_id: itemId,
      person_id: personId,
      audit_id: auditId,
      place: at + 1,
      is_current: true,
    })),
  );
  const itemIds = [...new Set(assignments.map((one) => one.itemId))];
  for (const ids of inChunks(itemIds)) {
    await hub.updateTable('assignment').set({ is_current: false }).where('item_id', 'in', ids).execute();
  }
  for (const chunk of inChunks(rows)) {
    await hub
      .insertInto('assignment')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['item_id', 'person_id']).doUpdateSet((eb) => ({
          is_current: eb.ref('excluded.is_current'),
          place: eb.ref('excluded.place'),
        })),
      )
      .execute();
  }
}

/** Everybody who has or had an item of the audit, or one of these. */
export async function listAssignmentRows(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<AssignmentTable[]> {
  return hub
    .selectFrom('assignment')
    .selectAll()
    .where('audit_id', '=', auditId)
    .$if(itemIds !== undefined, (query) => query.where('item_id', '=', anyOf(itemIds ?? [])))
    .orderBy('item_id')
    .orderBy('place')
    .orderBy('person_id')
    .execute();
}

/** Who has each item now, first-assigned first. */
export function toAssignments(rows: readonly AssignmentTable[]): Assignment[] {
  const people = new Map<string, PersonId[]>();
  for (const row of rows) {
    if (!row.is_current) continue;
    const held = people.get(row.item_id);
    if (held === undefined) people.set(row.item_id, [row.person_id as PersonId]);
    else held.push(row.person_id as PersonId);
  }
  return [...people].map(([itemId, personIds]) => ({ itemId: itemId as ItemId, personIds }));
}

/** Whether a person judges in an audit: has items of it, first-hand or for a second look, or has reviewed one. */
export async function hasWork(hub: ReadableHub, auditId: string, personId: string): Promise<boolean> {
  const assigned = hub
    .selectFrom('assignment')
    .select('person_id')
    .where('audit_id', '=', auditId)
    .where('person_id', '=', personId)
    .where('is_current', '=', true);
  const looks = hub
    .selectFrom('second_look')
    .select('person_id')
    .where('audit_id', '=', auditId)
    .where('person_id', '=', personId);
  const reviewed = hub
    .selectFrom('review')
    .leftJoin('calibration_item', 'calibration_item.item_id', 'review.item_id')
    .select('review.person_id')
    .where('review.audit_id', '=', auditId)
    .where('review.person_id', '=', personId)
    .where('calibration_item.item_id', 'is', null);
  return (await assigned.unionAll(looks).unionAll(reviewed).limit(1).executeTakeFirst()) !== undefined;
}
