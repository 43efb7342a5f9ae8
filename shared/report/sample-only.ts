/**
 * Keeps what is no part of the sample away from every figure: gold items, whose answers are known, are reviewed like the
 * others, and a report that counted them would be wrong. Must not know which items are gold: the manifest names the sample.
 */
import type { Manifest } from '../domain/audit.ts';
import type { ReportInput } from './evidence-base.ts';

/** What a report rests on besides the manifest. */
type Rows = Pick<ReportInput, 'reviews' | 'skips' | 'assignments' | 'secondLooks'>;

/** Whether an item is one of the sample. */
export type IsSampled = (itemId: string) => boolean;

export function sampledBy(manifest: Manifest): IsSampled {
  const ids = new Set<string>(manifest.items.map((item) => item.id));
  return (itemId) => ids.has(itemId);
}

/** The rows about items of the sample; a list that holds nothing else stays the same list. */
export function onlySampled<T extends Rows>(rows: T, isSampled: IsSampled): T {
  const keep = <R extends { readonly itemId: string }>(list: readonly R[]): readonly R[] =>
    list.every((row) => isSampled(row.itemId)) ? list : list.filter((row) => isSampled(row.itemId));
  const { reviews, skips, assignments, secondLooks } = rows;
  return {
    ...rows,
    reviews: keep(reviews),
    skips: keep(skips),
    assignments: keep(assignments),
    secondLooks: keep(secondLooks),
  };
}
