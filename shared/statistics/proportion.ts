// Owns the rate of an event as a report shows it: from reviewed units with their strata to one figure with its interval,
// over the whole frame or a domain of it, with take-all strata, skipped items and uncovered strata. Must not know
// reviews, questions or taxonomies. Invariant: strata that were reviewed whole add no sampling error; units outside
// the domain stay in the design.
import { HIGH_UNCOVERED, LOW_RESPONSE, responseSummary, type ResponseSummary } from '../sampling/weights.ts';
import { domainRate } from './domain.ts';
import { kgStar } from './kg-star.ts';
import { prepareDesign, type Design } from './linearisation.ts';
import { noEstimate, type Estimate, type Limits, type NoEstimate, type NoteCode } from './result.ts';
import { affineMap, gammaLimits } from './stratified.ts';
import { skipBounds } from './skip-bounds.ts';

export type CiMethod = 'kgStar' | 'gamma';

export interface ProportionUnit {
  readonly stratum: string;
  readonly isEvent: boolean;
  /** By default true. */
  readonly isInDomain?: boolean;
  /** The conversation, where several of its traces may be in the sample. */
  readonly cluster?: string;
}

export interface ProportionStratum {
  readonly key: string;
  /** N_h, items in the frame. */
  readonly population: number;
  /** n_h, items drawn, reviewed or not. */
  readonly drawn: number;
}

export interface ProportionRequest {
  /** The reviewed units: one each, with its final label. */
  readonly units: readonly ProportionUnit[];
  readonly strata: readonly ProportionStratum[];
  /** Two-sided error. */
  readonly alpha: number;
  readonly ciMethod: CiMethod;
}

export interface ProportionEstimate extends Estimate {
  readonly low: number;
  readonly high: number;
  /** Reviewed units in the domain on which the event was seen. */
  readonly events: number;
  readonly se: number;
  readonly df: number;
  /** Effective sizes; units of take-all strata count in full. */
  readonly nKish: number;
  readonly nStar: number;
  readonly response: ResponseSummary;
  /** Where the estimate would lie if every skipped item were good, or bad. */
  readonly worstCase: Limits;
}

export type ProportionResult = ProportionEstimate | (NoEstimate & { readonly response: ResponseSummary });

export const METHODS: Readonly<Record<CiMethod, string>> = { kgStar: 'KG*', gamma: 'Fay–Feuer gamma' };

/**
 * The rate over the frame, or over the domain of the units with `isInDomain`. Reasons: NO_DATA (no reviewed unit in
 * the domain), TOO_FEW_PSU (no degrees of freedom), UNDEFINED (the domain's units stand for nothing: populations of 0,
 * or NaN). Throws a RangeError for a unit of an unknown stratum.
 */
export function stratifiedProportion(request: ProportionRequest): ProportionResult {
  const { units, strata, alpha, ciMethod } = request;
  const method = METHODS[ciMethod];
  if (!strata.every(isSound)) return { ...noEstimate('UNDEFINED', 0, method), response: NO_RESPONSE };
  const reviewed = countBy(units);
  const response = responseSummary(strata.map((s) => ({ ...s, reviewed: reviewed.get(s.key) ?? 0 })));
  const notes: NoteCode[] = [];
  if (response.weightedRate !== null && response.weightedRate < LOW_RESPONSE) notes.push('LOW_RESPONSE');
  if (response.uncoveredShare > HIGH_UNCOVERED) notes.push('UNCOVERED_STRATA');

  const whole = new Set(strata.filter((s) => reviewed.get(s.key) === s.population).map((s) => s.key));
  // A domain that cuts through sampled strata has an estimated size, so that its take-all part has no fixed share:
  // the variance of all units together then holds what the two parts would hide.
  const splits = whole.size > 0 && cutsThrough(units.filter((unit) => !whole.has(unit.stratum)));
  const certain = splits ? [] : units.filter((unit) => whole.has(unit.stratum) && isInside(unit));
  const rest = splits ? units : units.filter((unit) => !whole.has(unit.stratum));
  const n = units.filter(isInside).length;
  if (n === 0) return { ...noEstimate('NO_DATA', 0, method, notes), response };

  const design = prepareDesign(rest, strata);
  const sampled = sampledPart(design, rest, alpha, ciMethod);
  if (sampled === 'TOO_FEW_PSU') return { ...noEstimate('TOO_FEW_PSU', n, method, notes), response };
  const size = certain.length + (sampled?.size ?? 0);
  if (!(size > 0)) return { ...noEstimate('UNDEFINED', n, method, notes), response };
  if (sampled?.hasLonely === true) notes.push('LONELY_PSU');
  if (certain.length > 0) notes.push(sampled === null ? 'CENSUS' : 'TAKE_ALL_EXACT');

  const certainEvents = certain.filter((unit) => unit.isEvent).length;
  const map = affineMap(certain.length / size, certain.length > 0 ? certainEvents / certain.length : 0);
  return {
    estimate: map(sampled?.estimate ?? 0),
    low: map(sampled?.low ?? 0),
    high: map(sampled?.high ?? 0),
    n,
    events: certainEvents + (sampled?.events ?? 0),
    se: (1 - certain.length / size) * (sampled?.se ?? 0),
    df: sampled?.df ?? 0,
    nKish: certain.length + (sampled?.nKish ?? 0),
    nStar: certain.length + (sampled?.nStar ?? 0),
    method,
    notes,
    response,
    worstCase: skipBounds(units, strata),
  };
}

