import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allocation } from '../domain/audit.ts';
import { clopperPearson } from '../statistics/binomial-intervals.ts';
import {
  assumedRateOf,
  curveOf,
  halfWidthAt,
  hasEqualWeights,
  kishSizeOf,
  overallHalfWidth,
  sizeForHalfWidth,
  sizesToPass,
  stratumHalfWidth,
  upperLimitWithoutEvents,
  weightRatioOf,
} from './outlook.ts';
import { planSizes } from './plan-sizes.ts';

const plan: Allocation = {
  rule: 'proportional',
  size: 200,
  minPerStratum: 2,
  takeAllBelow: 0,
  expectedRate: 0.03,
};
const free = (name: string, population: number) => ({ key: `["${name}"]`, values: [name], population });
const stratum = (name: string, population: number, drawn: number) => ({
  ...free(name, population),
  drawn,
  isTakeAll: drawn === population,
});

describe('the expected half-width', () => {
  it('of equally weighted strata is that of the exact binomial interval at the expected number of events', () => {
    const { low, high } = clopperPearson(6, 200, 0.05);
    const one = [stratum('a', 4000, 200)];
    expect(overallHalfWidth(plan, one, 0.05)).toBeCloseTo((high - low) / 2, 12);
    expect(stratumHalfWidth(plan, stratum('a', 4000, 200), 0.05)).toBeCloseTo((high - low) / 2, 12);
  });

  it('is 0 for what is taken whole, and none for a single item', () => {
    expect(stratumHalfWidth(plan, stratum('a', 30, 30), 0.05)).toBe(0);
    expect(stratumHalfWidth(plan, stratum('a', 30, 1), 0.05)).toBeNull();
    expect(stratumHalfWidth(plan, stratum('a', 30, 0), 0.05)).toBeNull();
    expect(overallHalfWidth(plan, [stratum('a', 30, 30), stratum('b', 10, 0)], 0.05)).toBe(0);
  });

  it('shrinks by the share that a stratum taken whole leaves uncertain', () => {
    const half = overallHalfWidth(plan, [stratum('a', 1000, 100), stratum('b', 1000, 1000)], 0.05);
    expect(half).toBeCloseTo((stratumHalfWidth(plan, stratum('a', 1000, 100), 0.05) ?? 0) / 2, 12);
  });

  it('uses the rate that is expected of each stratum', () => {
    const rated = { ...plan, expectedRates: { '["a"]': 0.2 } };
    expect(stratumHalfWidth(rated, stratum('a', 4000, 200), 0.05)).toBeGreaterThan(
      stratumHalfWidth(rated, stratum('b', 4000, 200), 0.05) ?? 1,
    );
    expect(assumedRateOf(rated, [stratum('a', 1000, 1), stratum('b', 3000, 1)])).toBeCloseTo(0.0725, 12);
    expect(assumedRateOf(plan, [stratum('a', 1000, 1)])).toBe(0.03);
  });
});

describe('weights', () => {
  it('have a ratio among strata of which a part is drawn, and an effective size', () => {
    const strata = [stratum('a', 1000, 10), stratum('b', 1000, 100), stratum('c', 5, 5), stratum('d', 9, 0)];
    expect(weightRatioOf(strata)).toBeCloseTo(10, 12);
    expect(kishSizeOf([stratum('a', 100, 10), stratum('b', 300, 30)])).toBeCloseTo(40, 12);
    expect(kishSizeOf([stratum('a', 100, 10), stratum('b', 100, 30)])).toBeLessThan(40);
    expect([weightRatioOf([stratum('c', 5, 5)]), kishSizeOf([])]).toEqual([null, 0]);
  });

  it('count as equal after rounding, not where a stratum is out, oversampled or taken whole beside others', () => {
    const rounded = [stratum('a', 1989, 101), stratum('b', 1533, 77), stratum('c', 434, 22)];
    expect(hasEqualWeights(rounded)).toBe(true);
    expect(hasEqualWeights([...rounded, stratum('d', 3, 0)])).toBe(false);
    const small = ['d', 'e', 'f', 'g', 'h'].map((name) => stratum(name, 4, 2));
    expect(hasEqualWeights([...rounded, ...small])).toBe(false);
    expect(hasEqualWeights([...rounded, stratum('d', 40, 40)])).toBe(false);
    expect(hasEqualWeights([stratum('a', 1000, 100), stratum('b', 100, 50)])).toBe(false);
    expect(hasEqualWeights([stratum('a', 100, 100), stratum('b', 10, 10)])).toBe(true);
  });
});

