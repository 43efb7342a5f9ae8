import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mover } from './difference.ts';
import { domainContrast, type ContrastStratum } from './domain-contrast.ts';
import { domainDifference, domainRate } from './domain.ts';
import { prepareDesign } from './linearisation.ts';
import { stratifiedProportionFromCounts } from './proportion-counts.ts';
import { stratifiedProportion, type ProportionResult, type ProportionUnit } from './proportion.ts';

/** A stratum by what its reviewed items are: events and others in two domains, and items in neither. */
interface Cells {
  readonly first: readonly [events: number, others: number];
  readonly second: readonly [events: number, others: number];
  readonly neither: number;
  readonly skipped: number;
  /** Items of the frame that were not drawn. */
  readonly more: number;
}

const cell = fc.nat({ max: 6 });
const some = fc.tuple(cell, cell);
const none = fc.constant([0, 0] as const);
const cells = fc.record({
  first: fc.oneof(some, none),
  second: fc.oneof(some, none),
  neither: fc.oneof(cell, fc.constant(0)),
  skipped: fc.oneof(cell, fc.constant(0)),
  // 0: a take-all stratum where nothing was skipped.
  more: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
});
const designs = fc.array(cells, { minLength: 1, maxLength: 6 });
const methods = fc.constantFrom('kgStar' as const, 'gamma' as const);
const alphas = fc.constantFrom(0.05, 0.1, 0.01);

function contrastStrata(design: readonly Cells[]): ContrastStratum[] {
  return design.map(({ first, second, neither, skipped, more }, h) => {
    const reviewed = first[0] + first[1] + second[0] + second[1] + neither;
    return {
      key: `s${h}`,
      population: reviewed + skipped + more,
      drawn: reviewed + skipped,
      reviewed,
      first: { inDomain: first[0] + first[1], events: first[0] },
      second: { inDomain: second[0] + second[1], events: second[0] },
    };
  });
}

/** The same as units; those outside the first domain carry an event too, which must not count. */
function unitsOf(design: readonly Cells[], part: 'first' | 'second'): ProportionUnit[] {
  return design.flatMap((stratum, h) => {
    const unit = (isEvent: boolean, isInDomain: boolean) => ({ stratum: `s${h}`, isEvent, isInDomain });
    const other = part === 'first' ? stratum.second : stratum.first;
    return [
      ...Array.from({ length: stratum[part][0] }, () => unit(true, true)),
      ...Array.from({ length: stratum[part][1] }, () => unit(false, true)),
      ...Array.from({ length: other[0] }, () => unit(true, false)),
      ...Array.from({ length: other[1] + stratum.neither }, () => unit(false, false)),
    ];
  });
}

function expectSame(actual: unknown, expected: unknown, path = ''): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const isClose = Math.abs(actual - expected) <= 1e-10 * Math.max(1, Math.abs(expected));
    expect(isClose, `${path}: ${actual} instead of ${expected}`).toBe(true);
  } else if (expected !== null && typeof expected === 'object') {
    expect(Object.keys(actual as object).toSorted(), path).toEqual(Object.keys(expected).toSorted());
    for (const [key, value] of Object.entries(expected)) {
      expectSame((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
    }
  } else expect(actual, path).toEqual(expected);
}

function fromCounts(design: readonly Cells[], alpha: number, ciMethod: 'kgStar' | 'gamma'): ProportionResult {
  const strata = contrastStrata(design).map((s) => ({ ...s, ...s.first }));
  return stratifiedProportionFromCounts({ strata, alpha, ciMethod });
}

describe('a rate from counts per stratum', () => {
  test('is that of the units in every field: take-all, lonely, empty strata, domains, skips, both methods', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(designs, alphas, methods, (design, alpha, ciMethod) => {
        const expected = stratifiedProportion({
          units: unitsOf(design, 'first'),
          strata: contrastStrata(design),
          alpha,
          ciMethod,
        });
        expectSame(fromCounts(design, alpha, ciMethod), expected);
        for (const code of [...expected.notes, expected.estimate === null ? expected.reason : 'some']) {
          seen.set(code, (seen.get(code) ?? 0) + 1);
        }
      }),
      { numRuns: 1500, seed: 3 },
    );
    // The random designs reached what they are meant to reach.
    for (const code of [
      'some',
      'NO_DATA',
      'TOO_FEW_PSU',
      'CENSUS',
      'TAKE_ALL_EXACT',
      'LONELY_PSU',
      'LOW_RESPONSE',
    ]) {
      expect(seen.get(code) ?? 0, code).toBeGreaterThan(5);
    }
  });

  test('over the whole frame is that of units without a domain', () => {
    const strata = [
      { key: 'a', population: 400, drawn: 30, reviewed: 28, inDomain: 28, events: 3 },
      { key: 'b', population: 12, drawn: 12, reviewed: 12, inDomain: 12, events: 2 },
      { key: 'c', population: 90, drawn: 2, reviewed: 0, inDomain: 0, events: 0 },
    ];
    const units = strata.flatMap(({ key, reviewed, events }) =>
      Array.from({ length: reviewed }, (_, i) => ({ stratum: key, isEvent: i < events })),
    );
    const rest = { strata, alpha: 0.05, ciMethod: 'kgStar' } as const;
    expectSame(stratifiedProportionFromCounts(rest), stratifiedProportion({ units, ...rest }));
  });

  test('of a frame of size 0 is undefined, from counts and from units', () => {
    const strata = [{ key: 'a', population: 0, drawn: 3, reviewed: 3, inDomain: 3, events: 1 }];
    const units = Array.from({ length: 3 }, (_, i) => ({ stratum: 'a', isEvent: i < 1 }));
    const rest = { strata, alpha: 0.05, ciMethod: 'kgStar' } as const;
    expect(stratifiedProportionFromCounts(rest)).toMatchObject({ estimate: null, reason: 'UNDEFINED' });
    expect(stratifiedProportion({ units, ...rest })).toMatchObject({ estimate: null, reason: 'UNDEFINED' });
  });
});

