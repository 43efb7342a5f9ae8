/** Second looks: items that one person more judges again. A projection of the ledgers. */
import type { Assignment, SecondLook } from '../../shared/domain/audit.ts';
import type { ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { anyOf, inChunks } from './write.ts';

export async function insertSecondLooks(
  hub: WritableHub,
  auditId: string,
  looks: readonly SecondLook[],
): Promise<void> {
  const rows = looks.map((one) => ({ item_id: one.itemId, person_id: one.personId, audit_id: auditId }));
  for (const chunk of inChunks(rows)) await hub.insertInto('second_look').values(chunk).execute();
}

/** Every second look of an audit, or of these items, ordered by item id. */
export async function listSecondLooks(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<SecondLook[]> {
  const rows = await hub
    .selectFrom('second_look')
    .select(['item_id', 'person_id'])
    .where('audit_id', '=', auditId)
    .$if(itemIds !== undefined, (query) => query.where('item_id', '=', anyOf(itemIds ?? [])))
    .orderBy('item_id')
    .execute();
  return rows.map((row) => ({ itemId: row.item_id as ItemId, personId: row.person_id as PersonId }));
}

/** What these people now have first-hand is no second look of theirs any more. */
export async function deleteOvertaken(
  hub: WritableHub,
  auditId: string,
  assignments: readonly Assignment[],
): Promise<void> {
  const looks = new Map((await listSecondLooks(hub, auditId)).map((look) => [look.itemId, look.personId]));
  const overtaken = assignments.flatMap(({ itemId, personIds }) => {
    const personId = looks.get(itemId);
    return personId !== undefined && personIds.includes(personId) ? [itemId] : [];
  });
  for (const ids of inChunks(overtaken)) {
    await hub.deleteFrom('second_look').where('item_id', 'in', ids).execute();
  }
}
