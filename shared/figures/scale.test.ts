import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOn, scaleCoefficients, scaleDifferences, scaleShares } from './scale.ts';

describe('the axis of shares', () => {
  it('ends at a round number just beyond the largest value', () => {
    expect(scaleShares([0.069, 0.02, null]).ticks).toEqual([0, 0.02, 0.04, 0.06, 0.08]);
    expect(scaleShares([0.29]).to).toBe(0.3);
    expect(scaleShares([]).to).toBe(0.01);
    expect(scaleShares([1]).to).toBe(1);
  });

  it('holds every value, with at most seven ticks, for any shares', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (shares) => {
        const scale = scaleShares(shares);
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
        expect(scale.ticks.length).toBeLessThanOrEqual(7);
        expect(scale.to).toBeLessThanOrEqual(1);
        for (const share of shares) expect(share).toBeLessThanOrEqual(scale.to + 1e-9);
        expect(scale.ticks.at(-1)).toBeLessThanOrEqual(scale.to + 1e-9);
      }),
    );
  });
});

describe('places on an axis', () => {
  it('run from 0 to 1 and stay inside', () => {
    const scale = scaleShares([0.04]);
    expect(placeOn(scale, 0)).toBe(0);
    expect(placeOn(scale, scale.to)).toBe(1);
    expect(placeOn(scale, 2)).toBe(1);
  });

  it('reach below 0 for agreement only when a value does', () => {
    expect(scaleCoefficients([0.2, null, 0.9], [0.667, 0.8]).from).toBe(0);
    expect(scaleCoefficients([-0.28, 0.9], [0.667, 0.8]).from).toBe(-0.4);
    const scale = scaleCoefficients([-1, 0.9], [0.667, 0.8]);
    expect(scale.from).toBe(-1);
    expect(placeOn(scale, 0)).toBe(0.5);
  });
});

describe('the axis of differences', () => {
  it('has nought in its middle and holds every value', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 20 }), (values) => {
        const scale = scaleDifferences(values);
        expect(scale.ticks[2]).toBe(0);
        expect(scale.from).toBe(-scale.to);
        for (const value of values) expect(Math.abs(value)).toBeLessThanOrEqual(scale.to + 1e-9);
      }),
    );
  });
});
