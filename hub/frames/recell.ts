/**
 * Puts every trace of a source into the cells of newly declared dimensions, in bulk and in one transaction: until it
 * commits, counts and draws go by the old ones. Must not touch traces otherwise: positions and keys stay, so that what was
 * drawn can be drawn again.
 */
import type { RawBuilder, Transaction } from 'kysely';
import { sql } from 'kysely';
import { JUDGE_FACET } from '../../shared/domain/facets.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { NO_VALUE } from '../../shared/domain/trace.ts';
import type { HubTables } from '../database/tables.ts';
import { DAY_MS } from './window.ts';

/** Hold the lock of the source. Cells of erased traces are not looked at: those traces are in none. */
export async function recell(
  tx: Transaction<HubTables>,
  sourceNumber: number,
  declared: readonly Dimension[],
): Promise<void> {
  const stratum = stratumSql(declared);
  const ofSource = sql`c.source_number = ${sourceNumber}`;
  for (const counts of ['cell_day', 'cell_verdict'] as const) {
    await sql`DELETE FROM ${sql.table(counts)} AS d USING cell AS c WHERE c.number = d.cell_number AND ${ofSource}`.execute(
      tx,
    );
  }
  await sql`
    INSERT INTO cell (source_number, week, stratum)
    SELECT DISTINCT ${sourceNumber}::int, c.week, ${stratum} FROM trace AS t JOIN cell AS c ON c.number = t.cell_number
    WHERE ${ofSource} ON CONFLICT (source_number, week, md5(stratum)) DO NOTHING
  `.execute(tx);
  await sql`
    UPDATE trace AS t SET cell_number = fresh.number FROM cell AS c, cell AS fresh
    WHERE c.number = t.cell_number AND ${ofSource} AND fresh.source_number = ${sourceNumber} AND fresh.week = c.week
      AND md5(fresh.stratum) = md5(${stratum}) AND fresh.stratum = ${stratum} AND fresh.number <> c.number
  `.execute(tx);
  await countAgain(tx, ofSource);
  await sql`
    UPDATE audited_trace AS a SET cell_number = t.cell_number FROM trace AS t
    WHERE a.source_number = ${sourceNumber} AND t.source_number = a.source_number AND t.id = a.trace_id
  `.execute(tx);
  await sql`
    DELETE FROM cell AS c WHERE ${ofSource} AND NOT EXISTS (SELECT 1 FROM trace AS t WHERE t.cell_number = c.number)
  `.execute(tx);
}

/** The very text that `canonicalJson` makes of the values: PostgreSQL escapes the same characters in the same way. */
function stratumSql(declared: readonly Dimension[]): RawBuilder<string> {
  const values = declared.map(
    (name) => sql`to_json(coalesce(t.facets ->> ${name}::text, ${NO_VALUE}::text))::text`,
  );
  return values.length === 0
    ? sql<string>`'[]'::text`
    : sql<string>`('[' || ${sql.join(values, sql` || ',' || `)} || ']')`;
}

async function countAgain(tx: Transaction<HubTables>, ofSource: RawBuilder<unknown>): Promise<void> {
  const day = sql`floor(t.occurred_ms / ${sql.lit(DAY_MS)}.0)::int`;
  await sql`
    INSERT INTO cell_day (cell_number, day, population)
    SELECT t.cell_number, ${day}, count(*) FROM trace AS t JOIN cell AS c ON c.number = t.cell_number
    WHERE ${ofSource} GROUP BY 1, 2
  `.execute(tx);
  await sql`
    INSERT INTO cell_verdict (cell_number, day, judge, verdict, population)
    SELECT t.cell_number, ${day}, substr(j.key, ${sql.lit(JUDGE_FACET.length + 1)}), j.value, count(*)
    FROM trace AS t JOIN cell AS c ON c.number = t.cell_number CROSS JOIN LATERAL jsonb_each_text(t.facets) AS j
    WHERE ${ofSource} AND starts_with(j.key, ${JUDGE_FACET}) GROUP BY 1, 2, 3, 4
  `.execute(tx);
}
