import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('waiting never exceeds five minutes and uses the full range below its ceiling', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fraction, (failures, random) => {
      const ceiling = Math.min(300_000, 1000 * 2 ** Math.min(failures - 1, 20));
      const wait = backoffMs(failures, random);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(ceiling);
      expect(wait).toBe(Math.round(random * ceiling));
    }),
  );
  expect(backoffMs(1, 0.999)).toBe(999);
  expect(backoffMs(9, 0.5)).toBe(128_000);
  expect(backoffMs(10, 0.5)).toBe(150_000);
});

test('a hub that asks for time is given it, but not more than five minutes', () => {
  expect(backoffMs(1, 0.1, 30_000)).toBe(30_000);
  expect(backoffMs(1, 0.1, 86_400_000)).toBe(300_000);
  expect(backoffMs(9, 0.9, 1)).toBe(230_400);
});
