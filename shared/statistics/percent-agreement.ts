// Owns agreement as plain shares: of items, of pairs, of a class. Must not know chance correction. Invariant: only units
// with at least two labels count.
// Source: Cicchetti & Feinstein (1990) for specific agreement.
import type { LabelTable } from './label-table.ts';

export interface PercentAgreement {
  /** Mean over units of the share of their pairs that agree: the headline. */
  readonly itemMean: number;
  /** Agreeing pairs over all pairs: units with many labels weigh more. */
  readonly pooledPairs: number;
}

/** Null when no unit has two labels. */
export function percentAgreement(table: LabelTable): PercentAgreement | null {
  if (table.pairableUnits === 0) return null;
  let shares = 0;
  let agreeing = 0;
  let pairs = 0;
  for (const { counts, labels, frequency } of table.patterns) {
    if (labels < 2) continue;
    const same = counts.reduce((total, count) => total + count * (count - 1), 0);
    const all = labels * (labels - 1);
    shares += (frequency * same) / all;
    agreeing += frequency * same;
    pairs += frequency * all;
  }
  return { itemMean: shares / table.pairableUnits, pooledPairs: agreeing / pairs };
}

/**
 * Share of the pairs with a label of this class in which the other label is of it too:
 * Σn_uc(n_uc − 1)/Σn_uc(m_u − 1). Null where the class has no pairable label.
 */
export function specificAgreement(table: LabelTable, category: number): number | null {
  let both = 0;
  let any = 0;
  for (const { counts, labels, frequency } of table.patterns) {
    if (labels < 2) continue;
    const count = counts[category] ?? 0;
    both += frequency * count * (count - 1);
    any += frequency * count * (labels - 1);
  }
  return any > 0 ? both / any : null;
}
