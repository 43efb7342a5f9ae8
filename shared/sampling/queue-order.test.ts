import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { prnKey } from './prn.ts';
import { completedPrefixLength, queueOrder } from './queue-order.ts';

const samples = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 6 }).map((sizes) =>
  sizes.flatMap((size, h) =>
    Array.from({ length: size }, (_, i) => {
      const id = `${h}-${i}`;
      return { id, stratum: `s${h}`, key: prnKey('seed', 'sample', id) };
    }),
  ),
);

test('every prefix of the queue takes the same share of each stratum (within one item), in key order', () => {
  fc.assert(
    fc.property(samples, (items) => {
      const queue = queueOrder(items);
      expect(queue.map((item) => item.id).toSorted()).toEqual(items.map((item) => item.id).toSorted());
      const strata = [...Map.groupBy(items, (item) => item.stratum)];
      for (let length = 0; length <= queue.length; length += 1) {
        const prefix = queue.slice(0, length);
        const shares = strata.map(([key, members]) => {
          const taken = prefix.filter((item) => item.stratum === key);
          const smallest = members
            .map((item) => item.key)
            .toSorted()
            .slice(0, taken.length);
          expect(taken.map((item) => item.key)).toEqual(smallest);
          return { taken: taken.length, size: members.length };
        });
        // No stratum has served its next share while another is a full item behind it.
        for (const a of shares) {
          for (const b of shares) {
            if (b.taken < b.size)
              expect(a.taken / a.size).toBeLessThanOrEqual((b.taken + 1) / b.size + 1e-12);
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('the queue does not depend on the order of the sample', () => {
  fc.assert(
    fc.property(samples, (items) => {
      expect(queueOrder(items.toReversed())).toEqual(queueOrder(items));
    }),
  );
});

test('the completed prefix ends before the first item that somebody has still to review', () => {
  const done = new Set(['a', 'b', 'd']);
  expect(completedPrefixLength(['a', 'b', 'c', 'd'], (id) => done.has(id))).toBe(2);
  expect(completedPrefixLength(['a', 'b'], (id) => done.has(id))).toBe(2);
  expect(completedPrefixLength([], () => false)).toBe(0);
});
