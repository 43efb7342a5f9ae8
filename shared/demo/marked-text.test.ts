import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceCodePoints } from '../domain/text.ts';
import type { Filling } from './marked-text.ts';
import { fillTemplate, listSlots, takeMarks } from './marked-text.ts';
import { textByLanguage } from './text/by-language.ts';

const filling: Filling = {
  common: textByLanguage.en,
  locale: { language: 'en', region: 'GB' },
  slots: {
    days: { kind: 'int', value: 5, others: [7] },
    fee: { kind: 'money', value: 1490, others: [1590] },
    date: { kind: 'date', value: 20_395, others: [20_396] },
    name: { kind: 'name', value: 'Kim' },
  },
};

const inLanguage = (language: 'en' | 'de' | 'es', region: string): Filling => ({
  ...filling,
  common: textByLanguage[language],
  locale: { language, region },
});

describe('filling a template', () => {
  it('writes numbers, amounts, dates and names', () => {
    expect(fillTemplate('{name}: {days} days, {fee}, {date} ({date:iso})', filling)).toBe(
      'Kim: 5 days, £14.90, 3 November 2025 (2025-11-03)',
    );
  });

  it.each([
    ['en', 'IE', '€14.90, 3 November 2025'],
    ['en', 'US', '$14.90, 3 November 2025'],
    ['de', 'DE', '14,90 €, 3. November 2025'],
    ['de', 'CH', 'CHF 14.90, 3. November 2025'],
    ['es', 'ES', '14,90 €, 3 de noviembre de 2025'],
    ['es', 'US', '$14.90, 3 de noviembre de 2025'],
  ] as const)('writes amounts and dates as in %s of %s', (language, region, expected) => {
    expect(fillTemplate('{fee}, {date}', inLanguage(language, region))).toBe(expected);
  });

  it('refuses a slot that has no value', () => {
    expect(() => fillTemplate('{nothing}', filling)).toThrow(/"nothing"/);
  });

  it('drops the brackets of a wrong part when no mark is asked for', () => {
    expect(fillTemplate('a ⟦b⟧ c', filling)).toBe('a b c');
  });

  it('lists slots in order, without their form', () => {
    expect(listSlots('{date:iso} and {days}')).toEqual(['date', 'days']);
  });
});

describe('taking the marks out', () => {
  it('finds the bracketed part, the slot with its other value, or the whole', () => {
    const marked = [
      fillTemplate('a ⟦b⟧ c', filling, { error: 0 }),
      fillTemplate('{days} d', filling, {
        error: 1,
        slot: 'days',
        value: { kind: 'int', value: 7, others: [] },
      }),
      fillTemplate('all', filling, { error: 2, isWhole: true }),
    ].join(' ');
    const { text, ranges } = takeMarks(marked);
    expect(text).toBe('a b c 7 d all');
    expect(ranges.map((one) => [one.error, one.quote])).toEqual([
      [0, 'b'],
      [1, '7'],
      [2, 'all'],
    ]);
  });

  it('counts in code points, whatever stands before', () => {
    const words = fc.array(fc.constantFrom('😀', 'é', 'ñ', 'दा', 'x', '👩‍👧', ' '), { maxLength: 12 });
    fc.assert(
      fc.property(words, words, words, (before, inside, after) => {
        const quote = `${inside.join('')}!`;
        const { text, ranges } = takeMarks(
          before.join('') + fillTemplate(`⟦${quote}⟧`, filling, { error: 3 }) + after.join(''),
        );
        expect(ranges).toHaveLength(1);
        const [range] = ranges;
        expect(text).toBe(before.join('') + quote + after.join(''));
        expect(range?.quote).toBe(quote);
        expect(sliceCodePoints(text, range?.start ?? -1, range?.end ?? -1)).toBe(quote);
      }),
    );
  });
});
