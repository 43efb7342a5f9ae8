/**
 * Spans that wait for the rest of their trace, in table `span`. Whoever makes a trace of them claims them first; what
 * comes for a trace that is claimed or stored is late.
 *
 * Invariant: inserting and claiming happen under the lock of the source, so that no span slips in between unseen.
 */
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { HubTables } from '../../database/tables.ts';
import { inChunks } from '../../store/write.ts';
import { inSource } from '../source-lock.ts';

export interface NewSpan {
  line: number;
  traceId: string;
  spanId: string;
  parentId: string | null;
  startMs: number;
  /** JSON of its masked facts. */
  body: string;
}

export interface SpanRow {
  traceId: string;
  spanId: string;
  parentId: string | null;
  body: string;
  receivedBy: string;
}

export type InsertedSpan = 'waiting' | 'changed' | 'late' | 'beyond';

/** Spans of one trace: they are read together when the trace is made. */
export const mostSpans = 10_000;
/** Bytes of the facts of one trace's spans: far more than the largest trace that can be stored is made of. */
export const mostWaitingBytes = 64 * 1024 * 1024;
/** Bytes of facts that are claimed at once, but for one trace, however large: they are in memory together. */
const mostClaimedBytes = 64 * 1024 * 1024;

export interface SpanArrival {
  sourceNumber: number;
  batchId: string;
  receivedBy: string;
  receivedMs: number;
}

/** How each span was taken, by its line. One that waits already, unchanged, still waits. */
export async function insertSpans(
  db: Kysely<HubTables>,
  arrival: SpanArrival,
  spans: readonly NewSpan[],
): Promise<Map<number, InsertedSpan>> {
  const taken = new Map<number, InsertedSpan>();
  for (const chunk of inChunks(spans, 500)) {
    await inSource(db, arrival.sourceNumber, (tx) => insertChunk(tx, arrival, chunk, taken));
  }
  return taken;
}

async function insertChunk(
  tx: Transaction<HubTables>,
  arrival: SpanArrival,
  spans: readonly NewSpan[],
  taken: Map<number, InsertedSpan>,
): Promise<void> {
  const traceIds = [...new Set(spans.map((span) => span.traceId))];
  const late = await listGone(tx, arrival.sourceNumber, traceIds);
  const waits = await measureWaiting(tx, arrival.sourceNumber, traceIds);
  const known = await listKnown(tx, arrival.sourceNumber, spans);
  const rows = new Map<string, NewSpan>();
  for (const span of spans) {
    const key = `${span.traceId} ${span.spanId}`;
    const held = known.get(key) ?? rows.get(key)?.body;
    if (late.has(span.traceId)) taken.set(span.line, 'late');
    else if (held === undefined) {
      const { spans: count, bytes } = waits.get(span.traceId) ?? { spans: 0, bytes: 0 };
      const all = { spans: count + 1, bytes: bytes + Buffer.byteLength(span.body) };
      const hasRoom = all.spans <= mostSpans && all.bytes <= mostWaitingBytes;
      if (hasRoom) {
        rows.set(key, span);
        waits.set(span.traceId, all);
      }
      taken.set(span.line, hasRoom ? 'waiting' : 'beyond');
    } else taken.set(span.line, held === span.body ? 'waiting' : 'changed');
  }
  if (rows.size === 0) return;
  await tx
    .insertInto('span')
    .values(
      [...rows.values()].map((span) => ({
        source_number: arrival.sourceNumber,
        trace_id: span.traceId,
        span_id: span.spanId,
        parent_id: span.parentId,
        start_ms: Math.floor(span.startMs),
        body: span.body,
        batch_id: arrival.batchId,
        received_by: arrival.receivedBy,
        line: span.line,
        received_ms: arrival.receivedMs,
        claimed_ms: null,
      })),
    )
    .execute();
}

