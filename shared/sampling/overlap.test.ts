import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseOverlap } from './overlap.ts';

const samples = fc
  .array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 })
  .map((sizes) =>
    sizes.flatMap((size, h) =>
      Array.from({ length: size }, (_, i) => ({ id: `${h}-${i}`, stratum: `s${h}` })),
    ),
  );

describe('the overlap', () => {
  test('has the size asked for, at least one item of each stratum and its share of each within one', () => {
    fc.assert(
      fc.property(samples, fc.nat(), (items, wish) => {
        const strata = Map.groupBy(items, (item) => item.stratum);
        const total = strata.size + (wish % (items.length - strata.size + 1));
        const result = chooseOverlap({ seed: 's', items, total });
        if (!result.ok) throw new Error(result.error);
        expect(new Set(result.itemIds).size).toBe(total);
        const chosen = new Set(result.itemIds);
        const counts = [...strata.values()].map((list) => list.filter((item) => chosen.has(item.id)).length);
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
        expect(result.perStratum.reduce((sum, s) => sum + s.n, 0)).toBe(total);
      }),
    );
  });

  test('does not depend on the order of the sample', () => {
    fc.assert(
      fc.property(samples, (items) => {
        const total = items.length;
        const request = { seed: 's', total: Math.max(1, Math.floor(total / 2)) };
        expect(chooseOverlap({ ...request, items: items.toReversed() })).toEqual(
          chooseOverlap({ ...request, items }),
        );
      }),
    );
  });

  test('is none for 0, all for too many, and says what it needs when strata outnumber it', () => {
    const items = ['a', 'b', 'c'].map((stratum) => ({ id: stratum, stratum }));
    expect(chooseOverlap({ seed: 's', items, total: 0 })).toMatchObject({ ok: true, itemIds: [] });
    expect(chooseOverlap({ seed: 's', items, total: 99 })).toMatchObject({
      ok: true,
      itemIds: ['a', 'b', 'c'],
    });
    expect(chooseOverlap({ seed: 's', items, total: 2 })).toEqual({
      ok: false,
      error: 'INFEASIBLE_MIN',
      requiredN: 3,
    });
  });
});
