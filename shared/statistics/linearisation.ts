// Owns the variance of weighted totals and ratios under a stratified, possibly clustered design: Taylor linearisation
// with ultimate clusters. Must not know what the ratio means. Invariant: a unit outside the domain has score 0 and
// still counts in its stratum.
// Sources: Woodruff (1971); Särndal, Swensson & Wretman (1992), ch. 5; Lumley (2010) for the lonely unit.
import { sum } from './quantile.ts';
import { zeros } from './lists.ts';

export interface DesignUnit {
  readonly stratum: string;
  /** Primary sampling unit (a conversation); by default the unit itself. */
  readonly cluster?: string;
}

export interface StratumSize {
  readonly key: string;
  /** N_h. */
  readonly population: number;
}

/** A design as arithmetic needs it: units by number, strata by number. */
export interface Design {
  /** N_h / r_h of each unit. */
  readonly weights: readonly number[];
  readonly stratumOf: readonly number[];
  readonly psuOf: readonly number[];
  readonly psuCount: number;
  readonly psuStratum: readonly number[];
  /** Per stratum: (1 − f_h), 1 with clusters, and the number of primary units. */
  readonly strata: readonly { readonly correction: number; readonly psuCount: number }[];
}

/**
 * Prepares the design of the reviewed units. Strata of `sizes` without a unit take no part. With any cluster named,
 * primary units are clusters, nested in strata, without finite population correction.
 * Throws a RangeError for a unit whose stratum has no size: that is a mistake of the caller, not of the data.
 */
export function prepareDesign(units: readonly DesignUnit[], sizes: readonly StratumSize[]): Design {
  const population = new Map(sizes.map((s) => [s.key, s.population]));
  const isClustered = units.some((unit) => unit.cluster !== undefined);
  const strata = new Map<string, { index: number; population: number; units: number; psus: number }>();
  const psus = new Map<string, number>();
  const psuStratum: number[] = [];
  const psuOf: number[] = [];
  const stratumOf: number[] = [];
  units.forEach((unit) => {
    const size = population.get(unit.stratum);
    if (size === undefined) throw new RangeError(`no population for stratum ${unit.stratum}`);
    const stratum = strata.get(unit.stratum) ?? { index: strata.size, population: size, units: 0, psus: 0 };
    strata.set(unit.stratum, stratum);
    stratum.units += 1;
    // A unit without a cluster is a primary unit of its own.
    const name = unit.cluster === undefined ? null : JSON.stringify([unit.stratum, unit.cluster]);
    let psu = name === null ? undefined : psus.get(name);
    if (psu === undefined) {
      psu = psuStratum.length;
      if (name !== null) psus.set(name, psu);
      psuStratum.push(stratum.index);
      stratum.psus += 1;
    }
    psuOf.push(psu);
    stratumOf.push(stratum.index);
  });
  const list = [...strata.values()];
  return {
    weights: stratumOf.map((h) => (list[h]?.population ?? 0) / (list[h]?.units ?? 1)),
    stratumOf,
    psuOf,
    psuCount: psuStratum.length,
    psuStratum,
    strata: list.map((s) => ({ correction: correctionOf(s, isClustered), psuCount: s.psus })),
  };
}

/**
 * Σ_h (1 − f_h)·m_h/(m_h − 1)·Σ (u − ū_h)(v − v̄_h) over the m_h primary units of each stratum. A stratum with one
 * primary unit adds (1 − f_h)·u·v, its score measured from 0 (R's lonely.psu = "adjust").
 */
export function scoreCovariance(design: Design, u: readonly number[], v: readonly number[]): number {
  const uPsu = psuTotals(design, u);
  const vPsu = u === v ? uPsu : psuTotals(design, v);
  const uMean = stratumMeans(design, uPsu);
  const vMean = u === v ? uMean : stratumMeans(design, vPsu);
  const products = zeros(design.strata.length);
  design.psuStratum.forEach((h, i) => {
    const isLonely = design.strata[h]!.psuCount === 1;
    const du = uPsu[i]! - (isLonely ? 0 : uMean[h]!);
    const dv = vPsu[i]! - (isLonely ? 0 : vMean[h]!);
    products[h]! += du * dv;
  });
  return sum(
    design.strata.map(({ correction, psuCount }, h) => {
      const scale = psuCount === 1 ? 1 : psuCount / (psuCount - 1);
      return correction * scale * products[h]!;
    }),
  );
}

export function scoreVariance(design: Design, u: readonly number[]): number {
  return Math.max(0, scoreCovariance(design, u, u));
}

/** A ratio θ = Σ w·a / Σ w·b with the scores u_i = w_i (a_i − θ b_i)/Σ w·b of its units. */
export interface LinearisedRatio {
  readonly estimate: number;
  readonly scores: readonly number[];
  /** Σ w·b. */
  readonly denominator: number;
}

/** Null where the denominator is 0. */
export function linearisedRatio(
  weights: readonly number[],
  a: readonly number[],
  b: readonly number[],
): LinearisedRatio | null {
  const numerator = sum(weights.map((w, i) => w * a[i]!));
  const denominator = sum(weights.map((w, i) => w * b[i]!));
  if (denominator === 0) return null;
  const estimate = numerator / denominator;
  return {
    estimate,
    denominator,
    scores: weights.map((w, i) => (w * (a[i]! - estimate * b[i]!)) / denominator),
  };
}

/** A stratum that was reviewed whole has no sampling error, clustered or not. */
function correctionOf(stratum: { units: number; population: number }, isClustered: boolean): number {
  if (stratum.units >= stratum.population) return 0;
  return isClustered ? 1 : 1 - stratum.units / stratum.population;
}

function psuTotals(design: Design, scores: readonly number[]): number[] {
  const totals = zeros(design.psuCount);
  scores.forEach((score, i) => {
    totals[design.psuOf[i]!]! += score;
  });
  return totals;
}

function stratumMeans(design: Design, totals: readonly number[]): number[] {
  const means = zeros(design.strata.length);
  totals.forEach((total, i) => {
    means[design.psuStratum[i]!]! += total;
  });
  return means.map((total, h) => total / design.strata[h]!.psuCount);
}
