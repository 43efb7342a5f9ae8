import { describe, expect, it } from 'vitest';
import { bridgedRate } from './bridge-estimate.ts';

const certain = { share: 0.7, second: { isEvent: false } };
const judged = (...items: [weight: number, isEvent: boolean][]) => ({
  share: 0.3,
  second: { judged: items.map(([weight, isEvent]) => ({ weight, isEvent })) },
});
const rateOf = (of: ReturnType<typeof judged>, countsByWeight = false) =>
  bridgedRate({ classes: [certain, of], kish: 100, alpha: 0.05, countsByWeight });

describe('the bridged rate', () => {
  // Found against a computation of its own from statistics.md A9 and B3 (Python 3.11, scipy 1.10).
  it('of two items of unequal weight is an estimate, because two were judged', () => {
    const rate = rateOf(judged([3, true], [1, false]));
    if (rate.estimate === null) throw new Error(rate.reason);
    expect(rate.estimate).toBeCloseTo(0.225, 12);
    expect(rate.se).toBeCloseTo(0.17119068315769992, 12);
    // It says next to nothing, and says so.
    expect(rate.low).toBeCloseTo(0, 9);
    expect(rate.high).toBeCloseTo(1, 9);
  });

  it('of one item, or of none, is none', () => {
    expect(rateOf(judged([3, true]))).toMatchObject({ estimate: null, reason: 'TOO_FEW_SECOND_LOOKS', n: 1 });
    expect(rateOf(judged())).toMatchObject({ estimate: null, reason: 'TOO_FEW_SECOND_LOOKS', n: 0 });
  });

  it('is none where files of methods 1 and 2 had none, so that they still verify', () => {
    expect(rateOf(judged([3, true], [1, false]), true)).toMatchObject({ estimate: null });
    expect(rateOf(judged([1, true], [1, false]), true)).toEqual(rateOf(judged([1, true], [1, false])));
  });
});
