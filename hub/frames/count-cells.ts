/**
 * Counts of a frame over declared dimensions: whole days as the cells hold them, edges of the window and audited traces
 * one by one. Each answer is one statement, so it is of one moment.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { compareBytes } from '../../shared/sampling/prn.ts';
import { JUDGE_FACET } from '../../shared/domain/facets.ts';
import type { Stratum } from '../../shared/domain/audit.ts';
import type { VerdictCount } from '../../shared/frame-sql/ask-frame.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import { cellSql, frameStratumOf } from './cells.ts';
import type { FrameOf } from './reader.ts';
import type { Window } from './window.ts';
import { dayOf, weekOfDay, windowOf } from './window.ts';

/** Strata of the frame in byte order of their keys, none of them empty. */
export async function countCells(db: ReadableHub, source: SourceRecord, frame: FrameOf): Promise<Stratum[]> {
  const window = windowOf(frame.filter);
  const parts = [
    sql`SELECT cells.stratum, d.population FROM cells JOIN cell_day AS d ON d.cell_number = cells.number
        WHERE d.day >= ${window.firstDay} AND d.day < ${window.endDay}`,
    ...window.edges.map(
      (edge) => sql`SELECT cells.stratum, k.population FROM cells CROSS JOIN LATERAL (
          SELECT count(*) AS population FROM trace AS t
          WHERE t.cell_number = cells.number AND t.occurred_ms >= ${edge.from} AND t.occurred_ms < ${edge.until}
        ) AS k WHERE cells.week = ${weekOfDay(dayOf(edge.from))}`,
    ),
    ...(frame.filter.excludesAudited === true
      ? [
          sql`SELECT cells.stratum, -1 FROM (${auditedSql(source, window)}) AS t
              JOIN cells ON cells.number = t.cell_number`,
        ]
      : []),
  ];
  const { rows } = await sql<{ stratum: string; population: number }>`
    WITH cells AS (SELECT c.number, c.stratum, c.week FROM cell AS c WHERE ${cellSql(source, frame.filter, window)})
    SELECT stratum, CAST(sum(population) AS bigint) AS population
    FROM (${sql.join(parts, sql` UNION ALL `)}) AS counted GROUP BY stratum
  `.execute(db);
  const stratumOf = frameStratumOf(source, frame.dimensions);
  const strata = new Map<string, Stratum>();
  for (const row of rows) {
    const { key, values } = stratumOf(row.stratum);
    const population = Number(row.population) + (strata.get(key)?.population ?? 0);
    strata.set(key, { key, values, population });
  }
  return [...strata.values()]
    .filter(({ population }) => population > 0)
    .toSorted((a, b) => compareBytes(a.key, b.key));
}

/** What judges said, by stratum of the frame. */
export async function countCellVerdicts(
  db: ReadableHub,
  source: SourceRecord,
  frame: FrameOf,
): Promise<VerdictCount[]> {
  const window = windowOf(frame.filter);
  const parts = [
    sql`SELECT cells.stratum, v.judge, v.verdict, v.population
        FROM cells JOIN cell_verdict AS v ON v.cell_number = cells.number
        WHERE v.day >= ${window.firstDay} AND v.day < ${window.endDay}`,
    ...window.edges.map((edge) =>
      saidSql(
        sql`SELECT t.cell_number, t.facets FROM cells AS edge JOIN trace AS t ON t.cell_number = edge.number
            WHERE edge.week = ${weekOfDay(dayOf(edge.from))}
              AND t.occurred_ms >= ${edge.from} AND t.occurred_ms < ${edge.until}`,
        1,
      ),
    ),
    ...(frame.filter.excludesAudited === true ? [saidSql(auditedSql(source, window), -1)] : []),
  ];
  const { rows } = await sql<{ stratum: string; judge: string; verdict: string; population: number }>`
    WITH cells AS (SELECT c.number, c.stratum, c.week FROM cell AS c WHERE ${cellSql(source, frame.filter, window)})
    SELECT stratum, judge, verdict, CAST(sum(population) AS bigint) AS population
    FROM (${sql.join(parts, sql` UNION ALL `)}) AS counted GROUP BY stratum, judge, verdict
    HAVING sum(population) > 0
  `.execute(db);
  const stratumOf = frameStratumOf(source, frame.dimensions);
  const counts = new Map<string, VerdictCount>();
  for (const { stratum: cellStratum, judge, verdict, population } of rows) {
    const stratum = stratumOf(cellStratum).key;
    const place = JSON.stringify([stratum, judge, verdict]);
    const count = Number(population) + (counts.get(place)?.count ?? 0);
    counts.set(place, { stratum, judge, verdict, count });
  }
  return [...counts.values()];
}

/** What judges said of some traces `(cell_number, facets)`, each counted once or taken away once. */
function saidSql(traces: RawBuilder<unknown>, by: 1 | -1): RawBuilder<unknown> {
  return sql`SELECT cells.stratum, substr(j.key, ${sql.lit(JUDGE_FACET.length + 1)}) AS judge, j.value AS verdict,
      ${sql.lit(by)} AS population
    FROM (${traces}) AS t JOIN cells ON cells.number = t.cell_number
    CROSS JOIN LATERAL jsonb_each_text(t.facets) AS j WHERE starts_with(j.key, ${JUDGE_FACET})`;
}

/** Traces of the window that some audit has drawn, each once: looked up one by one, so it costs by them only. */
function auditedSql(source: SourceRecord, window: Window): RawBuilder<unknown> {
  return sql`SELECT DISTINCT ON (t.id) t.id, t.cell_number, t.facets
    FROM audited_trace AS a JOIN trace AS t ON t.source_number = a.source_number AND t.id = a.trace_id
    WHERE a.source_number = ${source.number} AND t.occurred_ms >= ${window.from} AND t.occurred_ms < ${window.until}`;
}
