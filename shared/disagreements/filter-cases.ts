/**
 * The worklist's filter and what it can be narrowed by. Must not know where rows come from.
 *
 * Invariant: a facet counts the rows that every other condition keeps, so that its counts are what choosing it would show.
 */
import type { CaseFilter, CaseState, VerdictKind } from '../contract/disagreements.ts';
import { foldLetters } from '../evidence/fold.ts';

/** What a case is filtered by. */
export interface FilterableCase {
  readonly auditId: string;
  readonly question: string;
  /** As `pairKey` writes them. */
  readonly pairs: readonly string[];
  readonly stratumKey: string;
  readonly reviewerIds: readonly string[];
  readonly model: string | null;
  readonly state: CaseState;
  readonly verdict: VerdictKind;
  /** The cluster that it is shown in; null where it is alone. */
  readonly clusterId: string | null;
  /** Every cluster that it is in. */
  readonly clusterIds: readonly string[];
  /** Words of what was asked, as `foldedText` writes them. */
  readonly folded: string;
}

export const facetNames = [
  'audits',
  'questions',
  'pairs',
  'strata',
  'reviewers',
  'models',
  'states',
  'verdicts',
] as const;
export type FacetName = (typeof facetNames)[number];

/** Values of a case in each facet. */
const valuesOf: Record<FacetName, (of: FilterableCase) => readonly string[]> = {
  audits: ({ auditId }) => [auditId],
  questions: ({ question }) => [question],
  pairs: ({ pairs }) => pairs,
  strata: ({ stratumKey }) => [stratumKey],
  reviewers: ({ reviewerIds }) => reviewerIds,
  models: ({ model }) => (model === null ? [] : [model]),
  states: ({ state }) => [state],
  verdicts: ({ verdict }) => [verdict],
};

/** What is wanted in each facet; null where anything is. */
function wantedBy(filter: CaseFilter): Record<FacetName, ReadonlySet<string> | null> {
  const one = (value: string | undefined): ReadonlySet<string> | null =>
    value === undefined ? null : new Set([value]);
  const many = (values: readonly string[] | undefined): ReadonlySet<string> | null =>
    values === undefined || values.length === 0 ? null : new Set(values);
  return {
    audits: many(filter.auditIds),
    questions: one(filter.question),
    pairs: filter.pair === undefined ? null : new Set([filter.pair.toSorted().join(' ')]),
    strata: one(filter.stratum),
    reviewers: one(filter.reviewerId),
    models: one(filter.model),
    states: many(filter.states),
    verdicts: one(filter.verdict),
  };
}

export interface Filtered<T> {
  kept: T[];
  /** How many rows each value of a facet has. */
  counts: Record<FacetName, Map<string, number>>;
}

/** Keeps the order of `all`. */
export function filterCases<T extends FilterableCase>(all: readonly T[], filter: CaseFilter): Filtered<T> {
  const wanted = wantedBy(filter);
  const words = wordsOf(filter.text);
  const counts = Object.fromEntries(
    facetNames.map((name) => [name, new Map<string, number>()]),
  ) as Filtered<T>['counts'];
  const kept: T[] = [];
  for (const one of all) {
    if (filter.clusterId !== undefined && !one.clusterIds.includes(filter.clusterId)) continue;
    if (!words.every((word) => one.folded.includes(word))) continue;
    let failed: FacetName | null = null;
    let failures = 0;
    for (const name of facetNames) {
      const set = wanted[name];
      if (set === null || valuesOf[name](one).some((value) => set.has(value))) continue;
      failed = name;
      failures += 1;
      if (failures > 1) break;
    }
    if (failures > 1) continue;
    for (const name of facetNames) {
      if (failed !== null && failed !== name) continue;
      for (const value of valuesOf[name](one)) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
    }
    if (failed === null) kept.push(one);
  }
  return { kept, counts };
}

/** Words of a search as they are compared. */
function wordsOf(text: string | undefined): string[] {
  return foldedText(text ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** A text as searches compare it. */
export function foldedText(text: string): string {
  return foldLetters(text.toLowerCase());
}
