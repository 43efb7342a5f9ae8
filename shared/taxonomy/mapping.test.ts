import { expect, test } from 'vitest';
import { makeClass, makeDraft, makeTaxonomy } from '../../tests/support/made-taxonomy.ts';
import type { ClassMapping, TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { TaxonomyClass } from '../domain/taxonomy.ts';
import { keepsRate, mappingOf } from './mapping.ts';

const base = makeTaxonomy(['a', 'b', 'c']);
const without = (...ids: string[]): TaxonomyClass[] => base.classes.filter((one) => !ids.includes(one.id));

function mappingFor(operations: TaxonomyOperation[], classes: TaxonomyClass[]): Record<string, string> {
  const mapping = mappingOf(base, makeDraft(base, operations, classes));
  return Object.fromEntries(mapping.map((one) => [one.from, told(one)]));
}

const told = (one: ClassMapping): string => (one.kind === 'certain' ? one.to : `? ${one.among.join(' ')}`);
const same = { none: 'none', a: 'a', b: 'b', c: 'c' };

test('a new title, other words for the same and a class more leave every label certain', () => {
  const operations: TaxonomyOperation[] = [
    { kind: 'rename', class: 'a', title: 'Other' },
    { kind: 'reword', class: 'b' },
    { kind: 'add', class: 'e' },
  ];
  expect(mappingFor(operations, [...base.classes, makeClass('e')])).toEqual(same);
});

test('a redefined class may have lost labels to those that gained, or to any where none did', () => {
  expect(mappingFor([{ kind: 'redefine', class: 'a' }], base.classes)).toEqual({
    ...same,
    a: '? none a b c',
  });
  const operations: TaxonomyOperation[] = [
    { kind: 'redefine', class: 'a' },
    { kind: 'add', class: 'e' },
  ];
  expect(mappingFor(operations, [...base.classes, makeClass('e')])).toEqual({ ...same, a: '? a e' });
  const both: TaxonomyOperation[] = [
    { kind: 'redefine', class: 'a' },
    { kind: 'redefine', class: 'b' },
  ];
  expect(mappingFor(both, base.classes)).toEqual({ ...same, a: '? a b', b: '? a b' });
});

test('a split is judged again among its parts, a merge is certain, and a split that is merged again is too', () => {
  const split: TaxonomyOperation = { kind: 'split', class: 'a', into: ['a1', 'a2'] };
  const parts = [...without('a'), makeClass('a1'), makeClass('a2')];
  expect(mappingFor([split], parts)).toEqual({ ...same, a: '? a1 a2' });
  const merge: TaxonomyOperation = { kind: 'merge', classes: ['b', 'c'], into: 'bc' };
  expect(mappingFor([merge], [...without('b', 'c'), makeClass('bc')])).toEqual({ ...same, b: 'bc', c: 'bc' });
  const again: TaxonomyOperation = { kind: 'merge', classes: ['a1', 'a2'], into: 'whole' };
  expect(mappingFor([split, again], [...without('a'), makeClass('whole')])).toEqual({ ...same, a: 'whole' });
});

test('a retired class goes where it was said to go, or may be any other', () => {
  expect(mappingFor([{ kind: 'retire', class: 'a', to: 'b' }], without('a'))).toEqual({ ...same, a: 'b' });
  expect(mappingFor([{ kind: 'retire', class: 'a', to: null }], without('a'))).toEqual({
    ...same,
    a: '? none b c',
  });
});

test('what the owner says by hand takes the place of what follows, unless it names a class that is not there', () => {
  const draft = makeDraft(base, [{ kind: 'add', class: 'e' }], [...base.classes, makeClass('e')]);
  const byHand = { ...draft, mapping: [{ kind: 'relabel' as const, from: 'a', among: ['a', 'e'] }] };
  expect(mappingOf(base, byHand).map(told)).toEqual(['none', '? a e', 'b', 'c']);
  const wrong = { ...draft, mapping: [{ kind: 'relabel' as const, from: 'a', among: ['zebra'] }] };
  expect(mappingOf(base, wrong).map(told)).toEqual(['none', 'a', 'b', 'c']);
});

test('a first version has nothing to map', () => {
  expect(mappingOf(null, makeDraft(base, []))).toEqual([]);
});

test('a rate keeps its meaning as long as no old label can change sides', () => {
  const mapping = mappingOf(
    base,
    makeDraft(
      base,
      [{ kind: 'split', class: 'a', into: ['a1', 'a2'] }],
      [...without('a'), makeClass('a1'), makeClass('a2')],
    ),
  );
  expect(keepsRate(mapping, ['a', 'b', 'c'], ['a1', 'a2', 'b', 'c'])).toBe(true);
  expect(keepsRate(mapping, ['a', 'b', 'c'], ['a1', 'b', 'c'])).toBe(false);
  const open = mappingOf(base, makeDraft(base, [{ kind: 'redefine', class: 'a' }]));
  expect(keepsRate(open, ['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(false);
});
