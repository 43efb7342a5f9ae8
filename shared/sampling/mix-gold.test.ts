import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldOrder, goldPlaces } from './mix-gold.ts';

const secrets = fc.integer({ min: 0, max: 1e9 }).map((n) => `secret-${n}`);
const idsOf = (count: number): string[] => Array.from({ length: count }, (_, at) => `gold-${at}`);

describe('gold items in a queue', () => {
  it('are spread: one in each of equal stretches, from before the first item to after the last', () => {
    fc.assert(
      fc.property(
        secrets,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 400 }),
        (secret, k, n) => {
          const places = goldPlaces(secret, idsOf(k), n);
          expect(places).toHaveLength(k);
          for (const [at, after] of places.entries()) {
            expect(after).toBeGreaterThanOrEqual(Math.floor((at * (n + 1)) / k));
            expect(after).toBeLessThanOrEqual(Math.min(n, Math.floor(((at + 1) * (n + 1)) / k)));
          }
        },
      ),
    );
  });

  it('stand where chance has them: over many secrets every place of the queue is taken about equally often', () => {
    const n = 19;
    const counts = Array.from({ length: n + 1 }, () => 0);
    for (let run = 0; run < 4000; run += 1) {
      for (const after of goldPlaces(`secret-${run}`, idsOf(2), n)) counts[after]! += 1;
    }
    // 400 expected at each place; five standard deviations are about 98.
    for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(98);
  });

  it('are tried in an order that only the secret decides', () => {
    const ids = idsOf(30);
    expect(goldOrder('a', ids.toReversed())).toEqual(goldOrder('a', ids));
    expect(goldOrder('b', ids)).not.toEqual(goldOrder('a', ids));
    expect(goldOrder('a', ids).toSorted()).toEqual(ids.toSorted());
  });
});
