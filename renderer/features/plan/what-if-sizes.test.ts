import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestStep, nextStep, placeOfSize, sizeAtPlace, sizeSteps, widthOnCurve } from './what-if-sizes.ts';

describe('the sizes that a slider goes through', () => {
  it('are round, rise, and take in both ends, for any range', () => {
    const size = fc.integer({ min: 1, max: 5_000_000 });
    fc.assert(
      fc.property(size, size, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const steps = sizeSteps(from, to);
        expect([steps[0], steps.at(-1)]).toEqual([from, to]);
        expect(steps.every((one, at) => at === 0 || one > (steps[at - 1] ?? 0))).toBe(true);
        expect(steps.slice(1, -1).every((one) => one % 5 === 0)).toBe(true);
        expect(steps.length).toBeLessThan(400);
      }),
    );
  });

  it('have a nearest one to every size', () => {
    const steps = sizeSteps(20, 2000);
    expect(steps.slice(0, 4)).toEqual([20, 25, 30, 35]);
    expect(steps[nearestStep(steps, 200)]).toBe(200);
    expect(steps[nearestStep(steps, 203)]).toBe(200);
    expect(steps[nearestStep(steps, 207)]).toBe(210);
    expect(steps[nearestStep(steps, 1)]).toBe(20);
    expect(steps[nearestStep(steps, 9999)]).toBe(2000);
  });

  it('lie where the curve has them, and go one step with each key', () => {
    const steps = sizeSteps(20, 2000);
    expect([placeOfSize(steps, 20), placeOfSize(steps, 2000), placeOfSize(steps, 9)]).toEqual([0, 1, 0]);
    expect(placeOfSize(steps, 200)).toBeCloseTo(0.5, 12);
    for (const size of steps) expect(sizeAtPlace(steps, placeOfSize(steps, size))).toBe(size);
    expect([nextStep(steps, 200, 1), nextStep(steps, 200, -1)]).toEqual([210, 190]);
    expect([nextStep(steps, 203, 1), nextStep(steps, 203, -1)]).toEqual([210, 200]);
    expect([nextStep(steps, 2000, 1), nextStep(steps, 20, -1)]).toEqual([2000, 20]);
    expect(placeOfSize([7], 7)).toBe(0);
  });
});

describe('a curve between its points', () => {
  const curve = [
    { size: 100, halfWidth: 0.04 },
    { size: 400, halfWidth: 0.02 },
    { size: 800, halfWidth: null },
  ];

  it('is straight in the logarithm, and the point itself at a point', () => {
    expect(widthOnCurve(curve, 200)).toBeCloseTo(0.03, 12);
    expect(widthOnCurve(curve, 400)).toBe(0.02);
  });

  it('says nothing outside of it, or beside a point without a width', () => {
    expect([widthOnCurve(curve, 50), widthOnCurve(curve, 900), widthOnCurve(curve, 500)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(widthOnCurve([], 10)).toBeNull();
  });
});
