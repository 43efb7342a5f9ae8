// Owns the little linear algebra that a test on a table of categories needs: dense, a handful of rows. Must not grow: for
// anything larger a library is the right answer.

export type Matrix = readonly (readonly number[])[];

export function multiply(a: Matrix, b: Matrix): number[][] {
  return a.map((row) =>
    (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)),
  );
}

export function transpose(a: Matrix): number[][] {
  return (a[0] ?? []).map((_, j) => a.map((row) => row[j]!));
}

export function trace(a: Matrix): number {
  return a.reduce((sum, row, i) => sum + row[i]!, 0);
}

/** X with A·X = B by Gauss–Jordan elimination with partial pivoting; null for a singular A. */
export function solve(a: Matrix, b: Matrix): number[][] | null {
  const size = a.length;
  const rows = a.map((row, i) => [...row, ...b[i]!]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let r = column + 1; r < size; r += 1) {
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r;
    }
    const lead = rows[pivot]!;
    if (Math.abs(lead[column]!) < 1e-300) return null;
    rows[pivot] = rows[column]!;
    const scaled = lead.map((value) => value / lead[column]!);
    rows[column] = scaled;
    for (let r = 0; r < size; r += 1) {
      if (r === column) continue;
      const factor = rows[r]![column]!;
      rows[r] = rows[r]!.map((value, j) => value - factor * scaled[j]!);
    }
  }
  return rows.map((row) => row.slice(size));
}
