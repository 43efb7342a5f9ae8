// Owns Fleiss' κ for the same number of labels on every unit, with its test against no agreement. Must not know
// missing labels (see gwet.ts for the generalised form).
// Source: Fleiss (1971); Fleiss, Nee & Landis (1979) for the variance under no agreement.

export interface FleissKappa {
  readonly kappa: number;
  /** Null for a category nobody (or everybody always) used. */
  readonly categoryKappa: readonly (number | null)[];
  /** κ over its standard error under no agreement. */
  readonly zNull: number;
}

/** `counts[unit][category]`, equal sums per unit, at least 2. Null where one category was used only. */
export function fleissKappa(counts: readonly (readonly number[])[]): FleissKappa | null {
  const n = counts.length;
  const m = (counts[0] ?? []).reduce((a, b) => a + b, 0);
  const categories = counts[0]?.length ?? 0;
  const shares = Array.from(
    { length: categories },
    (_, k) => counts.reduce((sum, row) => sum + row[k]!, 0) / (n * m),
  );
  const squares = Array.from({ length: categories }, (_, k) =>
    counts.reduce((sum, row) => sum + row[k]! ** 2, 0),
  );
  const observed = (squares.reduce((a, b) => a + b, 0) - n * m) / (n * m * (m - 1));
  const expected = shares.reduce((sum, share) => sum + share * share, 0);
  if (!(1 - expected > 1e-12)) return null;
  const kappa = (observed - expected) / (1 - expected);
  const spread = shares.reduce((sum, p) => sum + p * (1 - p), 0);
  const skew = shares.reduce((sum, p) => sum + p * (1 - p) * (1 - 2 * p), 0);
  const se = Math.sqrt((2 / (spread * spread * n * m * (m - 1))) * (spread * spread - skew));
  return { kappa, categoryKappa: shares.map((p, k) => ofCategory(p, squares[k]!)), zNull: kappa / se };

  function ofCategory(p: number, square: number): number | null {
    if (p <= 0 || p >= 1) return null;
    return ((square - n * m * p) / (n * m * (m - 1) * p) - p) / (1 - p);
  }
}
