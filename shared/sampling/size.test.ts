import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clopperPearson, wilson } from '../statistics/binomial-intervals.ts';
import { priorSd } from './prior-sd.ts';
import {
  acceptanceSize,
  expectedInterval,
  labelsNeededToPass,
  sizeForMargin,
  sizeForWilsonMargin,
} from './size.ts';
import { responseSummary } from './weights.ts';

describe('sample size', () => {
  test("for Wilson's margin gives an interval of that half-width", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        fc.double({ min: 0.01, max: 0.2, noNaN: true }),
        (p, e) => {
          const n = sizeForWilsonMargin(p, e, 0.05);
          if (n < 1) return;
          const { low, high } = wilson(p * n, n, 0.05);
          expect((high - low) / 2).toBeCloseTo(e, 9);
        },
      ),
    );
  });

  test('for a margin never exceeds the frame and grows with it', () => {
    const sizes = [1, 10, 100, 1000, 1e6].map((N) => sizeForMargin(0.3, 0.02, N, 0.05));
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes[0]).toBeLessThanOrEqual(1);
    expect(sizes[2]).toBeLessThanOrEqual(100);
  });

  test('for acceptance is the first at which the upper bound falls to the limit', () => {
    for (const c of [0, 1, 5]) {
      const n = acceptanceSize(c, 0.015, 0.05);
      expect(clopperPearson(c, n, 0.1).high).toBeLessThanOrEqual(0.015);
      expect(clopperPearson(c, n - 1, 0.1).high).toBeGreaterThan(0.015);
    }
    expect(labelsNeededToPass(0, 150, 0.015, 0.05)).toBe(49);
    expect(labelsNeededToPass(0, 500, 0.015, 0.05)).toBe(0);
  });
});

test('the planner expects a narrower interval from proportional than from equal allocation of very unequal strata', () => {
  const plan = (sizes: readonly number[]) =>
    expectedInterval(
      [9000, 900, 100].map((population, h) => ({ population, n: sizes[h]!, expectedRate: 0.05 })),
      0.05,
    )!;
  expect(plan([180, 18, 2]).halfWidth).toBeLessThan(plan([67, 67, 66]).halfWidth);
  expect(plan([180, 18, 2]).nKish).toBeCloseTo(200, 6);
  expect(expectedInterval([{ population: 10, n: 0, expectedRate: 0.1 }], 0.05)).toBeNull();
});

test('the expected spread of a stratum is never 0, and is that of the rate itself with much history', () => {
  expect(priorSd({ x: 0, n: 5000, pooledRate: 0.01 })).toBeGreaterThan(0);
  expect(priorSd({ x: 30_000, n: 100_000, pooledRate: 0.01 })).toBeCloseTo(Math.sqrt(0.21), 4);
});

test('response counts what was drawn, and strata without any review are named as uncovered', () => {
  const summary = responseSummary([
    { population: 800, drawn: 20, reviewed: 10 },
    { population: 100, drawn: 10, reviewed: 10 },
    { population: 100, drawn: 5, reviewed: 0 },
    { population: 0, drawn: 0, reviewed: 0 },
  ]);
  expect(summary.unweightedRate).toBeCloseTo(20 / 35, 12);
  expect(summary.weightedRate).toBeCloseTo(500 / 1000, 12);
  expect(summary.uncoveredShare).toBeCloseTo(0.1, 12);
  expect(summary.nKish).toBeCloseTo(900 ** 2 / (10 * 80 ** 2 + 10 * 10 ** 2), 9);
  expect(responseSummary([])).toEqual({
    unweightedRate: null,
    weightedRate: null,
    nKish: 0,
    uncoveredShare: 0,
  });
});
