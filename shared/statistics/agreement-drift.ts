// Owns the change of α between two periods, with an independent bootstrap of units in each. Must not know calendars.
// Invariant: no interval where either period could not carry one of its own; two periods without a disagreement are not a
// difference of exactly 0.
// Source: Zou & Donner (2008) for the limits. [sim, 30 to 100 units, α from .52 to .99: lowest coverage of the 95 % interval
// .93; of the bootstrap quantiles of the difference .69, near α = 1]
import { bootstrapReplicates, canCarryInterval } from './agreement-bootstrap.ts';
import { mover, type RateWithLimits } from './difference.ts';
import { compileAlpha, krippendorffAlpha, type AlphaMetric } from './krippendorff.ts';
import type { LabelTable } from './label-table.ts';
import { perfectAlphaLow } from './perfect-agreement.ts';
import { sortedQuantile, variance } from './quantile.ts';
import type { RandomStream } from './random-stream.ts';
import { noEstimate, type Estimate, type NoEstimate } from './result.ts';

export interface AgreementDrift extends Estimate {
  readonly alphaBaseline: number;
  readonly alphaCurrent: number;
  /** Null together with the limits. */
  readonly se: number | null;
}

const METHOD = 'MOVER on the limits of two Krippendorff α, unit bootstrap';

/** α of the current period minus that of the baseline. */
export function agreementDrift(
  baseline: LabelTable,
  current: LabelTable,
  metric: AlphaMetric,
  options: { readonly replicates: number; readonly random: RandomStream; readonly alpha: number },
): AgreementDrift | NoEstimate {
  const before = krippendorffAlpha(baseline, metric);
  const after = krippendorffAlpha(current, metric);
  const n = baseline.pairableUnits + current.pairableUnits;
  if (before.alpha === null) return noEstimate(before.reason, n, METHOD);
  if (after.alpha === null) return noEstimate(after.reason, n, METHOD);
  const figure = {
    estimate: after.alpha - before.alpha,
    alphaBaseline: before.alpha,
    alphaCurrent: after.alpha,
    n,
    method: METHOD,
  };
  if (!canCarryInterval(baseline) || !canCarryInterval(current)) {
    return { ...figure, low: null, high: null, se: null, notes: ['TOO_SMALL_FOR_INTERVAL'] };
  }
  const first = bootstrapReplicates(baseline.patterns, compileAlpha(baseline, metric), options);
  const second = bootstrapReplicates(current.patterns, compileAlpha(current, metric), options);
  const size = Math.min(first.length, second.length);
  if (size < 2) return { ...figure, low: null, high: null, se: null, notes: ['UNDEFINED_REPLICATES'] };
  const differences = Array.from({ length: size }, (_, b) => second[b]! - first[b]!);
  const earlier = limitsOf(baseline, before.alpha, first, options.alpha);
  const later = limitsOf(current, after.alpha, second, options.alpha);
  return {
    ...figure,
    ...mover(earlier, later),
    se: Math.sqrt(variance(differences)),
    notes: size < options.replicates ? ['UNDEFINED_REPLICATES'] : [],
  };
}

/** Those that α is shown with: where nobody ever differed resampling shows no variation and would claim certainty. */
function limitsOf(
  table: LabelTable,
  estimate: number,
  replicates: readonly number[],
  alpha: number,
): RateWithLimits {
  const sorted = replicates.toSorted((a, b) => a - b);
  const low = perfectAlphaLow(table, alpha) ?? sortedQuantile(sorted, alpha / 2);
  return {
    estimate,
    low: Math.min(low, estimate),
    high: Math.max(sortedQuantile(sorted, 1 - alpha / 2), estimate),
  };
}
