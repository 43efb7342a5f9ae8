import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  binomialUpper,
  fUpper,
  gammaQuantile,
  hypergeometricLower,
  hypergeometricUpper,
  logBetaCdf,
  logChoose,
  logGamma,
  normalQuantile,
  normalTwoSided,
  tTwoSided,
} from './distributions.ts';

describe('distribution functions', () => {
  test('give the textbook values', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalTwoSided(1.959963984540054)).toBeCloseTo(0.05, 14);
    expect(tTwoSided(2.2281388519649385, 10)).toBeCloseTo(0.05, 10);
    expect(gammaQuantile(1 - Math.exp(-3), 1, 2)).toBeCloseTo(6, 10);
    expect(fUpper(4.964602743730711, 1, 10)).toBeCloseTo(0.05, 10);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
  });

  test('ln Γ follows its recurrence over many orders of magnitude', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (x) => {
        const relative =
          Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) / Math.max(1, Math.abs(logGamma(x + 1)));
        expect(relative).toBeLessThan(1e-13);
      }),
    );
  });

  test('quantiles undo distribution functions', () => {
    const shape = fc.double({ min: 1, max: 500, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, p) => {
        expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 8);
      }),
      { examples: [[1.0000000000000022, 1.000000000000001, 0.625]] },
    );
  });

  test('binomial and hypergeometric tails add up and equal their sums', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(40),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, k, p) => {
          const x = k % (n + 1);
          let below = 0;
          for (let i = 0; i < x; i += 1) below += Math.exp(logChoose(n, i)) * p ** i * (1 - p) ** (n - i);
          expect(binomialUpper(x, n, p)).toBeCloseTo(1 - below, 9);
          expect(binomialCdf(x - 1, n, p) + binomialUpper(x, n, p)).toBeCloseTo(1, 9);
          const K = k % (n + 5);
          expect(hypergeometricLower(x - 1, K, n + 5, 5) + hypergeometricUpper(x, K, n + 5, 5)).toBeCloseTo(
            1,
            9,
          );
        },
      ),
    );
  });

  test('the logarithm of the beta distribution function goes on smoothly where the function underflows', () => {
    const at = (a: number) => logBetaCdf(0.015, a, 3);
    const slopes = [140, 150, 160, 170, 180].map((a) => at(a + 1) - at(a));
    expect(at(2000)).toBeLessThan(-8000);
    slopes.forEach((slope) => expect(Math.abs(slope - Math.log(0.015))).toBeLessThan(0.05));
    expect(logBetaCdf(0, 2, 3)).toBe(-Infinity);
  });
});
