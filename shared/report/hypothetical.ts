/**
 * Counts as they would be after further items, rulings or answers to what was skipped, and the decision that would then
 * be taken (statistics.md B9). Must not know words. Invariant: every number that a report gives for "what would change
 * this verdict" comes from `decideOn` of such counts.
 */
import type { StratumTally } from '../statistics/proportion-counts.ts';
import { stratifiedProportionFromCounts } from '../statistics/proportion-counts.ts';
import type { CiMethod, ProportionEstimate } from '../statistics/proportion.ts';
import type { Verdict } from '../statistics/threshold.ts';
import { decide } from '../statistics/threshold.ts';

/** One-sided error of a threshold decision (statistics.md B9). */
export const DECISION_ERROR = 0.05;

export interface Limit {
  readonly tau: number;
  readonly ciMethod: CiMethod;
  /** One-sided; by default that of B9. */
  readonly error?: number;
}

/** The counts of one question, as they stand and with its contested items taken each way. */
export interface QuestionCounts {
  readonly asStands: readonly StratumTally[];
  /** Contested items counted as the event where any review says so, and where all do. */
  readonly anyEvent: readonly StratumTally[];
  readonly allEvent: readonly StratumTally[];
  readonly contested: number;
  /** Items whose answer was ruled. */
  readonly ruled: number;
}

export interface Decision {
  readonly verdict: Verdict;
  /** Null where there is no estimate. */
  readonly result: ProportionEstimate | null;
}

/** The decision that these counts lead to; without an estimate INSUFFICIENT. */
export function decideOn(strata: readonly StratumTally[], { tau, ciMethod, error }: Limit): Decision {
  const alpha = 2 * (error ?? DECISION_ERROR);
  const result = stratifiedProportionFromCounts({ strata, alpha, ciMethod });
  if (result.estimate === null) return { verdict: 'INSUFFICIENT', result: null };
  const { low: lower, high: upper, n, nStar, events } = result;
  return { verdict: decide({ lower, upper, n, nStar, events, tau }), result };
}

/** What further items are taken to be: as the reviewed ones of their stratum, all without the event, or all with it. */
export type Further = 'asNow' | 'clean' | 'events';

/** Items of the frame that nobody has reviewed. */
export function roomIn(strata: readonly StratumTally[]): number {
  return strata.reduce((total, of) => total + Math.max(0, of.population - of.reviewed), 0);
}

/**
 * Shares of `items` further items by stratum, in proportion to the frame; a stratum never gives more than is left in it,
 * and what it cannot give the others do. Fractions are kept.
 */
export function spread(strata: readonly StratumTally[], items: number): number[] {
  const shares = strata.map(() => 0);
  const order = strata
    .map(({ population, reviewed }, h) => ({ h, population, room: Math.max(0, population - reviewed) }))
    .filter((of) => of.room > 0)
    .toSorted((a, b) => a.room / a.population - b.room / b.population || a.h - b.h);
  let left = items;
  let population = order.reduce((total, of) => total + of.population, 0);
  for (const of of order) {
    // Those that would overflow come first, so that the rest share what is left in one proportion.
    const given = Math.min(of.room, (left * of.population) / population);
    shares[of.h] = given;
    left -= given;
    population -= of.population;
  }
  return shares;
}

/** The same in whole items that sum to `items`: remainders by size, then by order of the strata. */
export function spreadWhole(strata: readonly StratumTally[], items: number): number[] {
  const shares = spread(strata, items);
  const whole = shares.map((share) => Math.floor(share + 1e-9));
  let left = items - whole.reduce((total, one) => total + one, 0);
  const byRemainder = shares
    .map((share, h) => ({ h, remainder: share - whole[h]! }))
    .toSorted((a, b) => b.remainder - a.remainder || a.h - b.h);
  for (const { h } of byRemainder) {
    if (left <= 0) break;
    if (whole[h]! >= strata[h]!.population - strata[h]!.reviewed) continue;
    whole[h]! += 1;
    left -= 1;
  }
  return whole;
}

/**
 * Counts after `items` further ones. As now: each stratum keeps its share of the domain and its rate, one without a
 * review takes those of the whole. Clean or with the event: the further items are all of the domain.
 */
export function withFurther(
  strata: readonly StratumTally[],
  items: number,
  further: Further,
): StratumTally[] {
  const more = spreadWhole(strata, items);
  const whole = weightedShares(strata);
  return strata.map((of, h) => {
    const reviewed = of.reviewed + more[h]!;
    const grown = { ...of, drawn: Math.max(of.drawn, reviewed), reviewed };
    if (further !== 'asNow') {
      const events = of.events + (further === 'events' ? more[h]! : 0);
      return { ...grown, inDomain: of.inDomain + more[h]!, events };
    }
    // Whole items of the domain, for which intervals are made; events may be fractions, so that the rate stays.
    const share = of.reviewed > 0 ? of.inDomain / of.reviewed : whole.inside;
    const rate = of.inDomain > 0 ? of.events / of.inDomain : whole.rate;
    const inDomain = Math.round(reviewed * share);
    return { ...grown, inDomain, events: Math.min(inDomain, inDomain * rate) };
  });
}

function weightedShares(strata: readonly StratumTally[]): { inside: number; rate: number } {
  let size = 0;
  let inside = 0;
  let events = 0;
  for (const of of strata) {
    if (of.reviewed === 0) continue;
    size += of.population;
    inside += (of.population * of.inDomain) / of.reviewed;
    events += (of.population * of.events) / of.reviewed;
  }
  return { inside: size > 0 ? inside / size : 1, rate: inside > 0 ? events / inside : 0 };
}

/**
 * Counts as if every drawn item without a review had been reviewed, without the event or with it (A6). In a domain they
 * belong to it in the share of the reviewed ones of their stratum, to the nearest whole.
 */
export function withSkipped(strata: readonly StratumTally[], hasEvent: boolean): StratumTally[] {
  const hasDomain = strata.some((of) => of.inDomain < of.reviewed);
  return strata.map((of) => {
    const skipped = Math.max(0, of.drawn - of.reviewed);
    const share = of.reviewed > 0 ? of.inDomain / of.reviewed : hasDomain ? 0 : 1;
    const inside = Math.round(skipped * share);
    return {
      ...of,
      reviewed: of.reviewed + skipped,
      inDomain: of.inDomain + inside,
      events: of.events + (hasEvent ? inside : 0),
    };
  });
}

/** Whole items fall unevenly on strata, so that a count may decide and the next may not: so many below are tried too. */
const NEIGHBOURS = 20;

/**
 * The smallest whole number in 1…most for which `isReached` holds, given that it holds from some number on but for few
 * exceptions near it; null where it does not hold at `most`.
 */
export function smallestCount(most: number, isReached: (count: number) => boolean): number | null {
  const last = Math.floor(most);
  let high = 1;
  while (high < last && !isReached(high)) high *= 2;
  high = Math.min(high, last);
  if (last < 1 || !isReached(high)) return null;
  let low = Math.floor(high / 2) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  let smallest = high;
  for (let count = high - 1; count > Math.max(0, high - NEIGHBOURS); count -= 1) {
    if (isReached(count)) smallest = count;
  }
  return smallest;
}
