// Owns the difference of the rates of two disjoint domains of one sample (a value against the rest, or one value against
// another) from counts per stratum. Must not know dimensions or tables. Invariant: it costs one step per stratum; its
// limits stay honest where a domain has no event, because they come from the limits of the two rates.
// Sources: Zou & Donner (2008) and Zou (2008) for MOVER with a correlation; Woodruff (1971) for the covariance.
import { mover, touchingAlpha } from './difference.ts';
import { normalTwoSided } from './distributions.ts';
import type { CiMethod, ProportionEstimate } from './proportion.ts';
import { METHODS } from './proportion.ts';
import {
  prepareProportion,
  type PreparedProportion,
  scoreGroups,
  scoreSpread,
  weightOf,
  type ScoreGroup,
} from './proportion-counts.ts';
import { clamp } from './quantile.ts';
import { noEstimate, type Estimate, type Limits, type NoEstimate } from './result.ts';

export interface DomainTally {
  /** Reviewed items of the stratum in this domain. */
  readonly inDomain: number;
  readonly events: number;
}

export interface ContrastStratum {
  readonly key: string;
  /** N_h, n_h and r_h, as in `StratumTally`. */
  readonly population: number;
  readonly drawn: number;
  readonly reviewed: number;
  readonly first: DomainTally;
  /** Disjoint from the first. */
  readonly second: DomainTally;
}

export interface ContrastRequest {
  readonly strata: readonly ContrastStratum[];
  /** Two-sided error. */
  readonly alpha: number;
  readonly ciMethod: CiMethod;
}

export interface DomainContrast extends Estimate {
  readonly low: number;
  readonly high: number;
  /** The α at which the interval touches 0 (B6); null where both rates are known exactly. */
  readonly p: number | null;
  /** Linearised standard error and covariance of the two rates, and the normal p of difference/se. */
  readonly se: number;
  readonly covariance: number;
  readonly linearisedP: number | null;
  readonly first: ProportionEstimate;
  readonly second: ProportionEstimate;
}

/**
 * Second minus first, limits by MOVER on the limits of the two rates with their linearised correlation. `n` is the
 * reviewed items of both. Reasons: that of the rate without an estimate (NO_DATA, TOO_FEW_PSU, UNDEFINED).
 */
export function domainContrast({ strata, alpha, ciMethod }: ContrastRequest): DomainContrast | NoEstimate {
  const method = `MOVER on ${METHODS[ciMethod]}`;
  const n = strata.reduce((sum, s) => sum + s.first.inDomain + s.second.inDomain, 0);
  const prepare = (part: 'first' | 'second') =>
    prepareProportion(
      strata.map((s) => ({ ...s, ...s[part] })),
      ciMethod,
    );
  const [one, other] = [prepare('first'), prepare('second')];
  if (!('at' in one)) return noEstimate(one.reason, n, method, one.notes);
  if (!('at' in other)) return noEstimate(other.reason, n, method, other.notes);
  const rates = { first: one, second: other };
  const first = rates.first.at(alpha);
  const second = rates.second.at(alpha);
  const { se, covariance, correlation } = linearise(strata, first.estimate, second.estimate);
  const { low, high } = mover(first, second, correlation);
  const estimate = second.estimate - first.estimate;
  const isExact = first.low === first.high && second.low === second.high;
  return {
    estimate,
    low: Math.max(-1, low),
    high: Math.min(1, high),
    n,
    method,
    notes: [...new Set([...first.notes, ...second.notes])],
    p: isExact
      ? null
      : touchingAlpha(nearerLimit(rates, { first: first.estimate, second: second.estimate }, correlation), {
          estimate,
          low,
          high,
          alpha,
        }),
    se,
    covariance,
    linearisedP: se > 0 ? normalTwoSided(estimate / se) : null,
    first,
    second,
  };
}

/** The limit of the difference that lies nearer to 0, at any error: all that the search for p looks at. */
function nearerLimit(
  rates: { readonly first: PreparedProportion; readonly second: PreparedProportion },
  estimates: { readonly first: number; readonly second: number },
  correlation: number,
): (alpha: number) => Limits {
  const { first, second } = rates;
  const estimate = estimates.second - estimates.first;
  if (estimate === 0) return (alpha) => mover(first.at(alpha), second.at(alpha), correlation);
  return (alpha) => {
    // MOVER's lower limit takes the second's lower and the first's upper limit, its upper limit the others.
    const [a, b] =
      estimate > 0 ? [first.highAt(alpha), second.lowAt(alpha)] : [first.lowAt(alpha), second.highAt(alpha)];
    const limits = mover(
      { estimate: estimates.first, low: a, high: a },
      { estimate: estimates.second, low: b, high: b },
      correlation,
    );
    return estimate > 0 ? { low: limits.low, high: Infinity } : { low: -Infinity, high: limits.high };
  };
}

/** Scores of both rates over the whole sample: se of the difference, covariance and correlation of the rates. */
function linearise(
  strata: readonly ContrastStratum[],
  firstRate: number,
  secondRate: number,
): { se: number; covariance: number; correlation: number } {
  const reviewed = strata.filter((s) => s.reviewed > 0);
  const firstSize = sizeOf(reviewed, 'first');
  const secondSize = sizeOf(reviewed, 'second');
  let variance = 0;
  let firstVariance = 0;
  let secondVariance = 0;
  let covariance = 0;
  for (const s of reviewed) {
    const a = scoreGroups({ ...s, ...s.first }, firstRate, firstSize);
    const b = scoreGroups({ ...s, ...s.second }, secondRate, secondSize);
    variance += scoreSpread(s, [...a.map(({ count, score }) => ({ count, score: -score })), ...b]);
    firstVariance += scoreSpread(s, a);
    secondVariance += scoreSpread(s, b);
    // No item is in both domains, so that only the product of the sums is left.
    if (s.reviewed > 1 && s.reviewed < s.population) {
      covariance -= ((1 - s.reviewed / s.population) * sumOf(a) * sumOf(b)) / (s.reviewed - 1);
    }
  }
  const scale = Math.sqrt(firstVariance * secondVariance);
  return {
    se: Math.sqrt(variance),
    covariance,
    correlation: scale > 0 ? clamp(covariance / scale, -1, 1) : 0,
  };
}

function sizeOf(strata: readonly ContrastStratum[], part: 'first' | 'second'): number {
  return strata.reduce((sum, s) => sum + weightOf(s) * s[part].inDomain, 0);
}

function sumOf(groups: readonly ScoreGroup[]): number {
  return groups.reduce((sum, { count, score }) => sum + count * score, 0);
}
