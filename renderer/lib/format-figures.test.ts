import { describe, expect, it } from 'vitest';
import { formatHours, formatMargin, formatWeight, NO_FIGURE } from './format-figures.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('planned quantities on screen', () => {
  it('are written as people say them', () => {
    expect(plain(formatMargin(0.021))).toBe('± 2.1 points');
    expect(plain(formatMargin(0.0004))).toBe('± 0.04 points');
    expect(formatWeight(1)).toBe('1');
    expect(formatWeight(12.345)).toBe('12.3');
    expect(formatWeight(20)).toBe('20');
    expect(formatWeight(99.97)).toBe('100');
    expect(formatWeight(921.51)).toBe('922');
    expect(plain(formatHours(0.5))).toBe('30 min');
    expect(plain(formatHours(2.25))).toBe('2 h 15 min');
    expect(plain(formatHours(31.4))).toBe('31 h');
  });

  it('are a dash, never a zero, when not known', () => {
    expect(formatMargin(null)).toBe(NO_FIGURE);
    expect(formatWeight(null)).toBe(NO_FIGURE);
  });
});
