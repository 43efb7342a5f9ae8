import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCoefficient,
  formatCoefficientInterval,
  formatCount,
  formatCountOf,
  formatHours,
  formatMargin,
  formatShare,
  formatShareInterval,
  formatWeight,
  NO_FIGURE,
  shortDigest,
} from './figure-format.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('figures on screen', () => {
  it('separates thousands and agrees with the noun', () => {
    expect(formatCount(184302)).toBe('184,302');
    expect(plain(formatCountOf(1, 'item'))).toBe('1 item');
    expect(plain(formatCountOf(1204, 'item'))).toBe('1,204 items');
    expect(plain(formatCountOf(0, 'stratum', 'strata'))).toBe('0 strata');
  });

  it('writes a share with one digit, and with two where one would read as nothing', () => {
    expect(plain(formatShare(0.018))).toBe('1.8 %');
    expect(plain(formatShare(0))).toBe('0.0 %');
    expect(plain(formatShare(0.0004))).toBe('0.04 %');
    expect(plain(formatShareInterval(0.011, 0.029))).toBe('1.1–2.9 %');
    expect(plain(formatShareInterval(0.0004, 0.012))).toBe('0.04–1.20 %');
  });

  it('writes a dash, never a zero, for what is not known', () => {
    expect(formatShare(null)).toBe(NO_FIGURE);
    expect(formatShareInterval(null, 0.2)).toBe(NO_FIGURE);
    expect(formatCoefficient(null)).toBe(NO_FIGURE);
    expect(formatCoefficientInterval(0.1, null)).toBe(NO_FIGURE);
    expect(formatMargin(null)).toBe(NO_FIGURE);
    expect(formatWeight(null)).toBe(NO_FIGURE);
  });

  it('writes coefficients without a leading zero, with a true minus, and never a negative zero', () => {
    expect(formatCoefficient(0.742)).toBe('.74');
    expect(formatCoefficient(1)).toBe('1.00');
    expect(formatCoefficient(-0.08)).toBe('−.08');
    expect(formatCoefficient(-0.001)).toBe('.00');
    expect(formatCoefficientInterval(-0.2, 0.4)).toBe('−.20 to .40');
  });

  it('writes margins, weights, sizes and hours as people say them', () => {
    expect(plain(formatMargin(0.021))).toBe('± 2.1 points');
    expect(formatWeight(1)).toBe('1');
    expect(formatWeight(12.345)).toBe('12.3');
    expect(formatWeight(20)).toBe('20');
    expect(formatWeight(99.97)).toBe('100');
    expect(formatWeight(921.51)).toBe('922');
    expect(plain(formatBytes(812))).toBe('812 B');
    expect(plain(formatBytes(4_200_000))).toBe('4.2 MB');
    expect(plain(formatHours(0.5))).toBe('30 min');
    expect(plain(formatHours(2.25))).toBe('2 h 15 min');
    expect(plain(formatHours(31.4))).toBe('31 h');
  });

  it('shortens a digest to its ends', () => {
    expect(shortDigest(`7c1e00${'0'.repeat(54)}ab04`)).toBe('7c1e00…ab04');
    expect(shortDigest('abc')).toBe('abc');
  });
});