describe('other sizes', () => {
  const strata = [free('a', 2600), free('b', 1200), free('c', 200)];
  const planner = planSizes(plan, strata);

  it('make a curve that falls, from small to 2,000, through the size of the plan', () => {
    const curve = curveOf(plan, planner, 3, 0.05);
    expect(curve.length).toBeGreaterThanOrEqual(22);
    expect([curve[0]?.size, curve.at(-1)?.size]).toEqual([20, 2000]);
    expect(curve.find((point) => point.size === 200)?.halfWidth).toBe(halfWidthAt(plan, planner, 200, 0.05));
    const widths = curve.map((point) => point.halfWidth ?? Number.NaN);
    expect(widths.every((width, at) => at === 0 || width < (widths[at - 1] ?? 0))).toBe(true);
  });

  it('end with the frame where it is small, at no error', () => {
    const small = [free('a', 150), free('b', 50)];
    const curve = curveOf(plan, planSizes(plan, small), 2, 0.05);
    expect(curve.at(-1)).toEqual({ size: 200, halfWidth: 0 });
  });

  it('begin where minimums can be kept, and are not shown for very many strata', () => {
    const greedy = { ...plan, minPerStratum: 40 };
    expect(curveOf(greedy, planSizes(greedy, strata), 3, 0.05)[0]?.size).toBe(120);
    expect(curveOf(plan, planner, 301, 0.05)).toEqual([]);
  });

  it('reach a target with no item more than needed, for any frame, rule and target', () => {
    const frames = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 8 });
    const rule = fc.constantFrom('proportional', 'equal', 'power' as const);
    const width = fc.double({ min: 0.005, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(frames, rule, width, (populations, one, target) => {
        const of = { ...plan, rule: one };
        const made = planSizes(
          of,
          populations.map((population, at) => free(String(at), population)),
        );
        const size = sizeForHalfWidth(of, made, target, 0.05);
        expect(size).not.toBeNull();
        expect(halfWidthAt(of, made, size ?? 0, 0.05)).toBeLessThanOrEqual(target);
        if ((size ?? 0) > Math.max(1, made.least)) {
          const before = halfWidthAt(of, made, (size ?? 0) - 1, 0.05);
          expect(before === null || before > target).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never reach a target where sizes by hand hold the sample back', () => {
    const held = { ...plan, sizes: { '["a"]': 20 } };
    expect(sizeForHalfWidth(held, planSizes(held, strata), 0.01, 0.05)).toBeNull();
  });
});

describe('sizes that pass a limit', () => {
  it('are those of the acceptance plans for 1.5 %', () => {
    expect(sizesToPass(0.015, 100_000).map((one) => one.size)).toEqual([199, 315, 418, 515, 608, 699]);
  });

  it('end with the whole frame, which passes with as many events as its rate allows', () => {
    expect(sizesToPass(0.015, 300)).toEqual([
      { events: 0, size: 199 },
      { events: 1, size: 300 },
      { events: 2, size: 300 },
      { events: 3, size: 300 },
      { events: 4, size: 300 },
    ]);
  });

  it('are never below what decides anything at all', () => {
    expect(sizesToPass(0.3, 1000)[0]).toEqual({ events: 0, size: 30 });
  });

  it('agree with the upper limit of a sample without events', () => {
    expect(upperLimitWithoutEvents([stratum('a', 100_000, 199)])).toBeLessThanOrEqual(0.015);
    expect(upperLimitWithoutEvents([stratum('a', 100_000, 198)])).toBeGreaterThan(0.015);
    expect(upperLimitWithoutEvents([stratum('a', 100_000, 29)])).toBeNull();
    expect(upperLimitWithoutEvents([stratum('a', 40, 40)])).toBe(0);
    expect(upperLimitWithoutEvents([])).toBeNull();
  });
});
