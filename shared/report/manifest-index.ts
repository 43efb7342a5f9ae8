/**
 * What reports read from a manifest again and again, worked out once: the items in queue order with their stratum, and
 * the values of each dimension and the weeks with the place of every item's value. Must not know reviews.
 *
 * Invariant: depends on nothing but the manifest and the plan's dimensions, so that it may be kept as long as they stand.
 */
import type { Manifest, ManifestItem } from '../domain/audit.ts';
import { JUDGE_FACET } from '../domain/facets.ts';
import { NO_VALUE } from '../domain/trace.ts';
import type { ReportInput } from './evidence-base.ts';
import type { ReportMemo } from './memo.ts';
import { remember } from './memo.ts';
import { weeksBetween } from './week-names.ts';

/** Facet of the manifest that holds the week. */
export const WEEK = 'week';

/** A dimension with its values and the place of each item's value among them, −1 for none. */
export interface ValueGroups {
  readonly dimension: string;
  readonly values: readonly string[];
  /** By item in queue order. */
  readonly groupOf: Int32Array;
}

export interface ManifestIndex {
  readonly items: readonly ManifestItem[];
  /** Place of each item's stratum in the manifest, in queue order. */
  readonly stratumOf: Int32Array;
  /** Dimensions with more than one value among the drawn items, those of the plan first. */
  readonly dimensions: readonly ValueGroups[];
  /** Null where the manifest records no week. */
  readonly weeks: ValueGroups | null;
}

/** The index of a manifest; throws a RangeError for an item whose stratum the manifest does not have. */
export function indexManifest(input: ReportInput, memo?: ReportMemo): ManifestIndex {
  const { manifest, audit } = input;
  const key = `manifest ${audit.manifestDigest ?? ''} ${audit.plan.dimensions.join(' ')}`;
  return remember(memo, key, () => makeIndex(manifest, audit.plan.dimensions));
}

function makeIndex(manifest: Manifest, planned: readonly string[]): ManifestIndex {
  const items = manifest.items.toSorted((a, b) => a.position - b.position);
  const places = new Map<string, number>(manifest.strata.map((of, h) => [of.key, h]));
  const stratumOf = Int32Array.from(items, (item) => {
    const h = places.get(item.stratum);
    if (h === undefined) throw new RangeError(`item ${item.id} is in no stratum of the manifest`);
    return h;
  });
  const dimensions = listDimensions(items, planned)
    .map((dimension) => groupValues(items, dimension))
    .filter((of) => of.values.length > 1);
  return { items, stratumOf, dimensions, weeks: groupWeeks(items) };
}

/** Value of a dimension as the manifest carries it; `(none)` where the item has none. */
export function valueOf(item: ManifestItem, dimension: string): string {
  return item.facets[dimension] ?? NO_VALUE;
}

/** Dimensions that items carry as facets, those of the plan first. */
function listDimensions(items: readonly ManifestItem[], planned: readonly string[]): string[] {
  const carried = new Set<string>();
  for (const { facets } of items) for (const name of Object.keys(facets)) carried.add(name);
  for (const name of carried) if (name === WEEK || name.startsWith(JUDGE_FACET)) carried.delete(name);
  const first = planned.filter((name) => carried.has(name));
  return [...first, ...[...carried].filter((name) => !first.includes(name)).toSorted()];
}

function groupValues(items: readonly ManifestItem[], dimension: string): ValueGroups {
  const held = items.map((item) => valueOf(item, dimension));
  const values = [...new Set(held)].toSorted();
  return { dimension, values, groupOf: placesOf(held, values) };
}

function groupWeeks(items: readonly ManifestItem[]): ValueGroups | null {
  const held = items.map((item) => item.facets[WEEK] ?? '');
  const values = weeksBetween(held);
  return values.length === 0 ? null : { dimension: WEEK, values, groupOf: placesOf(held, values) };
}

function placesOf(held: readonly string[], values: readonly string[]): Int32Array {
  const places = new Map(values.map((value, at) => [value, at]));
  return Int32Array.from(held, (value) => places.get(value) ?? -1);
}
