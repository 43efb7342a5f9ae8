/**
 * Items of calibration rounds: a projection of the ledgers. They are in no queue of the sample: whoever has a part in
 * their audit has them, and nothing that is said about them is counted.
 */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CalibrationPlace } from '../../shared/domain/extra-work.ts';
import type { AuditId, Digest, ItemId } from '../../shared/domain/ids.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { CalibrationItemTable } from '../database/tables/work.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { anyOf } from './write.ts';

export type CalibrationItem = CalibrationPlace & { auditId: AuditId };

const toItem = (row: Selectable<CalibrationItemTable>): CalibrationItem => ({
  auditId: row.audit_id as AuditId,
  itemId: row.item_id as ItemId,
  goldId: row.gold_id,
  position: Number(row.position),
  contentDigest: row.content_digest as Digest,
  sealedDigest: row.sealed_digest as Digest | null,
  answers: JSON.parse(row.answers) as Answers,
  rationale: row.rationale,
});

export async function insertCalibration(
  hub: WritableHub,
  auditId: string,
  places: readonly CalibrationPlace[],
): Promise<void> {
  const rows = places.map((one): CalibrationItemTable => ({
    item_id: one.itemId,
    audit_id: auditId,
    gold_id: one.goldId,
    position: one.position,
    content_digest: one.contentDigest,
    sealed_digest: one.sealedDigest,
    answers: JSON.stringify(one.answers),
    rationale: one.rationale,
  }));
  await hub.insertInto('calibration_item').values(rows).execute();
}

/** The round of an audit in its order, or these items of it; empty where there is none. */
export async function listCalibration(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<CalibrationItem[]> {
  const rows = await hub
    .selectFrom('calibration_item')
    .selectAll()
    .where('audit_id', '=', auditId)
    .$if(itemIds !== undefined, (query) => query.where('item_id', '=', anyOf(itemIds ?? [])))
    .orderBy('position')
    .execute();
  return rows.map(toItem);
}

/** Ids of an audit's calibration items: what is said about these is no part of any count. */
export async function listCalibrationIds(hub: ReadableHub, auditId: string): Promise<Set<string>> {
  const rows = await hub
    .selectFrom('calibration_item')
    .select('item_id')
    .where('audit_id', '=', auditId)
    .execute();
  return new Set(rows.map((row) => row.item_id));
}

/** In how many audits each gold item was part of the calibration round; what never was has no key. */
export async function countCalibrationUses(hub: ReadableHub): Promise<Map<string, number>> {
  const rows = await hub
    .selectFrom('calibration_item')
    .select(['gold_id', (eb) => eb.fn.countAll<string>().as('uses')])
    .groupBy('gold_id')
    .execute();
  return new Map(rows.map((row) => [row.gold_id, Number(row.uses)]));
}

/**
 * `item person`: calibration items of an audit whose trace a person has or had among the items of some queue as silent
 * gold. They are never told the answers of what measures them.
 */
export async function listMeasuredBy(hub: ReadableHub, auditId: string): Promise<Set<string>> {
  const { rows } = await sql<{ item_id: string; person_id: string }>`
    SELECT DISTINCT round.item_id, assignment.person_id
    FROM calibration_item AS round
    JOIN gold AS shown ON shown.id = round.gold_id
    JOIN gold AS mixed ON mixed.trace_id = shown.trace_id
    JOIN gold_item ON gold_item.gold_id = mixed.id
    JOIN assignment ON assignment.item_id = gold_item.item_id
    WHERE round.audit_id = ${auditId}
  `.execute(hub);
  return new Set(rows.map((row) => `${row.item_id} ${row.person_id}`));
}

/**
 * The other way round: silent gold items of an audit, by item, and who was told their answers in the calibration round of
 * some audit.
 */
export async function listTold(
  hub: ReadableHub,
  auditId: string,
): Promise<{ itemId: string; personId: string }[]> {
  const { rows } = await sql<{ itemId: string; personId: string }>`
    SELECT DISTINCT gold_item.item_id AS "itemId", assignment.person_id AS "personId"
    FROM gold_item
    JOIN gold AS mixed ON mixed.id = gold_item.gold_id
    JOIN gold AS shown ON shown.trace_id = mixed.trace_id
    JOIN calibration_item AS round ON round.gold_id = shown.id
    JOIN assignment ON assignment.audit_id = round.audit_id
    WHERE gold_item.audit_id = ${auditId}
  `.execute(hub);
  return rows;
}

/** Gold of rounds that this person has still to judge in an audit that runs. */
export async function listUnjudgedGold(hub: ReadableHub, personId: string): Promise<string[]> {
  const { rows } = await sql<{ goldId: string }>`
    SELECT DISTINCT round.gold_id AS "goldId"
    FROM calibration_item AS round
    JOIN audit ON audit.id = round.audit_id AND audit.state <> 'closed'
    WHERE EXISTS (SELECT 1 FROM assignment AS a
        WHERE a.audit_id = round.audit_id AND a.person_id = ${personId} AND a.is_current)
      AND NOT EXISTS (SELECT 1 FROM review AS r WHERE r.item_id = round.item_id AND r.person_id = ${personId})
      AND NOT EXISTS (SELECT 1 FROM skip AS s WHERE s.item_id = round.item_id AND s.person_id = ${personId})
  `.execute(hub);
  return rows.map((row) => row.goldId);
}

/** Every item that holds texts, of samples, of gold and of calibration rounds, in the place of a table. */
export const everyItem = sql`(
  SELECT id, audit_id, content_digest, sealed_digest FROM item
  UNION ALL SELECT item_id, audit_id, content_digest, sealed_digest FROM calibration_item
)`;
