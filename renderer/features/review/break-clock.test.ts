import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BreakClock } from './break-clock.ts';
import { isBreakDue, noteWork, PAUSE_MS, putOff, startBreakClock } from './break-clock.ts';

const MINUTE = 60_000;

/** Acts every `everyMs` for `forMs`. */
function work(clock: BreakClock, forMs: number, everyMs = 20_000): BreakClock {
  let held = clock;
  const end = clock.lastActAt + forMs;
  while (held.lastActAt + everyMs <= end) held = noteWork(held, held.lastActAt + everyMs);
  return held;
}

it('is due after the minutes that the person chose, and not before', () => {
  const before = work(startBreakClock(0), 49 * MINUTE);
  expect(isBreakDue(before, before.lastActAt, 50)).toBe(false);
  const after = work(before, MINUTE);
  expect(isBreakDue(after, after.lastActAt, 50)).toBe(true);
  expect(isBreakDue(after, after.lastActAt, 0)).toBe(false);
});

it('begins anew after a pause of five minutes, and not after a shorter one', () => {
  const worked = work(startBreakClock(0), 40 * MINUTE);
  const short = noteWork(worked, worked.lastActAt + PAUSE_MS - 1);
  expect(short.workedMs).toBe(worked.workedMs + MINUTE);
  expect(noteWork(worked, worked.lastActAt + PAUSE_MS).workedMs).toBe(0);
});

it('is not told to somebody who is pausing already', () => {
  const due = work(startBreakClock(0), 50 * MINUTE);
  expect(isBreakDue(due, due.lastActAt + PAUSE_MS - 1, 50)).toBe(true);
  expect(isBreakDue(due, due.lastActAt + PAUSE_MS, 50)).toBe(false);
});

it('can be put off for ten minutes', () => {
  const due = putOff(work(startBreakClock(0), 50 * MINUTE), 50 * MINUTE);
  const later = work(due, 10 * MINUTE);
  expect(isBreakDue(later, 60 * MINUTE - 1, 50)).toBe(false);
  expect(isBreakDue(later, 60 * MINUTE, 50)).toBe(true);
});

it('counts no more than what passed, whatever the clock of the computer does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -PAUSE_MS, max: 2 * PAUSE_MS }), { maxLength: 60 }), (steps) => {
      let clock = startBreakClock(0);
      let now = 0;
      let passed = 0;
      for (const step of steps) {
        now += step;
        passed += Math.max(0, step);
        clock = noteWork(clock, now);
      }
      expect(clock.workedMs).toBeGreaterThanOrEqual(0);
      expect(clock.workedMs).toBeLessThanOrEqual(passed);
    }),
  );
});
