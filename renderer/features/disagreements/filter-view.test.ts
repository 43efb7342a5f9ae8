import { expect, it } from 'vitest';
import type { CaseFilter } from '../../../shared/contract/disagreements.ts';
import { caseFilter } from '../../../shared/contract/disagreements.ts';
import type { Facets } from './filter-view.ts';
import { emptyFilter, isNarrowed, listParts, ruledOf, withPart, withText } from './filter-view.ts';

const audit = '0192f0c1-0000-7000-8000-000000000001';
const facets: Facets = {
  audits: [{ value: audit, title: 'Week 47', cases: 12 }],
  questions: [
    { value: 'hallucination', title: 'Hallucination', cases: 9 },
    { value: 'policy', title: 'Policy', cases: 3 },
  ],
  pairs: [
    { value: 'factual policy', title: 'Factual ↔ Policy', cases: 6 },
    { value: 'none other', title: 'None ↔ Other', cases: 3 },
  ],
  strata: [],
  reviewers: [],
  models: [{ value: 'v3', title: 'v3', cases: 12 }],
  states: [
    { value: 'open', title: 'open', cases: 7 },
    { value: 'conflict', title: 'conflict', cases: 2 },
    { value: 'ruled', title: 'ruled', cases: 3 },
  ],
  verdicts: [
    { value: 'unknown', title: 'unknown', cases: 4 },
    { value: 'taxonomy', title: 'taxonomy', cases: 8 },
  ],
};
const partOf = (filter: CaseFilter, name: string) =>
  listParts(filter, facets).find((one) => one.name === name);

it('shows only what there is something to choose among', () => {
  expect(listParts(emptyFilter, facets).map((one) => one.name)).toEqual([
    'question',
    'pair',
    'verdict',
    'state',
  ]);
});

it('keeps a chosen part in sight although nothing of it is left', () => {
  const chosen = withPart(emptyFilter, 'model', 'v9');
  expect(partOf(chosen, 'model')).toMatchObject({ value: 'v9' });
  expect(partOf(chosen, 'model')?.options.at(-1)).toEqual({ value: 'v9', title: 'as chosen', cases: 0 });
  const named = listParts(chosen, facets, () => 'Version 9').find((one) => one.name === 'model');
  expect(named?.options.at(-1)?.title).toBe('Version 9');
});

it('begins with what waits, and counts it without what is ruled', () => {
  const state = partOf(emptyFilter, 'state');
  expect(state?.value).toBe('waiting');
  expect(state?.options[0]).toMatchObject({ value: 'waiting', cases: 9 });
  expect(isNarrowed(emptyFilter)).toBe(false);
});

it('tells what is left out because it is ruled from what does not fit', () => {
  expect(ruledOf(emptyFilter, facets)).toBe(3);
  expect(ruledOf(withPart(emptyFilter, 'state', 'conflict'), facets)).toBe(0);
});

it('names the verdicts in words, in the order of triage', () => {
  expect(partOf(emptyFilter, 'verdict')?.options.map((one) => one.title)).toEqual([
    'Taxonomy unclear',
    'Cannot tell yet',
  ]);
});

it('sets and takes away each part, and what comes of it fits the contract', () => {
  const steps = [
    ['audit', audit],
    ['question', 'hallucination'],
    ['pair', 'factual policy'],
    ['stratum', '["high"]'],
    ['reviewer', audit],
    ['model', 'v3'],
    ['verdict', 'taxonomy'],
    ['state', 'conflict'],
  ] as const;
  for (const [name, value] of steps) {
    const set = withPart(emptyFilter, name, value);
    expect(caseFilter.safeParse(set).success, name).toBe(true);
    expect(isNarrowed(set), name).toBe(true);
    expect(partOf(set, name)?.value, name).toBe(value);
    if (name !== 'state') expect(withPart(set, name, '')).toEqual(emptyFilter);
  }
  expect(withPart(emptyFilter, 'state', '').states).toBeUndefined();
});

it('lets go of the pair and the cluster when the question changes', () => {
  const narrow = {
    ...withPart(withPart(emptyFilter, 'question', 'hallucination'), 'pair', 'factual policy'),
    clusterId: 'one',
  };
  expect(withPart(narrow, 'question', 'policy')).toEqual({ ...emptyFilter, question: 'policy' });
});

it('takes blank words for none', () => {
  expect(withText(withText(emptyFilter, 'refund'), '  ')).toEqual(emptyFilter);
});
