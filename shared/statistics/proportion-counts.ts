// Owns the rate of an event from counts per stratum: the same figures as proportion.ts gives from units, by closed forms
// that cost one step per stratum, so that a table of many domains is cheap. Must not know reviews, questions or
// clusters. Invariant: equal to the unit form to rounding, whatever the strata (take-all, lonely, empty, uncovered).
import { HIGH_UNCOVERED, LOW_RESPONSE, responseSummary } from '../sampling/weights.ts';
import { clopperPearsonHigh, clopperPearsonLow } from './binomial-intervals.ts';
import { kgStar, kgStarSize, type KgStarInput } from './kg-star.ts';
import type { CiMethod, ProportionEstimate, ProportionResult } from './proportion.ts';
import { METHODS, NO_RESPONSE } from './proportion.ts';
import { noEstimate, type Limits, type NoteCode } from './result.ts';
import { skipBoundsFromCounts } from './skip-bounds.ts';
import { affineMap, gammaLimits } from './stratified.ts';

export interface StratumTally {
  readonly key: string;
  /** N_h, items in the frame. */
  readonly population: number;
  /** n_h, items drawn, reviewed or not. */
  readonly drawn: number;
  /** r_h, items reviewed, in the domain or not. */
  readonly reviewed: number;
  /** Reviewed items in the domain; equal to `reviewed` for the whole frame. */
  readonly inDomain: number;
  /** Those of them on which the event was seen. */
  readonly events: number;
}

export interface CountsRequest {
  readonly strata: readonly StratumTally[];
  /** Two-sided error. */
  readonly alpha: number;
  readonly ciMethod: CiMethod;
}

/**
 * The rate over the frame or a domain of it, as `stratifiedProportion` gives it for units without clusters. Reasons:
 * NO_DATA, TOO_FEW_PSU, UNDEFINED (all reviewed items of the domain stand for nothing: populations of 0; or the counts
 * are none, e.g. NaN or more events than items).
 */
export function stratifiedProportionFromCounts({ strata, alpha, ciMethod }: CountsRequest): ProportionResult {
  const prepared = prepareProportion(strata, ciMethod);
  return 'at' in prepared ? prepared.at(alpha) : prepared;
}

/** A rate whose limits can be had at several errors without counting again. */
export interface PreparedProportion {
  readonly at: (alpha: number) => ProportionEstimate;
  /** One limit alone, at half the cost. */
  readonly lowAt: (alpha: number) => number;
  readonly highAt: (alpha: number) => number;
}

export function prepareProportion(
  strata: readonly StratumTally[],
  ciMethod: CiMethod,
): PreparedProportion | Extract<ProportionResult, { estimate: null }> {
  const method = METHODS[ciMethod];
  const response = responseSummary(strata);
  const notes: NoteCode[] = [];
  if (response.weightedRate !== null && response.weightedRate < LOW_RESPONSE) notes.push('LOW_RESPONSE');
  if (response.uncoveredShare > HIGH_UNCOVERED) notes.push('UNCOVERED_STRATA');
  const n = total(strata, (s) => s.inDomain);
  if (!strata.every(isSound)) return { ...noEstimate('UNDEFINED', 0, method), response: NO_RESPONSE };
  if (n === 0) return { ...noEstimate('NO_DATA', 0, method, notes), response };

  const { certain, rest } = partition(strata);
  const sampled = sampledRate(rest, ciMethod);
  if (sampled === 'TOO_FEW_PSU') return { ...noEstimate('TOO_FEW_PSU', n, method, notes), response };
  const certainSize = total(certain, (s) => s.inDomain);
  const size = certainSize + (sampled?.size ?? 0);
  if (!(size > 0)) return { ...noEstimate('UNDEFINED', n, method, notes), response };
  if (sampled?.hasLonely === true) notes.push('LONELY_PSU');
  if (certainSize > 0) notes.push(sampled === null ? 'CENSUS' : 'TAKE_ALL_EXACT');

  const certainEvents = total(certain, (s) => s.events);
  const map = affineMap(certainSize / size, certainSize > 0 ? certainEvents / certainSize : 0);
  const fixed = {
    estimate: map(sampled?.estimate ?? 0),
    n,
    events: certainEvents + (sampled?.events ?? 0),
    se: (1 - certainSize / size) * (sampled?.se ?? 0),
    df: sampled?.df ?? 0,
    nKish: certainSize + (sampled?.nKish ?? 0),
    method,
    notes,
    response,
    worstCase: skipBoundsFromCounts(strata),
  };
  return {
    at: (alpha) => {
      const limits = sampled?.limitsAt(alpha) ?? { low: 0, high: 0, nStar: 0 };
      return { ...fixed, low: map(limits.low), high: map(limits.high), nStar: certainSize + limits.nStar };
    },
    lowAt: (alpha) => map(sampled?.lowAt(alpha) ?? 0),
    highAt: (alpha) => map(sampled?.highAt(alpha) ?? 0),
  };
}

/** Counts that can be: numbers, none below 0, events <= inDomain <= reviewed. */
function isSound({ population, drawn, reviewed, inDomain, events }: StratumTally): boolean {
  return (
    [population, drawn, reviewed].every(Number.isFinite) &&
    Math.min(population, drawn, events) >= 0 &&
    events <= inDomain &&
    inDomain <= reviewed
  );
}

