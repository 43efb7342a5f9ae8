/**
 * Prices, telephone numbers, codes and plain numbers. "1,000", "1.000", "1 000" and "1000" are one number, and so is
 * "twelve" and "12"; where a separator can be read in two ways, both readings are evidence.
 *
 * A minus is not read as a sign, because in "10-15" it is none. Units are never converted.
 */
import type { Fact, FactList } from './fact-list.ts';
import { SPACED_LETTERS } from './fold.ts';
import { countedWords, multipliers, referenceWords } from './number-words.ts';
import type { PlacedWord } from './tokens.ts';

/** Marks between groups of three digits; many languages also leave a plain space there. */
const GROUP_MARKS = ".,'’\\u00a0\\u202f\\u2009";
const CURRENCY = '(?:US\\$|[$€£¥₹円元]|(?:USD|EUR|GBP|CHF|JPY|INR|CAD|AUD|MXN)(?![\\p{L}]))';
const CURRENCY_WORD =
  '(?:dollars?|euros?|pounds?|cents?|rupees?|pesos?|franken|pfund|dólares|libras)(?![\\p{L}])';
const MULTIPLIER =
  '(?:\\s?(thousand|tausend|millones|millón|million(?:en|s)?|mio|billions?|milliarden?|mrd|mil|k|m|bn)(?![\\p{L}\\p{N}]))?';
/** Cheap looks before the costly ones; they begin at rare characters. */
const ANY_CURRENCY = new RegExp(`${CURRENCY}|${CURRENCY_WORD}`, 'iu');
const ANY_CODE = /(?<=\p{L}[-_/]?)\d/u;
const ANY_FRACTION = /\d[/⁄]\d|[½⅓⅔¼¾⅛]/;
const CODE =
  /(?<![\p{L}\p{N}])(?:\p{Lu}{1,6}[-_/]|\p{Lu}\p{L}{0,9})\d[\p{L}\p{N}]{0,20}(?:[-_/][\p{L}\p{N}]{1,20}){0,4}(?![\p{L}\p{N}])/gu;
/** A version, an address of a computer, a number of a section. */
const DOTTED_CODE = /(?<![\p{L}\p{N}.,])\d{1,5}(?:\.\d{1,5}){2,5}(?![\p{L}\p{N}])/gu;
const PHONE = /(?<![\p{L}\p{N}])\+?\(?\d{1,4}\)?(?:[ .\u00a0-]{1,2}\(?\d{2,5}\)?){1,5}(?![\p{L}\p{N}])/gu;
const FRACTION = /(?<![\p{L}\p{N}/.,])(?:(?:\d{1,3}\s)?\d{1,2}[/⁄]\d{1,3}(?![\p{N}/])|\d{0,3}\s?[½⅓⅔¼¾⅛])/gu;
const UNGROUPED_BY_SPACE = new Set(['en', 'ja', 'zh', 'hi', 'ar']);

function patternsFor(marks: string): { price: RegExp; number: RegExp } {
  const grouped = `\\d{1,3}(?:[${marks}]\\d{3})+(?!\\d)(?:[.,]\\d{1,10})?`;
  const amount = `(?:${grouped}|\\d{1,30}(?:[.,]\\d{1,20})?)`;
  const before = `(${CURRENCY})\\s?(${amount})${MULTIPLIER}`;
  const after = `(${amount})${MULTIPLIER}\\s?(${CURRENCY}|${CURRENCY_WORD})`;
  return {
    price: new RegExp(`(?<![${SPACED_LETTERS}\\p{N}.,])(?:${before}|${after})`, 'giu'),
    number: new RegExp(`(?<![${SPACED_LETTERS}\\p{N}_]|[\\p{N}][.,])${amount}${MULTIPLIER}`, 'giu'),
  };
}

const tight = patternsFor(GROUP_MARKS);
const spaced = patternsFor(`${GROUP_MARKS} `);
const patternsIn = (language: string) => (UNGROUPED_BY_SPACE.has(language) ? tight : spaced);

const PHONE_DIGITS = 7;

const currencies: ReadonlyMap<string, string> = new Map([
  ...['$', 'us$', 'usd', 'dollar', 'dollars', 'dólares'].map((one) => [one, 'USD'] as const),
  ...['€', 'eur', 'euro', 'euros'].map((one) => [one, 'EUR'] as const),
  ...['£', 'gbp', 'pound', 'pounds', 'pfund', 'libras'].map((one) => [one, 'GBP'] as const),
  ...['¥', 'jpy', '円'].map((one) => [one, 'JPY'] as const),
  ...['₹', 'inr', 'rupee', 'rupees'].map((one) => [one, 'INR'] as const),
]);

