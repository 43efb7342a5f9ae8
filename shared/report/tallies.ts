/**
 * Counts from which every figure of a report is computed: per stratum and option, over the frame or by the values of a
 * dimension, in one pass over the items. Must not know intervals, verdicts or how a report is laid out.
 *
 * Invariant: an item counts in its stratum whether or not it is asked the question: items outside a domain stay in the
 * design (statistics.md B2).
 */
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import type { EvidenceBase, ItemRecord, ReportInput } from './evidence-base.ts';
import type { Standing } from './final-label.ts';
import type { ManifestIndex, ValueGroups } from './manifest-index.ts';
import { indexManifest } from './manifest-index.ts';
import type { ReportMemo } from './memo.ts';
import type { Standings } from './standings.ts';
import { firstStandingsOf, standingsOf } from './standings.ts';

export interface BasisStratum {
  readonly key: string;
  readonly values: readonly string[];
  readonly population: number;
  /** Usable items, reviewed or not: what was drawn as far as the estimates are concerned. */
  readonly drawn: number;
  readonly reviewed: number;
}

/** What all figures of one report share. */
export interface ReportBasis {
  readonly input: ReportInput;
  readonly base: EvidenceBase;
  readonly index: ManifestIndex;
  /** Usable records with a first review, in queue order. */
  readonly reviewed: readonly ItemRecord[];
  readonly strata: readonly BasisStratum[];
  /** Place of each reviewed record in the queue, from 0. */
  readonly placeOf: Int32Array;
  /** Stratum of each reviewed record, by its place in `strata`. */
  readonly stratumOf: Int32Array;
  readonly standings: Standings;
  /** The same before anybody ruled. */
  readonly firstStandings: Standings;
}

/**
 * Prepares what the figures share.
 * @param memo may keep what the manifest alone says
 *
 * Throws a RangeError for an item whose stratum the manifest does not have.
 */
export function prepareBasis(input: ReportInput, base: EvidenceBase, memo?: ReportMemo): ReportBasis {
  const index = indexManifest(input, memo);
  const { strata } = input.manifest;
  const drawn = new Int32Array(strata.length);
  const counts = new Int32Array(strata.length);
  const reviewed: ItemRecord[] = [];
  const placeOf: number[] = [];
  const stratumOf: number[] = [];
  // Usable records are the head of the queue, so that a record and its item have one place.
  base.usable.forEach((record, place) => {
    const h = index.stratumOf[place]!;
    drawn[h]! += 1;
    if (record.reviews.length === 0) return;
    counts[h]! += 1;
    reviewed.push(record);
    placeOf.push(place);
    stratumOf.push(h);
  });
  return {
    input,
    base,
    index,
    reviewed,
    placeOf: Int32Array.from(placeOf),
    stratumOf: Int32Array.from(stratumOf),
    strata: strata.map(({ key, values, population }, h) => ({
      key,
      values,
      population,
      drawn: drawn[h]!,
      reviewed: counts[h]!,
    })),
    standings: standingsOf(reviewed, input.scorecard),
    firstStandings: firstStandingsOf(reviewed, input.scorecard),
  };
}

/** A part of the reviewed items, such as those with one value of a dimension, counted by stratum and option. */
export interface OptionCounts {
  readonly options: number;
  /** Reviewed items by stratum × option; the last column holds answers that the question no longer offers. */
  readonly counts: Int32Array;
}

/** Place of each reviewed item's standing option in the question; −1 where nothing stands. */
export function optionPlaces(basis: ReportBasis, question: ChoiceQuestion): Int32Array {
  const places = new Map(question.options.map((of, at) => [of.id, at]));
  const found = new Int32Array(basis.reviewed.length);
  let last: Standing | null = null;
  let place = -1;
  basis.standings.of(question).forEach((standing, i) => {
    // Items with one review and the same answer share one standing.
    if (standing !== last) {
      const { option } = standing;
      place = option === null ? -1 : (places.get(option) ?? question.options.length);
      last = standing;
    }
    found[i] = place;
  });
  return found;
}

/** Counts of all reviewed items. `places` are those of `optionPlaces`. */
export function countAll(basis: ReportBasis, question: ChoiceQuestion, places: Int32Array): OptionCounts {
  const [all] = countPlaces(basis, question, places, 1, () => 0);
  return all!;
}

/** Counts by value of a dimension, or by week, in one pass. */
export function countByGroup(
  basis: ReportBasis,
  question: ChoiceQuestion,
  places: Int32Array,
  { values, groupOf }: ValueGroups,
): OptionCounts[] {
  return countPlaces(basis, question, places, values.length, (i) => groupOf[basis.placeOf[i]!]!);
}

function countPlaces(
  basis: ReportBasis,
  question: ChoiceQuestion,
  places: Int32Array,
  groups: number,
  groupOf: (i: number) => number,
): OptionCounts[] {
  const options = question.options.length + 1;
  const found = Array.from({ length: groups }, () => ({
    options,
    counts: new Int32Array(basis.strata.length * options),
  }));
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i]!;
    const group = place < 0 ? -1 : groupOf(i);
    if (group >= 0) found[group]!.counts[basis.stratumOf[i]! * options + place]! += 1;
  }
  return found;
}

/** The counts of a part as strata with events, in the order of the manifest. */
export function tallyEvents(
  basis: ReportBasis,
  { options, counts }: OptionCounts,
  isEvent: readonly boolean[],
): StratumTally[] {
  return basis.strata.map(({ key, population, drawn, reviewed }, h) => {
    let inDomain = 0;
    let events = 0;
    for (let o = 0; o < options; o += 1) {
      const count = counts[h * options + o]!;
      inDomain += count;
      if (isEvent[o] === true) events += count;
    }
    return { key, population, drawn, reviewed, inDomain, events };
  });
}

/** Whether each option of the question is its event, in order. */
export function eventFlags(question: ChoiceQuestion): boolean[] {
  return question.options.map((of) => question.eventOptions.includes(of.id));
}

/** Strata with the items that `isEvent` of what stands says are events; what has no standing answer is outside. */
export function tallyStandings(
  basis: ReportBasis,
  question: ChoiceQuestion,
  isEvent: (of: Standing) => boolean,
  isInside: (of: ItemRecord) => boolean = () => true,
): StratumTally[] {
  const inDomain = new Int32Array(basis.strata.length);
  const events = new Int32Array(basis.strata.length);
  basis.standings.of(question).forEach((standing, i) => {
    if (standing.option === null || !isInside(basis.reviewed[i]!)) return;
    const h = basis.stratumOf[i]!;
    inDomain[h]! += 1;
    if (isEvent(standing)) events[h]! += 1;
  });
  return basis.strata.map(({ key, population, drawn, reviewed }, h) => ({
    key,
    population,
    drawn,
    reviewed,
    inDomain: inDomain[h] ?? 0,
    events: events[h] ?? 0,
  }));
}
