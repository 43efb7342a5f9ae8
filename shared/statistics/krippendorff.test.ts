import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { krippendorffAlpha, type AlphaMetric } from './krippendorff.ts';
import { tabulate, type LabelIndex } from './label-table.ts';
import { percentAgreement } from './percent-agreement.ts';

const CATEGORIES = 4;
const matrices: fc.Arbitrary<LabelIndex[][]> = fc.integer({ min: 2, max: 5 }).chain((reviewers) =>
  fc.array(
    fc.array(fc.option(fc.integer({ min: 0, max: CATEGORIES - 1 }), { freq: 3 }), {
      minLength: reviewers,
      maxLength: reviewers,
    }),
    { minLength: 1, maxLength: 25 },
  ),
);
const values = [1, 2, 5, 9];
const metrics: AlphaMetric[] = [{ scale: 'nominal' }, { scale: 'ordinal' }, { scale: 'interval', values }];

function alphaOf(matrix: readonly (readonly LabelIndex[])[], metric: AlphaMetric): number | null {
  return krippendorffAlpha(
    tabulate(
      matrix.map((labels) => ({ labels })),
      CATEGORIES,
    ),
    metric,
  ).alpha;
}

/** α by its definition: all ordered pairs of labels within units, against all ordered pairs of pairable labels. */
function bruteForce(matrix: readonly (readonly LabelIndex[])[], metric: AlphaMetric): number | null {
  const units = matrix.map((row) => row.filter((label) => label !== null)).filter((row) => row.length >= 2);
  const all = units.flat();
  const totals = Array.from({ length: CATEGORIES }, (_, c) => all.filter((label) => label === c).length);
  const delta = (a: number, b: number): number => {
    if (metric.scale === 'nominal') return a === b ? 0 : 1;
    if (metric.scale === 'interval') return (metric.values[a]! - metric.values[b]!) ** 2;
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const between = totals.slice(low, high + 1).reduce((sum, count) => sum + count, 0);
    return a === b ? 0 : (between - (totals[a]! + totals[b]!) / 2) ** 2;
  };
  let observed = 0;
  for (const unit of units) {
    unit.forEach((a, i) =>
      unit.forEach((b, j) => {
        if (i !== j) observed += delta(a, b) / (unit.length - 1);
      }),
    );
  }
  let expected = 0;
  all.forEach((a, i) =>
    all.forEach((b, j) => {
      if (i !== j) expected += delta(a, b);
    }),
  );
  return expected > 0 ? 1 - (observed / all.length) * ((all.length * (all.length - 1)) / expected) : null;
}

describe("Krippendorff's α", () => {
  test.each(metrics)('$scale: equals its definition by pairs on any matrix', (metric) => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const expected = bruteForce(matrix, metric);
        const alpha = alphaOf(matrix, metric);
        if (expected === null) expect(alpha).toBeNull();
        else expect(alpha).toBeCloseTo(expected, 10);
      }),
      { numRuns: 300 },
    );
  });

  test.each(metrics)('$scale: is not changed by the order of units or reviewers', (metric) => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const turned = matrix.toReversed().map((row) => row.toReversed());
        const alpha = alphaOf(matrix, metric);
        if (alpha === null) expect(alphaOf(turned, metric)).toBeNull();
        else expect(alphaOf(turned, metric)).toBeCloseTo(alpha, 12);
      }),
    );
  });

  test('weights that are all alike change nothing, and a weight of two is a unit counted twice up to the sample term', () => {
    fc.assert(
      fc.property(matrices, fc.double({ min: 0.1, max: 50, noNaN: true }), (matrix, weight) => {
        const weighted = tabulate(
          matrix.map((labels) => ({ labels, weight })),
          CATEGORIES,
        );
        const plain = alphaOf(matrix, { scale: 'nominal' });
        const alpha = krippendorffAlpha(weighted, { scale: 'nominal' }).alpha;
        if (plain === null) expect(alpha).toBeNull();
        else expect(alpha).toBeCloseTo(plain, 10);
      }),
    );
  });

  test.each([
    [
      'no unit with two labels',
      [
        [0, null],
        [null, 1],
      ],
      null,
      'NO_OVERLAP',
      null,
    ],
    ['one reviewer only', [[0], [1]], null, 'NO_OVERLAP', null],
    [
      'one class among the pairable labels',
      [
        [0, 0],
        [0, 0],
        [1, null],
      ],
      null,
      'NO_VARIATION',
      1,
    ],
    [
      'one overlapping unit, split',
      [
        [0, 1],
        [1, null],
      ],
      0,
      null,
      0,
    ],
    [
      'perfect agreement on two classes',
      [
        [0, 0],
        [1, 1],
      ],
      1,
      null,
      1,
    ],
    ['no labels at all', [[null, null]], null, 'NO_OVERLAP', null],
  ] as const)('%s', (_, rows, alpha, reason, percent) => {
    const table = tabulate(
      rows.map((labels) => ({ labels })),
      2,
    );
    expect(krippendorffAlpha(table, { scale: 'nominal' })).toEqual({ alpha, reason });
    expect(percentAgreement(table)?.itemMean ?? null).toBe(percent);
  });

  test('refuses a label that is not on the declared scale', () => {
    expect(() => tabulate([{ labels: [0, 7] }], 3)).toThrow(RangeError);
  });
});
