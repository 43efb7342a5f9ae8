/** Reviews, skips and flags: projections of the ledgers. */
import { sql } from 'kysely';
import type { AuditId, EventId, ItemId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Flag, Skip } from '../../shared/domain/projection.ts';
import type { Answers, Review } from '../../shared/domain/review.ts';
import type { ReviewTable, SkipTable } from '../database/tables/reviews.ts';
import type { ReadableHub, WritableHub } from './write.ts';
import { anyOf, inChunks } from './write.ts';

export async function insertReviews(hub: WritableHub, reviews: readonly Review[]): Promise<void> {
  const rows = reviews.map((review): ReviewTable => ({
    id: review.id,
    audit_id: review.auditId,
    item_id: review.itemId,
    person_id: review.personId,
    event_id: review.eventId,
    scorecard_id: review.scorecard.id,
    scorecard_version: review.scorecard.version,
    answers: JSON.stringify(review.answers),
    submitted_at: review.submittedAt,
    elapsed_ms: review.elapsedMs,
    supersedes: review.supersedes,
    is_late: review.isLate,
    is_current: review.isCurrent,
  }));
  for (const chunk of inChunks(rows)) await hub.insertInto('review').values(chunk).execute();
}

/** The review is no longer its person's current one. */
export async function retireReview(hub: WritableHub, id: string): Promise<void> {
  await hub.updateTable('review').set({ is_current: false }).where('id', '=', id).execute();
}

export async function findReview(hub: ReadableHub, id: string): Promise<Review | null> {
  const row = await hub.selectFrom('review').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toReview(row);
}

export async function findCurrentReview(
  hub: ReadableHub,
  itemId: string,
  personId: string,
): Promise<Review | null> {
  const row = await hub
    .selectFrom('review')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .where('is_current', '=', true)
    .executeTakeFirst();
  return row === undefined ? null : toReview(row);
}

export async function listReviewsById(hub: ReadableHub, ids: readonly string[]): Promise<Review[]> {
  const rows = await hub
    .selectFrom('review')
    .selectAll()
    .where('id', '=', sql<string>`ANY(${ids}::text[])`)
    .execute();
  return rows.map(toReview);
}

interface ItemPerson {
  itemId: string;
  personId: string;
}

/** Current reviews of these items by these people. */
export async function listCurrentReviews(hub: ReadableHub, pairs: readonly ItemPerson[]): Promise<Review[]> {
  const { rows } = await sql<ReviewTable>`SELECT review.* FROM ${unnested(pairs)}
    JOIN review ON review.item_id = asked.item_id AND review.person_id = asked.person_id AND review.is_current
  `.execute(hub);
  return rows.map(toReview);
}

/** Which of these items these people have skipped. */
export async function listSkipKeys(hub: ReadableHub, pairs: readonly ItemPerson[]): Promise<ItemPerson[]> {
  const { rows } = await sql<ItemPerson>`SELECT skip.item_id AS "itemId", skip.person_id AS "personId"
    FROM ${unnested(pairs)} JOIN skip USING (item_id, person_id)`.execute(hub);
  return rows;
}

function unnested(pairs: readonly ItemPerson[]): ReturnType<typeof sql> {
  return sql`unnest(${pairs.map((one) => one.itemId)}::text[], ${pairs.map((one) => one.personId)}::text[])
    AS asked (item_id, person_id)`;
}

/**
 * Reviews of an audit, or some of them, those that are not current first: a device that applies them in this order never holds two
 * current ones of a person and item.
 */
export async function listReviews(
  hub: ReadableHub,
  auditId: string,
  only: { ids?: readonly string[] | undefined; itemIds?: readonly string[] | undefined } = {},
): Promise<Review[]> {
  const rows = await hub
    .selectFrom('review')
    .selectAll()
    .where('audit_id', '=', auditId)
    .$if(only.ids !== undefined, (query) => query.where('id', '=', anyOf(only.ids ?? [])))
    .$if(only.itemIds !== undefined, (query) => query.where('item_id', '=', anyOf(only.itemIds ?? [])))
    .orderBy('is_current')
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  return rows.map(toReview);
}

/** A review that counts, without its answers. */
export interface Judged {
  itemId: string;
  personId: string;
  submittedAt: string;
}

