// Owns the change of α between two periods, with an independent bootstrap of units in each. Must not know calendars.
// Invariant: no interval where either period could not carry one of its own.
import { bootstrapReplicates, canCarryInterval } from './agreement-bootstrap.ts';
import { compileAlpha, krippendorffAlpha, type AlphaMetric } from './krippendorff.ts';
import type { LabelTable } from './label-table.ts';
import { sortedQuantile, variance } from './quantile.ts';
import type { RandomStream } from './random-stream.ts';
import { noEstimate, type Estimate, type NoEstimate } from './result.ts';

export interface AgreementDrift extends Estimate {
  readonly alphaBaseline: number;
  readonly alphaCurrent: number;
  /** Null together with the limits. */
  readonly se: number | null;
}

const METHOD = 'difference of Krippendorff α, unit bootstrap';

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
  const sorted = differences.toSorted((a, b) => a - b);
  return {
    ...figure,
    low: sortedQuantile(sorted, options.alpha / 2),
    high: sortedQuantile(sorted, 1 - options.alpha / 2),
    se: Math.sqrt(variance(differences)),
    notes: size < options.replicates ? ['UNDEFINED_REPLICATES'] : [],
  };
}
