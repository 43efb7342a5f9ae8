/** What a source holds now, as its days and batches tell: cheap at any size. */
import { sql } from 'kysely';
import type { ReadableHub } from './write.ts';

export interface SourceFacts {
  traceCount: number;
  /** Beginning of the first day that has traces, and end of the last one, ISO times; null without traces. */
  firstAt: string | null;
  lastAt: string | null;
  lastBatchAt: string | null;
}

const DAY_MS = 86_400_000;

/** By the number of the source; sources that nothing was sent to have none. */
export async function readSourceFacts(hub: ReadableHub): Promise<Map<number, SourceFacts>> {
  const { rows } = await sql<{
    number: number;
    traces: number | null;
    first_day: number | null;
    last_day: number | null;
    last_batch_at: string | null;
  }>`
    SELECT s.number, held.traces, held.first_day, held.last_day,
      (SELECT b.received_at FROM batch AS b WHERE b.source_number = s.number ORDER BY b.number DESC LIMIT 1) AS last_batch_at
    FROM source AS s LEFT JOIN (
      SELECT c.source_number, CAST(sum(d.population) AS bigint) AS traces, min(d.day) AS first_day, max(d.day) AS last_day
      FROM cell AS c JOIN cell_day AS d ON d.cell_number = c.number WHERE d.population > 0 GROUP BY c.source_number
    ) AS held ON held.source_number = s.number
  `.execute(hub);
  return new Map(
    rows.map((row) => [
      row.number,
      {
        traceCount: Number(row.traces ?? 0),
        firstAt: row.first_day === null ? null : new Date(row.first_day * DAY_MS).toISOString(),
        lastAt: row.last_day === null ? null : new Date((row.last_day + 1) * DAY_MS - 1).toISOString(),
        lastBatchAt: row.last_batch_at,
      },
    ]),
  );
}
