/** The numbers of a figure as a table for spreadsheets. Invariant: numbers are whole, nothing in a cell is a formula. */
import type { IntervalRow } from '../../../shared/figures/interval-chart.ts';
import type { MatrixMap } from '../../../shared/figures/matrix-map.ts';
import type { TimePoint } from '../../../shared/figures/time-chart.ts';
import type { Cell } from '../../../shared/report/csv.ts';
import { csvOf } from '../../../shared/report/csv.ts';

export function intervalsCsv(rows: readonly IntervalRow[]): string {
  const cells = rows.map((row): Cell[] => [
    row.title,
    row.figure.estimate,
    row.figure.low,
    row.figure.high,
    row.figure.n,
    row.limit,
    row.figure.method,
    row.note,
    row.beside,
  ]);
  return csvOf(
    ['name', 'estimate', 'low', 'high', 'n', 'limit', 'method', 'note', 'against the rest'],
    cells,
  );
}

export function pointsCsv(points: readonly TimePoint[]): string {
  const cells = points.map((point): Cell[] => [
    point.title,
    point.figure.estimate,
    point.figure.low,
    point.figure.high,
    point.figure.n,
    point.limit,
    point.figure.method,
    point.note,
    point.change,
  ]);
  return csvOf(['time', 'estimate', 'low', 'high', 'n', 'limit', 'method', 'note', 'changed'], cells);
}

export function matrixCsv(map: MatrixMap): string {
  const cells = map.cells.map((row, at): Cell[] => [map.rows[at], ...row.map((cell) => cell.count)]);
  return csvOf([`${map.rowHead} / ${map.columnHead}`, ...map.columns], cells);
}
