import { expect, it } from 'vitest';
import { paceOf } from './pace.ts';

it('is the median of the reviews, which one long pause does not move', () => {
  expect(paceOf([20_000, 30_000, 10_000, 40_000, 25_000])).toBe(25_000);
  expect(paceOf([20_000, 30_000, 10_000, 4_000_000, 25_000])).toBe(25_000);
  expect(paceOf([10_000, 20_000, 30_000, 40_000, 50_000, 60_000])).toBe(35_000);
});

it('is not told from four reviews, nor from ones without a time', () => {
  expect(paceOf([10_000, 10_000, 10_000, 10_000])).toBeNull();
  expect(paceOf([10_000, 10_000, 10_000, 10_000, 0, 0])).toBeNull();
});
