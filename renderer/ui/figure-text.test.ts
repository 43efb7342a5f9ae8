import { describe, expect, it } from 'vitest';
import { coefficientText, intervalText, percentText } from './figure-text.tsx';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('rates as people write them', () => {
  it('have one digit, and two where one would read as nothing', () => {
    expect(plain(percentText(0.018))).toBe('1.8 %');
    expect(plain(percentText(0.7104))).toBe('71.0 %');
    expect(plain(percentText(0.0004))).toBe('0.04 %');
    expect(plain(percentText(0))).toBe('0.0 %');
  });

  it('are all only when rounding cannot tell them from all', () => {
    expect(plain(percentText(1))).toBe('100 %');
    expect(plain(percentText(0.9994))).toBe('99.9 %');
  });

  it('have their limits in the same words', () => {
    expect(plain(intervalText(0.011, 0.029, 'percent'))).toBe('1.1–2.9 %');
    expect(plain(intervalText(0.0004, 0.012, 'percent'))).toBe('0.04–1.2 %');
  });
});

describe('coefficients as people write them', () => {
  it('have no leading zero, a true minus, and never a negative zero', () => {
    expect(coefficientText(0.742)).toBe('.74');
    expect(coefficientText(1)).toBe('1.00');
    expect(coefficientText(-0.28)).toBe('−.28');
    expect(coefficientText(-0.001)).toBe('.00');
    expect(intervalText(-0.2, 0.4, 'coefficient')).toBe('−.20 to .40');
    expect(intervalText(0.61, 0.84, 'coefficient')).toBe('.61–.84');
  });
});
