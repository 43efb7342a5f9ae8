import { expect, it } from 'vitest';
import type { Template } from '../../../shared/domain/template.ts';
import { scheduleInWords, timeThere, timeZones, weekInWords } from './schedule-words.ts';

const schedule = { weekday: 7, hour: 6, minute: 5, timeZone: 'Europe/Berlin' };
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

it('a schedule names day, time, zone and the weeks that it speaks for', () => {
  expect(scheduleInWords({ schedule, weeks: 1 })).toBe(
    'Every Sunday at 06:05, Europe/Berlin, for the week before',
  );
  expect(scheduleInWords({ schedule, weeks: 4 })).toContain('the 4 weeks before');
});

it('a week is told without what it has none of', () => {
  const of = { plan: { allocation: { size: 100 } }, gold: 0, reviewerIds: ['a', 'b'], dueDays: null };
  expect(plain(weekInWords(of as unknown as Template))).toBe('100 items · 2 reviewers');
  expect(plain(weekInWords({ ...of, gold: 5, dueDays: 1 } as unknown as Template))).toBe(
    '100 items · 5 gold · 2 reviewers · due after 1 day',
  );
});

it('a next run is told in the time of its zone', () => {
  expect(timeThere('2026-11-22T23:30:00.000Z', 'Europe/Berlin')).toBe('Mon, 23 Nov 2026, 00:30');
});

it('every zone is there once, the one in hand among them', () => {
  const zones = timeZones('Europe/Berlin');
  expect(zones.filter((one) => one === 'Europe/Berlin')).toHaveLength(1);
  expect(zones).toContain('UTC');
});