/** Numbers in digits. */
export function readNumbers(text: string, language: string, into: FactList): void {
  if (ANY_CURRENCY.test(text)) readPrices(text, language, into);
  if (/\d{3}/.test(text)) readPhones(text, into);
  if (ANY_CODE.test(text)) readCodes(text, CODE, into);
  readCodes(text, DOTTED_CODE, into);
  if (ANY_FRACTION.test(text)) readFractions(text, into);
  readDigits(text, language, into);
}

/** What digits with separators can mean, the likeliest in this language first. */
function readingsOf(digits: string, language: string): number[] {
  const marks = digits.match(/[^\d]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return [Number(digits)];
  const grouped = Number(digits.replace(/\D/g, ''));
  const cut = digits.lastIndexOf(last);
  const decimal = Number(`${digits.slice(0, cut).replace(/\D/g, '')}.${digits.slice(cut + 1)}`);
  if (last !== '.' && last !== ',') return [grouped];
  if (marks.length > 1) return [marks.every((mark) => mark === last) ? grouped : decimal];
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return [decimal];
  const isDecimalMark = last === (language === 'en' || language === 'ja' || language === 'zh' ? '.' : ',');
  return isDecimalMark ? [decimal, grouped] : [grouped];
}

function valuesOf(digits: string, multiplier: string | undefined, language: string): number[] {
  const times = multipliers.get(multiplier?.toLowerCase() ?? '') ?? 1;
  return readingsOf(digits, language).map((value) => value * times);
}

const numberKeys = (values: readonly number[]): string[] => values.map((value) => `n:${value}`);

function readPrices(text: string, language: string, into: FactList): void {
  for (const match of text.matchAll(patternsIn(language).price)) {
    const [raw, before, afterBefore, timesBefore, amount, times, after] = match;
    const digits = afterBefore ?? amount ?? '';
    const values = valuesOf(digits, timesBefore ?? times, language);
    const name = (before ?? after ?? '').toLowerCase();
    const currency = currencies.get(name) ?? name.toUpperCase();
    const keys = [...values.map((value) => `p:${value}${currency}`), ...numberKeys(values)];
    const fact: Fact = {
      kind: 'price',
      start: match.index,
      end: match.index + raw.length,
      keys,
      isIdle: false,
    };
    const [value] = values;
    into.add(value === undefined ? fact : { ...fact, value });
  }
}

function readPhones(text: string, into: FactList): void {
  for (const { index, 0: raw } of text.matchAll(PHONE)) {
    const digits = raw.replace(/\D/g, '');
    // "2 000 000" and a row of years are no telephone number; brackets, a plus or a dash make one.
    if (digits.length < PHONE_DIGITS || !/[()+-]/.test(raw)) continue;
    const parts = raw.match(/\d+/g) ?? [];
    const keys = [`c:${digits.slice(-10)}`, ...numberKeys(parts.map(Number))];
    into.add({ kind: 'number', start: index, end: index + raw.length, keys, isIdle: false });
  }
}

function readCodes(text: string, pattern: RegExp, into: FactList): void {
  for (const { index, 0: raw } of text.matchAll(pattern)) {
    // "1.000.000" is a number.
    if (/^\d{1,3}(?:\.\d{3})+$/.test(raw)) continue;
    const digits = raw.match(/\d+/g) ?? [];
    const kind = digits.join('').length >= 3 || /^\d/.test(raw) ? 'number' : 'name';
    const keys = [`c:${raw.toLowerCase().replace(/[-_/]/g, '')}`];
    into.add({ kind, start: index, end: index + raw.length, keys, isIdle: false });
  }
}

function readFractions(text: string, into: FactList): void {
  for (const { index, 0: raw } of text.matchAll(FRACTION)) {
    // "70½" becomes "70 1/2", as which it is also written.
    const plain = raw.replace(/[½⅓⅔¼¾⅛]/, (sign) => ` ${sign.normalize('NFKD').replace('⁄', '/')}`);
    const parts = (plain.match(/\d+/g) ?? []).map(Number);
    const [above, below] = parts.slice(-2);
    if (above === undefined || below === undefined || above >= below) continue;
    const value = Math.round(((parts.length > 2 ? parts[0]! : 0) + above / below) * 1e6) / 1e6;
    into.add({
      kind: 'number',
      start: index,
      end: index + raw.length,
      keys: numberKeys([value]),
      value,
      isIdle: false,
    });
  }
}

function readDigits(text: string, language: string, into: FactList): void {
  let wasReferenceAt = -1;
  for (const match of text.matchAll(patternsIn(language).number)) {
    const { index, 0: raw, 1: times } = match;
    const digits = raw.match(/^[^\p{L}\s]+(?:[\u00a0\u202f\u2009 ]\d{3})*/u)?.[0].replace(/[.,]$/, '') ?? raw;
    const values = valuesOf(digits, times, language);
    const [value] = values;
    if (value === undefined || Number.isNaN(value)) continue;
    const end = index + raw.length;
    const isReference = refers(text, index, value, wasReferenceAt);
    if (isReference) wasReferenceAt = end;
    const isIdle = isReference || isMark(text, index, end, value) || isSmallOrdinal(text, end, value);
    const fact: Fact = { kind: 'number', start: index, end, keys: numberKeys(values), value, isIdle };
    const percent = /^[\s\u00a0\u202f]?%/.exec(text.slice(end, end + 2))?.[0].length;
    into.add(percent === undefined ? fact : { ...fact, percentEnd: end + percent });
  }
}

/** "passage 2", "steps 1 and 3", "[4]": the number tells where to look, it says nothing. */
function refers(text: string, start: number, value: number, wasReferenceAt: number): boolean {
  if (value > 99) return false;
  const before = text.slice(Math.max(0, start - 24), start);
  const word = /(\p{L}[\p{L}\p{M}]*)\.?[\s\u00a0*_]{1,3}#?$/u.exec(before)?.[1];
  if (word !== undefined && referenceWords.has(word.toLowerCase())) return true;
  if (before.endsWith('[') && /^\d{1,2}[\],]/.test(text.slice(start, start + 3))) return true;
  if (wasReferenceAt < 0 || start - wasReferenceAt > 8) return false;
  return /^[\s,&–-]*(?:and|or|to|through|und|bis|y|e|et|à|a)?[\s,]*$/u.test(
    text.slice(wasReferenceAt, start),
  );
}

