/** Versions that the hub refused, as working copies again. */
import { expect, test } from 'vitest';
import { makeClass, makeDraft, makeScorecard, makeTaxonomy } from '../../tests/support/made-taxonomy.ts';
import { refOf } from '../domain/catalogue.ts';
import type { Publication, TaxonomyDraft, TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../domain/taxonomy.ts';
import { problemsOf } from './check-draft.ts';
import { publicationOf } from './publication.ts';
import { onSharedBase, putBack } from './put-back.ts';

const base = makeTaxonomy(['a', 'b']);
const catalogue = { taxonomies: [base], scorecards: [makeScorecard(base)] };
let count = 0;

function publish(on: Taxonomy, operations: TaxonomyOperation[], classes: TaxonomyClass[]): Publication {
  const draft = { ...makeDraft(on, operations, classes), taxonomy: refOf(on) };
  const known = { taxonomies: [on], scorecards: [makeScorecard(on)] };
  expect(problemsOf(known, on, draft)).toEqual([]);
  return publicationOf(known, on, draft, {
    publicationId: `00000000-0000-4000-8000-00000000000${(count += 1)}`,
    publishedAt: '2026-02-02T09:00:00.000Z',
    proposalIds: [],
    cases: [],
  });
}

const written = (classes: readonly TaxonomyClass[], id: string, definition: string): TaxonomyClass[] =>
  classes.map((one) => (one.id === id ? { ...one, definition } : one));

const second = publish(base, [{ kind: 'reword', class: 'a' }], written(base.classes, 'a', 'In other words.'));
const third = publish(
  second.taxonomy,
  [
    { kind: 'redefine', class: 'a' },
    { kind: 'split', class: 'b', into: ['b', 'c'] },
  ],
  [...written(second.taxonomy.classes, 'a', 'Something else.'), makeClass('c')],
);

test('a version that was refused is the change that it was made of again', () => {
  const draft = putBack(catalogue, [second], second);
  expect(draft).toMatchObject({
    taxonomy: refOf(base),
    classes: second.taxonomy.classes,
    operations: [{ kind: 'reword', class: 'a' }],
    summary: 'Why.',
  });
  expect(problemsOf(catalogue, base, draft!)).toEqual([]);
});

test('versions on top of one another become one change on the version that the hub has', () => {
  const draft = putBack(catalogue, [second, third], third)!;
  expect(draft.taxonomy).toEqual(refOf(base));
  expect(draft.classes).toEqual(third.taxonomy.classes);
  // That the words mean something else outweighs that they once meant the same.
  expect(draft.operations).toEqual([
    { kind: 'redefine', class: 'a' },
    { kind: 'split', class: 'b', into: ['b', 'c'] },
  ]);
  expect(problemsOf(catalogue, base, draft)).toEqual([]);
});

test('a copy that was begun on a refused version keeps its own words and those of that version', () => {
  const begun: TaxonomyDraft = {
    ...makeDraft(second.taxonomy, [], written(second.taxonomy.classes, 'b', 'Half a sen')),
    taxonomy: refOf(second.taxonomy),
    summary: '',
  };
  const draft = onSharedBase(catalogue, [second], begun);
  expect(draft.taxonomy).toEqual(refOf(base));
  expect(draft.classes.map((one) => one.definition)).toEqual([
    'What none means.',
    'In other words.',
    'Half a sen',
  ]);
  expect(draft.operations).toEqual([{ kind: 'reword', class: 'a' }]);
  expect(draft.summary).toBe('Why.');
});

test('a copy on somebody else’s version of the same number stays as it is', () => {
  const other = publish(base, [{ kind: 'reword', class: 'b' }], written(base.classes, 'b', 'By others.'));
  const begun = { ...makeDraft(other.taxonomy, []), taxonomy: refOf(other.taxonomy) };
  expect(onSharedBase(catalogue, [second], begun)).toBe(begun);
});

test('what was said by hand of an old class is still said', () => {
  const by = { kind: 'relabel', from: 'b', among: ['b', 'c'] } as const;
  const draft = {
    ...makeDraft(base, [], [...base.classes, makeClass('c')]),
    mapping: [{ ...by, among: [...by.among] }],
  };
  const added = publicationOf(catalogue, base, draft, {
    publicationId: '00000000-0000-4000-8000-0000000000ff',
    publishedAt: '2026-02-02T09:00:00.000Z',
    proposalIds: [],
    cases: [],
  });
  const later = publish(
    added.taxonomy,
    [{ kind: 'reword', class: 'a' }],
    written(added.taxonomy.classes, 'a', 'In other words.'),
  );
  expect(putBack(catalogue, [added, later], later)).toMatchObject({ mapping: [by] });
});
