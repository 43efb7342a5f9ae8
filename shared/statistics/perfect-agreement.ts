// Owns how far agreement may fall short where reviewers never differed: resampling shows no variation there and would
// claim certainty. Must not know the coefficient. Invariant: the more units agree, the nearer the limit is to 1.
// Source: Clopper & Pearson (1934), each unit a trial that might have held a disagreement.
import { clopperPearson } from './binomial-intervals.ts';
import { pairableTotals, type LabelTable } from './label-table.ts';
import { percentAgreement } from './percent-agreement.ts';

/** Lower limit of the share of agreeing pairs if none was seen to disagree; null where one was, or without pairs. */
export function perfectShareLow(table: LabelTable, alpha: number): number | null {
  if (percentAgreement(table)?.itemMean !== 1) return null;
  let weight = 0;
  let squares = 0;
  for (const pattern of table.patterns) {
    if (pattern.labels < 2) continue;
    weight += pattern.frequency * pattern.weight;
    squares += pattern.frequency * pattern.weight ** 2;
  }
  if (!(squares > 0)) return null;
  const size = (weight * weight) / squares;
  return clopperPearson(size, size, alpha).low;
}

/**
 * The same for α: disagreements that were not seen are taken to be as far apart as labels of different units are, so that
 * 1 − α is their share over the share of differing labels by chance.
 */
export function perfectAlphaLow(table: LabelTable, alpha: number): number | null {
  const share = perfectShareLow(table, alpha);
  if (share === null) return null;
  const n = table.pairableLabels;
  const same = pairableTotals(table).reduce((sum, total) => sum + total * (total - 1), 0);
  const differing = 1 - same / (n * (n - 1));
  return differing > 0 ? Math.max(-1, 1 - (1 - share) / differing) : null;
}
