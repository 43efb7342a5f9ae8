import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../shared/domain/template.ts';
import { knowsTimeZone, listWeeks, nextMoment, weekBefore, windowOf } from './template-weeks.ts';

const berlin = (weekday: number, hour: number, minute = 0): Schedule => ({
  weekday,
  hour,
  minute,
  timeZone: 'Europe/Berlin',
});
const next = (schedule: Schedule, after: string): string =>
  nextMoment({ schedule, weeks: 1 }, new Date(after)).toISOString();

describe('the moments of a template', () => {
  it('keep their hour on the clock of their time zone when clocks change', () => {
    // Clocks go forward on 2026-03-29 and back on 2026-10-25.
    expect(next(berlin(1, 6), '2026-03-23T06:00:00Z')).toBe('2026-03-30T04:00:00.000Z');
    expect(next(berlin(1, 6), '2026-03-16T06:00:00Z')).toBe('2026-03-23T05:00:00.000Z');
    expect(next(berlin(1, 6), '2026-10-19T12:00:00Z')).toBe('2026-10-26T05:00:00.000Z');
  });

  it('come after the gap where the hour is left out, and once where it comes twice', () => {
    expect(next(berlin(7, 2, 30), '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    const timing = { schedule: berlin(7, 2, 30), weeks: 1 };
    const autumn = listWeeks(timing, new Date('2026-10-24T00:00:00Z'), new Date('2026-10-26T12:00:00Z'), 9);
    expect(autumn.map((one) => one.week)).toEqual(['2026-W42']);
  });

  it('are put off until the week has ended in UTC, where Monday begins earlier', () => {
    expect(next(berlin(1, 0, 30), '2026-07-04T00:00:00Z')).toBe('2026-07-06T00:00:00.000Z');
    expect(next(berlin(1, 0, 30), '2026-12-05T00:00:00Z')).toBe('2026-12-07T00:00:00.000Z');
    const auckland = { weekday: 1, hour: 9, minute: 0, timeZone: 'Pacific/Auckland' };
    expect(next(auckland, '2026-07-04T00:00:00Z')).toBe('2026-07-06T00:00:00.000Z');
  });

  it('leave out no week and speak for none twice, in any time zone, through a year of changing clocks', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Pacific/Auckland',
      'Asia/Kolkata',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Pacific/Kiritimati',
      'Etc/GMT+12',
    ];
    const schedule = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      hour: fc.nat(23),
      minute: fc.nat(59),
      timeZone: fc.constantFrom(...zones),
    });
    const from = new Date('2026-01-07T00:00:00Z');
    const until = new Date('2027-01-20T00:00:00Z');
    fc.assert(
      fc.property(schedule, (one) => {
        const weeks = listWeeks({ schedule: one, weeks: 1 }, from, until, 100);
        expect(weeks.length).toBeGreaterThanOrEqual(53);
        for (const [at, due] of weeks.entries()) {
          const before = weeks[at - 1];
          if (before !== undefined) expect(due.from).toBe(before.until);
          expect(windowOf({ weeks: 1 }, due.week)).toEqual(due);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the weeks that a template speaks for', () => {
  it('are whole ISO weeks in UTC that have ended', () => {
    expect(weekBefore({ weeks: 1 }, new Date('2026-11-21T17:00:00Z'))).toEqual({
      week: '2026-W46',
      from: '2026-11-09T00:00:00.000Z',
      until: '2026-11-16T00:00:00.000Z',
    });
    expect(weekBefore({ weeks: 4 }, new Date('2026-11-16T00:00:00Z')).from).toBe('2026-10-19T00:00:00.000Z');
    expect(weekBefore({ weeks: 1 }, new Date('2027-01-04T00:00:00Z')).week).toBe('2026-W53');
  });

  it('are the latest ones where many were missed', () => {
    const timing = { schedule: berlin(1, 6), weeks: 1 };
    const slept = listWeeks(timing, new Date('2026-01-01T00:00:00Z'), new Date('2026-11-21T00:00:00Z'), 3);
    expect(slept.map((one) => one.week)).toEqual(['2026-W44', '2026-W45', '2026-W46']);
  });
});

describe('a time zone', () => {
  it('is known by its name', () => {
    expect(knowsTimeZone('Europe/Berlin')).toBe(true);
    expect(knowsTimeZone('Europe/Atlantis')).toBe(false);
  });
});
