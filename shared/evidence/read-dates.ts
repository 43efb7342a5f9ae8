/**
 * Dates, months, weekdays and times of day, by the names of the text's language and of English.
 *
 * A date's first key is as exact as it is written; the further ones are what it implies (21 Nov 2026 implies 21 Nov,
 * November 2026, November and Saturday), so that a vaguer date elsewhere agrees with it.
 */
import { calendarOf, type Calendar } from './calendar.ts';
import type { FactList } from './facts.ts';
import { foldLetters, plainDigits } from './fold.ts';

interface Day {
  year?: number | undefined;
  month?: number | undefined;
  day?: number | undefined;
}

const NOT_IN_WORD = '(?<![\\p{L}\\p{N}])';
const ENDS = '(?![\\p{L}\\p{M}\\p{N}])';
const YEAR = '((?:1[5-9]|20)\\d{2})';
const DAY = '([0-3]?\\d)';

const ISO = new RegExp(`${NOT_IN_WORD}((?:1[5-9]|20)\\d{2})[-/]([01]?\\d)[-/]${DAY}(?!\\d)`, 'gu');
const NUMERIC = new RegExp(`${NOT_IN_WORD}${DAY}([./-])([0-3]?\\d)\\2((?:1[5-9]|20)?\\d{2})(?!\\d)`, 'gu');
const DOTTED = new RegExp(`${NOT_IN_WORD}${DAY}\\.\\s?([01]?\\d)\\.(?!\\d)`, 'gu');
const HAN = /(?:(\d{4})年)?(?:(\d{1,2})月)(?:(\d{1,2})日)?|(\d{4})年/gu;
const CLOCK = new RegExp(
  `${NOT_IN_WORD}([01]?\\d|2[0-4])[:h]([0-5]\\d)(?:\\s?([ap])\\.?m\\b\\.?)?(?!\\d)`,
  'giu',
);
const HOUR = new RegExp(`${NOT_IN_WORD}(1[0-2]|0?[1-9])\\s?([ap])\\.?m\\b\\.?`, 'giu');

interface Patterns {
  calendar: Calendar;
  dayMonth: RegExp;
  monthDay: RegExp;
  monthYear: RegExp;
  names: RegExp;
}

const patterns = new Map<string, Patterns>();

function patternsOf(language: string): Patterns {
  const held = patterns.get(language);
  if (held !== undefined) return held;
  const calendar = calendarOf(language);
  const word = '([\\p{L}][\\p{L}\\p{M}]{1,20})';
  const of = '(?:of|de|del|von)';
  const made: Patterns = {
    calendar,
    dayMonth: new RegExp(
      `${NOT_IN_WORD}${DAY}(?:st|nd|rd|th|\\.|er|º|ª)?\\s{1,2}(?:${of}\\s)?${word}\\.?(?:,?\\s(?:${of}\\s)?${YEAR}(?!\\d))?`,
      'giu',
    ),
    monthDay: new RegExp(
      `${NOT_IN_WORD}${word}\\.?\\s${DAY}(?:st|nd|rd|th)?(?![\\d.,:/]?\\d)${ENDS}(?:,?\\s${YEAR}(?!\\d))?`,
      'giu',
    ),
    monthYear: new RegExp(`${NOT_IN_WORD}${word}\\.?,?\\s(?:${of}\\s)?${YEAR}(?!\\d)`, 'giu'),
    names: new RegExp(`${NOT_IN_WORD}\\p{L}[\\p{L}\\p{M}]{2,20}${ENDS}`, 'gu'),
  };
  patterns.set(language, made);
  return made;
}

export function readDates(source: string, language: string, into: FactList): void {
  const text = plainDigits(source);
  if (/\d/.test(text)) {
    readNumeric(text, language, into);
    readWritten(text, patternsOf(language), into);
    readClock(text, into);
  }
  readNames(text, patternsOf(language), into);
}

function readNumeric(text: string, language: string, into: FactList): void {
  for (const { index, 0: raw, 1: year, 2: month, 3: day } of text.matchAll(ISO)) {
    addDay(into, index, raw, [{ year: num(year), month: num(month), day: num(day) }]);
  }
  for (const { index, 0: raw, 1: a, 2: mark, 3: b, 4: year } of text.matchAll(NUMERIC)) {
    const full = num(year)! < 100 ? 2000 + num(year)! : num(year);
    const dayFirst = { year: full, month: num(b), day: num(a) };
    const monthFirst = { year: full, month: num(a), day: num(b) };
    // With slashes both orders are in use, and English prefers the month first; elsewhere the day leads.
    addDay(
      into,
      index,
      raw,
      mark === '/' && language === 'en' ? [monthFirst, dayFirst] : [dayFirst, monthFirst],
    );
  }
  if (language !== 'en') {
    for (const { index, 0: raw, 1: day, 2: month } of text.matchAll(DOTTED)) {
      addDay(into, index, raw, [{ month: num(month), day: num(day) }]);
    }
  }
  if (/[年月]/.test(text)) {
    for (const { index, 0: raw, 1: year, 2: month, 3: day, 4: only } of text.matchAll(HAN)) {
      addDay(into, index, raw, [{ year: num(year ?? only), month: num(month), day: num(day) }]);
    }
  }
}

