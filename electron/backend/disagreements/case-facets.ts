/** What the worklist can be narrowed by, in words and in an order for people. Must not know how it is counted. */
import type { z } from 'zod';
import { caseStates, verdictKinds } from '../../../shared/domain/case-state.ts';
import type { disagreements } from '../../../shared/contract/disagreements.ts';
import type { FacetName, Filtered } from '../../../shared/disagreements/filter-cases.ts';
import type { AuditCases } from './audit-cases.ts';
import type { WorkCase } from './worklist.ts';

type Facets = z.infer<NonNullable<(typeof disagreements)['list']['~orpc']['outputSchema']>>['facets'];
type Count = Facets['audits'][number];

export const verdictTitles: Record<(typeof verdictKinds)[number], string> = {
  taxonomy: 'Taxonomy unclear',
  reviewer: 'Reviewer differs',
  hard: 'Hard item',
  evidence: 'Evidence missing',
  slip: 'Slip',
  unknown: 'Cannot tell yet',
};

const stateTitles: Record<(typeof caseStates)[number], string> = {
  open: 'Open',
  claimed: 'Claimed',
  ruled: 'Ruled',
  appealed: 'Appealed',
  stale: 'To be confirmed',
  conflict: 'Two rulings',
};

/** Titles of what `all` holds; people by name, so that the order ranks nobody. */
export function facetsOf(
  all: readonly WorkCase[],
  counts: Filtered<WorkCase>['counts'],
  nameOf: (personId: string) => string,
): Facets {
  const titleOf = titlesOf(all);
  const list = (name: FacetName, titleOf: (value: string) => string): Count[] =>
    [...counts[name]].map(([value, cases]) => ({ value, title: titleOf(value), cases }));
  const told = (name: FacetName): Count[] => list(name, (value) => titleOf(name, value)).toSorted(byCases);
  const inOrder = (name: FacetName, order: readonly string[], words: Record<string, string>): Count[] =>
    list(name, (value) => words[value] ?? value).toSorted(
      (a, b) => order.indexOf(a.value) - order.indexOf(b.value),
    );
  return {
    audits: told('audits').toSorted(byTitle),
    questions: told('questions').toSorted(byTitle),
    pairs: told('pairs'),
    strata: told('strata'),
    reviewers: list('reviewers', nameOf).toSorted(byTitle),
    models: list('models', (value) => value).toSorted(byTitle),
    states: inOrder('states', caseStates, stateTitles),
    verdicts: inOrder('verdicts', verdictKinds, verdictTitles),
  };
}

const byTitle = (a: Count, b: Count): number =>
  a.title.localeCompare(b.title, 'en') || (a.value < b.value ? -1 : 1);
const byCases = (a: Count, b: Count): number => b.cases - a.cases || byTitle(a, b);

/** Finds the title of a facet's value; what two audits call otherwise has the words of the one that is met first. */
function titlesOf(all: readonly WorkCase[]): (name: FacetName, value: string) => string {
  const audits = new Set<AuditCases>();
  let last: AuditCases | null = null;
  for (const { cases } of all) {
    if (cases !== last) audits.add(cases);
    last = cases;
  }
  const told = [...audits].map(titlesIn);
  return (name, value) => {
    const key = `${name} ${value}`;
    return told.find((titles) => titles.has(key))?.get(key) ?? value;
  };
}

const titled = new WeakMap<AuditCases, ReadonlyMap<string, string>>();

/** Titles of an audit's cases by facet and value; kept, because a list is asked for after every ruling. */
function titlesIn(cases: AuditCases): ReadonlyMap<string, string> {
  const known = titled.get(cases);
  if (known !== undefined) return known;
  const titles = new Map([[`audits ${cases.audit.id}`, cases.audit.title]]);
  for (const { question, item, pairs } of cases.cases.values()) {
    put(titles, `questions ${question.id}`, () => question.title);
    put(titles, `strata ${item.facts.stratumKey}`, () => item.facts.stratum.join(' · ') || 'Whole frame');
    for (const pair of pairs) put(titles, `pairs ${pair}`, () => pairTitle(pair, question.options));
  }
  titled.set(cases, titles);
  return titles;
}

function put(titles: Map<string, string>, key: string, title: () => string): void {
  if (!titles.has(key)) titles.set(key, title());
}

function pairTitle(pair: string, options: readonly { id: string; title: string }[]): string {
  const told = pair.split(' ').map((id) => options.find((of) => of.id === id)?.title ?? id);
  return told.join(' / ');
}
