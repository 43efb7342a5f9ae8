import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBytes, compareKeys, prnKey, prnSecondUnit, prnUnit } from './prn.ts';

describe('permanent random numbers', () => {
  test("equal Node's SHA-256 of seed:purpose:id for any text, without normalising it", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const expected = createHash('sha256').update(`0a1b:sample:${id}`, 'utf8').digest('hex');
        expect(prnKey('0a1b', 'sample', id)).toBe(expected);
      }),
    );
    expect(prnKey('0a1b', 'sample', 'é')).not.toBe(prnKey('0a1b', 'sample', 'e\u0301'));
  });

  test('differ by purpose, so that overlap and assignment do not follow the sample', () => {
    const keys = (['sample', 'overlap', 'assign:1', 'assign:2'] as const).map((purpose) =>
      prnKey('s', purpose, 'x'),
    );
    expect(new Set(keys).size).toBe(4);
  });

  test('as units are the exact first and next thirteen hex digits over 2^52', () => {
    const key = `${'0'.repeat(12)}1${'8'.padEnd(13, '0')}`.padEnd(64, 'f');
    expect(prnUnit(key)).toBe(2 ** -52);
    expect(prnSecondUnit(key)).toBe(0.5);
    expect(prnUnit('f'.repeat(64))).toBeLessThan(1);
  });

  test('of equal keys are ordered by the bytes of the id', () => {
    const order = [
      { key: 'b', id: 'a' },
      { key: 'a', id: '\u{1F600}' },
      { key: 'a', id: '\uFF5E' },
    ].toSorted(compareKeys);
    expect(order.map((item) => item.id)).toEqual(['\uFF5E', '\u{1F600}', 'a']);
  });
});

test('texts compare as their UTF-8 bytes do', () => {
  const wellFormed = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(wellFormed, wellFormed, (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 500 },
  );
});
