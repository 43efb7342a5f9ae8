/**
 * When a template draws and which weeks it then speaks for. Pure but for the time zone database of the machine.
 *
 * Invariants: each calendar week of the template's own time zone has one moment and speaks for the ISO week before it, so
 * that no week is left out or drawn twice when clocks change; a moment comes no earlier than the week that it speaks for
 * has ended in UTC; one that daylight saving leaves out comes after the gap.
 */
import { Cron } from 'croner';
import { isoWeek } from '../../shared/domain/iso-week.ts';
import type { Template } from '../../shared/domain/template.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

type Timing = Pick<Template, 'schedule' | 'weeks'>;

/** A week that a template has to draw. */
export interface DueWeek {
  /** ISO week that it speaks for; the last one when it speaks for several. */
  week: string;
  /** Half-open, UTC. */
  from: string;
  until: string;
}

/** Whether the time zone is one that this machine knows. */
export function knowsTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** When it draws next after `after`. */
export function nextMoment(timing: Timing, after: Date): Date {
  for (const { at } of momentsFrom(timing, after)) if (at > after) return at;
  throw new RangeError('a weekly schedule has no next moment');
}

/** Weeks whose moment came after `after`, up to `until`: the latest `limit`, oldest first. */
export function listWeeks(timing: Timing, after: Date, until: Date, limit: number): DueWeek[] {
  const weeks: DueWeek[] = [];
  for (const { at, due } of momentsFrom(timing, after)) {
    if (at > until) break;
    if (at > after) weeks.push(due);
  }
  return weeks.slice(-limit);
}

/** The weeks that have ended at a time. */
export function weekBefore({ weeks }: Pick<Template, 'weeks'>, at: Date): DueWeek {
  return weeksUntil(mondayOf(at.getTime()), weeks);
}

/** The window of a week by its name. */
export function windowOf({ weeks }: Pick<Template, 'weeks'>, week: string): DueWeek {
  const [year = 0, number = 0] = week.split('-W').map(Number);
  // 4 January is always in week 1.
  return weeksUntil(mondayOf(Date.UTC(year, 0, 4)) + number * weekMs, weeks);
}

/** Moments in their order, beginning no later than the first after `after`. */
function* momentsFrom({ schedule, weeks }: Timing, after: Date): Generator<{ at: Date; due: DueWeek }> {
  const { weekday, hour, minute, timeZone } = schedule;
  const cron = new Cron(`${minute} ${hour} * * ${weekday % 7}`, { timezone: timeZone, paused: true });
  // A moment may be put off by less than a day, because Monday comes early in the east.
  let moment = cron.nextRun(new Date(after.getTime() - dayMs));
  while (moment !== null) {
    const monday = mondayOf(localDay(moment, timeZone));
    yield { at: new Date(Math.max(moment.getTime(), monday)), due: weeksUntil(monday, weeks) };
    moment = cron.nextRun(moment);
  }
}

/** Midnight in UTC of the calendar day that it is there. */
function localDay(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'));
}

/** Monday 00:00 UTC of the week of a time; both in milliseconds. */
function mondayOf(ms: number): number {
  const days = Math.floor(ms / dayMs);
  // 1970-01-01 was a Thursday.
  return (days - ((days + 3) % 7)) * dayMs;
}

function weeksUntil(monday: number, weeks: number): DueWeek {
  return {
    week: isoWeek(new Date(monday - 1).toISOString()),
    from: new Date(monday - weeks * weekMs).toISOString(),
    until: new Date(monday).toISOString(),
  };
}
