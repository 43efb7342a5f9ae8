// Owns Cohen's κ of two reviewers, plain and weighted, with its large-sample standard error. Must not know which pair
// it is. Invariant: weights come from the declared scale, not from the classes that happen to be used.
// Source: Cohen (1968); Fleiss, Cohen & Everitt (1969) for the variance.
import { zeroTable } from './lists.ts';

export type KappaWeights = 'identity' | 'linear' | 'quadratic';

/** Pairs below this number are not shown. */
export const MIN_PAIRS_SHOWN = 20;

export interface Kappa {
  readonly kappa: number;
  readonly se: number;
  /** Weighted observed agreement, and the one expected by chance. */
  readonly observed: number;
  readonly expected: number;
  readonly n: number;
}

/** Null without units or where chance agreement is 1. Both lists hold category numbers of the same units. */
export function cohenKappa(
  first: readonly number[],
  second: readonly number[],
  categories: number,
  weights: KappaWeights = 'identity',
): Kappa | null {
  const n = first.length;
  if (n === 0) return null;
  // Counts until the last division: perfect agreement is then exactly 1.
  const counts = zeroTable(categories, categories);
  first.forEach((row, i) => {
    counts[row]![second[i]!]! += 1;
  });
  const rows = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = counts.map((_, j) => counts.reduce((total, row) => total + row[j]!, 0));
  const w = agreementWeights(categories, weights);
  const rowMean = w.map((row) => row.reduce((total, weight, j) => total + columns[j]! * weight, 0) / n);
  const columnMean = w.map((_, j) => w.reduce((total, row, i) => total + rows[i]! * row[j]!, 0) / n);
  const cells = counts.flatMap((row, i) => row.map((count, j) => ({ i, j, count, weight: w[i]![j]! })));
  const observed = cells.reduce((total, { count, weight }) => total + count * weight, 0) / n;
  const expected = rows.reduce((total, row, i) => total + row * rowMean[i]!, 0) / n;
  if (1 - expected < 1e-12) return null;
  const kappa = (observed - expected) / (1 - expected);
  const squares = cells.reduce(
    (total, { i, j, count, weight }) =>
      total + (count / n) * (weight - (rowMean[i]! + columnMean[j]!) * (1 - kappa)) ** 2,
    0,
  );
  const spread = squares - (kappa - expected * (1 - kappa)) ** 2;
  return { kappa, se: Math.sqrt(Math.max(0, spread) / n) / (1 - expected), observed, expected, n };
}

/** Agreement weights by distance on the declared scale: 1 on the diagonal. */
export function agreementWeights(categories: number, kind: KappaWeights | 'ordinal'): number[][] {
  const weight = (i: number, j: number): number => {
    const distance = Math.abs(i - j);
    switch (kind) {
      case 'identity':
        return i === j ? 1 : 0;
      case 'linear':
        return 1 - distance / (categories - 1);
      case 'quadratic':
        return 1 - distance ** 2 / (categories - 1) ** 2;
      case 'ordinal':
        // Gwet's ordinal weights, which are not Krippendorff's ordinal metric.
        return 1 - (distance * (distance + 1)) / (categories * (categories - 1));
    }
  };
  return Array.from({ length: categories }, (_, i) =>
    Array.from({ length: categories }, (__, j) => (categories === 1 ? 1 : weight(i, j))),
  );
}
