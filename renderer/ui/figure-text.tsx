/**
 * A figure as text: estimate, interval, count. Invariant: a number never appears without its interval and its count;
 * what is undefined says why.
 */
import type { ReactNode } from 'react';
import classes from './figure-text.module.css';

export interface FigureTextProps {
  figure: {
    estimate: number | null;
    low: number | null;
    high: number | null;
    n: number;
    method: string;
    reason: string | null;
  };
  /** `percent` for rates, `coefficient` for agreement (two digits, no leading zero). */
  format?: 'percent' | 'coefficient';
  size?: 'text' | 'display';
  /** What the count counts. */
  unit?: string;
}

const NBSP = '\u00a0';

/** One digit after the point; two where one would read as nothing; none at exactly all. */
function digitsOf(value: number): string {
  const percent = value * 100;
  const size = Math.abs(percent);
  return percent.toFixed(size > 0 && size < 0.1 ? 2 : size >= 99.95 ? 0 : 1);
}

/** A rate as people write it: 1.8 %. */
export function percentText(value: number): string {
  return `${digitsOf(value)}${NBSP}%`;
}

/** A coefficient as people write it: .74, −.05, 1.00. */
export function coefficientText(value: number): string {
  const text = Math.abs(value).toFixed(2).replace(/^0/, '');
  return value < 0 && text !== '.00' ? `−${text}` : text;
}

/** An interval as people write it: 1.1–2.9 %. */
export function intervalText(low: number, high: number, format: 'percent' | 'coefficient'): string {
  if (format === 'percent') return `${digitsOf(low)}–${percentText(high)}`;
  const between = low < 0 || high < 0 ? ' to ' : '–';
  return `${coefficientText(low)}${between}${coefficientText(high)}`;
}

export function FigureText({
  figure,
  format = 'percent',
  size = 'text',
  unit = 'items',
}: FigureTextProps): ReactNode {
  const { estimate, low, high, n, reason } = figure;
  if (estimate === null) {
    return (
      <span className={classes.none} title={figure.method}>
        no figure{reason === null ? '' : `: ${reason}`} ({n} {unit})
      </span>
    );
  }
  const shown = format === 'percent' ? percentText(estimate) : coefficientText(estimate);
  return (
    <span className={classes.figure} data-size={size} title={figure.method}>
      <span className={classes.estimate}>{shown}</span>{' '}
      <span className={classes.interval}>
        {low !== null && high !== null
          ? intervalText(low, high, format)
          : `no interval${reason === null ? '' : `: ${reason}`}`}
        {', '}
        {n.toLocaleString('en')}
        {NBSP}
        {unit}
      </span>
    </span>
  );
}
