import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateReal, neymanObjective, optimalInteger, roundAllocation } from './allocate-real.ts';
import { allocate, type AllocationPlan, type AllocationRule } from './allocate.ts';

const rules: readonly AllocationRule[] = [
  'proportional',
  'equal',
  'neyman',
  'size-power',
  'bankier',
  'optimal-integer',
];

const plans: fc.Arbitrary<AllocationPlan> = fc.record({
  rule: fc.constantFrom(...rules),
  strata: fc
    .array(
      fc.record({
        population: fc.integer({ min: 1, max: 5000 }),
        sd: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 15,
      },
    )
    .map((list) => list.map((s, h) => ({ key: `s${h}`, ...s, cv: s.sd }))),
  n: fc.integer({ min: 1, max: 3000 }),
  minPerStratum: fc.integer({ min: 0, max: 20 }),
  takeAllBelow: fc.integer({ min: 0, max: 30 }),
});

describe('an allocation', () => {
  test('sums to n (or the frame), within the bounds of every stratum, or says what it would need', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const frame = plan.strata.reduce((sum, s) => sum + s.population, 0);
        const result = allocate(plan);
        if (!result.ok) {
          expect(result.error).toBe('INFEASIBLE_MIN');
          expect(result.requiredN).toBeGreaterThan(plan.n);
          expect(allocate({ ...plan, n: result.requiredN! }).ok).toBe(true);
          return;
        }
        expect(result.allocation.reduce((sum, s) => sum + s.n, 0)).toBe(Math.min(plan.n, frame));
        expect(result.isCensus).toBe(frame <= plan.n);
        result.allocation.forEach((s, h) => {
          const { population } = plan.strata[h]!;
          expect(s.n).toBeLessThanOrEqual(population);
          expect(s.n).toBeGreaterThanOrEqual(Math.min(plan.minPerStratum, population));
          if (population <= plan.takeAllBelow) expect(s.n).toBe(population);
          expect(s.isTakeAll).toBe(s.n === population);
        });
      }),
    );
  });

  test('does not depend on the order of the strata', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const sizes = (strata: AllocationPlan['strata']) => {
          const result = allocate({ ...plan, strata });
          return result.ok ? Object.fromEntries(result.allocation.map((s) => [s.key, s.n])) : result.error;
        };
        expect(sizes(plan.strata.toReversed())).toEqual(sizes(plan.strata));
      }),
    );
  });

  test('takes a stratum whole that would be nearly exhausted, unless told not to', () => {
    const plan: AllocationPlan = {
      rule: 'equal',
      strata: [
        { key: 'a', population: 55 },
        { key: 'b', population: 1000 },
      ],
      n: 100,
      minPerStratum: 0,
      takeAllBelow: 0,
    };
    expect(allocate(plan)).toMatchObject({ allocation: [{ n: 55, isTakeAll: true }, { n: 45 }] });
    expect(allocate({ ...plan, takeAllShare: null })).toMatchObject({ allocation: [{ n: 50 }, { n: 50 }] });
  });

  test('names the largest n when caps leave no room, and the missing figure when the rule lacks one', () => {
    const strata = [
      { key: 'a', population: 500 },
      { key: 'b', population: 500 },
    ];
    const plan = { strata, n: 100, minPerStratum: 0, takeAllBelow: 0 };
    expect(allocate({ ...plan, rule: 'equal', cap: 40 })).toEqual({
      ok: false,
      error: 'INFEASIBLE_CAP',
      requiredN: 80,
    });
    expect(allocate({ ...plan, rule: 'neyman' })).toMatchObject({ ok: false, error: 'MISSING_SIZE' });
    expect(allocate({ ...plan, rule: 'equal', cap: 60 })).toMatchObject({ ok: true });
  });

  test('spreads what is left over strata without any expected spread instead of losing it', () => {
    const strata = [
      { key: 'a', population: 500, sd: 0 },
      { key: 'b', population: 20, sd: 0.5 },
    ];
    const result = allocate({ rule: 'neyman', strata, n: 100, minPerStratum: 2, takeAllBelow: 0 });
    expect(result).toMatchObject({ ok: true, allocation: [{ n: 80 }, { n: 20 }] });
  });
});

test('rounding keeps every stratum within one of its real share and adds up', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }),
      fc.nat(),
      (sizes, seed) => {
        const strata = sizes.map((size, h) => ({ key: `${h}`, size, lower: 0, upper: size }));
        const n = 1 + (seed % sizes.reduce((a, b) => a + b, 0));
        const real = allocateReal(strata, n);
        expect(real.reduce((a, b) => a + b, 0)).toBeCloseTo(n, 6);
        const whole = roundAllocation(strata, real, n);
        expect(whole.reduce((a, b) => a + b, 0)).toBe(n);
        whole.forEach((count, h) => expect(Math.abs(count - real[h]!)).toBeLessThan(1 + 1e-6));
      },
    ),
  );
});

test('no exchange of one item between two strata improves the integer optimum', () => {
  const input = fc.array(
    fc.tuple(fc.integer({ min: 5, max: 60 }), fc.double({ min: 0.05, max: 0.5, noNaN: true })),
    {
      minLength: 2,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(input, (list) => {
      const strata = list.map(([N, sd], h) => ({ key: `${h}`, size: N * sd, lower: 2, upper: N }));
      const sizes = strata.map((s) => s.size);
      const best = optimalInteger(
        strata,
        2 * list.length + 10 > sum(list) ? sum(list) : 2 * list.length + 10,
      )!;
      const objective = neymanObjective(sizes, best);
      best.forEach((_, from) =>
        best.forEach((__, to) => {
          const moved = best.map((count, h) => count + Number(h === to) - Number(h === from));
          const isAllowed = moved.every((count, h) => count >= 2 && count <= strata[h]!.upper);
          if (isAllowed)
            expect(neymanObjective(sizes, moved)).toBeGreaterThanOrEqual(objective * (1 - 1e-12));
        }),
      );
    }),
  );

  function sum(list: readonly (readonly [number, number])[]): number {
    return list.reduce((total, [N]) => total + N, 0);
  }
});
