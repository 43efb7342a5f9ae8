/**
 * What was refused to whom. Rows need no place in the order of events, so writing them does not wait for other writers.
 */
import type { RefusedRequestTable } from '../database/tables/access.ts';
import type { ReadableHub } from './write.ts';
import { inChunks } from './write.ts';

export type RefusalRow = Omit<RefusedRequestTable, 'number'>;

export async function insertRefusals(db: ReadableHub, rows: readonly RefusalRow[]): Promise<void> {
  for (const chunk of inChunks(rows)) await db.insertInto('refused_request').values(chunk).execute();
}

export async function deleteRefusalsBefore(db: ReadableHub, at: string): Promise<void> {
  await db.deleteFrom('refused_request').where('at', '<', at).execute();
}

/** Newest first, before a number (null: from the newest). */
export async function listRefusals(
  db: ReadableHub,
  before: number | null,
  limit: number,
): Promise<(RefusalRow & { number: number })[]> {
  const rows = await db
    .selectFrom('refused_request')
    .selectAll()
    .$if(before !== null, (query) => query.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}
