import { describe, expect, it } from 'vitest';
import { readCoefficient, readDay, readMargin, readPercent, readShare, readWhole } from './read-typed.ts';

describe('numbers as people type them', () => {
  it('are read with separators and refused in words', () => {
    expect(readWhole(' 1,200 ', 1)).toBe(1200);
    expect(readWhole('', 1)).toBe('Enter a number.');
    expect(readWhole('2.5', 1)).toBe('Enter a whole number.');
    expect(readWhole('-3', 0)).toBe('Enter a whole number.');
    expect(readWhole('1', 2, 20)).toBe('Enter 2 or more.');
    expect(readWhole('21', 2, 20)).toBe('Enter 20 or less.');
  });

  it('may be percentages with a comma or a sign', () => {
    expect(readPercent('1,5 %')).toBeCloseTo(0.015, 12);
    expect(readPercent('1.5')).toBeCloseTo(0.015, 12);
    for (const typed of ['', 'x', '0', '100', '-1', '1.5.2']) expect(readPercent(typed)).toBeTypeOf('string');
  });

  it('may be days, and only days that exist', () => {
    expect(readDay('2026-11-14')).toBe('2026-11-14T00:00:00.000Z');
    expect(readDay('2026-11-30', 1)).toBe('2026-12-01T00:00:00.000Z');
    expect(readDay('2026-02-30')).toBeNull();
    expect(readDay('14.11.2026')).toBeNull();
  });

  it('may be margins in points, shares up to all, and coefficients', () => {
    expect(readMargin('± 2,5 points')).toBeCloseTo(0.025, 12);
    expect(readMargin('2%')).toBeCloseTo(0.02, 12);
    for (const typed of ['', '0', '50', '-1', 'two', '2 to 3'])
      expect(readMargin(typed)).toBeTypeOf('string');
    expect([readShare('100', 0.1), readShare('0', 0)]).toEqual([1, 0]);
    expect(readShare('0', 0.1)).toBe('Enter 0.1 or more.');
    expect(readShare('101', 0)).toBe('Enter 100 or less.');
    expect(readCoefficient('.8')).toBe(0.8);
    for (const typed of ['', '0', '1', '80']) expect(readCoefficient(typed)).toBeTypeOf('string');
  });
});
