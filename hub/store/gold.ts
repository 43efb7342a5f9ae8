/** Gold items, and where they are mixed in: projections of the ledgers. */
import type { Selectable } from 'kysely';
import type { GoldAnswer, GoldPlace } from '../../shared/domain/extra-work.ts';
import type { AuditId, Digest, ItemId, PersonId, TraceId } from '../../shared/domain/ids.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { ScorecardRef } from '../../shared/domain/scorecard.ts';
import type { GoldTable } from '../database/tables/work.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { inChunks } from './write.ts';

export interface Gold extends GoldAnswer {
  addedAt: string;
  /** Who knows the answers because they gave them. */
  addedBy: PersonId | null;
  retiredAt: string | null;
}

/** A gold item inside an audit. */
export interface GoldItem {
  auditId: AuditId;
  itemId: ItemId;
  goldId: string;
  answers: Answers;
}

const toGold = (row: Selectable<GoldTable>): Gold => ({
  goldId: row.id,
  traceId: row.trace_id as TraceId,
  contentDigest: row.content_digest as Digest,
  sealedDigest: row.sealed_digest as Digest | null,
  scorecard: { id: row.scorecard_id, version: row.scorecard_version },
  answers: JSON.parse(row.answers) as Answers,
  rationale: row.rationale,
  addedAt: row.added_at,
  addedBy: row.added_by as PersonId | null,
  retiredAt: row.retired_at,
});

export async function insertGold(hub: WritableHub, gold: Gold): Promise<void> {
  await hub
    .insertInto('gold')
    .values({
      id: gold.goldId,
      trace_id: gold.traceId,
      content_digest: gold.contentDigest,
      sealed_digest: gold.sealedDigest,
      scorecard_id: gold.scorecard.id,
      scorecard_version: gold.scorecard.version,
      answers: JSON.stringify(gold.answers),
      rationale: gold.rationale,
      added_at: gold.addedAt,
      added_by: gold.addedBy,
      retired_at: gold.retiredAt,
    })
    .execute();
}

/** Retires what is not retired yet. */
export async function retireGold(hub: WritableHub, goldId: string, at: string): Promise<void> {
  await hub
    .updateTable('gold')
    .set({ retired_at: at })
    .where('id', '=', goldId)
    .where('retired_at', 'is', null)
    .execute();
}

export async function findGold(hub: ReadableHub, goldId: string): Promise<Gold | null> {
  const row = await hub.selectFrom('gold').selectAll().where('id', '=', goldId).executeTakeFirst();
  return row === undefined ? null : toGold(row);
}

/** Every gold item, newest first; those of a scorecard that may still be used where one is named. */
export async function listGold(hub: ReadableHub, activeOf?: ScorecardRef): Promise<Gold[]> {
  const rows = await hub
    .selectFrom('gold')
    .selectAll()
    .$if(activeOf !== undefined, (query) =>
      query
        .where('scorecard_id', '=', activeOf?.id ?? '')
        .where('scorecard_version', '=', activeOf?.version ?? 0)
        .where('retired_at', 'is', null),
    )
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toGold);
}

/** In how many audits each gold item was mixed; what never was has no key. */
export async function countGoldUses(hub: ReadableHub): Promise<Map<string, number>> {
  const rows = await hub
    .selectFrom('gold_item')
    .select(['gold_id', (eb) => eb.fn.countAll<string>().as('uses')])
    .groupBy('gold_id')
    .execute();
  return new Map(rows.map((row) => [row.gold_id, Number(row.uses)]));
}

export async function insertGoldItems(
  hub: WritableHub,
  auditId: string,
  places: readonly GoldPlace[],
): Promise<void> {
  const rows = places.map((one) => ({ item_id: one.itemId, audit_id: auditId, gold_id: one.goldId }));
  for (const chunk of inChunks(rows)) await hub.insertInto('gold_item').values(chunk).execute();
}

/** Gold items of an audit with their answers, by item id. */
export async function listGoldItems(hub: ReadableHub, auditId: string): Promise<GoldItem[]> {
  const rows = await hub
    .selectFrom('gold_item')
    .innerJoin('gold', 'gold.id', 'gold_item.gold_id')
    .select(['gold_item.audit_id', 'gold_item.item_id', 'gold_item.gold_id', 'gold.answers'])
    .where('gold_item.audit_id', '=', auditId)
    .orderBy('gold_item.item_id')
    .execute();
  return rows.map((row) => ({
    auditId: row.audit_id as AuditId,
    itemId: row.item_id as ItemId,
    goldId: row.gold_id,
    answers: JSON.parse(row.answers) as Answers,
  }));
}
