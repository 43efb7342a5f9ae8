/**
 * Names of months and weekdays by language, from Intl, long and short, as they stand alone and inside a date.
 * English names are always among them, because answers quote English dates in every language.
 */
import { foldLetters } from './fold.ts';

export interface Calendar {
  /** Folded name → month 1 … 12. Short names are only safe beside a day or a year. */
  months: ReadonlyMap<string, number>;
  /** Folded long name → weekday, Sunday 0. */
  weekdays: ReadonlyMap<string, number>;
  /** Folded long names of months that are no other common word. */
  longMonths: ReadonlySet<string>;
}

/** Long names that mean something else as well, in lower case or at the beginning of a sentence. */
const AMBIGUOUS = new Set(['may', 'march', 'mars', 'mai', 'marco', 'set', 'mar', 'avril']);
const calendars = new Map<string, Calendar>();

export function calendarOf(language: string): Calendar {
  const held = calendars.get(language);
  if (held !== undefined) return held;
  const months = new Map<string, number>();
  const longMonths = new Set<string>();
  const weekdays = new Map<string, number>();
  for (const tag of new Set(['en', language])) {
    addMonths(tag, months, longMonths);
    const weekday = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' });
    // 1 February 2026 is a Sunday.
    for (let day = 0; day < 7; day += 1) {
      weekdays.set(foldLetters(weekday.format(Date.UTC(2026, 1, 1 + day)).toLowerCase()), day);
    }
  }
  const made = { months, weekdays, longMonths };
  calendars.set(language, made);
  return made;
}

function addMonths(tag: string, months: Map<string, number>, longMonths: Set<string>): void {
  for (const month of ['long', 'short'] as const) {
    const alone = new Intl.DateTimeFormat(tag, { month, timeZone: 'UTC' });
    const inDate = new Intl.DateTimeFormat(tag, { month, day: 'numeric', year: 'numeric', timeZone: 'UTC' });
    for (let at = 0; at < 12; at += 1) {
      const day = Date.UTC(2026, at, 15);
      const part = inDate.formatToParts(day).find((one) => one.type === 'month')?.value ?? '';
      for (const name of [alone.format(day), part]) {
        const folded = foldLetters(name.toLowerCase()).replace(/\.$/, '');
        // Japanese and Chinese months are numbers, which are read as such.
        if (!/^[\p{L}\p{M}]{2,}$/u.test(folded)) continue;
        if (!months.has(folded)) months.set(folded, at + 1);
        if (month === 'long' && !AMBIGUOUS.has(folded)) longMonths.add(folded);
      }
    }
  }
  if (tag === 'en') months.set('sept', 9);
}
