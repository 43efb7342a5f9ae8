import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attempts } from './pin-waits.ts';
import { keepWithClock, noAttempts, pauseAfter, remainingMs, waitInWords, withFailure } from './pin-waits.ts';

const day = 86_400_000;
const failed = (failures: number): Attempts => ({ failures, failedAtMs: 10 * day, failedUptimeMs: day });
const later = (wallMs: number, uptimeMs = wallMs) => ({
  wallMs: 10 * day + wallMs,
  uptimeMs: day + uptimeMs,
});

test('two slips cost nothing, then every wrong PIN costs more, up to an hour', () => {
  const pauses = Array.from({ length: 12 }, (_, failures) => pauseAfter(failures) / 1000);
  expect(pauses).toEqual([0, 0, 0, 5, 15, 60, 300, 900, 3600, 3600, 3600, 3600]);
});

test('all PINs of four digits take more than a year', () => {
  const totalMs = Array.from({ length: 10_000 }, (_, n) => pauseAfter(n)).reduce((sum, one) => sum + one, 0);
  expect(totalMs / day).toBeGreaterThan(365);
});

test('a pause ends when its time is over, and a right PIN forgets what was wrong', () => {
  expect(remainingMs(failed(5), later(0))).toBe(60_000);
  expect(remainingMs(failed(5), later(59_999))).toBe(1);
  expect(remainingMs(failed(5), later(60_000))).toBe(0);
  expect(remainingMs(noAttempts, later(0))).toBe(0);
  expect(withFailure(noAttempts, later(7))).toEqual({
    failures: 1,
    failedAtMs: 10 * day + 7,
    failedUptimeMs: day + 7,
  });
});

test('setting the clock back begins the pause anew, and from there on it ends like any other', () => {
  const back = later(-3 * day, 1000);
  expect(remainingMs(failed(5), back)).toBe(60_000);
  const kept = keepWithClock(failed(5), back);
  expect(remainingMs(kept, later(-3 * day + 60_000, 61_000))).toBe(0);
  expect(keepWithClock(failed(5), later(1))).toEqual(failed(5));
});

test('setting the clock forward ends no pause while the computer runs', () => {
  expect(remainingMs(failed(8), later(5 * day, 1000))).toBe(3_600_000 - 1000);
});

test('after the computer was started again, the wall clock counts', () => {
  expect(remainingMs(failed(5), { wallMs: 10 * day + 20_000, uptimeMs: 15_000 })).toBe(40_000);
});

test('whatever the clocks say, a wait is never longer than its pause and never shorter than both clocks allow', () => {
  const clock = fc.integer({ min: -100 * day, max: 100 * day });
  const property = fc.property(fc.nat(20), clock, fc.nat(100 * day), (failures, wall, up) => {
    const left = remainingMs(failed(failures), later(wall, up));
    const pause = pauseAfter(failures);
    expect(left).toBeLessThanOrEqual(pause);
    expect(left).toBeGreaterThanOrEqual(Math.max(0, pause - Math.max(0, Math.min(wall, up))));
  });
  fc.assert(property);
});

test('a wait is told in whole seconds or minutes, never shorter than it is', () => {
  expect([1, 1000, 4001, 90_000, 90_001, 3_600_000].map(waitInWords)).toEqual([
    '1 second',
    '1 second',
    '5 seconds',
    '90 seconds',
    '2 minutes',
    '60 minutes',
  ]);
});
