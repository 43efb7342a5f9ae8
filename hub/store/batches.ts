/** Batches of traces: what arrived, from whom, and what became of it. Counts grow chunk by chunk while one comes in. */
import type { Selectable } from 'kysely';
import type { BatchReport, Reject } from '../../shared/contract/hub-traces.ts';
import type { PersonId, SourceId } from '../../shared/domain/ids.ts';
import type { BatchTable } from '../database/tables/traces.ts';
import type { ReadableHub } from './write.ts';

export interface NewBatch {
  id: string;
  sourceNumber: number;
  importer: string;
  receivedAt: string;
  receivedBy: PersonId;
  ruleSet: string;
}

export interface BatchCounts {
  received: number;
  stored: number;
  repeated: number;
  waiting: number;
  rejected: number;
  /** The first hundred. */
  rejects: readonly Reject[];
  masked: Readonly<Record<string, number>>;
}

/** A batch of which nothing has come yet; answers its number. */
export async function insertBatch(hub: ReadableHub, batch: NewBatch): Promise<number> {
  const row = await hub
    .insertInto('batch')
    .values({
      id: batch.id,
      source_number: batch.sourceNumber,
      importer: batch.importer,
      received_at: batch.receivedAt,
      received_by: batch.receivedBy,
      state: 'receiving',
      rule_set: batch.ruleSet,
      received: 0,
      stored: 0,
      repeated: 0,
      waiting: 0,
      rejected: 0,
      rejects: '[]',
      masked: '{}',
      drift: '[]',
      shape: '',
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return row.number;
}

export async function updateBatchCounts(hub: ReadableHub, number: number, of: BatchCounts): Promise<void> {
  const { received, stored, repeated, waiting, rejected } = of;
  const [rejects, masked] = [JSON.stringify(of.rejects), JSON.stringify(of.masked)];
  await hub
    .updateTable('batch')
    .set({ received, stored, repeated, waiting, rejected, rejects, masked })
    .where('number', '=', number)
    .execute();
}

/** The last word about a batch. `shape` is what the drift of later ones is seen from. */
export async function endBatch(
  hub: ReadableHub,
  number: number,
  end: { state: 'complete' | 'brokenOff'; drift: BatchReport['drift']; shape: string },
): Promise<void> {
  await hub
    .updateTable('batch')
    .set({ state: end.state, drift: JSON.stringify(end.drift), shape: end.shape })
    .where('number', '=', number)
    .execute();
}

/** Shapes of the batches of a source before this one, the latest first. */
export async function listShapes(
  hub: ReadableHub,
  sourceNumber: number,
  before: number,
  limit: number,
): Promise<{ number: number; shape: string }[]> {
  return hub
    .selectFrom('batch')
    .select(['number', 'shape'])
    .where('source_number', '=', sourceNumber)
    .where('number', '<', before)
    .where('shape', '<>', '')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

export interface BatchRecord {
  number: number;
  report: BatchReport;
}

export async function findBatch(hub: ReadableHub, id: string): Promise<BatchRecord | null> {
  const row = await selectReports(hub).where('batch.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRecord(row);
}

/** Newest first, below `before`; of one source or one sender where these are given. */
export async function listBatches(
  hub: ReadableHub,
  wanted: {
    before: number | null;
    limit: number;
    sourceId?: string | undefined;
    receivedBy?: PersonId | undefined;
  },
): Promise<BatchRecord[]> {
  let query = selectReports(hub).orderBy('batch.number', 'desc').limit(wanted.limit);
  if (wanted.before !== null) query = query.where('batch.number', '<', wanted.before);
  if (wanted.sourceId !== undefined) query = query.where('source.id', '=', wanted.sourceId);
  if (wanted.receivedBy !== undefined) query = query.where('batch.received_by', '=', wanted.receivedBy);
  return (await query.execute()).map(toRecord);
}

function selectReports(hub: ReadableHub) {
  return hub
    .selectFrom('batch')
    .innerJoin('source', 'source.number', 'batch.source_number')
    .selectAll('batch')
    .select(['source.id as source_id', 'source.name as source_name']);
}

function toRecord(row: Selectable<BatchTable> & { source_id: string; source_name: string }): BatchRecord {
  const report: BatchReport = {
    id: row.id,
    state: row.state,
    sourceId: row.source_id as SourceId,
    sourceName: row.source_name,
    importer: row.importer,
    receivedAt: row.received_at,
    receivedBy: row.received_by as PersonId,
    // The embedded database gives bigint as a number where it fits, as the driver of the server is told to.
    received: Number(row.received),
    stored: Number(row.stored),
    repeated: Number(row.repeated),
    waiting: Number(row.waiting),
    rejected: Number(row.rejected),
    rejects: JSON.parse(row.rejects) as Reject[],
    masked: JSON.parse(row.masked) as Record<string, number>,
    ruleSetVersion: row.rule_set,
    drift: JSON.parse(row.drift) as BatchReport['drift'],
  };
  return { number: row.number, report };
}
