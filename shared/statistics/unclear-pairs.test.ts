import { describe, expect, it } from 'vitest';
import type { ObservedLabel } from './dawid-skene.ts';
import { classPairs } from './taxonomy-pairs.ts';
import { unclearPairs } from './unclear-pairs.ts';

/** Items given by what each of the reviewers said. */
const labelsOf = (items: readonly (readonly number[])[]): ObservedLabel[] =>
  items.flatMap((labels, item) => labels.map((label, reviewer) => ({ item, reviewer, label })));
const unclearIn = (items: readonly (readonly number[])[], classes = 4) => {
  const labels = labelsOf(items);
  const pairs = classPairs(labels, classes);
  return { suspects: pairs.filter((of) => of.isTaxonomyProblem), unclear: unclearPairs(pairs, labels) };
};
const ten = (label: number) => Array.from({ length: 10 }, () => label);
/** Of ten people one says `other`, each in turn. */
const slip = (n: number, label: number, other: number) => ten(label).with(n % 10, other);
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe('an unclear pair of classes', () => {
  it('is not made by a frequent class and one slip of ten people on every sixth item', () => {
    const items = [
      ...times(40, (n) => slip(n, 0, 1)),
      ...times(160, () => ten(0)),
      ...times(30, () => ten(1)),
      ...times(20, () => ten(2)),
      ...times(20, () => ten(3)),
    ];
    const { suspects, unclear } = unclearIn(items);
    // By D3 alone it would be: 40 of 230 items hold both, everybody took part, and no other pair is ever confused.
    expect(suspects.map(({ a, b }) => [a, b])).toEqual([[0, 1]]);
    expect(unclear).toEqual([]);
  });

  it('is one that people really split on, also where only one of the two is called the other', () => {
    const split = (n: number) => ten(2).map((label, r) => ((n + r) % 10 < 4 ? 3 : label));
    const items = [
      ...times(100, () => ten(0)),
      ...times(40, () => ten(1)),
      ...times(25, split),
      ...times(30, () => ten(3)),
    ];
    expect(unclearIn(items).unclear).toEqual([[2, 3]]);
  });

  it('is none where its conflicts hold other classes as often: these items are hard', () => {
    const hard = (n: number) => times(10, (r) => (n + r) % 4);
    expect(unclearIn([...times(100, () => ten(0)), ...times(20, hard)]).unclear).toEqual([]);
  });

  it('is none without labels', () => {
    expect(unclearIn([])).toEqual({ suspects: [], unclear: [] });
  });
});