export const NO_RESPONSE: ResponseSummary = {
  unweightedRate: null,
  weightedRate: null,
  nKish: 0,
  uncoveredShare: 0,
};

function isSound({ population, drawn }: ProportionStratum): boolean {
  return Number.isFinite(population) && Number.isFinite(drawn) && population >= 0 && drawn >= 0;
}

interface SampledPart extends Limits {
  readonly estimate: number;
  readonly se: number;
  /** Weighted size of the domain in the sampled strata. */
  readonly size: number;
  readonly events: number;
  readonly df: number;
  readonly nKish: number;
  readonly nStar: number;
  readonly hasLonely: boolean;
}

/** Null when no unit of the domain lies in the sampled strata. */
function sampledPart(
  design: Design,
  units: readonly ProportionUnit[],
  alpha: number,
  ciMethod: CiMethod,
): SampledPart | 'TOO_FEW_PSU' | null {
  const inside = units.map(isInside);
  const rate = domainRate(
    design,
    units.map((unit) => unit.isEvent),
    inside,
  );
  if (rate === null) return null;
  const interval = kgStar({ ...rate, alpha });
  if (interval === null) return 'TOO_FEW_PSU';
  const weights = design.weights.filter((_, i) => inside[i]);
  const size = weights.reduce((total, w) => total + w, 0);
  const limits =
    ciMethod === 'kgStar'
      ? interval
      : gammaLimits(
          design.weights.map((w, i) => ({
            weight: w / size,
            events: inside[i] && units[i]?.isEvent ? 1 : 0,
          })),
          weights.reduce((most, w) => Math.max(most, w), 0) / size,
          alpha,
        );
  return {
    estimate: rate.estimate,
    low: limits.low,
    high: limits.high,
    se: Math.sqrt(rate.variance),
    size,
    events: rate.events,
    df: rate.df,
    nKish: rate.nKish,
    nStar: interval.nStar,
    hasLonely: design.strata.some(
      (s, h) =>
        s.psuCount === 1 && s.correction > 0 && inside.some((is, i) => is && design.stratumOf[i] === h),
    ),
  };
}

function isInside(unit: ProportionUnit): boolean {
  return unit.isInDomain ?? true;
}

function countBy(units: readonly ProportionUnit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const unit of units) counts.set(unit.stratum, (counts.get(unit.stratum) ?? 0) + 1);
  return counts;
}

/** Whether any stratum holds units both inside and outside the domain. */
function cutsThrough(units: readonly ProportionUnit[]): boolean {
  const seen = new Map<string, boolean>();
  for (const unit of units) {
    const before = seen.get(unit.stratum);
    if (before !== undefined && before !== isInside(unit)) return true;
    seen.set(unit.stratum, isInside(unit));
  }
  return false;
}