/** Traces that are stored, or being made. */
async function listGone(
  tx: Transaction<HubTables>,
  sourceNumber: number,
  traceIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM trace WHERE source_number = ${sourceNumber} AND id = ANY(${traceIds}::text[])
    UNION
    SELECT trace_id FROM span
    WHERE source_number = ${sourceNumber} AND trace_id = ANY(${traceIds}::text[]) AND claimed_ms IS NOT NULL
  `.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Bodies of those that wait already, by trace and span. */
async function listKnown(
  tx: Transaction<HubTables>,
  sourceNumber: number,
  spans: readonly NewSpan[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ trace_id: string; span_id: string; body: string }>`
    SELECT span.trace_id, span.span_id, span.body
    FROM unnest(
      ${spans.map((span) => span.traceId)}::text[], ${spans.map((span) => span.spanId)}::text[]
    ) AS w (trace_id, span_id)
    JOIN span ON span.source_number = ${sourceNumber} AND span.trace_id = w.trace_id AND span.span_id = w.span_id
  `.execute(tx);
  return new Map(rows.map((row) => [`${row.trace_id} ${row.span_id}`, row.body]));
}

/** How many spans of each trace wait, and how large they are. */
async function measureWaiting(
  tx: Transaction<HubTables>,
  sourceNumber: number,
  traceIds: readonly string[],
): Promise<Map<string, { spans: number; bytes: number }>> {
  const { rows } = await sql<{ trace_id: string; spans: number; bytes: number }>`
    SELECT trace_id, count(*) AS spans, sum(octet_length(body)) AS bytes FROM span
    WHERE source_number = ${sourceNumber} AND trace_id = ANY(${traceIds}::text[]) GROUP BY trace_id
  `.execute(tx);
  return new Map(rows.map((row) => [row.trace_id, { spans: Number(row.spans), bytes: Number(row.bytes) }]));
}

export interface Patience {
  nowMs: number;
  /** How long nothing has come of a trace whose root and parents are all here. */
  restMs: number;
  /** How long nothing has come of any other trace. */
  patienceMs: number;
  /** Claims before this are taken over: whoever made them is gone. */
  claimedBeforeMs: number;
  /** Whoever settled last did so then; traces that came to rest before have been seen. */
  sinceMs: number;
}

/** Sources with traces that may be due. */
export async function listWaitingSources(
  db: Kysely<HubTables>,
  by: Patience,
): Promise<{ number: number; name: string }[]> {
  const { rows } = await sql<{ number: number; name: string }>`
    SELECT number, name FROM source
    WHERE number IN (
      SELECT source_number FROM span
      WHERE received_ms <= ${by.nowMs - by.patienceMs}
         OR (received_ms <= ${by.nowMs - by.restMs} AND received_ms > ${by.sinceMs - by.restMs})
    )
    ORDER BY number
  `.execute(db);
  return rows;
}

/**
 * Claims at most `limit` traces that are due, fewer where they are large, and answers their spans. Rows claimed are
 * nobody else's.
 */
export async function claimDue(
  db: Kysely<HubTables>,
  sourceNumber: number,
  by: Patience,
  limit: number,
): Promise<SpanRow[]> {
  return inSource(db, sourceNumber, async (tx) => {
    const { rows } = await sql<SpanRow>`
        WITH candidate AS (
          SELECT DISTINCT trace_id FROM span
          WHERE source_number = ${sourceNumber}
            AND (received_ms <= ${by.nowMs - by.patienceMs}
              OR (received_ms <= ${by.nowMs - by.restMs} AND received_ms > ${by.sinceMs - by.restMs}))
        ), due AS (
          SELECT child.trace_id, sum(octet_length(child.body)) AS bytes
          FROM candidate
          JOIN span AS child ON child.source_number = ${sourceNumber} AND child.trace_id = candidate.trace_id
          LEFT JOIN span AS parent ON parent.source_number = child.source_number
            AND parent.trace_id = child.trace_id AND parent.span_id = child.parent_id
          GROUP BY child.trace_id
          HAVING coalesce(max(child.claimed_ms), -1) < ${by.claimedBeforeMs}
            AND (max(child.received_ms) <= ${by.nowMs - by.patienceMs}
              OR (max(child.received_ms) <= ${by.nowMs - by.restMs}
                AND bool_or(child.parent_id IS NULL)
                AND bool_and(child.parent_id IS NULL OR parent.span_id IS NOT NULL)))
          ORDER BY child.trace_id
          LIMIT ${limit}
        ), fit AS (
          SELECT trace_id, sum(bytes) OVER (ORDER BY trace_id) - bytes AS before FROM due
        )
        UPDATE span SET claimed_ms = ${by.nowMs}
        FROM fit
        WHERE span.source_number = ${sourceNumber} AND span.trace_id = fit.trace_id
          AND fit.before < ${mostClaimedBytes}
        RETURNING span.trace_id AS "traceId", span.span_id AS "spanId", span.parent_id AS "parentId",
          span.body AS body, span.received_by AS "receivedBy"
      `.execute(tx);
    return rows;
  });
}

/** Their trace has come, or never will. */
export async function deleteSpans(
  db: Kysely<HubTables>,
  sourceNumber: number,
  traceIds: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('span')
    .where('source_number', '=', sourceNumber)
    .where('trace_id', '=', sql<string>`ANY(${traceIds}::text[])`)
    .where('claimed_ms', 'is not', null)
    .execute();
}
