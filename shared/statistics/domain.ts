// Owns rates of domains (parts of the frame that cross its strata) from unit-level data: ratio estimate, linearised
// variance with zeros outside the domain, covariance of two domains, post-stratification. Must not know where a
// domain comes from. Invariant: units outside a domain stay in the design.
import { normalTwoSided } from './distributions.ts';
import { kishSize } from './kg-star.ts';
import { linearisedRatio, scoreCovariance, scoreVariance, type Design } from './linearisation.ts';

export interface DomainRate {
  readonly estimate: number;
  readonly variance: number;
  readonly scores: readonly number[];
  /** Reviewed units in the domain. */
  readonly n: number;
  readonly events: number;
  /** Primary units minus strata, both among those with units in the domain. */
  readonly df: number;
  readonly nKish: number;
}

/** Null when no reviewed unit is in the domain. `isEvent` and `isInDomain` are per unit of the design. */
export function domainRate(
  design: Design,
  isEvent: readonly boolean[],
  isInDomain: readonly boolean[],
): DomainRate | null {
  const inside = isInDomain.map(Number);
  const events = isEvent.map((event, i) => (event && isInDomain[i] ? 1 : 0));
  const ratio = linearisedRatio(design.weights, events, inside);
  if (ratio === null) return null;
  const psus = new Set<number>();
  const strata = new Set<number>();
  isInDomain.forEach((isInside, i) => {
    if (!isInside) return;
    psus.add(design.psuOf[i]!);
    strata.add(design.stratumOf[i]!);
  });
  return {
    estimate: ratio.estimate,
    variance: scoreVariance(design, ratio.scores),
    scores: ratio.scores,
    n: inside.reduce((total, one) => total + one, 0),
    events: events.reduce<number>((total, one) => total + one, 0),
    df: psus.size - strata.size,
    nKish: kishSize(design.weights.filter((_, i) => isInDomain[i])),
  };
}

/** Difference second − first of two domains of one sample, with their covariance (B6). */
export function domainDifference(
  design: Design,
  first: DomainRate,
  second: DomainRate,
): { difference: number; se: number; covariance: number; z: number | null; p: number | null } {
  const covariance = scoreCovariance(design, first.scores, second.scores);
  const contrast = second.scores.map((score, i) => score - first.scores[i]!);
  const se = Math.sqrt(scoreVariance(design, contrast));
  const difference = second.estimate - first.estimate;
  const z = se > 0 ? difference / se : null;
  return { difference, se, covariance, z, p: z === null ? null : normalTwoSided(z) };
}

/**
 * Post-stratification to known totals: weights w·N_g/N̂_g, variance from residuals about the group means
 * (Särndal et al. 1992, 7.6). Groups without a reviewed unit are left out of the target.
 */
export function postStratifiedRate(
  design: Design,
  isEvent: readonly boolean[],
  groupOf: readonly string[],
  totals: ReadonlyMap<string, number>,
): { estimate: number; se: number; weights: number[] } | null {
  const sums = new Map<string, { weight: number; events: number }>();
  groupOf.forEach((group, i) => {
    const sum = sums.get(group) ?? { weight: 0, events: 0 };
    sum.weight += design.weights[i]!;
    sum.events += isEvent[i] ? design.weights[i]! : 0;
    sums.set(group, sum);
  });
  // Units of weight 0 stand for nothing, and so do groups that have no others.
  const covered = [...sums].reduce(
    (total, [group, sum]) => total + (sum.weight > 0 ? (totals.get(group) ?? 0) : 0),
    0,
  );
  if (!(covered > 0)) return null;
  const weights = groupOf.map((group, i) => {
    const sum = sums.get(group)!;
    return sum.weight > 0 ? (design.weights[i]! * (totals.get(group) ?? 0)) / sum.weight : 0;
  });
  const estimate = weights.reduce((total, w, i) => total + (isEvent[i] ? w : 0), 0) / covered;
  const scores = groupOf.map((group, i) => {
    const sum = sums.get(group)!;
    return sum.weight > 0 ? (weights[i]! * (Number(isEvent[i]) - sum.events / sum.weight)) / covered : 0;
  });
  return { estimate, se: Math.sqrt(scoreVariance(design, scores)), weights };
}
