// Tests of the rules that decide and of what they rest on: thresholds, cells, evidence over time, double sampling.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hypergeometricInterval } from './binomial-intervals.ts';
import { classifyCell } from './cells.ts';
import { doubleSamplingRate } from './double-sampling.ts';
import { drawBinomial, randomStream } from './random-stream.ts';
import {
  confidenceSequence,
  finiteConfidenceSequence,
  increments,
  sequentialEvidence,
  spendPocock,
} from './sequential.ts';
import { decide, decideBinomial, decideStratified, isSensitiveToSkips } from './threshold.ts';
import { weeklyTrend } from './trend.ts';

describe('a decision at a limit', () => {
  const base = { n: 500, nStar: 400, events: 5, tau: 0.02 };

  test('calls a breach even from few items, but never from a single event', () => {
    expect(decide({ ...base, lower: 0.03, upper: 0.2, n: 20, nStar: 20 })).toBe('BREACH');
    expect(decide({ ...base, lower: 0.03, upper: 0.2, n: 20, nStar: 20, events: 1 })).toBe('INSUFFICIENT');
  });

  test('passes only with enough items and effective items, and is undecided between', () => {
    expect(decide({ ...base, lower: 0, upper: 0.019 })).toBe('PASS');
    expect(decide({ ...base, lower: 0, upper: 0.02 })).toBe('PASS');
    expect(decide({ ...base, lower: 0, upper: 0.021 })).toBe('INCONCLUSIVE');
    expect(decide({ ...base, lower: 0, upper: 0.019, nStar: 29.9 })).toBe('INSUFFICIENT');
    expect(decide({ ...base, lower: 0, upper: 0.019, n: 29, nStar: 29 })).toBe('INSUFFICIENT');
    expect(decide({ ...base, lower: 0.02, upper: 0.05 })).toBe('INCONCLUSIVE');
  });

  test('by exact p-values and by bounds is the same for a simple sample', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 800 }),
        fc.nat(40),
        fc.constantFrom(0.015, 0.05, 0.1),
        (n, k, tau) => {
          const { decision, passP, breachP } = decideBinomial(k % n, n, tau, 0.05);
          if (decision === 'PASS') expect(passP).toBeLessThanOrEqual(0.05 + 1e-9);
          if (decision === 'BREACH') expect(breachP).toBeLessThanOrEqual(0.05 + 1e-9);
          if (decision === 'INCONCLUSIVE') expect(Math.min(passP, breachP)).toBeGreaterThan(0.05 - 1e-9);
        },
      ),
    );
  });

  test('is sensitive to skips when they could turn it, and not when they could not', () => {
    const stratum = { N: 10_000, drawn: 700, n: 690, x: 1 };
    expect(decideStratified([stratum], 0.015, 0.05)?.decision).toBe('PASS');
    expect(isSensitiveToSkips([stratum], 0.015, 0.05)).toBe(true);
    expect(isSensitiveToSkips([{ ...stratum, n: 699 }], 0.015, 0.05)).toBe(false);
  });
});

test('a cell is muted or withheld in the declared order', () => {
  const cell = { estimate: 0.1, n: 100, nStar: 90, low: 0.08, high: 0.125 };
  expect(classifyCell(cell).status).toBe('RELIABLE');
  expect(classifyCell({ ...cell, nStar: 29 }).status).toBe('INSUFFICIENT');
  expect(classifyCell({ ...cell, low: 0.01, high: 0.31 }).status).toBe('UNRELIABLE');
  expect(classifyCell({ ...cell, estimate: 0.02, low: 0.001, high: 0.06 }).status).toBe('UNRELIABLE');
  expect(classifyCell({ ...cell, estimate: 0.02, low: 0.001, high: 0.05 }).status).toBe('RELIABLE');
  expect(classifyCell({ ...cell, estimate: 1, low: 0.97, high: 1 }).status).toBe('ZERO_OR_FULL');
  expect(classifyCell({ ...cell, estimate: 0, low: 0, high: 0.04 })).toMatchObject({
    relativeWidthPct: null,
  });
});

