import { describe, expect, test } from 'vitest';
import { chiSquareUpper, logChoose } from './distributions.ts';
import { drawBinomial, drawNormal, randomStream } from './random-stream.ts';
import { mean, variance } from './quantile.ts';

describe('a random stream', () => {
  test('depends on nothing but its seed', () => {
    const take = (seed: string) => {
      const random = randomStream(seed);
      return Array.from({ length: 50 }, random);
    };
    expect(take('a')).toEqual(take('a'));
    expect(take('a')).not.toEqual(take('b'));
  });

  test('is uniform: a chi-square over 100 bins of 100,000 numbers is unremarkable', () => {
    const random = randomStream('uniform');
    const bins = Array.from({ length: 100 }, () => 0);
    for (let i = 0; i < 100_000; i += 1) bins[Math.floor(random() * 100)]! += 1;
    const chisq = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquareUpper(chisq, 99)).toBeGreaterThan(0.001);
  });

  test('gives normal deviates with mean 0 and variance 1', () => {
    const random = randomStream('normal');
    const values = Array.from({ length: 50_000 }, () => drawNormal(random));
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(Math.abs(variance(values) - 1)).toBeLessThan(0.03);
  });

  test.each([
    [8, 0.3],
    [400, 0.02],
    [24, 0.5],
    [1200, 0.0101],
    [2000, 0.4],
    [400, 0.45],
    [20_000, 0.9],
  ])('gives binomial counts of %i trials at %f with the right frequencies', (n, p) => {
    const random = randomStream(`binomial ${n} ${p}`);
    const draws = 20_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i += 1) {
      const x = drawBinomial(random, n, p);
      counts.set(x, (counts.get(x) ?? 0) + 1);
    }
    const bins: { seen: number; expected: number }[] = [];
    let open = { seen: 0, expected: 0 };
    for (let x = 0; x <= n; x += 1) {
      const chance = Math.exp(logChoose(n, x) + x * Math.log(p) + (n - x) * Math.log1p(-p));
      open = { seen: open.seen + (counts.get(x) ?? 0), expected: open.expected + draws * chance };
      if (open.expected < 50) continue;
      bins.push(open);
      open = { seen: 0, expected: 0 };
    }
    const chisq = bins.reduce((sum, bin) => sum + (bin.seen - bin.expected) ** 2 / bin.expected, 0);
    expect(bins.length).toBeGreaterThan(4);
    expect(chiSquareUpper(chisq, bins.length - 1)).toBeGreaterThan(0.001);
  });

  test('never leaves the range of a binomial', () => {
    const random = randomStream('edges');
    expect(drawBinomial(random, 10, 0)).toBe(0);
    expect(drawBinomial(random, 10, 1)).toBe(10);
    expect(drawBinomial(random, 0, 0.5)).toBe(0);
  });
});
