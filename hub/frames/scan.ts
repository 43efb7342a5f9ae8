/**
 * Frames that no index knows: by dimensions that the source does not declare, up to an earlier position, or by the keys of
 * an audit's own seed. Every trace of the cells that remain is looked at, by the same texts as a warehouse.
 */
import { sql } from 'kysely';
import { JUDGE_FACET } from '../../shared/domain/facets.ts';
import { findUnstorable } from '../../shared/domain/text.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { NO_VALUE } from '../../shared/domain/trace.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { RunSql, VerdictCount } from '../../shared/frame-sql/ask-frame.ts';
import { MAX_COUNTS } from '../../shared/frame-sql/ask-frame.ts';
import type { FrameText } from '../../shared/frame-sql/count-text.ts';
import { postgres } from '../../shared/frame-sql/postgres.ts';
import type { FrameRelation } from '../../shared/frame-sql/relation.ts';
import { columnSql, whereSql } from '../../shared/frame-sql/relation.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import type { FrameOf } from './reader.ts';
import { windowOf } from './window.ts';

/** Runs texts of shared/frame-sql on the hub's own database. */
export function runnerOf(db: ReadableHub): RunSql {
  return async (text) => (await sql.raw<Record<string, unknown>>(text).execute(db)).rows;
}

/** The sort key of the order that cells are read in: (prn, id). */
export const storedKey = "lpad(to_hex(t.prn), 13, '0') || t.id";

/** The frame as a relation over all traces of its source. */
export function scanText(source: SourceRecord, frame: FrameOf, again?: string): FrameText {
  const { filter, dimensions, watermark } = frame;
  const names = new Set<Dimension>([...dimensions, ...filter.dimensions.map((one) => one.dimension)]);
  const columnOf = new Map<Dimension, string>();
  for (const name of names) {
    columnOf.set(name, `coalesce(t.facets ->> ${postgres.text(name)}, ${postgres.text(NO_VALUE)})`);
  }
  const relation: FrameRelation = {
    from: 'trace AS t JOIN cell AS c ON c.number = t.cell_number',
    id: 't.id',
    atMs: 't.occurred_ms',
    columnOf,
    judgeColumnOf: new Map(),
    holds: [
      ...cellConditions(source, frame),
      ...(watermark === undefined || watermark === null ? [] : [`t.position <= ${watermark}`]),
      ...(filter.excludesAudited === true ? [notAudited(source, again)] : []),
    ],
  };
  return { dialect: postgres, relation, filter, dimensions };
}

/** What the cells alone say, so that traces of other weeks and strata are not looked at. */
function cellConditions(source: SourceRecord, { filter }: FrameOf): string[] {
  const { firstWeek, lastWeek } = windowOf(filter);
  const conditions = [`c.source_number = ${source.number}`, `c.week BETWEEN ${firstWeek} AND ${lastWeek}`];
  for (const { dimension, values } of filter.dimensions) {
    const at = source.declared.indexOf(dimension);
    const listed = values
      .filter((value) => findUnstorable(value) === null)
      .map((value) => postgres.text(value));
    if (at >= 0 && listed.length > 0)
      conditions.push(`(c.stratum::json ->> ${at}) IN (${listed.join(', ')})`);
  }
  return conditions;
}

function notAudited(source: SourceRecord, again: string | undefined): string {
  const before =
    again === undefined
      ? ''
      : ` AND a.number < (SELECT min(own.number) FROM audited_trace AS own WHERE own.audit_id = ${postgres.text(again)})`;
  return `NOT EXISTS (SELECT 1 FROM audited_trace AS a
    WHERE a.source_number = ${source.number} AND a.trace_id = t.id${before})`;
}

/** What judges said, in one pass, however many there are; of each judge at most one count more than can be kept. */
export async function scanVerdicts(run: RunSql, of: FrameText): Promise<VerdictCount[]> {
  const { dialect, relation, filter, dimensions } = of;
  const names = dimensions.map((_, at) => `s${at}`);
  const columns = dimensions.map((name, at) => `${columnSql(dialect, relation, name)} AS s${at}, `);
  const groups = [...names, 'judge', 'verdict'].join(', ');
  const rows = await run(`SELECT ${groups}, population FROM (
      SELECT ${groups}, count(*) AS population, row_number() OVER (PARTITION BY judge) AS place FROM (
        SELECT ${columns.join('')}substr(j.key, ${JUDGE_FACET.length + 1}) AS judge, j.value AS verdict
        FROM ${relation.from} CROSS JOIN LATERAL jsonb_each_text(t.facets) AS j
        WHERE ${whereSql(dialect, relation, filter)} AND starts_with(j.key, ${dialect.text(JUDGE_FACET)})
      ) AS said GROUP BY ${groups}
    ) AS counted WHERE place <= ${MAX_COUNTS + 1}`);
  return rows.map((row) => ({
    stratum: canonicalJson(names.map((name) => String(row[name]))),
    judge: String(row['judge']),
    verdict: String(row['verdict']),
    count: Number(row['population']),
  }));
}
