import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareKeys, prnKey } from './prn.ts';
import { selectBottomK } from './select.ts';

const frames = fc.uniqueArray(
  fc.record({ id: fc.string({ maxLength: 8 }), stratum: fc.constantFrom('a', 'b', 'c') }),
  { selector: (item) => item.id, maxLength: 80 },
);
const sizes = fc
  .record({ a: fc.nat(12), b: fc.nat(12), c: fc.nat(12) })
  .map((n) => new Map(Object.entries(n)));

describe('a drawn sample', () => {
  test('is the smallest keys of each stratum, whatever the order of the frame', () => {
    fc.assert(
      fc.property(frames, sizes, fc.nat(), (items, n, turn) => {
        const at = items.length === 0 ? 0 : turn % items.length;
        const shuffled = [...items.slice(at), ...items.slice(0, at)].toReversed();
        const draw = (list: typeof items) =>
          selectBottomK({ seed: 'x', purpose: 'sample', items: list, sizes: n });
        const selected = draw(items);
        expect(draw(shuffled)).toEqual(selected);
        for (const [stratum, size] of n) {
          const sorted = items
            .filter((item) => item.stratum === stratum)
            .map((item) => ({ id: item.id, key: prnKey('x', 'sample', item.id) }))
            .toSorted(compareKeys)
            .slice(0, size)
            .map((item, i) => ({ ...item, rank: i + 1 }));
          expect(selected.get(stratum)).toEqual(sorted);
        }
      }),
    );
  });

  test('grows by the next ranks, and the ranks after it make a disjoint sample', () => {
    fc.assert(
      fc.property(frames, sizes, (items, n) => {
        const request = { seed: 'x', purpose: 'sample', items } as const;
        const small = selectBottomK({ ...request, sizes: n });
        const larger = selectBottomK({
          ...request,
          sizes: new Map([...n].map(([key, size]) => [key, 2 * size])),
        });
        const next = selectBottomK({ ...request, sizes: n, skip: n });
        for (const key of n.keys()) {
          expect([...small.get(key)!, ...next.get(key)!]).toEqual(larger.get(key));
        }
      }),
    );
  });

  test('takes all of a stratum that is smaller than asked for, and nothing of strata that were not asked for', () => {
    const items = [
      { id: '1', stratum: 'a' },
      { id: '2', stratum: 'b' },
    ];
    const selected = selectBottomK({ seed: 's', purpose: 'sample', items, sizes: new Map([['a', 5]]) });
    expect([...selected]).toMatchObject([['a', [{ id: '1', rank: 1 }]]]);
  });
});
