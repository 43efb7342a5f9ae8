import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  costInWords,
  kindTitle,
  maskedInWords,
  maskedTotal,
  windowInWords,
} from './source-facts.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** A time of November where the person is: days are those of the person's place. */
const here = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();

describe('what is said about a source', () => {
  it('names the days that its traces span, one day once, and says when there are none', () => {
    expect(windowInWords({ firstAt: here(9, 8), lastAt: here(15, 20) })).toBe('9 Nov 2026 to 15 Nov 2026');
    expect(windowInWords({ firstAt: here(9, 8), lastAt: here(9, 9) })).toBe('9 Nov 2026');
    expect(windowInWords({ firstAt: null, lastAt: null })).toBe('no trace yet');
  });

  it('counts masked places by kind, most first, and leaves out kinds that were not met', () => {
    const masked = { email: 3, credit_card: 12, phone: 0 };
    expect(maskedInWords(masked)).toBe('Credit card 12 · E-mail 3');
    expect(maskedTotal(masked)).toBe(15);
    expect(maskedInWords({})).toBe('');
  });

  it('writes kinds as people do', () => {
    expect(['us_ssn', 'private_key', 'ipv6'].map(kindTitle)).toEqual(['US SSN', 'Private key', 'IPv6']);
  });

  it('says what declaring dimensions costs before it is done', () => {
    const found = [
      { dimension: 'model', distinct: 3 },
      { dimension: 'riskClass', distinct: 4 },
      { dimension: 'intent', distinct: 50 },
    ];
    expect(cellsOf(found, ['model', 'riskClass'])).toBe(12);
    expect(cellsOf(found, [])).toBe(1);
    expect(plain(costInWords({ traceCount: 2_500 }, 12, 2))).toContain('indexes 2,500 traces anew');
    expect(plain(costInWords({ traceCount: 0 }, 12, 2))).not.toContain('anew');
    expect(costInWords({ traceCount: 9 }, 1, 0)).toContain('looks through every trace');
  });
});
