/** When a weekly audit draws itself, in words; and the time zones to choose from. */
import type { Template } from '../../../shared/domain/template.ts';
import { formatCounted } from '../../lib/format.ts';

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** `Every Monday at 06:00, Europe/Berlin, for the week before`. */
export function scheduleInWords({ schedule, weeks }: Pick<Template, 'schedule' | 'weeks'>): string {
  const span = weeks === 1 ? 'the week before' : `the ${weeks} weeks before`;
  const day = weekdays[schedule.weekday - 1] ?? '';
  return `Every ${day} at ${two(schedule.hour)}:${two(schedule.minute)}, ${schedule.timeZone}, for ${span}`;
}

/** What each week brings: items, gold, reviewers, due date. */
export function weekInWords({ plan, gold, reviewerIds, dueDays }: Template): string {
  return [
    formatCounted(plan.allocation.size, 'item'),
    gold > 0 ? `${gold} gold` : null,
    plan.calibration === undefined ? null : `calibration round of ${plan.calibration}`,
    formatCounted(reviewerIds.length, 'reviewer'),
    dueDays === null ? null : `due after ${formatCounted(dueDays, 'day')}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** A time as people of a time zone read it: `Mon, 23 Nov 2026, 06:00`. */
export function timeThere(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
}

/** Every zone that this browser knows, with the one in hand among them. */
export function timeZones(inHand: string): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set(['UTC', inHand, ...known])].toSorted();
}