/** Whether a person has reviewed an item, in time or late. */
export async function hasReviewed(hub: ReadableHub, itemId: string, personId: string): Promise<boolean> {
  const row = await hub
    .selectFrom('review')
    .select('id')
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who of these people still has to judge which of these items: has it and has not submitted, or is asked to anew. */
export async function listStillToJudge(
  hub: ReadableHub,
  itemIds: readonly string[],
  personIds: readonly string[],
): Promise<ItemPerson[]> {
  const { rows } = await sql<ItemPerson>`
    SELECT held.item_id AS "itemId", held.person_id AS "personId" FROM (
      SELECT item_id, person_id FROM assignment WHERE item_id = ${anyOf(itemIds)} AND is_current
      UNION SELECT item_id, person_id FROM second_look WHERE item_id = ${anyOf(itemIds)}
    ) AS held
    WHERE held.person_id = ${anyOf(personIds)} AND NOT EXISTS (
      SELECT 1 FROM review WHERE review.item_id = held.item_id AND review.person_id = held.person_id)
    UNION SELECT item_id, person_id FROM relabel
    WHERE item_id = ${anyOf(itemIds)} AND person_id = ${anyOf(personIds)} AND NOT is_done
    ORDER BY 1, 2`.execute(hub);
  return rows;
}

/** Who has a current review of which item of an audit; late ones are left out. */
export async function listJudged(hub: ReadableHub, auditId: string): Promise<Judged[]> {
  const rows = await hub
    .selectFrom('review')
    .select(['item_id', 'person_id', 'submitted_at'])
    .where('audit_id', '=', auditId)
    .where('is_current', '=', true)
    .where('is_late', '=', false)
    .orderBy('item_id')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({
    itemId: row.item_id,
    personId: row.person_id,
    submittedAt: row.submitted_at,
  }));
}

export async function putSkip(hub: WritableHub, skip: Skip): Promise<void> {
  const { reason, note, at } = skip;
  await hub
    .insertInto('skip')
    .values({ item_id: skip.itemId, person_id: skip.personId, audit_id: skip.auditId, reason, note, at })
    .onConflict((conflict) => conflict.columns(['item_id', 'person_id']).doUpdateSet({ reason, note, at }))
    .execute();
}

/** Answers whether there was one. */
export async function deleteSkip(hub: WritableHub, itemId: string, personId: string): Promise<boolean> {
  const gone = await hub
    .deleteFrom('skip')
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .returning('item_id')
    .execute();
  return gone.length > 0;
}

/** Every skip of an audit, or of these items. */
export async function listSkips(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<Skip[]> {
  const rows = await hub
    .selectFrom('skip')
    .selectAll()
    .where('audit_id', '=', auditId)
    .$if(itemIds !== undefined, (query) => query.where('item_id', '=', anyOf(itemIds ?? [])))
    .orderBy('item_id')
    .orderBy('person_id')
    .execute();
  return rows.map(toSkip);
}

export async function insertFlag(hub: WritableHub, flag: Flag): Promise<void> {
  await hub
    .insertInto('flag')
    .values({
      id: flag.id,
      audit_id: flag.auditId,
      item_id: flag.itemId,
      person_id: flag.personId,
      reason: flag.reason,
      note: flag.note,
      at: flag.at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function toSkip(row: SkipTable): Skip {
  return {
    auditId: row.audit_id as AuditId,
    itemId: row.item_id as ItemId,
    personId: row.person_id as PersonId,
    reason: row.reason,
    note: row.note,
    at: row.at,
  };
}

export function toReview(row: ReviewTable): Review {
  return {
    id: row.id as ReviewId,
    auditId: row.audit_id as AuditId,
    itemId: row.item_id as ItemId,
    personId: row.person_id as PersonId,
    eventId: row.event_id as EventId,
    scorecard: { id: row.scorecard_id, version: row.scorecard_version },
    answers: JSON.parse(row.answers) as Answers,
    submittedAt: row.submitted_at,
    elapsedMs: row.elapsed_ms,
    supersedes: row.supersedes as ReviewId | null,
    isLate: row.is_late,
    isCurrent: row.is_current,
  };
}
