import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sliceCodePoints } from '../../../shared/domain/text.ts';
import { wholeCharacters } from '../../ui/reading/graphemes.ts';
import { rangeBetween } from '../../ui/reading/text-offsets.ts';
import { stepWord } from './words.ts';
import type { Edge, Stretch } from './words.ts';

const always = (): boolean => true;
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** UTF-16 offsets between the characters of a text, as people see them. */
const bordersOf = (text: string): Set<number> =>
  new Set([...[...clusters.segment(text)].map((one) => one.index), text.length]);

/** What each press of a step makes of the selection, as text. */
function walk(text: string, from: Stretch, edge: Edge, step: 1 | -1, language = 'en'): string[] {
  const seen: string[] = [];
  let at: Stretch | null = stepWord(text, from, edge, step, always, language);
  while (at !== null) {
    seen.push(text.slice(at.start, at.end));
    at = stepWord(text, at, edge, step, always, language);
  }
  return seen;
}

it('moves either edge of a selection by one word, and never makes it empty', () => {
  const text = 'You get a full refund.';
  const whole = { start: 0, end: text.length };
  expect(walk(text, whole, 'end', -1)).toEqual([
    'You get a full refund',
    'You get a full',
    'You get a',
    'You get',
    'You',
  ]);
  expect(walk(text, { start: 0, end: 3 }, 'end', 1).at(-1)).toBe('You get a full refund');
  expect(walk(text, whole, 'start', 1)).toEqual([
    'get a full refund.',
    'a full refund.',
    'full refund.',
    'refund.',
  ]);
  expect(walk(text, { start: 10, end: 14 }, 'start', -1).at(-1)).toBe('You get a full');
});

it('goes over line breaks and list marks', () => {
  const text = '1. Open it.\n2. **Close** it.';
  expect(walk(text, { start: 3, end: 7 }, 'end', 1)).toEqual([
    'Open it',
    'Open it.\n2',
    'Open it.\n2. **Close',
    'Open it.\n2. **Close** it',
  ]);
});

it('passes over words that cannot be seen', () => {
  const text = 'see [docs](https://example.com/a) now';
  const isShown = (word: Stretch): boolean => !text.slice(0, word.end).includes('https') || word.start > 32;
  expect(stepWord(text, { start: 5, end: 9 }, 'end', 1, isShown)).toEqual({ start: 5, end: text.length });
});

it.each([
  ['Hindi conjuncts', 'hi', 'क्षमा करें, वापसी नहीं'],
  ['Arabic with its marks', 'ar', 'اَلْعَرَبِيَّةُ لُغَةٌ جَمِيلَةٌ'],
  ['combining marks', 'vi', 'Tie\u0302\u0301ng Vie\u0323\u0302t ca\u0301'],
  ['emoji of several parts', 'en', 'ok 👩‍👩‍👧‍👦 👍🏽 🇩🇪🇫🇷 done'],
  ['letters beyond the first plane', 'en', '𝒜𝓃𝓈𝓌ℯ𝓇 is 𐐷𐐲𐑌'],
  ['Thai, which has no blanks', 'th', 'ไม่มีการคืนเงิน'],
  ['Japanese', 'ja', '返金は五日以内です。'],
  ['Korean in parts', 'ko', '\u1112\u1161\u11ab\u1100\u1173\u11af \u1112\u1161'],
])('steps through %s without splitting a character', (_, language, text) => {
  const borders = bordersOf(text);
  const steps = walk(text, { start: 0, end: text.length }, 'end', -1, language);
  expect(steps.length).toBeGreaterThan(0);
  for (const one of steps) expect(borders.has(one.length), one).toBe(true);
});

const parts = fc.array(
  fc.constantFrom(
    'a',
    'word',
    ' ',
    '\n',
    '. ',
    '**',
    'e\u0301',
    '\u0301',
    'क्षि',
    'त्र',
    'العَرَبِيَّة',
    '👩‍👩‍👧',
    '👍🏽',
    '🇩🇪',
    '🇫🇷',
    '\u200d',
    '𝒜',
    '漢字',
    '\r\n',
    '7',
  ),
  { minLength: 1, maxLength: 30 },
);

it('never splits a character by a step, forward or back, at either edge, in any mixture of scripts', () => {
  fc.assert(
    fc.property(
      parts,
      fc.nat(60),
      fc.nat(60),
      fc.constantFrom('start', 'end'),
      fc.constantFrom(1, -1),
      (some, from, to, edge, step) => {
        const text = some.join('');
        const borders = bordersOf(text);
        const start = Math.min(from, to, text.length - 1);
        const selected = wholeCharacters(text, start, Math.min(text.length, Math.max(from, to, start + 1)));
        const next = stepWord(text, selected, edge as Edge, step as 1 | -1, always);
        if (next === null) return;
        expect(next.end).toBeGreaterThan(next.start);
        expect(borders.has(next.start) && borders.has(next.end)).toBe(true);
        expect(next).not.toEqual(selected);
      },
    ),
  );
});

it('takes a line break of two characters as one', () => {
  expect(wholeCharacters('a\r\nb', 0, 2)).toEqual({ start: 0, end: 3 });
  expect(wholeCharacters('a\r\nb', 2, 4)).toEqual({ start: 1, end: 4 });
});

it('widens any two offsets to a range of whole characters that quotes the text by code points', () => {
  fc.assert(
    fc.property(parts, fc.nat(80), fc.nat(80), (some, from, to) => {
      const text = some.join('');
      const range = rangeBetween(text, from, to);
      if (range === null) return;
      const borders = bordersOf(text);
      const start = [...text].slice(0, range.start).join('').length;
      expect(sliceCodePoints(text, range.start, range.end)).toBe(range.quote);
      expect(borders.has(start)).toBe(true);
      expect(borders.has(start + range.quote.length)).toBe(true);
    }),
  );
});
