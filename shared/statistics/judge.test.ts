import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeMetrics } from './judge.ts';
import {
  differenceEstimator,
  judgedOnly,
  judgedOnlyBinary,
  pooledLambda,
  ppiDefault,
  ppiGain,
  ppiNormal,
  ppiOffer,
  tunedLambda,
} from './ppi.ts';
import { randomStream } from './random-stream.ts';
import { trueRate, trueRateEstimated, trueRateKnown } from './rogan-gladen.ts';

const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), {
  minLength: 3,
  maxLength: 60,
});

describe('judge against people', () => {
  test('metrics equal their counts for a simple sample, and undefined ones are null', () => {
    fc.assert(
      fc.property(scores, (list) => {
        const units = list.map(([human, judge]) => ({
          stratum: 'a',
          isHumanPositive: human === 1,
          isJudgePositive: judge === 1,
        }));
        const metrics = judgeMetrics(units, [{ key: 'a', population: 1000 }]);
        const cell = (h: number, j: number) =>
          list.filter(([human, judge]) => human === h && judge === j).length;
        const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
        const close = (got: number | null | undefined, expected: number | null) => {
          if (expected === null) expect(got ?? null).toBeNull();
          else expect(got).toBeCloseTo(expected, 10);
        };
        close(metrics.precision?.estimate, share(cell(1, 1), cell(0, 1) + cell(1, 1)));
        close(metrics.recall?.estimate, share(cell(1, 1), cell(1, 0) + cell(1, 1)));
        close(metrics.specificity?.estimate, share(cell(0, 0), cell(0, 0) + cell(0, 1)));
        close(metrics.f1?.estimate, share(2 * cell(1, 1), 2 * cell(1, 1) + cell(0, 1) + cell(1, 0)));
        expect(metrics.accuracy?.se).toBeGreaterThanOrEqual(0);
        const hasEmptyMargin = [
          cell(0, 0) + cell(0, 1),
          cell(1, 0) + cell(1, 1),
          cell(0, 0) + cell(1, 0),
          cell(0, 1) + cell(1, 1),
        ].includes(0);
        expect(metrics.mcc === null).toBe(hasEmptyMargin);
      }),
    );
  });
});

describe('the true rate behind a judge', () => {
  test('undoes sensitivity and specificity', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    const good = fc.double({ min: 0.65, max: 1, noNaN: true });
    fc.assert(
      fc.property(rate, good, good, (truth, se, sp) => {
        const apparent = truth * se + (1 - truth) * (1 - sp);
        expect(trueRate(apparent, se, sp).estimate).toBeCloseTo(truth, 9);
      }),
    );
  });

  test('is refused for a judge hardly better than chance, and clamped with a flag outside [0, 1]', () => {
    expect(trueRate(0.5, 0.6, 0.55)).toEqual({ estimate: null, raw: null, flag: 'JUDGE_UNINFORMATIVE' });
    expect(trueRate(0, 0.9, 0.9)).toMatchObject({ estimate: 0, flag: 'BELOW_ZERO' });
    expect(trueRate(1, 0.9, 0.9)).toMatchObject({ estimate: 1, flag: 'ABOVE_ONE' });
    expect(trueRateKnown(5, 50, 0.5, 0.5, 0.05)).toBeNull();
    const useless = { sensitivityX: 10, sensitivityN: 20, specificityX: 10, specificityN: 20 };
    expect(trueRateEstimated(5, 50, useless, 0.05)).toBeNull();
  });

  test('has wider limits when the judge was calibrated on fewer items', () => {
    const width = (size: number) => {
      const calibration = {
        sensitivityX: 0.8 * size,
        sensitivityN: size,
        specificityX: 0.9 * size,
        specificityN: size,
      };
      const rate = trueRateEstimated(100, 500, calibration, 0.05)!;
      return rate.high - rate.low;
    };
    expect(width(20)).toBeGreaterThan(width(200));
    expect(width(200)).toBeGreaterThan(width(20_000));
  });
});

describe('prediction-powered estimates', () => {
  test('without weight on the judge are the mean of the human labels', () => {
    fc.assert(
      fc.property(scores, (list) => {
        const y = list.map(([a]) => a);
        const f = list.map(([, b]) => b);
        const { estimate } = ppiNormal({ y, f, u: judgedOnly([0, 1, 1]) }, 0, 0.05, 1);
        expect(estimate).toBeCloseTo(y.reduce<number>((sum, one) => sum + one, 0) / y.length, 12);
      }),
    );
  });

  test('give a judge that never varies no weight, and a perfect one nearly all', () => {
    expect(tunedLambda({ y: [0, 1, 0], f: [1, 1, 1], u: judgedOnlyBinary(50, 50) })).toBe(0);
    const random = randomStream('perfect');
    const y = Array.from({ length: 300 }, () => Number(random() < 0.3));
    expect(tunedLambda({ y, f: y, u: judgedOnlyBinary(3000, 10_000) })).toBeGreaterThan(0.9);
    expect(tunedLambda({ y, f: y.map((one) => 1 - one), u: judgedOnlyBinary(7000, 10_000) })).toBe(0);
  });

  test('take counts of a binary judge and its single scores alike', () => {
    const u = judgedOnly([1, 1, 0, 0, 0]);
    const counted = judgedOnlyBinary(2, 5);
    expect(counted.mean).toBeCloseTo(u.mean, 12);
    expect(counted.variance0).toBeCloseTo(u.variance0, 12);
  });

  test('keep an honest interval when no event was seen', () => {
    const y = Array.from({ length: 120 }, () => 0);
    const f = y.map((_, i) => Number(i < 3));
    const result = ppiDefault([{ y, f, u: judgedOnlyBinary(50, 5000), population: 5120 }], 0.05);
    expect(result.low).toBe(0);
    expect(result.high).toBeGreaterThan(0.01);
    expect(result.high).toBeLessThan(0.1);
  });

  test('are offered from 100 labels on, pool a thin stratum, and hide a gain below 5 %', () => {
    const stratum = (n: number) => ({
      y: Array.from({ length: n }, (_, i) => i % 2),
      f: Array.from({ length: n }, (_, i) => Number(i % 2 === 0 ? i % 8 === 0 : i % 4 === 1)),
      u: judgedOnlyBinary(300, 1000),
      population: 1000 + n,
    });
    expect(ppiOffer([stratum(90), stratum(9)])).toEqual({ isOffered: false, mustPoolLambda: true });
    expect(ppiOffer([stratum(90), stratum(15)])).toEqual({ isOffered: true, mustPoolLambda: false });
    expect(pooledLambda([stratum(90)])).toBeCloseTo(tunedLambda(stratum(90)), 12);
    expect(ppiGain({ low: 0, high: 0.1 }, { low: 0, high: 0.096 })).toBeNull();
    expect(ppiGain({ low: 0, high: 0.1 }, { low: 0.01, high: 0.09 })).toBeCloseTo(0.2, 12);
  });

  test('of a wholly judged frame have no error left when everything was labelled too', () => {
    expect(differenceEstimator([0, 1, 1, 0], [0, 1, 0, 0], 1, 0.25, 4)).toEqual({ estimate: 0.5, se: 0 });
  });
});
