/**
 * Which dimensions a source has, and their values: of declared ones from the cells, exactly; of all others from traces
 * with the smallest keys of each cell, which is a random sample of them, so that a large source is not looked through.
 */
import { sql } from 'kysely';
import { compareBytes } from '../../shared/sampling/prn.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { dimension, NO_VALUE } from '../../shared/domain/trace.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import type { DimensionFacts } from './reader.ts';

/** Values that are listed of a dimension. */
const LISTED_VALUES = 50;
/** Traces that are looked at for dimensions that are not declared; all of a source that has no more. */
const LOOKED_AT = 20_000;
/** The largest cells, where there are more. */
const MOST_CELLS = 4000;

/** Dimensions with at least two values, in byte order of their names. */
export async function listDimensions(db: ReadableHub, source: SourceRecord): Promise<DimensionFacts[]> {
  const facts = [...(await declaredCounts(db, source)), ...(await otherCounts(db, source))];
  return facts
    .filter(({ counts }) => counts.size > 1)
    .map(({ dimension: name, counts }) => ({
      dimension: name,
      distinct: counts.size,
      values: [...counts]
        .toSorted(([a, x], [b, y]) => y - x || compareBytes(a, b))
        .slice(0, LISTED_VALUES)
        .map(([value]) => value),
      isDeclared: source.declared.includes(name),
    }))
    .toSorted((a, b) => compareBytes(a.dimension, b.dimension));
}

interface Counted {
  dimension: Dimension;
  counts: Map<string, number>;
}

async function declaredCounts(db: ReadableHub, source: SourceRecord): Promise<Counted[]> {
  const { rows } = await sql<{ at: number; value: string; population: number }>`
    SELECT n.at, c.stratum::json ->> n.at AS value, CAST(sum(d.population) AS bigint) AS population
    FROM cell AS c JOIN cell_day AS d ON d.cell_number = c.number
    CROSS JOIN generate_series(0, ${source.declared.length - 1}::int) AS n (at)
    WHERE c.source_number = ${source.number} GROUP BY 1, 2 HAVING sum(d.population) > 0
  `.execute(db);
  return source.declared.map((name, at) => ({
    dimension: name,
    counts: new Map(
      rows.filter((row) => row.at === at).map(({ value, population }) => [value, Number(population)]),
    ),
  }));
}

async function otherCounts(db: ReadableHub, source: SourceRecord): Promise<Counted[]> {
  const { rows } = await sql<{ name: string; value: string | null; population: number }>`
    WITH cells AS (
      SELECT c.number, count(*) OVER () AS cells FROM cell AS c JOIN cell_day AS d ON d.cell_number = c.number
      WHERE c.source_number = ${source.number} GROUP BY c.number HAVING sum(d.population) > 0
      ORDER BY sum(d.population) DESC LIMIT ${MOST_CELLS}
    ), looked AS (
      SELECT k.facets FROM cells CROSS JOIN LATERAL (
        SELECT t.facets FROM trace AS t WHERE t.cell_number = cells.number ORDER BY t.prn, t.id
        LIMIT greatest(1, ${LOOKED_AT}::int / least(cells.cells, ${MOST_CELLS}::int))
      ) AS k
    )
    SELECT j.key AS name, j.value, count(*) AS population
    FROM looked CROSS JOIN LATERAL jsonb_each_text(looked.facets) AS j GROUP BY 1, 2
    UNION ALL SELECT '', NULL, count(*) FROM looked
  `.execute(db);
  const total = Number(rows.find(({ name }) => name === '')?.population ?? 0);
  const counted: Counted[] = [];
  for (const [name, values] of Map.groupBy(rows, (row) => row.name)) {
    const parsed = dimension.safeParse(name);
    if (!parsed.success || source.declared.includes(parsed.data)) continue;
    const counts = new Map(values.map(({ value, population }) => [value ?? '', Number(population)]));
    const missing = total - [...counts.values()].reduce((sum, one) => sum + one, 0);
    if (missing > 0) counts.set(NO_VALUE, missing);
    counted.push({ dimension: parsed.data, counts });
  }
  return counted;
}
