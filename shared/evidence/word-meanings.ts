/**
 * Words that mean a month, a weekday or a number: found in one pass over a text, because it is made for every passage.
 */
import { calendarOf } from './calendar.ts';
import { foldLetters } from './fold.ts';
import { numberWords } from './number-words.ts';

export interface Meaning {
  month?: number;
  /** The month's name is no other word and can stand alone. */
  isSureMonth?: boolean;
  /** Sunday 0. */
  weekday?: number;
  number?: { value: number; isOrdinal: boolean };
}

export interface MeantWord extends Meaning {
  start: number;
  end: number;
}

const WORD = /\p{L}[\p{L}\p{M}-]*/gu;
const LONGEST = 24;
/** Words of each language that were looked up; most are nothing. */
const known = new Map<string, Map<string, Meaning | null>>();
const MOST_KNOWN = 20_000;

export function listMeanings(text: string, language: string): MeantWord[] {
  let memo = known.get(language);
  if (memo === undefined || memo.size > MOST_KNOWN) {
    memo = new Map();
    known.set(language, memo);
  }
  const found: MeantWord[] = [];
  for (const { index, 0: raw } of text.matchAll(WORD)) {
    if (raw.length > LONGEST) continue;
    let meaning = memo.get(raw);
    if (meaning === undefined) {
      meaning = meaningOf(raw, language);
      memo.set(raw, meaning);
    }
    if (meaning !== null) found.push({ ...meaning, start: index, end: index + raw.length });
  }
  return found;
}

function meaningOf(raw: string, language: string): Meaning | null {
  const lower = raw.toLowerCase();
  const folded = foldLetters(lower);
  const { months, weekdays, longMonths } = calendarOf(language);
  const month = months.get(folded);
  const weekday = weekdays.get(folded);
  const number = numberWords.get(lower);
  if (month === undefined && weekday === undefined && number === undefined) return null;
  return {
    ...(month === undefined ? {} : { month, isSureMonth: longMonths.has(folded) }),
    ...(weekday === undefined ? {} : { weekday }),
    ...(number === undefined ? {} : { number }),
  };
}
