/**
 * Dates, months, weekdays and times of day, by the names of the text's language and of English.
 *
 * A date's first key is as exact as it is written; the further ones are what it implies (21 Nov 2026 implies 21 Nov,
 * November 2026, November and Saturday), so that a vaguer date elsewhere agrees with it.
 */
import type { FactList } from './fact-list.ts';
import { SPACED_LETTERS } from './fold.ts';
import type { PlacedWord } from './tokens.ts';

interface Day {
  year?: number | undefined;
  month?: number | undefined;
  day?: number | undefined;
}

const NOT_IN_WORD = `(?<![${SPACED_LETTERS}\\p{N}])`;
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
/** What stands before and after a month's name. */
const DAY_BEFORE =
  /(?<![\p{L}\p{N}.,:/])([0-3]?\d)(?:st|nd|rd|th|\.|er|º|ª)?\s{1,2}(?:(?:of|de|del|von)\s)?$/iu;
const DAY_AFTER = /^\.?\s([0-3]?\d)(?:st|nd|rd|th)?(?![\d:/]|[.,]\d|[\p{L}\p{M}])/iu;
const YEAR_AFTER = /^\.?,?\s(?:(?:of|de|del|von)\s)?((?:1[5-9]|20)\d{2})(?![\d\p{L}])/iu;
const BEFORE_CHARS = 14;
const AFTER_CHARS = 16;

/** Dates that are written in digits, and times of day. */
export function readNumericDates(text: string, language: string, into: FactList): void {
  for (const { index, 0: raw, 1: year, 2: month, 3: day } of text.matchAll(ISO)) {
    addDay(into, index, raw, [{ year: num(year), month: num(month), day: num(day) }]);
  }
  for (const { index, 0: raw, 1: a, 2: mark, 3: b, 4: year } of text.matchAll(NUMERIC)) {
    const full = num(year)! < 100 ? 2000 + num(year)! : num(year);
    const dayFirst = { year: full, month: num(b), day: num(a) };
    const monthFirst = { year: full, month: num(a), day: num(b) };
    // With slashes both orders are in use, and English prefers the month first; elsewhere the day leads.
    const isMonthFirst = mark === '/' && language === 'en';
    addDay(into, index, raw, isMonthFirst ? [monthFirst, dayFirst] : [dayFirst, monthFirst]);
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
  for (const { index, 0: raw, 1: hour, 2: minute, 3: half } of text.matchAll(CLOCK)) {
    addTime(into, index, raw, num(hour)!, num(minute)!, half);
  }
  for (const { index, 0: raw, 1: hour, 2: half } of text.matchAll(HOUR)) {
    addTime(into, index, raw, num(hour)!, 0, half);
  }
}

/** Dates with the name of a month; months and weekdays alone. */
export function readDateNames(text: string, words: readonly PlacedWord[], into: FactList): void {
  for (const placed of words) {
    const { month, weekday } = placed.word.meaning ?? {};
    if (month !== undefined) addWritten(text, placed, month, into);
    else if (weekday !== undefined) addName(text, placed, `w:${weekday}`, into);
  }
}

function addWritten(text: string, placed: PlacedWord, month: number, into: FactList): void {
  const { start, end } = placed;
  const before = text.slice(Math.max(0, start - BEFORE_CHARS), start);
  const after = text.slice(end, end + AFTER_CHARS);
  const dayBefore = DAY_BEFORE.exec(before);
  const dayAfter = dayBefore === null ? DAY_AFTER.exec(after) : null;
  const taken = dayAfter?.[0].length ?? 0;
  const year = YEAR_AFTER.exec(after.slice(taken));
  const day = num(dayBefore?.[1] ?? dayAfter?.[1]);
  if (day === undefined && year === null) {
    if (placed.word.meaning?.isSureMonth === true) addName(text, placed, `m:${month}`, into);
    return;
  }
  const from = dayBefore === null ? start : start - dayBefore[0].length;
  const to = end + taken + (year?.[0].length ?? 0);
  addDay(into, from, text.slice(from, to), [{ year: num(year?.[1]), month, day }]);
}

/** A name that stands alone. Short ones in lower case are words of their own in some languages. */
function addName(text: string, { start, end }: PlacedWord, key: string, into: FactList): void {
  const first = text.charAt(start);
  const isCapital = first !== first.toLowerCase();
  into.add({ kind: 'date', start, end, keys: [key], isIdle: !isCapital && end - start < 5 });
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
