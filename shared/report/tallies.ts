/**
 * Counts from which every figure of a report is computed: per stratum and option, over the frame or by the values of a
 * dimension, in one pass over the items. Must not know intervals, verdicts or how a report is laid out.
 *
 * Invariant: an item counts in its stratum whether or not it is asked the question: items outside a domain stay in the
 * design (statistics.md B2).
 */
import type { ManifestItem } from '../domain/audit.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { NO_VALUE } from '../domain/trace.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import type { EvidenceBase, ItemRecord, ReportInput } from './evidence-base.ts';
import type { Standing } from './final-label.ts';
import type { Standings } from './standings.ts';
import { standingsOf } from './standings.ts';

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
  /** Usable records with a first review, in queue order. */
  readonly reviewed: readonly ItemRecord[];
  readonly strata: readonly BasisStratum[];
  /** Stratum of each reviewed record, by its place in `strata`. */
  readonly stratumOf: Int32Array;
  readonly standings: Standings;
}

/** Prepares what the figures share; throws a RangeError for an item whose stratum the manifest does not have. */
export function prepareBasis(input: ReportInput, base: EvidenceBase): ReportBasis {
  const places = new Map(input.manifest.strata.map((of, h) => [of.key, h]));
  const placeOf = (record: ItemRecord): number => {
    const h = places.get(record.item.stratum);
    if (h === undefined) throw new RangeError(`item ${record.item.id} is in no stratum of the manifest`);
    return h;
  };
  const drawn = new Int32Array(places.size);
  const counts = new Int32Array(places.size);
  const reviewed: ItemRecord[] = [];
  const stratumOf: number[] = [];
  for (const record of base.usable) {
    const h = placeOf(record);
    drawn[h]! += 1;
    if (record.reviews.length === 0) continue;
    counts[h]! += 1;
    reviewed.push(record);
    stratumOf.push(h);
  }
  return {
    input,
    base,
    reviewed,
    stratumOf: Int32Array.from(stratumOf),
    strata: input.manifest.strata.map(({ key, values, population }, h) => ({
      key,
      values,
      population,
      drawn: drawn[h] ?? 0,
      reviewed: counts[h] ?? 0,
    })),
    standings: standingsOf(reviewed, input.scorecard),
  };
}

/** Value of a dimension as the manifest carries it; `(none)` where the item has none. */
export function valueOf(item: ManifestItem, dimension: string): string {
  return item.facets[dimension] ?? NO_VALUE;
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
  const standings = basis.standings.of(question);
  return Int32Array.from(standings, ({ option }) =>
    option === null ? -1 : (places.get(option) ?? question.options.length),
  );
}

/** Counts by group in one pass. `groupOf` is the group of each reviewed item; −1 for none. */
export function countByGroup(
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
    const group = found[groupOf(i)];
    if (place >= 0 && group !== undefined) group.counts[basis.stratumOf[i]! * options + place]! += 1;
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
