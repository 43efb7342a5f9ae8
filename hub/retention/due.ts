/**
 * What is due to be erased. A trace that no audit holds: its days after arrival. The text of an item, and of its trace:
 * its days after the close of the last audit that has it. What a trace wishes itself (`retainUntil`) counts where it is
 * earlier, but never while an audit is open or gold is active.
 *
 * Must not erase. Invariant: closings are dated by the hub's own clock, never by a device's.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Retention } from '../../shared/contract/hub-traces.ts';
import { everyItem } from '../store/calibration.ts';
import type { ReadableHub } from '../store/write.ts';
import { keptMsSql, shortestMs } from './rules.ts';

/** Closed audits, and when the hub heard of it. */
export interface Closings {
  auditIds: string[];
  closedMs: number[];
}

export interface DueBy {
  retention: Retention;
  /** An audit is never opened again, so that they can be read once. */
  closings: Closings;
  nowMs: number;
}

export async function listClosings(hub: ReadableHub): Promise<Closings> {
  const { rows } = await sql<{ audit_id: string; at: string }>`
    SELECT e.audit_id, min(e.received_at) AS at
    FROM ledger_event AS e JOIN audit ON audit.id = e.audit_id AND audit.state = 'closed'
    WHERE e.kind = 'audit.closed' AND e.state = 'applied'
    GROUP BY e.audit_id
  `.execute(hub);
  return {
    auditIds: rows.map((row) => row.audit_id),
    closedMs: rows.map((row) => Date.parse(row.at)),
  };
}

/** As a table `closed (audit_id, ms)`. */
function closedSql({ closings }: DueBy): RawBuilder<unknown> {
  return sql`closed AS (
    SELECT * FROM unnest(${closings.auditIds}::text[], ${closings.closedMs}::bigint[]) AS c (audit_id, ms)
  )`;
}

export interface DueTrace {
  id: string;
  cell_number: number;
  occurred_ms: number;
  facets: Record<string, string>;
}

/** Traces of a source that are due, after an id, by id, at most `limit`. */
export async function listDueTraces(
  hub: ReadableHub,
  sourceNumber: number,
  by: DueBy,
  page: { after: string; limit: number },
): Promise<DueTrace[]> {
  const { rows } = await sql<DueTrace>`
    WITH ${closedSql(by)}
    SELECT t.id, t.cell_number, t.occurred_ms, t.facets FROM trace AS t ${dueTraceSql(sourceNumber, by)}
      AND t.id > ${page.after}
    ORDER BY t.id LIMIT ${page.limit}
  `.execute(hub);
  return rows;
}

export async function countDueTraces(hub: ReadableHub, sourceNumber: number, by: DueBy): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    WITH ${closedSql(by)}
    SELECT count(*) AS count FROM trace AS t ${dueTraceSql(sourceNumber, by)}
  `.execute(hub);
  return Number(rows[0]?.count ?? 0);
}

/** Joins and conditions behind `FROM trace AS t`; `closed` is there. */
function dueTraceSql(sourceNumber: number, { retention, nowMs }: DueBy): RawBuilder<unknown> {
  const riskClass = sql<string | null>`t.facets ->> 'riskClass'`;
  const shortest = shortestMs(retention);
  // So that the audits of young traces need not be looked up.
  const isOld = shortest === null ? sql`false` : sql`t.received_ms <= ${sql.lit(nowMs - shortest)}::bigint`;
  return sql`
    LEFT JOIN LATERAL (
      SELECT count(*) AS audits, bool_and(closed.ms IS NOT NULL) AS is_closed, max(closed.ms) AS closed_ms
      FROM audited_trace AS a LEFT JOIN closed ON closed.audit_id = a.audit_id
      WHERE a.source_number = t.source_number AND a.trace_id = t.id
    ) AS held ON true
    WHERE t.source_number = ${sourceNumber} AND t.erased_at IS NULL
      AND (t.retain_until_ms <= ${sql.lit(nowMs)}::bigint OR ${isOld})
      AND CASE
        WHEN held.audits = 0
          THEN least(t.retain_until_ms, t.received_ms + ${keptMsSql(retention, 'traceDays', riskClass)})
        WHEN held.is_closed
          THEN least(t.retain_until_ms, held.closed_ms + ${keptMsSql(retention, 'itemDays', riskClass)})
      END <= ${sql.lit(nowMs)}::bigint
      AND NOT EXISTS (SELECT 1 FROM gold WHERE gold.trace_id = t.id AND gold.retired_at IS NULL)`;
}

export interface DueContents {
  digests: string[];
  /** Items whose content is among them. */
  items: number;
}

/** Texts of items that are due, and their sealed facts, by digest, at most `limit`. */
export async function listDueContents(hub: ReadableHub, by: DueBy, limit: number): Promise<DueContents> {
  const riskClass = sql<string | null>`content.text::json ->> 'riskClass'`;
  const until = sql`(content.text::json ->> 'retainUntil')`;
  // ISO 8601 has a year 0, PostgreSQL has none: one such wish must not keep everything from being erased.
  const wish = sql`CASE WHEN ${until} LIKE '0000-%' THEN 0 ELSE extract(epoch FROM ${until}::timestamptz) * 1000 END`;
  const kept = keptMsSql(by.retention, 'itemDays', riskClass);
  const { rows } = await sql<{ digest: string; items: number }>`
    WITH ${closedSql(by)},
    holder AS (
      SELECT item.content_digest, item.sealed_digest,
        CASE
          WHEN closed.ms IS NULL THEN NULL
          WHEN content.text IS NULL THEN 0
          ELSE least(closed.ms + ${kept}, (${wish})::bigint)
        END AS due_ms
      FROM ${everyItem} AS item
      JOIN content ON content.digest = item.content_digest
      LEFT JOIN closed ON closed.audit_id = item.audit_id
    ),
    held AS (
      SELECT content_digest AS digest, due_ms, 1 AS items FROM holder
      UNION ALL
      SELECT sealed_digest, due_ms, 0 FROM holder WHERE sealed_digest IS NOT NULL
    )
    SELECT held.digest, sum(held.items) AS items
    FROM held JOIN content ON content.digest = held.digest AND content.text IS NOT NULL
    WHERE NOT EXISTS (
      SELECT 1 FROM gold
      WHERE gold.retired_at IS NULL AND held.digest IN (gold.content_digest, gold.sealed_digest)
    )
    GROUP BY held.digest
    HAVING bool_and(held.due_ms IS NOT NULL AND held.due_ms <= ${sql.lit(by.nowMs)}::bigint)
    ORDER BY held.digest LIMIT ${limit}
  `.execute(hub);
  return {
    digests: rows.map((row) => row.digest),
    items: rows.reduce((sum, row) => sum + Number(row.items), 0),
  };
}
