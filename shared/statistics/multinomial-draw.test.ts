import { describe, expect, test } from 'vitest';
import { chiSquareUpper, logChoose } from './distributions.ts';
import { compileMultinomial } from './multinomial-draw.ts';
import { randomStream } from './random-stream.ts';

/** Sizes and draws that take each of the three ways: a chain of binomials, single units, Poisson tables. */
const ways: [string, number[], number][] = [
  ['few groups of many units', [900, 700, 400], 2000],
  ['few units', [3, 1, 1, 1, 2, 1, 1, 1, 1, 2], 13],
  ['many groups of many units', [576, 227, 172, 166, 139, 120, 73, 61, 61, 56, 53, 39, 37, 33, 32, 1], 1846],
];

describe('drawing with replacement from groups', () => {
  test.each(ways)('draws as many units as it is asked for: %s', (_, sizes, draws) => {
    const draw = compileMultinomial(sizes, draws);
    const random = randomStream('total');
    for (let i = 0; i < 300; i += 1) {
      const counts = draw(random);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(draws);
      expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
    }
  });

  test.each(ways)('gives every group its binomial frequencies: %s', (_, sizes, draws) => {
    const units = sizes.reduce((a, b) => a + b, 0);
    const draw = compileMultinomial(sizes, draws);
    const random = randomStream('margins');
    const runs = 20_000;
    const seen = sizes.map(() => new Map<number, number>());
    for (let i = 0; i < runs; i += 1) {
      draw(random).forEach((count, g) => seen[g]!.set(count, (seen[g]!.get(count) ?? 0) + 1));
    }
    sizes.forEach((size, g) => {
      const p = size / units;
      const bins: { seen: number; expected: number }[] = [];
      let open = { seen: 0, expected: 0 };
      for (let x = 0; x <= draws; x += 1) {
        const chance = Math.exp(logChoose(draws, x) + x * Math.log(p) + (draws - x) * Math.log1p(-p));
        open = { seen: open.seen + (seen[g]!.get(x) ?? 0), expected: open.expected + runs * chance };
        if (open.expected < 50) continue;
        bins.push(open);
        open = { seen: 0, expected: 0 };
      }
      const chisq = bins.reduce((sum, bin) => sum + (bin.seen - bin.expected) ** 2 / bin.expected, 0);
      expect(chiSquareUpper(chisq, bins.length - 1)).toBeGreaterThan(1e-4);
    });
  });

  test.each(ways)('lets two groups lean against each other as a multinomial does: %s', (_, sizes, draws) => {
    const units = sizes.reduce((a, b) => a + b, 0);
    const draw = compileMultinomial(sizes, draws);
    const random = randomStream('covariance');
    const runs = 20_000;
    let [a, b, ab] = [0, 0, 0];
    for (let i = 0; i < runs; i += 1) {
      const counts = draw(random);
      a += counts[0]!;
      b += counts[1]!;
      ab += counts[0]! * counts[1]!;
    }
    const covariance = ab / runs - (a / runs) * (b / runs);
    const expected = (-draws * sizes[0]! * sizes[1]!) / units ** 2;
    const spread = (x: number) => Math.sqrt(draws * (x / units) * (1 - x / units));
    expect(Math.abs(covariance - expected)).toBeLessThan(
      (5 * spread(sizes[0]!) * spread(sizes[1]!)) / Math.sqrt(runs),
    );
  });

  test('depends on nothing but the stream', () => {
    const [, sizes, draws] = ways[2]!;
    const take = () => [...compileMultinomial(sizes, draws)(randomStream('same'))];
    expect(take()).toEqual(take());
  });
});
