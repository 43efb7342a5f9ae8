/**
 * What of an audit is one person's to judge: assigned, for a second look, to be judged anew, or of the calibration round;
 * gold items among the rest, told apart by nothing.
 */
import { sql } from 'kysely';
import type { ItemId, Digest } from '../../shared/domain/ids.ts';
import { listCalibration, listMeasuredBy } from './calibration.ts';
import type { ReadableHub } from './write.ts';
import { anyOf } from './write.ts';

export interface OwnItem {
  itemId: ItemId;
  contentDigest: Digest;
  /** Of the text in UTF-8; null once it was erased. */
  bytes: number | null;
  riskClass: string | null;
  retainUntil: string | null;
}

/** By item id, so that the order tells nothing of where an item comes from. */
export async function listOwnItems(hub: ReadableHub, auditId: string, personId: string): Promise<OwnItem[]> {
  const round = await listOwnRound(hub, auditId, personId);
  const { rows } = await sql<OwnItem>`
    WITH own AS (
      SELECT item.id, item.content_digest FROM item
      WHERE item.audit_id = ${auditId} AND (
        EXISTS (SELECT 1 FROM assignment AS a
          WHERE a.item_id = item.id AND a.person_id = ${personId} AND a.is_current)
        OR EXISTS (SELECT 1 FROM second_look AS s WHERE s.item_id = item.id AND s.person_id = ${personId})
        OR EXISTS (SELECT 1 FROM relabel AS r
          WHERE r.item_id = item.id AND r.person_id = ${personId} AND NOT r.is_done))
      UNION
      SELECT item_id, content_digest FROM calibration_item WHERE item_id = ${anyOf(round)}
    )
    SELECT own.id AS "itemId", own.content_digest AS "contentDigest",
      octet_length(content.text) AS bytes,
      told."riskClass", told."retainUntil"
    FROM own LEFT JOIN content ON content.digest = own.content_digest
    -- Read once for both: a text may be long.
    LEFT JOIN LATERAL json_to_record(content.text::json) AS told("riskClass" text, "retainUntil" text) ON true
    ORDER BY own.id
  `.execute(hub);
  return rows.map((row) => ({ ...row, bytes: row.bytes === null ? null : Number(row.bytes) }));
}

/** Whoever has items, first-hand or for a second look, has the round too, but for what measures them elsewhere. */
async function listOwnRound(hub: ReadableHub, auditId: string, personId: string): Promise<string[]> {
  const round = await listCalibration(hub, auditId);
  if (round.length === 0) return [];
  const { rows } = await sql`
    SELECT 1 FROM assignment WHERE audit_id = ${auditId} AND person_id = ${personId} AND is_current
    UNION ALL SELECT 1 FROM second_look WHERE audit_id = ${auditId} AND person_id = ${personId}
    LIMIT 1
  `.execute(hub);
  if (rows.length === 0) return [];
  const measured = await listMeasuredBy(hub, auditId);
  return round.map((one) => one.itemId).filter((itemId) => !measured.has(`${itemId} ${personId}`));
}
