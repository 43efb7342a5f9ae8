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
  scoreGroups,
  scoreSpread,
  weightOf,
  type ScoreGroup,
} from './proportion-counts.ts';
import { clamp } from './quantile.ts';
import { noEstimate, type Estimate, type NoEstimate } from './result.ts';

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
  const rates = { first: prepare('first'), second: prepare('second') };
  if (!('at' in rates.first)) return noEstimate(rates.first.reason, n, method, rates.first.notes);
  if (!('at' in rates.second)) return noEstimate(rates.second.reason, n, method, rates.second.notes);
  const { at: firstAt } = rates.first;
  const { at: secondAt } = rates.second;
  const first = firstAt(alpha);
  const second = secondAt(alpha);
  const { se, covariance, correlation } = linearise(strata, first.estimate, second.estimate);
  const limitsAt = (level: number) => mover(firstAt(level), secondAt(level), correlation);
  const { low, high } = limitsAt(alpha);
  const estimate = second.estimate - first.estimate;
  const isExact = first.low === first.high && second.low === second.high;
  return {
    estimate,
    low: Math.max(-1, low),
    high: Math.min(1, high),
    n,
    method,
    notes: [...new Set([...first.notes, ...second.notes])],
    p: isExact ? null : touchingAlpha(limitsAt, { estimate, low, high, alpha }),
    se,
    covariance,
    linearisedP: se > 0 ? normalTwoSided(estimate / se) : null,
    first,
    second,
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
