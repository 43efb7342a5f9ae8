import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialCdf } from './distributions.ts';
import { medianWithInterval } from './median-interval.ts';
import { randomStream } from './random-stream.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);

describe('a median with its interval', () => {
  it('has the limits of the textbook table of ranks', () => {
    // Ranks for 95 %: n = 6: 1 and 6; n = 10: 2 and 9; n = 20: 6 and 15; n = 50: 18 and 33; n = 100: 40 and 61.
    for (const [n, low, high] of [
      [6, 1, 6],
      [10, 2, 9],
      [20, 6, 15],
      [50, 18, 33],
      [100, 40, 61],
    ] as const) {
      expect(medianWithInterval(upTo(n), 0.05)).toMatchObject({ estimate: (n + 1) / 2, low, high, n });
    }
  });

  it('has none below six values at 95 %, and no median of nothing', () => {
    expect(medianWithInterval(upTo(5), 0.05)).toMatchObject({ estimate: 3, low: null, high: null });
    expect(medianWithInterval([], 0.05)).toMatchObject({ estimate: null, reason: 'NO_DATA' });
  });

  it('covers the median of a skewed population as often as it says', () => {
    const random = randomStream('median');
    let covered = 0;
    for (let run = 0; run < 2_000; run += 1) {
      const { low, high } = medianWithInterval(
        upTo(15).map(() => -Math.log(1 - random())),
        0.05,
      ) as { low: number; high: number };
      if (low <= Math.LN2 && Math.LN2 <= high) covered += 1;
    }
    // Exact coverage at n = 15 is 1 − 2·P(Bin(15, ½) ≤ 3) = .9648; four standard errors either side.
    const exact = 1 - 2 * binomialCdf(3, 15, 0.5);
    expect(Math.abs(covered / 2_000 - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 2_000));
  });

  it('holds its estimate, is made of values of the list, and does not hang on their order', () => {
    const anyTimes = fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 6, maxLength: 60 });
    fc.assert(
      fc.property(anyTimes, (times) => {
        const of = medianWithInterval(times, 0.05);
        if (of.estimate === null || of.low === null || of.high === null) throw new Error('no interval');
        expect(of.low).toBeLessThanOrEqual(of.estimate);
        expect(of.high).toBeGreaterThanOrEqual(of.estimate);
        expect(times).toEqual(expect.arrayContaining([of.low, of.high]));
        expect(medianWithInterval(times.toReversed(), 0.05)).toEqual(of);
      }),
    );
  });
});
