import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allocation } from '../domain/audit.ts';
import { allocate } from './allocate.ts';
import { planSizes } from './plan-sizes.ts';

const stratum = (name: string, population: number) => ({ key: `["${name}"]`, values: [name], population });
const frame = [stratum('a', 1000), stratum('b', 400), stratum('c', 100), stratum('d', 6)];
const plan: Allocation = { rule: 'proportional', size: 200, minPerStratum: 2, takeAllBelow: 0 };

const drawnBy = (of: Allocation, strata = frame, total = of.size) => {
  const sizes = planSizes(of, strata).sizesFor(total);
  return sizes.ok ? sizes.strata.map((one) => one.drawn) : sizes.requiredN;
};

describe('the sizes of a plan', () => {
  it('are those of the rule alone where none is set by hand', () => {
    for (const rule of ['proportional', 'equal', 'power'] as const) {
      const alone = allocate({
        rule: rule === 'power' ? 'size-power' : rule,
        n: 200,
        minPerStratum: 2,
        takeAllBelow: 0,
        strata: frame,
      });
      expect(drawnBy({ ...plan, rule })).toEqual(alone.ok && alone.allocation.map((one) => one.n));
    }
  });

  it('follow the square root of the population under the power rule', () => {
    const sizes = drawnBy({ ...plan, rule: 'power', size: 60 }, [stratum('a', 10_000), stratum('b', 2_500)]);
    expect(sizes).toEqual([40, 20]);
  });

  it('keep what is set by hand, cut to the population, and spread the rest by the rule', () => {
    const byHand = { ...plan, sizes: { '["b"]': 80, '["d"]': 50, '["gone"]': 7 } };
    const [a, b, c, d] = drawnBy(byHand) as number[];
    expect([b, d]).toEqual([80, 6]);
    expect((a ?? 0) + (c ?? 0)).toBe(200 - 86);
    expect((a ?? 0) / (c ?? 1)).toBeCloseTo(10, 0);
  });

  it('let a size by hand leave a stratum out or go below the minimum', () => {
    expect(drawnBy({ ...plan, minPerStratum: 5, sizes: { '["c"]': 0, '["d"]': 1 } })).toEqual([
      142, 57, 0, 1,
    ]);
  });

  it('say what would do where sizes by hand and minimums need more', () => {
    const greedy = { ...plan, minPerStratum: 10, sizes: { '["a"]': 195 } };
    expect(drawnBy(greedy)).toBe(195 + 10 + 10 + 6);
    expect(drawnBy({ ...greedy, size: 221 })).toEqual([195, 10, 10, 6]);
    expect(planSizes(greedy, frame)).toMatchObject({ least: 221, most: 195 + 506 });
  });

  it('are a census of what is free where the total is larger', () => {
    expect(drawnBy({ ...plan, size: 5000, sizes: { '["a"]': 100 } })).toEqual([100, 400, 100, 6]);
    expect(
      drawnBy({ ...plan, size: 50, sizes: { '["a"]': 10, '["b"]': 10, '["c"]': 5, '["d"]': 2 } }),
    ).toEqual([10, 10, 5, 2]);
  });

  it('sum to the total, keep bounds and hands, for any frame, rule and sizes by hand', () => {
    const strata = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 12 });
    const rule = fc.constantFrom('proportional', 'equal', 'neyman', 'power' as const);
    fc.assert(
      fc.property(
        strata,
        rule,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 40 }),
        fc.dictionary(fc.integer({ min: 0, max: 11 }).map(String), fc.integer({ min: 0, max: 600 })),
        (populations, one, size, minPerStratum, takeAllBelow, hands) => {
          const made = populations.map((population, at) => stratum(String(at), population));
          const sizes = Object.fromEntries(Object.entries(hands).map(([at, n]) => [`["${at}"]`, n]));
          const of: Allocation = { rule: one, size, minPerStratum, takeAllBelow, sizes };
          const planner = planSizes(of, made);
          const result = planner.sizesFor(size);
          if (!result.ok) {
            expect(size).toBeLessThan(planner.least);
            expect(result.requiredN).toBe(planner.least);
            expect(planner.sizesFor(planner.least).ok).toBe(true);
            return;
          }
          const total = result.strata.reduce((sum, each) => sum + each.drawn, 0);
          expect(total).toBe(Math.min(size, planner.most));
          for (const each of result.strata) {
            const hand = sizes[each.key];
            expect(each.drawn).toBeLessThanOrEqual(each.population);
            expect(each.isTakeAll).toBe(each.drawn === each.population);
            if (hand !== undefined) expect(each.drawn).toBe(Math.min(hand, each.population));
            else expect(each.drawn).toBeGreaterThanOrEqual(Math.min(minPerStratum, each.population));
          }
        },
      ),
    );
  });
});
