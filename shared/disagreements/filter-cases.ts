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
  /** Whether it is in this cluster, by texts included. */
  readonly isIn: (clusterId: string) => boolean;
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
type FacetedCase = Omit<FilterableCase, 'isIn'>;

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

/** The values of a case in every facet as numbers, no two of which are equal, in no order. */
export type FacetCodes = readonly number[];

/**
 * Numbers for the values of facets, one row of them over all facets, so that a query counts thousands of cases without
 * looking anything up. It only grows: a value keeps its number.
 */
export class FacetTable {
  readonly #numbers = facetNames.map(() => new Map<string, number>());
  readonly #values: { facet: number; value: string }[] = [];

  codesOf(one: FacetedCase): FacetCodes {
    return facetNames.flatMap((name, facet) => this.#codesIn(facet, valuesOf[name](one)));
  }

  /** `codes` of a case with another state. */
  withState(codes: FacetCodes, state: CaseState): FacetCodes {
    const own = codes.findIndex((code) => this.#values[code]!.facet === stateFacet);
    const [code] = this.#codesIn(stateFacet, [state]);
    return codes[own] === code ? codes : codes.with(own, code!);
  }

  #codesIn(facet: number, values: readonly string[]): number[] {
    const numbers = this.#numbers[facet]!;
    return values.map((value) => {
      const known = numbers.get(value);
      if (known !== undefined) return known;
      numbers.set(value, this.#values.length);
      return this.#values.push({ facet, value }) - 1;
    });
  }

  /** What each number stands for, `facet` being its place in `facetNames`. */
  get values(): readonly { readonly facet: number; readonly value: string }[] {
    return this.#values;
  }
}

const stateFacet = facetNames.indexOf('states');

/** A case with its numbers. */
export type CodedCase = FilterableCase & { readonly codes: FacetCodes };

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
  const { isMeant, missing } = testsOf(table, filter);
  const facetBits = Int32Array.from(table.values, ({ facet }) => 1 << facet);
  const counts = new Int32Array(facetBits.length);
  const kept: T[] = [];
  for (const one of all) {
    if (!isMeant(one)) continue;
    const missed = missing(one.codes);
    if (missed === 0) {
      kept.push(one);
      for (const code of one.codes) counts[code]! += 1;
    } else if ((missed & (missed - 1)) === 0) {
      // One facet alone keeps it out: choosing its value there would show it.
      for (const code of one.codes) if (facetBits[code] === missed) counts[code]! += 1;
    }
  }
  return { kept, counts: namedCounts(table, counts) };
}

/** What `filterCases` keeps, without counting. */
export function keepCases<T extends CodedCase>(
  all: readonly T[],
  table: FacetTable,
  filter: CaseFilter,
): T[] {
  const { isMeant, missing } = testsOf(table, filter);
  return all.filter((one) => missing(one.codes) === 0 && isMeant(one));
}

interface Tests {
  /** By cluster and words, which are no facets. */
  isMeant: (one: CodedCase) => boolean;
  /** Facets in which a case has nothing that is wanted, as bits. */
  missing: (codes: FacetCodes) => number;
}

function testsOf(table: FacetTable, filter: CaseFilter): Tests {
  const wanted = wantedBy(filter);
  const asked = facetNames.reduce((bits, name, f) => (wanted[name] === null ? bits : bits | (1 << f)), 0);
  const bits = Int32Array.from(table.values, ({ facet, value }) =>
    wanted[facetNames[facet]!]?.has(value) === true ? 1 << facet : 0,
  );
  const words = wordsOf(filter.text);
  const { clusterId } = filter;
  return {
    isMeant: (one) =>
      words.every((word) => one.folded.includes(word)) && (clusterId === undefined || one.isIn(clusterId)),
    missing: (codes) => {
      if (asked === 0) return 0;
      let met = 0;
      for (const code of codes) met |= bits[code]!;
      return asked & ~met;
    },
  };
}

function namedCounts(table: FacetTable, counts: Int32Array): Filtered<never>['counts'] {
  const named = facetNames.map(() => new Map<string, number>());
  table.values.forEach(({ facet, value }, code) => {
    if (counts[code]! > 0) named[facet]!.set(value, counts[code]!);
  });
  return Object.fromEntries(
    facetNames.map((name, f) => [name, named[f]!]),
  ) as unknown as Filtered<never>['counts'];
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
