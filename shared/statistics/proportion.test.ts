import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stratifiedProportion, type ProportionStratum, type ProportionUnit } from './proportion.ts';
import { gammaInterval, stratifiedKgStar, takeAllKgStar } from './stratified.ts';

interface Counts {
  readonly N: number;
  readonly n: number;
  readonly x: number;
}

/** Units and strata of counts per stratum, everything drawn being reviewed. */
function designOf(counts: readonly Counts[]): { units: ProportionUnit[]; strata: ProportionStratum[] } {
  return {
    units: counts.flatMap(({ n, x }, h) =>
      Array.from({ length: n }, (_, i) => ({ stratum: `s${h}`, isEvent: i < x })),
    ),
    strata: counts.map(({ N, n }, h) => ({ key: `s${h}`, population: N, drawn: n })),
  };
}

const method = { alpha: 0.05, ciMethod: 'kgStar' } as const;
const designs = fc.array(
  fc
    .record({ n: fc.integer({ min: 2, max: 30 }), x: fc.nat(30), more: fc.integer({ min: 1, max: 400 }) })
    .map(({ n, x, more }) => ({ N: n + more, n, x: x % (n + 1) })),
  { minLength: 1, maxLength: 5 },
);

describe('a weighted rate', () => {
  test('from units equals the one from counts per stratum, with both kinds of interval', () => {
    fc.assert(
      fc.property(designs, (counts) => {
        const request = { ...designOf(counts), ...method };
        const fromUnits = stratifiedProportion(request);
        const fromCounts = stratifiedKgStar(counts, 0.05)!;
        if (fromUnits.estimate === null) throw new Error(fromUnits.reason);
        expect(fromUnits.estimate).toBeCloseTo(fromCounts.estimate, 12);
        expect(fromUnits.se).toBeCloseTo(Math.sqrt(fromCounts.variance), 12);
        expect(fromUnits.low).toBeCloseTo(fromCounts.low, 9);
        expect(fromUnits.high).toBeCloseTo(fromCounts.high, 9);
        expect([fromUnits.n, fromUnits.events, fromUnits.df]).toEqual([
          fromCounts.n,
          fromCounts.events,
          fromCounts.df,
        ]);
        const gamma = stratifiedProportion({ ...request, ciMethod: 'gamma' });
        if (gamma.estimate === null) throw new Error(gamma.reason);
        const expected = gammaInterval(counts, 0.05);
        expect(gamma.low).toBeCloseTo(expected.low, 9);
        expect(gamma.high).toBeCloseTo(expected.high, 9);
      }),
    );
  });

  test('lies inside its interval, which lies inside [0, 1] and does not depend on the order of units', () => {
    fc.assert(
      fc.property(designs, (counts) => {
        const { units, strata } = designOf(counts);
        const result = stratifiedProportion({ units, strata, ...method });
        const turned = stratifiedProportion({
          units: units.toReversed(),
          strata: strata.toReversed(),
          ...method,
        });
        if (result.estimate === null || turned.estimate === null) throw new Error('no estimate');
        expect(turned.estimate).toBeCloseTo(result.estimate, 12);
        expect(turned.low).toBeCloseTo(result.low, 9);
        expect(turned.high).toBeCloseTo(result.high, 9);
        expect(result.low).toBeGreaterThanOrEqual(0);
        expect(result.low).toBeLessThanOrEqual(result.estimate + 1e-12);
        expect(result.high).toBeGreaterThanOrEqual(result.estimate - 1e-12);
        expect(result.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('is not changed by merging strata of equal rate and equal sampling fraction', () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(size, size, designs, (first, second, others) => {
        const part = (times: number) => ({ N: 50 * times, n: 5 * times, x: 2 * times });
        const estimate = (counts: readonly Counts[]) =>
          stratifiedProportion({ ...designOf(counts), ...method }).estimate;
        const split = estimate([part(first), part(second), ...others]);
        expect(estimate([part(first + second), ...others])).toBeCloseTo(split ?? Number.NaN, 12);
      }),
    );
  });

  test('of a domain keeps the units outside in the design: its variance is not that of a smaller sample', () => {
    const units = Array.from({ length: 60 }, (_, i) => ({
      stratum: 'a',
      isEvent: i % 4 === 0,
      isInDomain: i % 3 === 0,
    }));
    const strata = [{ key: 'a', population: 600, drawn: 60 }];
    const domain = stratifiedProportion({ units, strata, ...method });
    if (domain.estimate === null) throw new Error(domain.reason);
    expect(domain.n).toBe(20);
    expect(domain.estimate).toBeCloseTo(5 / 20, 12);
    // By hand: u = 30·(y − p)/200 inside and 0 outside, (1 − f)·n/(n − 1)·Σu² with n = 60.
    const squares = (5 * 0.75 ** 2 + 15 * 0.25 ** 2) / 20 ** 2;
    expect(domain.se).toBeCloseTo(Math.sqrt(0.9 * (60 / 59) * squares), 12);
  });

  test('adds no error for strata that were reviewed whole, and is exact when all were', () => {
    const counts = [
      { N: 49, n: 49, x: 3 },
      { N: 1205, n: 30, x: 1 },
      { N: 3239, n: 81, x: 3 },
    ];
    const result = stratifiedProportion({ ...designOf(counts), ...method });
    const expected = takeAllKgStar(counts[0]!, counts.slice(1), 0.05)!;
    if (result.estimate === null) throw new Error(result.reason);
    expect(result.estimate).toBeCloseTo(expected.estimate, 12);
    expect(result.low).toBeCloseTo(expected.low, 12);
    expect(result.high).toBeCloseTo(expected.high, 12);
    expect(result.se).toBeCloseTo(expected.se, 12);
    expect(result.notes).toContain('TAKE_ALL_EXACT');
    const census = stratifiedProportion({ ...designOf([counts[0]!]), ...method });
    expect(census).toMatchObject({ estimate: 3 / 49, low: 3 / 49, high: 3 / 49, se: 0, notes: ['CENSUS'] });
  });

  test('does not treat the take-all part as fixed when a domain cuts through the sampled strata', () => {
    const units = [
      ...Array.from({ length: 20 }, (_, i) => ({ stratum: 'whole', isEvent: i < 2, isInDomain: true })),
      ...Array.from({ length: 40 }, (_, i) => ({
        stratum: 'part',
        isEvent: i % 5 === 0,
        isInDomain: i % 2 === 0,
      })),
    ];
    const strata = [
      { key: 'whole', population: 20, drawn: 20 },
      { key: 'part', population: 400, drawn: 40 },
    ];
    const result = stratifiedProportion({ units, strata, ...method });
    if (result.estimate === null) throw new Error(result.reason);
    expect(result.notes).not.toContain('TAKE_ALL_EXACT');
    expect(result.estimate).toBeCloseTo((2 + 10 * 4) / (20 + 200), 12);
    expect(result.high - result.low).toBeGreaterThan(0.1);
  });

  test('widens when conversations are sampled and their traces agree', () => {
    const alone = Array.from({ length: 80 }, (_, i) => ({ stratum: 'a', isEvent: i % 8 < 2 }));
    const strata = [{ key: 'a', population: 100_000, drawn: 80 }];
    const clustered = alone.map((unit, i) => ({
      ...unit,
      isEvent: i < 20,
      cluster: `c${Math.floor(i / 4)}`,
    }));
    const width = (units: readonly ProportionUnit[]) => {
      const result = stratifiedProportion({ units, strata, ...method });
      if (result.estimate === null) throw new Error(result.reason);
      expect(result.estimate).toBeCloseTo(0.25, 12);
      return result.high - result.low;
    };
    expect(width(clustered)).toBeGreaterThan(1.4 * width(alone));
  });

  test('makes up for skipped items within their stratum, warns, and bounds what they could hide', () => {
    const units = [
      ...Array.from({ length: 10 }, (_, i) => ({ stratum: 'a', isEvent: i < 5 })),
      ...Array.from({ length: 20 }, () => ({ stratum: 'b', isEvent: false })),
    ];
    const strata = [
      { key: 'a', population: 500, drawn: 20 },
      { key: 'b', population: 500, drawn: 20 },
    ];
    const result = stratifiedProportion({ units, strata, ...method });
    if (result.estimate === null) throw new Error(result.reason);
    expect(result.estimate).toBeCloseTo(0.25, 12);
    expect(result.response.weightedRate).toBeCloseTo(0.75, 12);
    expect(result.notes).toContain('LOW_RESPONSE');
    expect(result.worstCase.low).toBeCloseTo(0.125, 12);
    expect(result.worstCase.high).toBeCloseTo(0.375, 12);
  });

  test('leaves strata without any review out of its target and says how much of the frame they are', () => {
    const { units, strata } = designOf([{ N: 900, n: 30, x: 6 }]);
    const result = stratifiedProportion({
      units,
      strata: [...strata, { key: 'unseen', population: 100, drawn: 5 }],
      ...method,
    });
    if (result.estimate === null) throw new Error(result.reason);
    expect(result.estimate).toBeCloseTo(0.2, 12);
    expect(result.response.uncoveredShare).toBeCloseTo(0.1, 12);
    expect(result.notes).toContain('UNCOVERED_STRATA');
  });

  test('without data, or without degrees of freedom, is null with a reason and never 0', () => {
    const strata = [
      { key: 'a', population: 50, drawn: 1 },
      { key: 'b', population: 50, drawn: 1 },
    ];
    expect(stratifiedProportion({ units: [], strata, ...method })).toMatchObject({
      estimate: null,
      reason: 'NO_DATA',
    });
    const one = ['a', 'b'].map((stratum) => ({ stratum, isEvent: true }));
    expect(stratifiedProportion({ units: one, strata, ...method })).toMatchObject({
      estimate: null,
      reason: 'TOO_FEW_PSU',
    });
    const outside = one.map((unit) => ({ ...unit, isInDomain: false }));
    expect(stratifiedProportion({ units: outside, strata, ...method })).toMatchObject({ reason: 'NO_DATA' });
  });

  test('names a stratum with a single reviewed item', () => {
    const { units, strata } = designOf([
      { N: 100, n: 1, x: 0 },
      { N: 100, n: 20, x: 4 },
    ]);
    expect(stratifiedProportion({ units, strata, ...method }).notes).toContain('LONELY_PSU');
  });

  test('refuses a unit of a stratum that has no population: that is a mistake, not data', () => {
    const units = [{ stratum: 'ghost', isEvent: true }];
    expect(() =>
      stratifiedProportion({ units, strata: [{ key: 'a', population: 5, drawn: 1 }], ...method }),
    ).toThrow(/ghost/);
  });
});

test('oversampling never narrows the headline: n* is at most the Kish size', () => {
  fc.assert(
    fc.property(designs, (counts) => {
      const rate = stratifiedKgStar(counts, 0.05)!;
      expect(rate.nStar).toBeLessThanOrEqual(rate.nKish + 1e-9);
      expect(rate.nKish).toBeLessThanOrEqual(rate.n + 1e-9);
    }),
  );
});
