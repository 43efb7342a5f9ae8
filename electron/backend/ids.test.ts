import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createIds } from './ids.ts';

const clockOf = (timesMs: number[]) => {
  let n = 0;
  return { now: () => new Date(timesMs[Math.min(n++, timesMs.length - 1)] ?? 0) };
};

test('ids are version 7 UUIDs that begin with the time', () => {
  const id = createIds(clockOf([Date.parse('2026-01-05T10:00:00.000Z')])).uuidv7();
  expect(z.uuidv7().safeParse(id).success).toBe(true);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(
    Date.parse('2026-01-05T10:00:00.000Z'),
  );
});

test('ids only rise, within a millisecond and when the clock goes back', () => {
  const times = fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_005 }), { minLength: 1 });
  fc.assert(
    fc.property(times, (timesMs) => {
      const ids = createIds(clockOf(timesMs));
      const made = Array.from({ length: 200 }, () => ids.uuidv7());
      expect(made.toSorted()).toEqual(made);
      expect(new Set(made).size).toBe(made.length);
    }),
  );
});

test('more ids in one millisecond than its counter holds borrow from the next', () => {
  const ids = createIds(clockOf([1_700_000_000_000]));
  const made = Array.from({ length: 10_000 }, () => ids.uuidv7());
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('salts and seeds are 32 hex characters, never twice the same', () => {
  const ids = createIds();
  const made = [ids.saltHex(), ids.saltHex(), ids.seedHex(), ids.seedHex()];
  for (const one of made) expect(one).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(made).size).toBe(4);
});
