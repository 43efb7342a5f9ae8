import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeClass, makeTaxonomy } from '../../tests/support/made-taxonomy.ts';
import type { TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { TaxonomyClass } from '../domain/taxonomy.ts';
import { diffClasses } from './class-diff.ts';
import { piecesOf } from './text-pieces.ts';

const base = makeTaxonomy(['a', 'b']);
const without = (...ids: string[]): TaxonomyClass[] => base.classes.filter((one) => !ids.includes(one.id));
const changed = (id: string, change: Partial<TaxonomyClass>): TaxonomyClass[] =>
  base.classes.map((one) => (one.id === id ? { ...one, ...change } : one));

function diffOf(id: string, classes: TaxonomyClass[], operations: TaxonomyOperation[] = []) {
  const found = diffClasses(base, { classes }, operations).find((one) => one.class === id);
  const { change, kinds, sentence } = found!;
  return { change, kinds, sentence };
}

test('whether other words mean the same is what the owner said, and of no kind while nothing was said', () => {
  const classes = changed('a', { definition: 'Something new.', avoidWhen: 'Never.' });
  expect(diffOf('a', classes)).toEqual({
    change: 'changed',
    kinds: [],
    sentence:
      '“Class a” has other words (definition and avoid when), and it is not said whether they mean the same.',
  });
  expect(diffOf('a', classes, [{ kind: 'reword', class: 'a' }])).toEqual({
    change: 'changed',
    kinds: ['wording'],
    sentence: '“Class a” says the same in other words (definition and avoid when).',
  });
  expect(diffOf('a', classes, [{ kind: 'redefine', class: 'a' }])).toEqual({
    change: 'changed',
    kinds: ['meaning'],
    sentence: '“Class a” means something else: its labels are judged again.',
  });
});

test('other examples change no meaning by themselves', () => {
  expect(diffOf('a', changed('a', { examples: [] }))).toEqual({
    change: 'changed',
    kinds: ['wording'],
    sentence: '“Class a” says the same in other words (examples).',
  });
});

test('a new title is a title and nothing else', () => {
  expect(diffOf('a', changed('a', { title: 'Facts' }))).toEqual({
    change: 'changed',
    kinds: ['title'],
    sentence: '“Class a” is called “Facts” (it was “Class a”).',
  });
  expect(diffOf('b', changed('a', { title: 'Facts' }))).toEqual({
    change: 'same',
    kinds: [],
    sentence: '“Class b” stays as it is.',
  });
});

test('classes that came or went are structure, with where they came from and where they went', () => {
  const split: TaxonomyOperation = { kind: 'split', class: 'a', into: ['a1', 'a2'] };
  const parts = [...without('a'), makeClass('a1'), makeClass('a2')];
  expect(diffOf('a1', parts, [split]).sentence).toBe('“Class a1” is new, split off “Class a”.');
  expect(diffOf('a', parts, [split])).toEqual({
    change: 'retired',
    kinds: ['structure'],
    sentence: '“Class a” is split into “Class a1” and “Class a2”: its labels are judged again.',
  });
  const merge: TaxonomyOperation = { kind: 'merge', classes: ['a', 'b'], into: 'a' };
  const merged = changed('a', { definition: 'Both.' }).filter((one) => one.id !== 'b');
  expect(diffOf('a', merged, [merge])).toEqual({
    change: 'changed',
    kinds: ['structure'],
    sentence: '“Class a” takes other classes in.',
  });
  expect(diffOf('b', merged, [merge]).sentence).toBe('“Class b” is merged into “Class a”.');
  expect(diffOf('a', without('a'), [{ kind: 'retire', class: 'a', to: null }]).sentence).toBe(
    '“Class a” is retired: its labels are judged again.',
  );
});

test('against nothing, every class is new', () => {
  expect(diffClasses(null, base).map((one) => one.change)).toEqual(['added', 'added', 'added']);
});

test('a text differs word by word, and what took the place of a phrase stands in one piece', () => {
  expect(piecesOf('A wrong amount, date or name.', 'A wrong amount or a missing name.')).toEqual([
    { kind: 'kept', text: 'A wrong amount' },
    { kind: 'removed', text: ', date' },
    { kind: 'kept', text: ' or ' },
    { kind: 'added', text: 'a missing ' },
    { kind: 'kept', text: 'name.' },
  ]);
  expect(piecesOf('one two three', 'four five six')).toEqual([
    { kind: 'removed', text: 'one two three' },
    { kind: 'added', text: 'four five six' },
  ]);
  expect(piecesOf('', '')).toEqual([]);
  expect(piecesOf('Größe 👍 ist wahr', 'Größe 👍 ist falsch').at(-1)).toEqual({
    kind: 'added',
    text: 'falsch',
  });
});

test('kept and removed pieces are the text before, kept and added ones the text after', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '  ', '\n', '.', 'é', '👍'), maxLength: 30 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = piecesOf(before, after);
      const join = (left: string): string =>
        pieces
          .filter((one) => one.kind !== left)
          .map((one) => one.text)
          .join('');
      expect(join('added')).toBe(before);
      expect(join('removed')).toBe(after);
      expect(pieces.every((one) => one.text !== '')).toBe(true);
    }),
  );
});
