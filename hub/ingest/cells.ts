/**
 * Cells (source × week × stratum) and how many traces they hold by day and by verdict. Whoever adds, erases or moves
 * traces changes the counts in the same transaction, under the lock of the source.
 *
 * Invariant: `cell_day` and `cell_verdict` are the counts of the traces that can be drawn, exactly, at every commit.
 */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { HubTables } from '../database/tables.ts';

export interface CellPlace {
  week: number;
  stratum: string;
}

/** Names a cell in a map. */
export const cellKey = ({ week, stratum }: CellPlace): string => `${week}:${stratum}`;

/** Numbers of cells by `cellKey`; makes those that are not there. Hold the lock of the source. */
export async function getCells(
  tx: Transaction<HubTables>,
  sourceNumber: number,
  places: readonly CellPlace[],
): Promise<Map<string, number>> {
  const wanted = new Map(places.map((place) => [cellKey(place), place]));
  const numbers = new Map<string, number>();
  const keep = (rows: readonly (CellPlace & { number: number })[]): void => {
    for (const row of rows) numbers.set(cellKey(row), row.number);
  };
  const found = await sql<CellPlace & { number: number }>`
    SELECT c.number, c.week, c.stratum
    FROM unnest(${[...wanted.values()].map((one) => one.week)}::int[], ${[...wanted.values()].map((one) => one.stratum)}::text[]) AS w (week, stratum)
    JOIN cell AS c ON c.source_number = ${sourceNumber} AND c.week = w.week AND md5(c.stratum) = md5(w.stratum) AND c.stratum = w.stratum
  `.execute(tx);
  keep(found.rows);
  const missing = [...wanted].filter(([key]) => !numbers.has(key)).map(([, place]) => place);
  if (missing.length === 0) return numbers;
  const made = await sql<CellPlace & { number: number }>`
    INSERT INTO cell (source_number, week, stratum)
    SELECT ${sourceNumber}::int, w.week, w.stratum
    FROM unnest(${missing.map((one) => one.week)}::int[], ${missing.map((one) => one.stratum)}::text[]) AS w (week, stratum)
    RETURNING number, week, stratum
  `.execute(tx);
  keep(made.rows);
  return numbers;
}

/** What one trace counts for. */
export interface Counted {
  cellNumber: number;
  day: number;
  /** Verdict by judge; the first word of each. */
  verdicts: ReadonlyMap<string, string>;
}

/** Adds (`by` 1) or takes away (`by` −1) traces. Hold the lock of the source. */
export async function addToCells(
  tx: Transaction<HubTables>,
  traces: readonly Counted[],
  by: 1 | -1,
): Promise<void> {
  const days = new Map<string, { cell: number; day: number; population: number }>();
  const verdicts = new Map<
    string,
    { cell: number; day: number; judge: string; verdict: string; population: number }
  >();
  for (const { cellNumber: cell, day, verdicts: said } of traces) {
    const place = `${cell}:${day}`;
    const count = days.get(place);
    if (count === undefined) days.set(place, { cell, day, population: by });
    else count.population += by;
    for (const [judge, verdict] of said) {
      const key = JSON.stringify([place, judge, verdict]);
      const one = verdicts.get(key);
      if (one === undefined) verdicts.set(key, { cell, day, judge, verdict, population: by });
      else one.population += by;
    }
  }
  await changeDays(tx, [...days.values()]);
  if (verdicts.size > 0) await changeVerdicts(tx, [...verdicts.values()]);
}

async function changeDays(
  tx: Transaction<HubTables>,
  rows: readonly { cell: number; day: number; population: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO cell_day (cell_number, day, population)
    SELECT * FROM unnest(
      ${rows.map((one) => one.cell)}::int[], ${rows.map((one) => one.day)}::int[], ${rows.map((one) => one.population)}::bigint[]
    )
    ON CONFLICT (cell_number, day) DO UPDATE SET population = cell_day.population + excluded.population
  `.execute(tx);
}

async function changeVerdicts(
  tx: Transaction<HubTables>,
  rows: readonly { cell: number; day: number; judge: string; verdict: string; population: number }[],
): Promise<void> {
  await sql`
    INSERT INTO cell_verdict (cell_number, day, judge, verdict, population)
    SELECT * FROM unnest(
      ${rows.map((one) => one.cell)}::int[], ${rows.map((one) => one.day)}::int[],
      ${rows.map((one) => one.judge)}::text[], ${rows.map((one) => one.verdict)}::text[],
      ${rows.map((one) => one.population)}::bigint[]
    )
    ON CONFLICT (cell_number, day, judge, verdict)
    DO UPDATE SET population = cell_verdict.population + excluded.population
  `.execute(tx);
}
