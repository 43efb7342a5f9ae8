// Owns the test whether category shares differ between periods under a stratified sample. Must not know what a period is:
// periods are strata of their own. Invariant: without weights and strata it is Pearson's test up to the F reference.
// Source: Rao & Scott (1984), second-order correction with F reference (Thomas & Rao 1987).
import { fUpper } from './distributions.ts';
import { prepareDesign, scoreCovariance, type StratumSize } from './linearisation.ts';
import { multiply, solve, trace, transpose } from './small-matrix.ts';
import { zeroTable } from './lists.ts';

export interface CategorisedUnit {
  readonly stratum: string;
  readonly cluster?: string;
  /** Numbers from 0; categories and periods that nobody is in must be dropped before. */
  readonly category: number;
  readonly period: number;
}

export interface RaoScott {
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
  /** Weighted totals [category][period]. */
  readonly weightedTable: readonly (readonly number[])[];
}

/** Null for fewer than two categories or periods, or where the design leaves no degrees of freedom. */
export function raoScott(
  units: readonly CategorisedUnit[],
  strata: readonly StratumSize[],
  categories: number,
  periods: number,
): RaoScott | null {
  if (categories < 2 || periods < 2 || units.length === 0) return null;
  const design = prepareDesign(units, strata);
  const nu = design.psuCount - design.strata.length;
  if (nu <= 0) return null;
  const total = design.weights.reduce((a, b) => a + b, 0);
  const table = zeroTable(categories, periods);
  units.forEach((unit, i) => {
    table[unit.category]![unit.period]! += design.weights[i]!;
  });
  const shares = table.flat().map((weight) => weight / total);
  const scores = shares.map((share, cell) =>
    units.map((unit, i) => {
      const isIn = unit.category * periods + unit.period === cell;
      return (design.weights[i]! * (Number(isIn) - share)) / total;
    }),
  );
  const covariance = scores.map((u) => scores.map((v) => scoreCovariance(design, u, v)));
  const inverse = shares.map((share, i) => shares.map((_, j) => (i === j && share > 0 ? 1 / share : 0)));
  const contrasts = interactionContrasts(categories, periods);
  const scaled = multiply(inverse, contrasts);
  const simple = multiply(transpose(contrasts), scaled).map((row) =>
    row.map((value) => value / units.length),
  );
  const delta = solve(simple, multiply(transpose(scaled), multiply(covariance, scaled)));
  if (delta === null) return null;
  const first = trace(delta);
  const second = trace(multiply(delta, delta));
  if (!(first > 0) || !(second > 0)) return null;
  const df1 = (first * first) / second;
  const f = pearson(table, total, units.length) / first;
  return { f, df1, df2: df1 * nu, p: fUpper(f, df1, df1 * nu), weightedTable: table };
}

/** Columns span the interaction: (e_i − e_last) ⊗ (e_j − e_last), over the cells in row order. */
function interactionContrasts(rows: number, columns: number): number[][] {
  return Array.from({ length: rows * columns }, (_, cell) =>
    Array.from({ length: (rows - 1) * (columns - 1) }, (__, contrast) => {
      const i = Math.floor(contrast / (columns - 1));
      const j = contrast % (columns - 1);
      return side(Math.floor(cell / columns), i, rows - 1) * side(cell % columns, j, columns - 1);
    }),
  );
}

/** 1 for the chosen index, −1 for the last, else 0. */
function side(index: number, chosen: number, last: number): number {
  return Number(index === chosen) - Number(index === last);
}

/** Pearson's chi-square of the weighted table, scaled to the number of units. */
function pearson(table: readonly (readonly number[])[], total: number, n: number): number {
  const columns = transpose(table).map((column) => column.reduce((a, b) => a + b, 0));
  let chisq = 0;
  for (const row of table) {
    const rowTotal = row.reduce((a, b) => a + b, 0);
    row.forEach((weight, j) => {
      const expected = (rowTotal * columns[j]!) / total;
      if (expected > 0) chisq += (weight - expected) ** 2 / expected;
    });
  }
  return (chisq * n) / total;
}
