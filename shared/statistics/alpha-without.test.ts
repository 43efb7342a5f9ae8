import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alphaOf } from './agreement.ts';
import { alphaWithout, withoutReviewer } from './alpha-without.ts';
import { krippendorffAlpha } from './krippendorff.ts';
import { tabulate, type LabelIndex } from './label-table.ts';
import { randomStream } from './random-stream.ts';

const table = (rows: readonly (readonly LabelIndex[])[]) =>
  tabulate(
    rows.map((labels) => ({ labels })),
    4,
  );
const label = fc.option(fc.integer({ min: 0, max: 3 }));

describe('α without one reviewer', () => {
  test('is α of the units with their labels taken out, on any scale', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(label, { minLength: 4, maxLength: 4 }), { maxLength: 30 }),
        fc.constantFrom('nominal', 'ordinal'),
        (rows, scale) => {
          const own = rows.filter((row) => row[1] !== null);
          const got = alphaWithout(withoutReviewer(table(rows), own, 1), { scale }, 0.05);
          const plain = krippendorffAlpha(table(rows.map((row) => row.filter((_, r) => r !== 1))), { scale });
          if (plain.alpha === null) expect(got).toMatchObject({ estimate: null, reason: plain.reason });
          else expect(got.estimate).toBeCloseTo(plain.alpha, 10);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each(['nominal', 'ordinal'] as const)('has about the limits of the bootstrap: %s', (scale) => {
    const random = randomStream('limits');
    const rows = Array.from({ length: 300 }, (): LabelIndex[] => {
      const truth = Math.floor(random() * 4);
      return Array.from({ length: 4 }, () => (random() < 0.25 ? Math.floor(random() * 4) : truth));
    });
    const got = alphaWithout(withoutReviewer(table(rows), rows, 0), { scale }, 0.05);
    const units = rows.map((row) => ({ labels: row.slice(1).map(String) }));
    const resampled = alphaOf({ categories: ['0', '1', '2', '3'], scale, units, seed: 'x' });
    if (got.estimate === null || resampled.estimate === null) throw new Error('no figure');
    expect(got.estimate).toBeCloseTo(resampled.estimate, 10);
    const width = resampled.high! - resampled.low!;
    expect(Math.abs(got.low! - resampled.low!)).toBeLessThan(0.15 * width);
    expect(Math.abs(got.high! - resampled.high!)).toBeLessThan(0.15 * width);
  });

  test('claims no certainty where all the others agree', () => {
    const rows = Array.from({ length: 60 }, (_, i): LabelIndex[] => [i % 3, i % 2, i % 2]);
    const got = alphaWithout(withoutReviewer(table(rows), rows, 0), { scale: 'nominal' }, 0.05);
    expect(got).toMatchObject({ estimate: 1, low: null, high: null });
  });
});
