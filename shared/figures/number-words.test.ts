import { describe, expect, it } from 'vitest';
import {
  chanceText,
  coefficientText,
  intervalText,
  percentText,
  pointsText,
  tickText,
} from './number-words.ts';

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
    // Of a frame that was reviewed whole.
    expect(intervalText(0.173, 0.173, 'percent')).toBe('no sampling error');
  });
});

describe('differences and chances', () => {
  it('have their sign, and none at nought', () => {
    expect(pointsText(0.021)).toBe('+2.1');
    expect(pointsText(-0.004)).toBe('−0.4');
    expect(pointsText(-0.0000001)).toBe('0.00');
    expect(tickText(-0.1, 'difference')).toBe('−10');
    expect(plain(tickText(0.025, 'percent'))).toBe('2.5 %');
  });

  it('that are tiny are said to be smaller than what can be written', () => {
    expect(plain(chanceText(0.00001))).toBe('< .001');
    expect(chanceText(0.0341)).toBe('.034');
    expect(chanceText(1)).toBe('1.000');
  });
});
