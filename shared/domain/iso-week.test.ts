import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWeek } from './iso-week.ts';

describe('the ISO week of a time', () => {
  it('belongs to the year of its Thursday at both edges of a year', () => {
    const weeks: [string, string][] = [
      ['2026-11-21T14:00:00.000Z', '2026-W47'],
      ['2026-01-01T00:00:00.000Z', '2026-W01'],
      ['2025-12-29T00:00:00.000Z', '2026-W01'],
      ['2025-12-28T23:59:59.999Z', '2025-W52'],
      ['2026-12-31T12:00:00.000Z', '2026-W53'],
      ['2027-01-03T23:59:59.999Z', '2026-W53'],
      ['2027-01-04T00:00:00.000Z', '2027-W01'],
      ['2023-01-01T00:00:00.000Z', '2022-W52'],
      ['2021-01-03T00:00:00.000Z', '2020-W53'],
      ['2024-12-30T00:00:00.000Z', '2025-W01'],
      ['2005-01-01T00:00:00.000Z', '2004-W53'],
      ['1970-01-01T00:00:00.000Z', '1970-W01'],
    ];
    for (const [at, week] of weeks) expect([at, isoWeek(at)]).toEqual([at, week]);
  });

  it('is read in UTC, whatever offset the time is written with', () => {
    expect(isoWeek('2026-11-23T00:30:00+01:00')).toBe('2026-W47');
    expect(isoWeek('2026-11-22T23:30:00-01:00')).toBe('2026-W48');
  });

  it('changes on Mondays only, and names of later weeks sort later', () => {
    const days = fc.integer({ min: -365 * 100, max: 365 * 400 });
    fc.assert(
      fc.property(days, (day) => {
        const at = (n: number) => new Date(n * 86_400_000);
        const [today, tomorrow] = [isoWeek(at(day).toISOString()), isoWeek(at(day + 1).toISOString())];
        if (at(day + 1).getUTCDay() === 1) expect(tomorrow > today).toBe(true);
        else expect(tomorrow).toBe(today);
      }),
    );
  });
});
