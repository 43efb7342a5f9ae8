/**
 * The worklist's filter as the bar shows it: which parts can be narrowed, what each is set to, and back to the contract.
 * Pure. Invariant: a part with nothing to choose among is not shown, unless it is set.
 */
import type { CaseFilter, CaseState, VerdictKind } from '../../../shared/contract/disagreements.ts';
import { caseStates, verdictKinds } from '../../../shared/domain/case-state.ts';
import type { AuditId, PersonId } from '../../../shared/domain/ids.ts';
import { stateWords, verdictWords } from './case-words.ts';

export interface FacetCount {
  value: string;
  title: string;
  cases: number;
}
export type Facets = Readonly<
  Record<
    'audits' | 'questions' | 'pairs' | 'strata' | 'reviewers' | 'models' | 'states' | 'verdicts',
    readonly FacetCount[]
  >
>;

/** Everything that still wants an owner: what is ruled and at rest is left out. */
export const waitingStates: readonly CaseState[] = caseStates.filter((one) => one !== 'ruled');

export const emptyFilter: CaseFilter = { auditIds: [], states: [...waitingStates] };

/** The worklist of one audit. */
export const filterOfAudit = (auditId: AuditId): CaseFilter => ({ ...emptyFilter, auditIds: [auditId] });

const partNames = ['audit', 'question', 'pair', 'stratum', 'reviewer', 'model', 'verdict', 'state'] as const;
export type PartName = (typeof partNames)[number];

export interface FilterPart {
  name: PartName;
  title: string;
  /** Of nothing chosen. */
  any: string;
  /** What it is set to; empty where anything fits. */
  value: string;
  options: readonly FacetCount[];
}

/** How a set of states is written as one choice. */
const WAITING = 'waiting';
const ALL = '';

function stateValue(states: CaseFilter['states']): string {
  if (states === undefined || states.length === 0) return ALL;
  if (states.length === 1) return states[0] ?? ALL;
  return WAITING;
}

function stateOptions(facet: readonly FacetCount[]): FacetCount[] {
  const casesOf = (state: CaseState): number => facet.find((one) => one.value === state)?.cases ?? 0;
  const waiting = waitingStates.reduce((sum, state) => sum + casesOf(state), 0);
  return [
    { value: WAITING, title: 'Waiting', cases: waiting },
    ...caseStates.map((state) => ({ value: state, title: stateWords[state].title, cases: casesOf(state) })),
  ];
}

/** Pairs as facets write them. */
export const pairValue = (pair: readonly [string, string]): string => pair.toSorted().join(' ');

function valueOf(name: PartName, filter: CaseFilter): string {
  switch (name) {
    case 'audit':
      return filter.auditIds.length === 1 ? (filter.auditIds[0] ?? '') : '';
    case 'question':
      return filter.question ?? '';
    case 'pair':
      return filter.pair === undefined ? '' : pairValue(filter.pair);
    case 'stratum':
      return filter.stratum ?? '';
    case 'reviewer':
      return filter.reviewerId ?? '';
    case 'model':
      return filter.model ?? '';
    case 'verdict':
      return filter.verdict ?? '';
    case 'state':
      return stateValue(filter.states);
  }
}

const titles: Readonly<Record<PartName, [string, string, keyof Facets]>> = {
  audit: ['Audit', 'All audits', 'audits'],
  question: ['Question', 'All questions', 'questions'],
  pair: ['Class pair', 'All pairs', 'pairs'],
  stratum: ['Stratum', 'All strata', 'strata'],
  reviewer: ['Reviewer', 'All reviewers', 'reviewers'],
  model: ['Model', 'All models', 'models'],
  verdict: ['Triage', 'Any verdict', 'verdicts'],
  state: ['State', 'All states', 'states'],
};

function optionsOf(name: PartName, facets: Facets): readonly FacetCount[] {
  if (name === 'state') return stateOptions(facets.states);
  const facet = facets[titles[name][2]];
  if (name !== 'verdict') return facet;
  return verdictKinds.flatMap((kind) => {
    const held = facet.find((one) => one.value === kind);
    return held === undefined ? [] : [{ ...held, title: verdictWords[kind].title }];
  });
}

/** The parts that are worth a control now. `titleOf`: what is chosen and not among the facets any more. */
export function listParts(
  filter: CaseFilter,
  facets: Facets,
  titleOf: (name: PartName, value: string) => string | undefined = () => undefined,
): FilterPart[] {
  return partNames.flatMap((name) => {
    const [title, any] = titles[name];
    const value = valueOf(name, filter);
    const options = optionsOf(name, facets);
    const isKnown = value === '' || options.some((one) => one.value === value);
    // What is chosen stays in sight, also where nothing of it is left.
    const shown = isKnown
      ? options
      : [...options, { value, title: titleOf(name, value) ?? 'as chosen', cases: 0 }];
    return name !== 'state' && value === '' && options.length < 2
      ? []
      : [{ name, title, any, value, options: shown }];
  });
}

function without(filter: CaseFilter, ...names: (keyof CaseFilter)[]): CaseFilter {
  const next = { ...filter };
  for (const name of names) delete next[name];
  return next;
}

/** The filter with one part set to what its control says. A question's parts go when the question does. */
export function withPart(filter: CaseFilter, name: PartName, value: string): CaseFilter {
  const rest = without(filter, 'clusterId');
  switch (name) {
    case 'audit':
      return { ...without(rest, 'pair', 'stratum'), auditIds: value === '' ? [] : [value as AuditId] };
    case 'question':
      return value === '' ? without(rest, 'question', 'pair') : { ...without(rest, 'pair'), question: value };
    case 'pair': {
      const [first, second] = value.split(' ');
      return first === undefined || second === undefined
        ? without(rest, 'pair')
        : { ...rest, pair: [first, second] };
    }
    case 'stratum':
      return value === '' ? without(rest, 'stratum') : { ...rest, stratum: value };
    case 'reviewer':
      return value === '' ? without(rest, 'reviewerId') : { ...rest, reviewerId: value as PersonId };
    case 'model':
      return value === '' ? without(rest, 'model') : { ...rest, model: value };
    case 'verdict':
      return value === '' ? without(rest, 'verdict') : { ...rest, verdict: value as VerdictKind };
    case 'state':
      return value === ALL
        ? without(rest, 'states')
        : { ...rest, states: value === WAITING ? [...waitingStates] : [value as CaseState] };
  }
}

/** The filter with these words; none takes them away. */
export function withText(filter: CaseFilter, text: string): CaseFilter {
  return text.trim() === '' ? without(filter, 'text') : { ...filter, text };
}

/** How many cases the filter leaves out for no other reason than that they are ruled. */
export function ruledOf(filter: CaseFilter, facets: Facets): number {
  if (stateValue(filter.states) !== WAITING) return 0;
  return facets.states.find((one) => one.value === 'ruled')?.cases ?? 0;
}

/** Whether it keeps less than what waits. */
export function isNarrowed(filter: CaseFilter): boolean {
  const { auditIds, states, ...rest } = filter;
  return auditIds.length > 0 || stateValue(states) !== WAITING || Object.keys(rest).length > 0;
}
