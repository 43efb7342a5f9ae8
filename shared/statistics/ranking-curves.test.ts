import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areaUnderPrecisionRecall, areaUnderRoc, type Ranked } from './ranking-curves.ts';

const ranked = (...pairs: [number, 0 | 1][]): Ranked[] =>
  pairs.map(([score, positive]) => ({ score, isPositive: positive === 1 }));

it('finds the areas that were worked out by hand', () => {
  // In order: + − + + −. Of 3 × 2 pairs a positive leads in 2 + 1 + 1 = 4. Precision at the positives: 1, 2/3, 3/4.
  const of = ranked([0.9, 1], [0.8, 0], [0.7, 1], [0.6, 1], [0.2, 0]);
  expect(areaUnderRoc(of)).toBeCloseTo(4 / 6, 12);
  expect(areaUnderPrecisionRecall(of)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12);
});

it('takes equal scores as one step, with half a win each', () => {
  // Step 1: one + and one − tie (precision 1/2, recall 1/2); step 2: + (2/3, 1); step 3: −.
  const of = ranked([2, 0], [2, 1], [1, 1], [0, 0]);
  expect(areaUnderPrecisionRecall(of)).toBeCloseTo(0.5 * 0.5 + 0.5 * (2 / 3), 12);
  // Pairs: + at 2 ties with − at 2 (½) and beats − at 0 (1); + at 1 loses (0) and wins (1).
  expect(areaUnderRoc(of)).toBeCloseTo(2.5 / 4, 12);
});

it('gives the share of positives and one half when every score is the same', () => {
  const of = ranked([1, 1], [1, 0], [1, 0], [1, 0]);
  expect(areaUnderPrecisionRecall(of)).toBe(0.25);
  expect(areaUnderRoc(of)).toBe(0.5);
});

it('has no area where one of both is missing', () => {
  expect(areaUnderRoc(ranked([1, 1]))).toBeNull();
  expect(areaUnderRoc([])).toBeNull();
  expect(areaUnderPrecisionRecall(ranked([1, 0]))).toBeNull();
  expect(areaUnderPrecisionRecall(ranked([1, 1], [0, 1]))).toBe(1);
});

it('counts a weight as so many copies', () => {
  const once = ranked([3, 0], [3, 0], [2, 1], [1, 0], [1, 1], [1, 1], [1, 1]);
  const weighed: Ranked[] = [
    { score: 3, isPositive: false, weight: 2 },
    { score: 2.5, isPositive: true, weight: 0 },
    { score: 2, isPositive: true },
    { score: 1, isPositive: false },
    { score: 1, isPositive: true, weight: 3 },
  ];
  expect(areaUnderRoc(weighed)).toBeCloseTo(areaUnderRoc(once)!, 12);
  expect(areaUnderPrecisionRecall(weighed)).toBeCloseTo(areaUnderPrecisionRecall(once)!, 12);
});

it('refuses scores that are not numbers', () => {
  expect(() => areaUnderRoc(ranked([Number.NaN, 1], [0, 0]))).toThrow(RangeError);
});

const anyRanked = fc.array(fc.record({ score: fc.integer({ min: 0, max: 8 }), isPositive: fc.boolean() }), {
  minLength: 1,
  maxLength: 40,
});

it('is the share of pairs that are in the right order, whatever order the input has', () => {
  fc.assert(
    fc.property(anyRanked, (of) => {
      const positives = of.filter((one) => one.isPositive);
      const negatives = of.filter((one) => !one.isPositive);
      fc.pre(positives.length > 0 && negatives.length > 0);
      let wins = 0;
      for (const a of positives) {
        for (const b of negatives) wins += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
      }
      expect(areaUnderRoc(of)).toBeCloseTo(wins / (positives.length * negatives.length), 10);
      expect(areaUnderPrecisionRecall(of.toReversed())).toBeCloseTo(areaUnderPrecisionRecall(of)!, 10);
    }),
  );
});