function readWritten(
  text: string,
  { calendar, dayMonth, monthDay, monthYear }: Patterns,
  into: FactList,
): void {
  const monthOf = (word: string | undefined) => calendar.months.get(foldLetters((word ?? '').toLowerCase()));
  for (const { index, 0: raw, 1: day, 2: word, 3: year } of text.matchAll(dayMonth)) {
    const month = monthOf(word);
    if (month !== undefined) addDay(into, index, raw, [{ year: num(year), month, day: num(day) }]);
  }
  for (const { index, 0: raw, 1: word, 2: day, 3: year } of text.matchAll(monthDay)) {
    const month = monthOf(word);
    if (month !== undefined) addDay(into, index, raw, [{ year: num(year), month, day: num(day) }]);
  }
  for (const { index, 0: raw, 1: word, 2: year } of text.matchAll(monthYear)) {
    const month = monthOf(word);
    if (month !== undefined) addDay(into, index, raw, [{ year: num(year), month }]);
  }
}

function readClock(text: string, into: FactList): void {
  for (const { index, 0: raw, 1: hour, 2: minute, 3: half } of text.matchAll(CLOCK)) {
    addTime(into, index, raw, num(hour)!, num(minute)!, half);
  }
  for (const { index, 0: raw, 1: hour, 2: half } of text.matchAll(HOUR)) {
    addTime(into, index, raw, num(hour)!, 0, half);
  }
}

function readNames(text: string, { calendar, names }: Patterns, into: FactList): void {
  for (const { index, 0: raw } of text.matchAll(names)) {
    const folded = foldLetters(raw.toLowerCase());
    const isCapital = raw.charAt(0) !== raw.charAt(0).toLowerCase();
    const weekday = calendar.weekdays.get(folded);
    const month = calendar.longMonths.has(folded) ? calendar.months.get(folded) : undefined;
    const key = weekday === undefined ? month && `m:${month}` : `w:${weekday}`;
    if (key === undefined || key === 0) continue;
    // In lower case "sun" or "mars" are words of their own; long names are not, but they are asked for with care.
    into.add({
      kind: 'date',
      start: index,
      end: index + raw.length,
      keys: [key],
      isIdle: !isCapital && raw.length < 5,
    });
  }
}

const num = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);

const isDay = ({ month, day }: Day): boolean =>
  (month === undefined || (month >= 1 && month <= 12)) && (day === undefined || (day >= 1 && day <= 31));

function addDay(into: FactList, start: number, raw: string, readings: readonly Day[]): void {
  const keys = readings.filter(isDay).flatMap(keysOfDay);
  const [first] = keys;
  if (first === undefined) return;
  into.add({
    kind: 'date',
    start,
    end: start + raw.trimEnd().length,
    keys: [...new Set(keys)],
    isIdle: false,
  });
}

function keysOfDay({ year, month, day }: Day): string[] {
  const keys: string[] = [];
  const [y, m, d] = [year, month, day];
  if (y !== undefined && m !== undefined && d !== undefined) {
    keys.push(`d:${y}-${m}-${d}`, `md:${m}-${d}`, `ym:${y}-${m}`, `m:${m}`, `n:${y}`);
    keys.push(`w:${new Date(Date.UTC(y, m - 1, d)).getUTCDay()}`);
  } else if (m !== undefined && d !== undefined) keys.push(`md:${m}-${d}`, `m:${m}`);
  else if (y !== undefined && m !== undefined) keys.push(`ym:${y}-${m}`, `m:${m}`, `n:${y}`);
  else if (m !== undefined) keys.push(`m:${m}`);
  else if (y !== undefined) keys.push(`n:${y}`);
  if (d !== undefined) keys.push(`n:${d}`);
  return keys;
}

function addTime(
  into: FactList,
  start: number,
  raw: string,
  hour: number,
  minute: number,
  half?: string,
): void {
  const late = half?.toLowerCase() === 'p' && hour < 12 ? 12 : 0;
  const early = half?.toLowerCase() === 'a' && hour === 12 ? 12 : 0;
  const minutes = (hour + late - early) * 60 + minute;
  const keys = [`t:${minutes}`];
  // Without a half of the day, the afternoon may be meant.
  if (half === undefined && hour >= 1 && hour < 12) keys.push(`t:${minutes + 720}`);
  if (minute === 0) keys.push(`n:${hour}`);
  into.add({ kind: 'date', start, end: start + raw.length, keys, isIdle: false });
}
