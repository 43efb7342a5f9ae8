import { describe, expect, test } from 'vitest';
import {
  makeCatalogue,
  makeClass,
  makeDraft,
  makeScorecard,
  makeTaxonomy,
} from '../../tests/support/made-taxonomy.ts';
import type { TaxonomyDraft, TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { TaxonomyClass } from '../domain/taxonomy.ts';
import { problemsOf } from './check-draft.ts';

const base = makeTaxonomy(['a', 'b', 'c', 'd']);
const catalogue = makeCatalogue(base);
const without = (...ids: string[]): TaxonomyClass[] => base.classes.filter((one) => !ids.includes(one.id));

const problems = (
  operations: TaxonomyOperation[],
  classes: TaxonomyClass[] = base.classes,
  change: Partial<TaxonomyDraft> = {},
): string[] => problemsOf(catalogue, base, { ...makeDraft(base, operations, classes), ...change });

const hand = (mapping: TaxonomyDraft['mapping']): string[] =>
  problems([{ kind: 'add', class: 'e' }], [...base.classes, makeClass('e')], { mapping });

describe('bad input is told in a sentence', () => {
  test('a merge cycle', () => {
    expect(
      problems(
        [
          { kind: 'merge', classes: ['a', 'c'], into: 'b' },
          { kind: 'merge', classes: ['b', 'd'], into: 'a' },
        ],
        without('c', 'd'),
      ),
    ).toEqual([
      '“Class a” into “Class b” and “Class b” into “Class a”: these go round in a circle. Take one of them back.',
    ]);
    expect(
      problems(
        [
          { kind: 'retire', class: 'a', to: 'b' },
          { kind: 'merge', classes: ['b', 'c'], into: 'd' },
          { kind: 'retire', class: 'd', to: 'a' },
        ],
        without('b', 'c', 'd'),
      ),
    ).toEqual([expect.stringContaining('these go round in a circle')]);
  });

  test('a split that leads nowhere', () => {
    const split: TaxonomyOperation = { kind: 'split', class: 'a', into: ['a1', 'a2'] };
    expect(problems([split], [...without('a'), makeClass('a1')])).toEqual([
      '“a2” takes labels in, but is not among the classes: “Class a” is split into it.',
    ]);
    expect(
      problems([{ kind: 'split', class: 'a', into: ['a1', 'a1'] }], [...without('a'), makeClass('a1')]),
    ).toEqual(['“Class a” is split into one class only: name two at least.']);
  });

  test('a class that is both merged and split', () => {
    expect(
      problems(
        [
          { kind: 'merge', classes: ['a', 'b'], into: 'b' },
          { kind: 'split', class: 'a', into: ['a1', 'a2'] },
        ],
        [...without('a'), makeClass('a1'), makeClass('a2')],
      ),
    ).toEqual([
      '“Class a” is merged into “Class b” and split into “Class a1” and “Class a2”: it can go one way only. Take one of them back.',
    ]);
  });

  test('a class that is gone, or new, without a word about it', () => {
    expect(problems([], without('a'))).toEqual([
      '“Class a” is gone, and nothing says what becomes of its labels: retire it, split it, or merge it into another.',
    ]);
    expect(problems([{ kind: 'retire', class: 'a', to: null }])).toEqual([
      '“Class a” goes, and is still among the classes: take one of the two back.',
    ]);
    // An addition needs no word: nothing hangs on it.
    expect(problems([], [...base.classes, makeClass('e')])).toEqual([]);
  });

  test('a class that nobody knows', () => {
    expect(problems([{ kind: 'retire', class: 'zebra', to: 'a' }])).toEqual([
      '“zebra” is not a class of this taxonomy, and nothing makes it.',
    ]);
    expect(problems([{ kind: 'retire', class: 'a', to: 'zebra' }], without('a'))).toEqual([
      '“zebra” takes labels in, but is not among the classes: “Class a” is retired to it.',
    ]);
  });

  test('more classes than a question can offer, doubles, and definitions without a word', () => {
    const many = ['e', 'f', 'g', 'h', 'i'].map((id) => makeClass(id));
    expect(problems([], [...base.classes, ...many])).toEqual([
      'A question offers 9 classes at most; these are 10.',
    ]);
    expect(problems([], [...base.classes, makeClass('a', { title: 'Another' })])).toEqual([
      'Two classes have the key "a".',
    ]);
    expect(problems([], [...base.classes, makeClass('e', { title: ' class A ' })])).toEqual([
      'Two classes are called “class A”.',
    ]);
    expect(problems([], [...base.classes, makeClass('e', { definition: ' ' })])).toEqual([
      '“Class e” has no definition.',
    ]);
  });

  test('nothing that differs', () => {
    expect(problems([])).toEqual(['Nothing differs from version 1.']);
    const stored = base.classes.map(({ id, ...rest }) => ({ ...rest, id }));
    expect(problems([], stored)).toEqual(['Nothing differs from version 1.']);
    expect(problems([{ kind: 'reword', class: 'a' }])).toEqual(['Nothing differs from version 1.']);
  });

  test('other words of which nobody said whether they mean the same', () => {
    const classes = base.classes.map((one) => (one.id === 'a' ? { ...one, useWhen: 'Always.' } : one));
    expect(problems([], classes)).toEqual([
      '“Class a” has other words: say whether they mean the same, or something else.',
    ]);
    expect(problems([{ kind: 'reword', class: 'a' }], classes)).toEqual([]);
    expect(problems([{ kind: 'redefine', class: 'a' }], classes)).toEqual([]);
    expect(
      problems(
        [
          { kind: 'redefine', class: 'a' },
          { kind: 'reword', class: 'a' },
        ],
        classes,
      ),
    ).toEqual(['“Class a” is said to mean the same and to mean something else: say one of the two.']);
    expect(problems([{ kind: 'redefine', class: 'b' }])).toEqual([
      '“Class b” is said to mean something else, but nothing in it changed.',
    ]);
  });

  test('a class that means "no error" and goes, or gives its place to another', () => {
    expect(problems([{ kind: 'retire', class: 'none', to: null }], without('none'))).toEqual([
      '“Class none” means “no error” and would be gone: say which class means it from now on.',
      expect.stringContaining('is asked only when the answer is not “Class none”, which would be gone'),
    ]);
    expect(problems([], base.classes, { cleanClass: 'a' })).toEqual([
      expect.stringContaining('“Class a” cannot take the place of “Class none”'),
    ]);
    expect(
      problems([{ kind: 'retire', class: 'none', to: 'a' }], without('none'), { cleanClass: 'a' }),
    ).toEqual([expect.stringContaining('the rate would lose its meaning')]);
  });

  test('a retired class that a condition of a scorecard still needs', () => {
    const asked = makeCatalogue(base, [makeScorecard(base, ['a'])]);
    const draft = makeDraft(base, [{ kind: 'retire', class: 'a', to: null }], without('a'));
    expect(problemsOf(asked, base, draft)).toEqual([
      '“Severity” in “Kinds audit” is asked only when the answer is “Class a”, which would be gone: say which class takes its place.',
    ]);
    const moved = makeDraft(base, [{ kind: 'retire', class: 'a', to: 'b' }], without('a'));
    expect(problemsOf(asked, base, moved)).toEqual([]);
  });

  test('a retired class that a rate still counts, as the only one', () => {
    const card = makeScorecard(base);
    const questions = card.questions.map((one) =>
      one.id === 'kind' ? { ...one, eventOptions: ['a'] } : one,
    );
    const counted = makeCatalogue(base, [{ ...card, questions }]);
    const draft = makeDraft(base, [{ kind: 'retire', class: 'a', to: null }], without('a'));
    expect(problemsOf(counted, base, draft)).toEqual([
      'In “Kinds audit”, no class is left that counts for the error rate: keep one, or say what a class that counts becomes.',
    ]);
  });

  test('what is said by hand and cannot be', () => {
    expect(hand([{ kind: 'relabel', from: 'a', among: ['a', 'e'] }])).toEqual([]);
    expect(hand([{ kind: 'certain', from: 'a', to: 'e' }])).toEqual([
      expect.stringContaining('Labels of “Class a” cannot become “Class e” for certain'),
    ]);
    expect(hand([{ kind: 'relabel', from: 'zebra', among: ['a'] }])).toEqual([
      expect.stringContaining('“zebra” is no class of version 1'),
    ]);
    expect(hand([{ kind: 'relabel', from: 'a', among: ['zebra'] }])).toEqual([
      'Labels of “Class a” are to go to a class that is not there.',
    ]);
    expect(
      hand([
        { kind: 'relabel', from: 'a', among: ['a'] },
        { kind: 'relabel', from: 'a', among: ['e'] },
      ]),
    ).toEqual(['Where labels of “Class a” go is said twice.']);
  });

  test('a key that a class of an earlier version had', () => {
    const later = { ...makeTaxonomy(['b', 'c'], 2) };
    const held = { taxonomies: [base, later], scorecards: [makeScorecard(later)] };
    const draft = makeDraft(later, [{ kind: 'add', class: 'a' }], [...later.classes, makeClass('a')]);
    expect(problemsOf(held, later, draft)).toEqual([
      '“Class a” has the key "a", which a class of version 1 had: give it another.',
    ]);
  });
});
