/**
 * Reads the next keys of each stratum from its cells, in the order of (prn, id): a few entries of one index per cell, so
 * the cost grows with the sample and the number of cells, never with the traces.
 *
 * Invariant: what is read of an arc holds its first `wanted` traces; more is dropped by `takeInOrder`.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Arc, Place, SortKey } from '../../shared/frame-sql/circle.ts';
import { hexOf, LAST, takeInOrder } from '../../shared/frame-sql/circle.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import { byIndex } from './by-index.ts';
import { cellSql, frameStratumOf, notAuditedSql } from './cells.ts';
import type { DrawRequest } from './reader.ts';
import type { Window } from './window.ts';
import { dayOf, windowOf } from './window.ts';

export interface FoundTrace extends Place {
  readonly id: string;
}

/** By stratum key: at most as many traces as wanted, in order, after `starts` (a sort key). */
export async function drawFromCells(
  db: ReadableHub,
  source: SourceRecord,
  request: DrawRequest,
  starts: ReadonlyMap<string, SortKey>,
): Promise<Map<string, FoundTrace[]>> {
  const window = windowOf(request.filter);
  const cells = await cellsByStratum(db, source, request, window);
  const keys = [...request.sizes.keys()];
  const wanted = keys.map((key) => {
    const population = (cells.get(key) ?? []).reduce((sum, cell) => sum + cell.population, 0);
    return {
      size: population === 0 ? 0 : (request.sizes.get(key) ?? 0),
      population,
      start: starts.get(key) ?? null,
    };
  });
  const holds = rowSql(source, request, window);
  const found = await byIndex(db, () =>
    takeInOrder(wanted, (arcs) =>
      readArcs(
        db,
        holds,
        arcs.flatMap((arc) =>
          (cells.get(keys[arc.stratum] ?? '') ?? []).map(({ number }) => ({ arc, cell: number })),
        ),
      ),
    ),
  );
  return new Map(keys.map((key, at) => [key, found[at] ?? []]));
}

interface CellOfFrame {
  number: number;
  /** On the days that the window touches. */
  population: number;
}

async function cellsByStratum(
  db: ReadableHub,
  source: SourceRecord,
  { filter, dimensions, sizes }: DrawRequest,
  window: Window,
): Promise<Map<string, CellOfFrame[]>> {
  const { rows } = await sql<{ number: number; stratum: string; population: number }>`
    SELECT c.number, c.stratum, CAST(sum(d.population) AS bigint) AS population
    FROM cell AS c JOIN cell_day AS d ON d.cell_number = c.number
    WHERE ${cellSql(source, filter, window)}
      AND d.day BETWEEN ${dayOf(window.from)} AND ${dayOf(window.until - 1)}
    GROUP BY c.number HAVING sum(d.population) > 0
  `.execute(db);
  const stratumOf = frameStratumOf(source, dimensions);
  const cells = new Map<string, CellOfFrame[]>();
  for (const { number, stratum, population } of rows) {
    const { key } = stratumOf(stratum);
    if ((sizes.get(key) ?? 0) === 0) continue;
    const known = cells.get(key);
    if (known === undefined) cells.set(key, [{ number, population: Number(population) }]);
    else known.push({ number, population: Number(population) });
  }
  return cells;
}

/** What keeps a trace `t` of a cell in the frame; everything but the exclusion is in the index. */
function rowSql(
  source: SourceRecord,
  { filter, watermark, again }: DrawRequest,
  window: Window,
): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [];
  if (filter.from !== undefined) conditions.push(sql`t.occurred_ms >= ${window.from}`);
  if (filter.until !== undefined) conditions.push(sql`t.occurred_ms < ${window.until}`);
  if (watermark !== undefined && watermark !== null) conditions.push(sql`t.position <= ${watermark}`);
  if (filter.excludesAudited === true) conditions.push(notAuditedSql(source, again?.auditId));
  return conditions.length === 0 ? sql`TRUE` : sql.join(conditions, sql` AND `);
}

/**
 * One descent of `trace_draw` per cell and arc. One text holds all arcs, because a statement takes only so many
 * parameters.
 */
async function readArcs(
  db: ReadableHub,
  holds: RawBuilder<unknown>,
  parts: readonly { arc: Arc; cell: number }[],
): Promise<FoundTrace[]> {
  const listed = parts.map(({ arc, cell }) => {
    const [abovePrn, aboveId] = pointOf(arc.above);
    const [upToPrn, upToId] = pointOf(arc.upTo);
    const { stratum, turn, wanted } = arc;
    return { stratum, turn, wanted, cell, abovePrn, aboveId, upToPrn, upToId };
  });
  const { rows } = await sql<{ stratum: number; turn: 0 | 1; prn: number; id: string }>`
    SELECT part.stratum, part.turn, k.prn, k.id
    FROM json_to_recordset(${JSON.stringify(listed)}::json) AS part (stratum int, turn int, wanted int, cell int,
      "abovePrn" bigint, "aboveId" text, "upToPrn" bigint, "upToId" text)
    CROSS JOIN LATERAL (
      SELECT t.prn, t.id FROM trace AS t
      WHERE t.cell_number = part.cell AND (t.prn, t.id) > (part."abovePrn", part."aboveId")
        AND (t.prn, t.id) <= (part."upToPrn", part."upToId") AND ${holds}
      ORDER BY t.prn, t.id LIMIT part.wanted
    ) AS k
  `.execute(db);
  return rows.map(({ stratum, turn, prn, id }) => ({ stratum, turn, id, sortKey: hexOf(Number(prn)) + id }));
}

/** A sort key as the two columns that it is made of. */
function pointOf(key: SortKey): [prn: number, id: string] {
  return key === LAST ? [2 ** 52, ''] : [Number.parseInt(key.slice(0, 13), 16), key.slice(13)];
}
