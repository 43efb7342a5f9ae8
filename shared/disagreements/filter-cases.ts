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

/** Clusters are asked for by themselves, and are no facet. */
type FacetedCase = Omit<FilterableCase, 'clusterIds'>;

/** Values of a case in each facet. */
const valuesOf: Record<FacetName, (of: FacetedCase) => readonly string[]> = {
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

/** The values of a case in each facet as numbers, in the order of `facetNames`. */
export type FacetCodes = readonly (readonly number[])[];

/**
 * Numbers for the values of facets, so that a query counts thousands of cases without looking anything up. It only grows:
 * a value keeps its number.
 */
export class FacetTable {
  readonly #numbers = facetNames.map(() => new Map<string, number>());

  codesOf(one: FacetedCase): FacetCodes {
    return facetNames.map((name, f) => {
      const numbers = this.#numbers[f]!;
      return valuesOf[name](one).map((value) => {
        const number = numbers.get(value) ?? numbers.size;
        numbers.set(value, number);
        return number;
      });
    });
  }

  /** Values of a facet by their numbers. */
  valuesOf(facet: number): string[] {
    return [...this.#numbers[facet]!.keys()];
  }
}

/** A case with its numbers. */
export type CodedCase = FilterableCase & { readonly codes: FacetCodes };

/** `parts` in the order of `facetNames`. */
function byFacet<T>(parts: readonly T[]): Record<FacetName, T> {
  return Object.fromEntries(facetNames.map((name, f) => [name, parts[f]!])) as unknown as Record<
    FacetName,
    T
  >;
}

export interface Filtered<T> {
  kept: T[];
  /** How many rows each value of a facet has; those with none are left out. */
  counts: Record<FacetName, ReadonlyMap<string, number>>;
}

/** Keeps the order of `all`, whose codes are of this table. */
export function filterCases<T extends CodedCase>(
  all: readonly T[],
  table: FacetTable,
  filter: CaseFilter,
): Filtered<T> {
  const wantedValues = wantedBy(filter);
  const words = wordsOf(filter.text);
  const facets = facetNames.map((name, f) => {
    const wanted = wantedValues[name];
    const values = table.valuesOf(f);
    return {
      values,
      counts: new Int32Array(values.length),
      isWanted: wanted === null ? null : values.map((value) => wanted.has(value)),
    };
  });
  const kept: T[] = [];
  for (const one of all) {
    if (filter.clusterId !== undefined && !one.clusterIds.includes(filter.clusterId)) continue;
    if (!words.every((word) => one.folded.includes(word))) continue;
    let failed = -1;
    let failures = 0;
    for (let f = 0; f < facets.length && failures < 2; f += 1) {
      const { isWanted } = facets[f]!;
      if (isWanted === null || one.codes[f]!.some((code) => isWanted[code])) continue;
      failed = f;
      failures += 1;
    }
    if (failures > 1) continue;
    for (let f = 0; f < facets.length; f += 1) {
      if (failed !== -1 && failed !== f) continue;
      const { counts } = facets[f]!;
      for (const code of one.codes[f]!) counts[code]! += 1;
    }
    if (failed === -1) kept.push(one);
  }
  const named = facets.map(({ values, counts }) => {
    const told = values.map((value, code) => [value, counts[code]!] as const);
    return new Map(told.filter(([, n]) => n > 0));
  });
  return { kept, counts: byFacet(named) };
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
