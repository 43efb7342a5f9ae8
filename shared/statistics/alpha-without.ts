// Owns α of all reviewers but one, for many reviewers at little cost. Must not know who they are. Invariant: equal to α of
// the same units with that reviewer's labels taken out.
// Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., for the variance.
import { canCarryInterval } from './agreement-bootstrap.ts';
import { inFixedOrder } from './agreement.ts';
import { agreementWeights } from './cohen.ts';
import { alphaWithVariance } from './gwet.ts';
import { krippendorffAlpha, type AlphaMetric } from './krippendorff.ts';
import {
  pairableTotals,
  tableOf,
  tabulate,
  type LabelIndex,
  type LabelTable,
  type Pattern,
} from './label-table.ts';
import { noEstimate, type StatResult } from './result.ts';

/**
 * The table without one reviewer's labels: from the whole, the units that they labelled are taken away and put back
 * without them, so that the cost is that of their own labels. Units are plain: without weights or strata.
 */
export function withoutReviewer(
  whole: LabelTable,
  own: readonly (readonly LabelIndex[])[],
  reviewer: number,
): LabelTable {
  const { categories } = whole;
  const taken = tabulate(
    own.map((labels) => ({ labels })),
    categories,
  );
  const left = tabulate(
    own.map((row) => ({ labels: row.filter((_label, r) => r !== reviewer) })),
    categories,
  );
  const found = new Map<string, { -readonly [K in keyof Pattern]: Pattern[K] }>();
  const add = (patterns: readonly Pattern[], sign: number): void => {
    for (const pattern of patterns) {
      const key = pattern.counts.join();
      const held = found.get(key) ?? { ...pattern, frequency: 0 };
      held.frequency += sign * pattern.frequency;
      found.set(key, held);
    }
  };
  add(whole.patterns, 1);
  add(left.patterns, 1);
  add(taken.patterns, -1);
  const patterns = [...found.values()].filter((of) => of.frequency > 0);
  return inFixedOrder(tableOf(patterns, categories));
}

/** α with Gwet's variance, margins taken as known: it is there to be compared, and costs one pass over the patterns. */
export function alphaWithout(table: LabelTable, metric: AlphaMetric, alpha: number): StatResult {
  const method = 'Krippendorff α without this reviewer, Gwet’s variance';
  const result = krippendorffAlpha(table, metric);
  const n = table.pairableUnits;
  if (result.alpha === null) return noEstimate(result.reason, n, method);
  const limits = canCarryInterval(table) ? alphaWithVariance(table, closenessOf(table, metric), alpha) : null;
  const { se = null, low = null, high = null } = limits ?? {};
  const hasLimits = se !== null && se > 0 && low !== null && high !== null;
  const figure = { estimate: result.alpha, n, method };
  return hasLimits
    ? { ...figure, low: Math.max(-1, low), high, notes: [] }
    : { ...figure, low: null, high: null, notes: ['TOO_SMALL_FOR_INTERVAL'] };
}

/** 1 − δ²/max δ² of the metric, from the table's own totals where the scale is ordered. */
function closenessOf(table: LabelTable, metric: AlphaMetric): number[][] {
  if (metric.scale === 'nominal') return agreementWeights(table.categories, 'identity');
  let below = 0;
  const values =
    metric.scale === 'interval'
      ? metric.values
      : pairableTotals(table).map((total) => {
          below += total;
          return below - total / 2;
        });
  const range = Math.max(...values) - Math.min(...values);
  return values.map((a) => values.map((b) => 1 - ((a - b) / range) ** 2));
}