/** The number of a list item, at the beginning of a line or within it; and 24/7, which counts nothing. */
function isMark(text: string, start: number, end: number, value: number): boolean {
  if (value > 99) return false;
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 3);
  if (/(?:^|\n)[\s>#*_(|-]*$/.test(start > 12 ? before : `\n${before}`) && /^[.):]/.test(after)) return true;
  if (/(?:^|\s)\($/.test(before) && after.startsWith(')')) return true;
  if (value === 24 ? after.startsWith('/7') : value === 7 && before.endsWith('24/')) return true;
  return /[.:;,)]\s+$/.test(before) && /^[.)]\s+\p{Lu}/u.test(text.slice(end, end + 4));
}

function isSmallOrdinal(text: string, end: number, value: number): boolean {
  return value <= 10 && /^(?:st|nd|rd|th|er|º|ª)\b/i.test(text.slice(end, end + 3));
}

/** Numbers in words. Only those that count time, money or shares are asked for: "two ways" is a manner of speaking. */
export function readNumberWords(text: string, words: readonly PlacedWord[], into: FactList): void {
  for (let at = 0; at < words.length; at += 1) {
    const { start, word } = words[at]!;
    const number = word.meaning?.number;
    if (number === undefined) continue;
    let { value } = number;
    let { end } = words[at]!;
    // "twenty-one", "quatre-vingt-dix".
    for (let following = words[at + 1]; following !== undefined; following = words[at + 1]) {
      const more = following.word.meaning?.number?.value ?? 0;
      if (more === 0 || text.slice(end, following.start) !== '-') break;
      value = more > value ? value * more : value + more;
      end = following.end;
      at += 1;
    }
    const next = /^[\s\u00a0-](\p{L}+)/u.exec(text.slice(end, end + 20))?.[1]?.toLowerCase() ?? '';
    const isAsked = !number.isOrdinal && value > 1 && (countedWords.has(next) || value > 12);
    into.add({ kind: 'number', start, end, keys: [`n:${value}`], value, isIdle: !isAsked });
  }
}
