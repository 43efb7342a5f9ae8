import { expect, it } from 'vitest';
import { IDLE_AFTER_MS, noteAct, noteHidden, readClock, startClock } from './task-clock.ts';

it('counts while the person is at it, on top of what was counted before', () => {
  const clock = noteAct(startClock(5_000, 0, true), 10_000);
  expect(readClock(clock, 20_000)).toBe(25_000);
});

it('stops after a minute of silence and starts again with the next act', () => {
  const silent = startClock(0, 0, true);
  expect(readClock(silent, 10 * IDLE_AFTER_MS)).toBe(IDLE_AFTER_MS);
  const back = noteAct(silent, 10 * IDLE_AFTER_MS);
  expect(readClock(back, 10 * IDLE_AFTER_MS + 2_000)).toBe(IDLE_AFTER_MS + 2_000);
});

it('stands while the window is hidden', () => {
  const hidden = noteHidden(startClock(0, 0, true), 3_000);
  expect(readClock(hidden, 50_000)).toBe(3_000);
  expect(readClock(noteAct(hidden, 50_000), 51_000)).toBe(4_000);
  expect(readClock(startClock(0, 0, false), 9_000)).toBe(0);
});