describe('evidence that may be looked at any time', () => {
  test('declares a false PASS or BREACH in at most 5 % of 2,000 sequences, looking after every 20 items', () => {
    const tau = 0.03;
    const prior = { a: 0.5, b: 0.5 };
    const wrong = { pass: 0, breach: 0 };
    for (let run = 0; run < 2000; run += 1) {
      const random = randomStream(`peeking ${run}`);
      let x = 0;
      let hasPassed = false;
      let hasBreached = false;
      for (let n = 20; n <= 600; n += 20) {
        x += drawBinomial(random, 20, tau);
        const { logEPass, logEBreach } = sequentialEvidence(x, n, tau, prior);
        hasPassed ||= logEPass >= Math.log(20);
        hasBreached ||= logEBreach >= Math.log(20);
      }
      wrong.pass += Number(hasPassed);
      wrong.breach += Number(hasBreached);
    }
    expect(wrong.pass / 2000).toBeLessThanOrEqual(0.05);
    expect(wrong.breach / 2000).toBeLessThanOrEqual(0.05);
    expect(wrong.pass + wrong.breach).toBeGreaterThan(0);
  });

  test('stays finite where the likelihood underflows', () => {
    const { logEPass, logEBreach } = sequentialEvidence(4000, 5000, 0.01, { a: 0.5, b: 0.5 });
    expect(logEBreach).toBeGreaterThan(1000);
    expect(Number.isFinite(logEPass)).toBe(true);
  });

  test('of a finite frame ends at certainty: when all are seen, the count is known', () => {
    const prior = { a: 1, b: 1 };
    expect(finiteConfidenceSequence(7, 100, 100, prior, 0.05)).toEqual({
      kLow: 7,
      kHigh: 7,
      low: 0.07,
      high: 0.07,
    });
    const all = finiteConfidenceSequence(0, 0, 50, prior, 0.05);
    expect([all.kLow, all.kHigh]).toEqual([0, 50]);
    expect(confidenceSequence(0, 0, prior, 0.05)).toEqual({ low: 0, high: 1 });
  });

  test('increments of spending add up to the whole error', () => {
    const spent = [0.25, 0.5, 0.75, 1].map((t) => spendPocock(0.05, t));
    expect(increments(spent).reduce((a, b) => a + b, 0)).toBeCloseTo(0.05, 12);
  });
});

test('the exact interval of a finite frame is the set of counts that the two tails do not reject', () => {
  expect(hypergeometricInterval(3, 20, 20, 0.05)).toEqual({ kLow: 3, kHigh: 3, low: 0.15, high: 0.15 });
  const { kLow, kHigh } = hypergeometricInterval(0, 10, 11, 0.05);
  expect([kLow, kHigh]).toEqual([0, 1]);
});

describe('a second look at clean verdicts', () => {
  const sample = { n: 500, nKish: 480, alpha: 0.05 };
  const flagged = { share: 0.1, second: { certainRate: 1 } };

  test('adds the missed share of the clean ones, with the error of both phases', () => {
    const result = doubleSamplingRate({
      ...sample,
      classes: [flagged, { share: 0.9, second: { judged: 100, positive: 5 } }],
    });
    if (result.estimate === null) throw new Error(result.reason);
    expect(result.estimate).toBeCloseTo(0.145, 12);
    const within = (0.81 * 0.05 * 0.95) / 99;
    const between = (0.1 * 0.855 ** 2 + 0.9 * 0.095 ** 2) / 500;
    expect(result.se).toBeCloseTo(Math.sqrt(within + between), 12);
  });

  test('that finds nothing says no more than the items that it saw', () => {
    const clean = { share: 1, second: { judged: 50, positive: 0 } };
    const result = doubleSamplingRate({ ...sample, classes: [clean] });
    if (result.estimate === null) throw new Error(result.reason);
    expect(result.estimate).toBe(0);
    expect(result.high).toBeGreaterThan(1 - 0.025 ** (1 / 51));
  });

  test('of fewer than two items gives no figure', () => {
    const thin = { share: 0.9, second: { judged: 1, positive: 0 } };
    expect(doubleSamplingRate({ ...sample, classes: [flagged, thin] })).toMatchObject({
      estimate: null,
      reason: 'TOO_FEW_SECOND_LOOKS',
    });
    const never = { share: 0, second: { judged: 0, positive: 0 } };
    expect(doubleSamplingRate({ ...sample, classes: [{ ...flagged, share: 1 }, never] }).estimate).toBe(1);
  });

  test('covers the true rate in at least 94 % of 1,000 simulated audits', () => {
    const random = randomStream('double sampling');
    let covered = 0;
    for (let run = 0; run < 1000; run += 1) {
      const flaggedCount = drawBinomial(random, 500, 0.1);
      const result = doubleSamplingRate({
        n: 500,
        nKish: 500,
        alpha: 0.05,
        classes: [
          { share: flaggedCount / 500, second: { judged: 40, positive: drawBinomial(random, 40, 0.8) } },
          {
            share: 1 - flaggedCount / 500,
            second: { judged: 100, positive: drawBinomial(random, 100, 0.04) },
          },
        ],
      });
      if (result.estimate !== null && (result.low ?? 1) <= 0.116 && (result.high ?? 0) >= 0.116) covered += 1;
    }
    expect(covered).toBeGreaterThanOrEqual(940);
  });
});

test('a trend needs six weeks, and a week without events stays finite', () => {
  const weeks = Array.from({ length: 6 }, (_, t) => ({
    t,
    rate: t === 0 ? 0 : 0.02,
    variance: t === 0 ? 0 : 1e-4,
    x: t === 0 ? 0 : 4,
    n: 200,
  }));
  const trend = weeklyTrend(weeks, 0.05);
  if (trend.estimate === null) throw new Error(trend.reason);
  expect(trend.estimate).toBeGreaterThan(0);
  expect(trend.low).toBeLessThan(trend.estimate);
  expect(Number.isFinite(trend.line.slopeSe)).toBe(true);
  expect(weeklyTrend(weeks.slice(1), 0.05)).toMatchObject({ estimate: null, reason: 'TOO_FEW_WEEKS', n: 5 });
});