/** Strata reviewed whole apart from the others, unless a domain cuts through a sampled one (see proportion.ts). */
function partition(strata: readonly StratumTally[]): { certain: StratumTally[]; rest: StratumTally[] } {
  const reviewed = strata.filter((s) => s.reviewed > 0);
  const sampled = reviewed.filter((s) => s.reviewed !== s.population);
  if (sampled.some((s) => s.inDomain > 0 && s.inDomain < s.reviewed)) return { certain: [], rest: reviewed };
  return { certain: reviewed.filter((s) => s.reviewed === s.population), rest: sampled };
}

interface Sampled extends Pick<ProportionEstimate, 'estimate' | 'se' | 'events' | 'df' | 'nKish'> {
  /** Weighted size of the domain in the sampled strata. */
  readonly size: number;
  readonly hasLonely: boolean;
  readonly limitsAt: (alpha: number) => Limits & { readonly nStar: number };
  readonly lowAt: (alpha: number) => number;
  readonly highAt: (alpha: number) => number;
}

/** Null when no item of the domain lies in the sampled strata. */
function sampledRate(strata: readonly StratumTally[], ciMethod: CiMethod): Sampled | 'TOO_FEW_PSU' | null {
  const inside = strata.filter((s) => s.inDomain > 0);
  const size = total(inside, (s) => weightOf(s) * s.inDomain);
  if (!(size > 0)) return null;
  const n = total(inside, (s) => s.inDomain);
  const df = n - inside.length;
  if (df <= 0) return 'TOO_FEW_PSU';
  const estimate = total(inside, (s) => weightOf(s) * s.events) / size;
  const variance = total(inside, (s) => scoreSpread(s, scoreGroups(s, estimate, size)));
  const nKish = (size * size) / total(inside, (s) => weightOf(s) ** 2 * s.inDomain);
  return {
    estimate,
    se: Math.sqrt(variance),
    size,
    events: total(inside, (s) => s.events),
    df,
    nKish,
    hasLonely: inside.some((s) => s.reviewed === 1 && s.population > 1),
    ...limitsOf({ estimate, variance, n, df, nKish }, () => gammaParts(inside, size), ciMethod),
  };
}

type Moments = Omit<KgStarInput, 'alpha'>;

/** The limits at any error, both or one alone. Degrees of freedom are above 0, so that the interval is never null. */
function limitsOf(
  moments: Moments,
  partsOf: () => ReturnType<typeof gammaParts>,
  ciMethod: CiMethod,
): Pick<Sampled, 'limitsAt' | 'lowAt' | 'highAt'> {
  const sizeAt = (alpha: number): number => kgStarSize({ ...moments, alpha })!.nStar;
  if (ciMethod === 'kgStar') {
    const { estimate } = moments;
    const sideAt = (side: typeof clopperPearsonLow) => (alpha: number) => {
      const nStar = sizeAt(alpha);
      return side(nStar * estimate, nStar, alpha);
    };
    return {
      limitsAt: (alpha) => kgStar({ ...moments, alpha })!,
      lowAt: sideAt(clopperPearsonLow),
      highAt: sideAt(clopperPearsonHigh),
    };
  }
  const { parts, largest } = partsOf();
  const gammaAt = (alpha: number) => gammaLimits(parts, largest, alpha);
  return {
    limitsAt: (alpha) => ({ ...gammaAt(alpha), nStar: sizeAt(alpha) }),
    lowAt: (alpha) => gammaAt(alpha).low,
    highAt: (alpha) => gammaAt(alpha).high,
  };
}

function gammaParts(
  inside: readonly StratumTally[],
  size: number,
): { parts: { weight: number; events: number }[]; largest: number } {
  const parts = inside.map((s) => ({ weight: weightOf(s) / size, events: s.events }));
  return { parts, largest: parts.reduce((most, part) => Math.max(most, part.weight), 0) };
}

/** Scores u = w(y − θ)/Σw of the items of a domain, in a stratum. */
export function scoreGroups(
  stratum: StratumSizes & { readonly inDomain: number; readonly events: number },
  rate: number,
  size: number,
): ScoreGroup[] {
  const weight = weightOf(stratum) / size;
  return [
    { count: stratum.events, score: weight * (1 - rate) },
    { count: stratum.inDomain - stratum.events, score: -weight * rate },
  ];
}

/** N_h/r_h. */
export function weightOf({ population, reviewed }: StratumSizes): number {
  return population / reviewed;
}

export interface StratumSizes {
  readonly population: number;
  readonly reviewed: number;
}

export interface ScoreGroup {
  readonly count: number;
  /** u of each item of the group. */
  readonly score: number;
}

/**
 * (1 − f_h)·r/(r − 1)·Σ(u − ū)² of a stratum whose items have few distinct scores, those not named having 0; a single
 * item adds (1 − f_h)u². Σ(u − ū)² = Σ_{a<b} c_a c_b (u_a − u_b)²/r, which loses no digits.
 */
export function scoreSpread(stratum: StratumSizes, groups: readonly ScoreGroup[]): number {
  const { population, reviewed } = stratum;
  if (reviewed >= population) return 0;
  const correction = 1 - reviewed / population;
  if (reviewed === 1) return correction * total(groups, ({ count, score }) => count * score * score);
  const named = total(groups, (group) => group.count);
  const all = [...groups, { count: reviewed - named, score: 0 }];
  let spread = 0;
  for (let a = 0; a < all.length; a += 1) {
    for (let b = a + 1; b < all.length; b += 1) {
      spread += all[a]!.count * all[b]!.count * (all[a]!.score - all[b]!.score) ** 2;
    }
  }
  return (correction * spread) / (reviewed - 1);
}

function total<T>(list: readonly T[], of: (one: T) => number): number {
  let sum = 0;
  for (const one of list) sum += of(one);
  return sum;
}
