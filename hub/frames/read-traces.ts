/** Reads the texts of drawn traces, and of nothing else. */
import { sql } from 'kysely';
import type { Trace } from '../../shared/domain/trace.ts';
import { fail } from '../routes/fail.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';

export interface StoredTrace {
  trace: Trace;
  occurredMs: number;
  cellNumber: number;
}

/** Facts of each of these traces by id. Throws CONFLICT for one whose text was erased. */
export async function readTraces(
  db: ReadableHub,
  source: SourceRecord,
  ids: readonly string[],
): Promise<(id: string) => StoredTrace> {
  const { rows } = await sql<{ id: string; body: string | null; occurred_ms: number; cell_number: number }>`
    SELECT t.id, t.body, t.occurred_ms, t.cell_number
    FROM unnest(${ids}::text[]) AS w (id) JOIN trace AS t ON t.source_number = ${source.number} AND t.id = w.id
  `.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id) => {
    const row = byId.get(id);
    if (row === undefined || row.body === null) throw erased(source);
    return {
      trace: JSON.parse(row.body) as Trace,
      occurredMs: Number(row.occurred_ms),
      cellNumber: row.cell_number,
    };
  };
}

function erased(source: SourceRecord): Error {
  return fail('CONFLICT', {
    what: 'A trace of this sample has been erased.',
    where: source.name,
    remedy: 'Draw again: erased traces are left out.',
  });
}

/** Ids of the traces of the source that have one of these permanent random numbers. */
export async function listIdsAt(
  db: ReadableHub,
  source: SourceRecord,
  prns: readonly number[],
): Promise<string[]> {
  if (prns.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    SELECT k.id FROM cell AS c CROSS JOIN LATERAL (
      SELECT t.id FROM trace AS t WHERE t.cell_number = c.number AND t.prn = ANY (${prns}::bigint[])
    ) AS k WHERE c.source_number = ${source.number}
  `.execute(db);
  return rows.map(({ id }) => id);
}