describe('the contrast of two domains from counts per stratum', () => {
  test('has the difference, se, covariance and p of the linearised unit form, and MOVER limits of the unit rates', () => {
    let compared = 0;
    fc.assert(
      fc.property(designs, alphas, (design, alpha) => {
        const strata = contrastStrata(design);
        const result = domainContrast({ strata, alpha, ciMethod: 'kgStar' });
        const parts = (['first', 'second'] as const).map((part) => {
          const units = unitsOf(design, part);
          return { units, rate: stratifiedProportion({ units, strata, alpha, ciMethod: 'kgStar' }) };
        });
        const [first, second] = parts.map(({ rate }) => rate) as [ProportionResult, ProportionResult];
        if (first.estimate === null || second.estimate === null) {
          const reason =
            first.estimate === null ? first.reason : second.estimate === null ? second.reason : '';
          expect(result).toMatchObject({ estimate: null, reason });
          return;
        }
        if (result.estimate === null) throw new Error(result.reason);
        compared += 1;
        const flat = design.flatMap(({ first: a, second: b, neither }, h) => [
          ...Array.from({ length: a[0] }, () => ({ stratum: `s${h}`, isEvent: true, part: 1 })),
          ...Array.from({ length: a[1] }, () => ({ stratum: `s${h}`, isEvent: false, part: 1 })),
          ...Array.from({ length: b[0] }, () => ({ stratum: `s${h}`, isEvent: true, part: 2 })),
          ...Array.from({ length: b[1] }, () => ({ stratum: `s${h}`, isEvent: false, part: 2 })),
          ...Array.from({ length: neither }, () => ({ stratum: `s${h}`, isEvent: true, part: 0 })),
        ]);
        const unitDesign = prepareDesign(flat, strata);
        const [a, b] = [1, 2].map((part) =>
          domainRate(
            unitDesign,
            flat.map((unit) => unit.isEvent),
            flat.map((unit) => unit.part === part),
          ),
        );
        const expected = domainDifference(unitDesign, a!, b!);
        expectSame(result.estimate, expected.difference, 'difference');
        expectSame(result.se ** 2, expected.se ** 2, 'se²');
        expectSame(result.covariance, expected.covariance, 'covariance');
        // Where the standard error is rounding only, its z says nothing.
        if (expected.se > 1e-6) expectSame(result.linearisedP, expected.p, 'p');
        const scale = Math.sqrt(a!.variance * b!.variance);
        const correlation = scale > 1e-12 ? Math.max(-1, Math.min(1, expected.covariance / scale)) : 0;
        const limits = mover(first, second, correlation);
        expect(result.low).toBeCloseTo(Math.max(-1, limits.low), 9);
        expect(result.high).toBeCloseTo(Math.min(1, limits.high), 9);
      }),
      { numRuns: 800, seed: 4 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  test('has a p at which its own interval touches 0', () => {
    let touched = 0;
    fc.assert(
      fc.property(designs, (design) => {
        const strata = contrastStrata(design);
        const result = domainContrast({ strata, alpha: 0.05, ciMethod: 'kgStar' });
        if (result.estimate === null || result.p === null || result.p <= 1e-11 || result.p >= 1 - 1e-9)
          return;
        const at = domainContrast({ strata, alpha: result.p, ciMethod: 'kgStar' });
        if (at.estimate === null) throw new Error(at.reason);
        touched += 1;
        expect(Math.min(Math.abs(at.low), Math.abs(at.high))).toBeLessThan(1e-8);
        expect(result.p < 0.05).toBe(result.low > 0 || result.high < 0);
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(touched).toBeGreaterThan(100);
  });

  test('does not call a small value without an event different, as the linearised z would', () => {
    const strata = [
      {
        key: 'a',
        population: 50_000,
        drawn: 510,
        reviewed: 510,
        first: { inDomain: 500, events: 20 },
        second: { inDomain: 10, events: 0 },
      },
    ];
    const result = domainContrast({ strata, alpha: 0.05, ciMethod: 'kgStar' });
    if (result.estimate === null) throw new Error(result.reason);
    expect(result.linearisedP).toBeLessThan(1e-4);
    expect(result.p).toBeGreaterThan(0.3);
    expect(result.high).toBeGreaterThan(0);
  });

  test('of a census has no p: there is nothing to test', () => {
    const strata = [
      {
        key: 'a',
        population: 20,
        drawn: 20,
        reviewed: 20,
        first: { inDomain: 10, events: 2 },
        second: { inDomain: 10, events: 5 },
      },
    ];
    const result = domainContrast({ strata, alpha: 0.05, ciMethod: 'gamma' });
    expect(result).toMatchObject({ low: 0.3, high: 0.3, p: null, se: 0, notes: ['CENSUS'] });
  });
});
