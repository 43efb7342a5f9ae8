import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClockRecord } from './clock-trust.ts';
import { correctionMs, farAheadMs, readClock, steadyMs } from './clock-trust.ts';

const start = Date.parse('2026-03-02T08:00:00.000Z');
const hour = 3_600_000;
const day = 24 * hour;
const at = (ms: number): string => new Date(start + ms).toISOString();

/** Readings one after another, the hub never answering unless said. */
function readAll(readings: readonly number[], contact: string | null = null): ClockRecord {
  let record: ClockRecord | null = null;
  for (const ms of readings) record = readClock(record, new Date(start + ms), contact);
  return record!;
}

it('trusts a clock that goes on as clocks do, and one that is corrected by minutes', () => {
  expect(readAll([0, hour, 2 * hour, 2 * hour - correctionMs, 9 * day])).toEqual({
    seenAt: at(9 * day),
    doubt: null,
  });
  expect(readAll([0, farAheadMs]).doubt).toBeNull();
});

it('keeps the latest time that it saw when the clock is corrected backwards', () => {
  expect(readAll([hour, hour - 60_000])).toEqual({ seenAt: at(hour), doubt: null });
});

it('doubts a clock that leaps far ahead, and one that is set back, and remembers what it trusted', () => {
  for (const leap of [farAheadMs + 1, 400 * day, -correctionMs - 1, -30 * day]) {
    expect(readAll([0, leap])).toEqual({ seenAt: at(0), doubt: { sinceAt: at(leap), lastAt: at(leap) } });
  }
});

it('trusts again once the hub has answered since', () => {
  const leap = 30 * day;
  const doubted = readAll([0, leap]);
  const later = new Date(start + leap + hour);
  expect(readClock(doubted, later, at(leap - 1)).doubt).not.toBeNull();
  expect(readClock(doubted, later, at(leap + hour + 1)).doubt).not.toBeNull();
  expect(readClock(doubted, later, at(leap + 1))).toEqual({ seenAt: later.toISOString(), doubt: null });
});

it('trusts again after a day that went on steadily, and begins anew where it did not', () => {
  const leap = 30 * day;
  expect(readAll([0, leap, leap + hour, leap + steadyMs - 1]).doubt).not.toBeNull();
  expect(readAll([0, leap, leap + hour, leap + steadyMs]).doubt).toBeNull();
  expect(readAll([0, leap, leap + hour, leap + 90 * day]).doubt?.sinceAt).toBe(at(leap + 90 * day));
  expect(readAll([0, leap, 2 * hour]).doubt?.sinceAt).toBe(at(2 * hour));
  expect(readAll([0, leap, 2 * hour, 2 * hour + steadyMs]).doubt).toBeNull();
});

it('whatever a clock says: it is never trusted right after it leapt, and never doubted for ever', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -400 * 24, max: 400 * 24 }), { minLength: 1, maxLength: 20 }),
      (hours) => {
        let record: ClockRecord | null = null;
        let before: number | null = null;
        for (const ms of hours.map((one) => one * hour)) {
          record = readClock(record, new Date(start + ms), null);
          const leapt = before === null ? 0 : ms - before;
          if (leapt > farAheadMs || leapt < -correctionMs) expect(record.doubt).not.toBeNull();
          before = ms;
        }
        const rest: number = before ?? 0;
        for (let n = 1; n <= 25; n += 1) record = readClock(record, new Date(start + rest + n * hour), null);
        expect(record?.doubt).toBeNull();
      },
    ),
  );
});
