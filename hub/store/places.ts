/**
 * Where people are in their queues: of convenience only, so no ledger holds it and a replay does not bring it back. One
 * row per person and audit; the latest visit stays.
 */
import { sql } from 'kysely';
import type { QueuePlace } from '../../shared/contract/hub.ts';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import type { ReadableHub, WritableHub } from './write.ts';

/** Of `places` those whose item is the person's to judge: assigned, for a second look, or of a calibration round. */
export async function listOwnPlaces(
  hub: ReadableHub,
  personId: string,
  places: readonly QueuePlace[],
): Promise<QueuePlace[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<{ item_id: string; audit_id: string }>`
    SELECT asked.item_id, asked.audit_id
    FROM unnest(${places.map((one) => one.itemId)}::text[], ${places.map((one) => one.auditId)}::text[])
      AS asked (item_id, audit_id)
    WHERE EXISTS (SELECT 1 FROM assignment a
        WHERE a.item_id = asked.item_id AND a.audit_id = asked.audit_id AND a.person_id = ${personId}
          AND a.is_current)
      OR EXISTS (SELECT 1 FROM second_look s
        WHERE s.item_id = asked.item_id AND s.audit_id = asked.audit_id AND s.person_id = ${personId})
      OR EXISTS (SELECT 1 FROM calibration_item c
        WHERE c.item_id = asked.item_id AND c.audit_id = asked.audit_id
          AND EXISTS (SELECT 1 FROM assignment a
            WHERE a.audit_id = c.audit_id AND a.person_id = ${personId} AND a.is_current))
  `.execute(hub);
  const own = new Set(rows.map((row) => `${row.audit_id} ${row.item_id}`));
  return places.filter((one) => own.has(`${one.auditId} ${one.itemId}`));
}

/** Keeps a visit unless a later one is known. */
export async function putPlace(hub: WritableHub, personId: string, place: QueuePlace): Promise<void> {
  await hub
    .insertInto('queue_place')
    .values({ person_id: personId, audit_id: place.auditId, item_id: place.itemId, at: place.at })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'audit_id'])
        .doUpdateSet((eb) => ({ item_id: eb.ref('excluded.item_id'), at: eb.ref('excluded.at') }))
        .whereRef('queue_place.at', '<', 'excluded.at'),
    )
    .execute();
}

/** The person's places in audits that are not closed, latest visit first, at most `limit`. */
export async function listPlaces(hub: ReadableHub, personId: string, limit: number): Promise<QueuePlace[]> {
  const rows = await hub
    .selectFrom('queue_place')
    .innerJoin('audit', 'audit.id', 'queue_place.audit_id')
    .select(['queue_place.audit_id', 'queue_place.item_id', 'queue_place.at'])
    .where('queue_place.person_id', '=', personId)
    .where('audit.state', '<>', 'closed')
    .orderBy('queue_place.at', 'desc')
    .orderBy('queue_place.audit_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    auditId: row.audit_id as AuditId,
    itemId: row.item_id as ItemId,
    at: row.at,
  }));
}
