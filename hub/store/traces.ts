/** Traces as they are stored: masked, in cells, in the order of their arrival. */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { HubTables } from '../database/tables.ts';
import { plainTexts, wholeNumbers } from './lists.ts';
import type { ReadableHub } from './write.ts';

export interface NewTrace {
  id: string;
  occurredMs: number;
  cellNumber: number;
  prn: number;
  /** JSON. */
  facets: string;
  digest: string;
  body: string;
  line: number;
  retainUntilMs: number | null;
}

export interface ArrivedIn {
  sourceNumber: number;
  batchNumber: number;
  receivedMs: number;
}

/**
 * Adds traces that are not there, at the next positions, in their order. Hold the lock of the source.
 *
 * Not by `COPY`, though the server would need half the time for it: the server stores one chunk while this process
 * prepares the next, which takes longer (`tests/bench/ingest-bench.ts`), and the embedded database knows no such thing.
 */
export async function insertTraces(
  tx: Transaction<HubTables>,
  { sourceNumber, batchNumber, receivedMs }: ArrivedIn,
  traces: readonly NewTrace[],
): Promise<void> {
  if (traces.length === 0) return;
  await sql`
    INSERT INTO trace (position, source_number, id, occurred_ms, cell_number, prn, facets, digest, body, batch_number,
      line, received_ms, retain_until_ms)
    SELECT nextval('trace_position'), ${sourceNumber}::int, t.id, t.occurred_ms, t.cell_number, t.prn, t.facets::jsonb,
      t.digest, t.body, ${batchNumber}::int, t.line, ${receivedMs}::bigint, t.retain_until_ms
    FROM unnest(
      ${traces.map((one) => one.id)}::text[], ${wholeNumbers(traces.map((one) => one.occurredMs))},
      ${wholeNumbers(traces.map((one) => one.cellNumber))}, ${wholeNumbers(traces.map((one) => one.prn))},
      ${plainTexts(traces.map((one) => one.facets))}, ${plainTexts(traces.map((one) => one.digest))},
      ${plainTexts(traces.map((one) => one.body))}, ${wholeNumbers(traces.map((one) => one.line))},
      ${wholeNumbers(traces.map((one) => one.retainUntilMs))}
    ) AS t (id, occurred_ms, cell_number, prn, facets, digest, body, line, retain_until_ms)
  `.execute(tx);
}

export interface KnownTrace {
  digest: string;
  batchNumber: number;
  /** Version of the masking rules under which it was stored. */
  ruleSet: string;
}

/** Which of these ids are stored, erased ones included. */
export async function listKnownTraces(
  hub: ReadableHub,
  sourceNumber: number,
  ids: readonly string[],
): Promise<Map<string, KnownTrace>> {
  const { rows } = await sql<{ id: string; digest: string; batch_number: number; rule_set: string }>`
    SELECT t.id, t.digest, t.batch_number, b.rule_set
    FROM unnest(${ids}::text[]) AS w (id)
    JOIN trace AS t ON t.source_number = ${sourceNumber} AND t.id = w.id
    JOIN batch AS b ON b.number = t.batch_number
  `.execute(hub);
  return new Map(
    rows.map((row) => [row.id, { digest: row.digest, batchNumber: row.batch_number, ruleSet: row.rule_set }]),
  );
}

export interface TraceRecord {
  batchId: string;
  importer: string;
  receivedAt: string;
  receivedBy: string;
  ruleSet: string;
  line: number;
  digest: string;
  body: string | null;
  erasedAt: string | null;
  auditIds: string[];
}

/** One trace with where it came from and which audits drew it. */
export async function findTraceRecord(
  hub: ReadableHub,
  sourceId: string,
  traceId: string,
): Promise<TraceRecord | null> {
  const row = await hub
    .selectFrom('trace')
    .innerJoin('source', 'source.number', 'trace.source_number')
    .innerJoin('batch', 'batch.number', 'trace.batch_number')
    .select(['source.number', 'batch.id as batch_id', 'batch.importer', 'batch.received_at'])
    .select(['batch.received_by', 'batch.rule_set'])
    .select(['trace.line', 'trace.digest', 'trace.body', 'trace.erased_at'])
    .where('source.id', '=', sourceId)
    .where('trace.id', '=', traceId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const audits = await hub
    .selectFrom('audited_trace')
    .select('audit_id')
    .where('source_number', '=', row.number)
    .where('trace_id', '=', traceId)
    .orderBy('audit_id')
    .execute();
  return {
    batchId: row.batch_id,
    importer: row.importer,
    receivedAt: row.received_at,
    receivedBy: row.received_by,
    ruleSet: row.rule_set,
    line: Number(row.line),
    digest: row.digest,
    body: row.body,
    erasedAt: row.erased_at,
    auditIds: audits.map((one) => one.audit_id),
  };
}
