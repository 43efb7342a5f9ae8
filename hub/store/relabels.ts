/** Items that their reviewers are asked to judge anew: a projection of the ledgers. */
import { sql } from 'kysely';
import type { Relabel } from '../../shared/domain/extra-work.ts';
import type { ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { anyOf, inChunks } from './write.ts';

/** Asks for each; one that was done before is asked for anew. */
export async function putRelabels(
  hub: WritableHub,
  auditId: string,
  relabels: readonly Relabel[],
): Promise<void> {
  const rows = relabels.map((one) => ({
    item_id: one.itemId,
    person_id: one.personId,
    audit_id: auditId,
    reason: one.reason,
    requested_at: one.requestedAt,
    is_done: false,
  }));
  for (const chunk of inChunks(rows)) {
    await hub
      .insertInto('relabel')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['item_id', 'person_id']).doUpdateSet((eb) => ({
          reason: eb.ref('excluded.reason'),
          requested_at: eb.ref('excluded.requested_at'),
          is_done: eb.ref('excluded.is_done'),
        })),
      )
      .execute();
  }
}

/** Ends what was asked of a person about an item; answers whether something was. */
export async function endRelabel(hub: WritableHub, itemId: string, personId: string): Promise<boolean> {
  const ended = await hub
    .updateTable('relabel')
    .set({ is_done: true })
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .where('is_done', '=', false)
    .returning('item_id')
    .execute();
  return ended.length > 0;
}

/** Which of these items these people are still asked to judge anew. */
export async function listOpenRelabelKeys(
  hub: ReadableHub,
  pairs: readonly { itemId: string; personId: string }[],
): Promise<{ itemId: string; personId: string }[]> {
  const { rows } = await sql<{ itemId: string; personId: string }>`
    SELECT relabel.item_id AS "itemId", relabel.person_id AS "personId"
    FROM unnest(${pairs.map((one) => one.itemId)}::text[], ${pairs.map((one) => one.personId)}::text[])
      AS asked (item_id, person_id)
    JOIN relabel USING (item_id, person_id) WHERE NOT relabel.is_done`.execute(hub);
  return rows;
}

/** What is still to be judged anew in an audit, or of these items, by item and person. */
export async function listOpenRelabels(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<Relabel[]> {
  const rows = await hub
    .selectFrom('relabel')
    .selectAll()
    .where('audit_id', '=', auditId)
    .where('is_done', '=', false)
    .$if(itemIds !== undefined, (query) => query.where('item_id', '=', anyOf(itemIds ?? [])))
    .orderBy('item_id')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({
    itemId: row.item_id as ItemId,
    personId: row.person_id as PersonId,
    reason: row.reason,
    requestedAt: row.requested_at,
  }));
}
