// Tests of comparisons: differences of rates, families of tests, shifts of categories, tests under a design.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fisherGreater, moverClopperPearson, stratifiedDifference } from './difference.ts';
import { categoryShift, isShiftAlert, jensenShannon, otherGrowth } from './drift.ts';
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from './multiplicity.ts';
import { raoScott } from './rao-scott.ts';
import { randomStream } from './random-stream.ts';
import { solve, multiply } from './small-matrix.ts';

const count = fc
  .record({ n: fc.integer({ min: 2, max: 300 }), k: fc.nat(300) })
  .map(({ n, k }) => ({ n, x: k % (n + 1) }));

describe('a difference of rates', () => {
  test('turns its sign and limits when the periods are exchanged', () => {
    fc.assert(
      fc.property(count, count, (first, second) => {
        const there = moverClopperPearson(first, second, 0.05);
        const back = moverClopperPearson(second, first, 0.05);
        expect(back.low).toBeCloseTo(-there.high, 12);
        expect(back.high).toBeCloseTo(-there.low, 12);
        expect(there.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(there.high).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  test('is significant exactly when its p-value is below the error', () => {
    const strata = fc.array(
      count.map(({ n, x }) => ({ N: 10 * n + 50, n, x })),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(strata, strata, (first, second) => {
        const result = stratifiedDifference(first, second, 0.05)!;
        expect(result.isSignificant).toBe(result.p < 0.05);
        expect(result.p).toBeGreaterThan(0);
        expect(result.p).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  test("Fisher's p is 1 without events in the second period and small for a clear rise", () => {
    expect(fisherGreater({ x: 3, n: 50 }, { x: 0, n: 50 })).toBeCloseTo(1, 12);
    expect(fisherGreater({ x: 1, n: 100 }, { x: 15, n: 100 })).toBeLessThan(0.001);
  });
});

test('adjusted p-values are at least the plain ones, at most 1, and keep their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (p) => {
        const order = p.map((_, i) => i).toSorted((a, b) => p[a]! - p[b]!);
        for (const adjust of [benjaminiHochberg, benjaminiYekutieli, holm, bonferroni]) {
          const q = adjust(p);
          q.forEach((value, i) => {
            expect(value).toBeGreaterThanOrEqual(p[i]! * (1 - 1e-12));
            expect(value).toBeLessThanOrEqual(1);
          });
          order.slice(1).forEach((i, rank) => expect(q[i]!).toBeGreaterThanOrEqual(q[order[rank]!]! - 1e-12));
        }
      },
    ),
  );
});

describe('a shift of categories', () => {
  test('is nothing between equal shares, and categories that nobody uses change nothing', () => {
    const shift = categoryShift([20, 30, 50], [40, 60, 100])!;
    expect(shift).toMatchObject({ df: 2, jsDistance: 0 });
    expect(shift.chisq).toBeCloseTo(0, 12);
    expect(isShiftAlert(shift, 0.001)).toBe(false);
    expect(categoryShift([20, 0, 30, 50, 0], [10, 0, 60, 9, 0])).toEqual(
      categoryShift([20, 30, 50], [10, 60, 9]),
    );
  });

  test('is undefined for an empty period or a single used category, not zero', () => {
    expect(categoryShift([0, 0], [3, 4])).toBeNull();
    expect(categoryShift([5, 0], [3, 0])).toBeNull();
    expect(otherGrowth({ x: 0, n: 0 }, { x: 1, n: 5 }, 0.05)).toBeNull();
  });

  test('alerts need both a small q and an effect that matters', () => {
    const shift = categoryShift([500, 500], [400, 600])!;
    expect(isShiftAlert(shift, 0.01)).toBe(true);
    expect(isShiftAlert(shift, 0.06)).toBe(false);
  });

  test('growth of "other" alerts when clear and large enough, or when the share is high anyway', () => {
    expect(otherGrowth({ x: 4, n: 300 }, { x: 15, n: 260 }, 0.05)?.isAlert).toBe(true);
    expect(otherGrowth({ x: 4, n: 300 }, { x: 5, n: 300 }, 0.05)?.isAlert).toBe(false);
    expect(otherGrowth({ x: 33, n: 300 }, { x: 32, n: 300 }, 0.05)?.isAlert).toBe(true);
  });

  test('Jensen–Shannon distance is symmetric, 0 for equal and 1 for disjoint shares', () => {
    expect(jensenShannon([1, 0], [0, 5]).distance).toBeCloseTo(1, 12);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(50)), { minLength: 1, maxLength: 6 }),
        (list) => {
          const a = list.map(([x]) => x);
          const b = list.map(([, y]) => y + 1);
          expect(jensenShannon(a, b).distance).toBeCloseTo(jensenShannon(b, a).distance, 12);
          expect(jensenShannon(a, b).divergence).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('the test of shares under a design', () => {
  const strata = [
    { key: 'a', population: 1e9 },
    { key: 'b', population: 1e9 },
  ];
  const simulate = (seed: string, shift: number) => {
    const random = randomStream(seed);
    return Array.from({ length: 400 }, (_, i) => {
      const period = i % 2;
      const category = random() < 0.3 + period * shift ? 0 : random() < 0.5 ? 1 : 2;
      return { stratum: period === 0 ? 'a' : 'b', period, category };
    });
  };

  test("is close to Pearson's for simple samples of both periods", () => {
    const units = simulate('rao scott', 0.05);
    const result = raoScott(units, strata, 3, 2)!;
    const counts = [0, 1].map((period) =>
      [0, 1, 2].map((c) => units.filter((unit) => unit.period === period && unit.category === c).length),
    );
    expect(result.p).toBeCloseTo(categoryShift(counts[0]!, counts[1]!)!.p, 1);
    expect(result.df1).toBeCloseTo(2, 0);
  });

  test('finds a large shift, and has no answer without degrees of freedom or categories', () => {
    expect(raoScott(simulate('large', 0.3), strata, 3, 2)?.p).toBeLessThan(0.001);
    expect(raoScott([], strata, 3, 2)).toBeNull();
    expect(raoScott(simulate('one', 0), strata, 1, 2)).toBeNull();
  });
});

test('a linear system is solved, and a singular one is refused', () => {
  const a = [
    [0, 2, 1],
    [1, 1, 0],
    [3, 0, 1],
  ];
  const x = solve(a, [[3], [2], [5]])!;
  multiply(a, x).forEach((row, i) => expect(row[0]).toBeCloseTo([3, 2, 5][i]!, 12));
  expect(
    solve(
      [
        [1, 2],
        [2, 4],
      ],
      [[1], [2]],
    ),
  ).toBeNull();
});
