/**
 * A figure as text: estimate, interval, count. Invariant: a number never appears without its interval and its count;
 * what is undefined says why.
 */
import type { ReactNode } from 'react';
import type { NumberFormat } from '../../shared/figures/number-words.ts';
import { intervalText, numberText } from '../../shared/figures/number-words.ts';
import classes from './figure-text.module.css';

export { percentText } from '../../shared/figures/number-words.ts';

export interface FigureTextProps {
  figure: {
    estimate: number | null;
    low: number | null;
    high: number | null;
    n: number;
    method: string;
    reason: string | null;
  };
  /** `percent` for rates, `coefficient` for agreement (two digits, no leading zero), `difference` in points. */
  format?: NumberFormat;
  size?: 'text' | 'display';
  /** What the count counts. */
  unit?: string;
}

const NBSP = '\u00a0';

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
  const points = format === 'difference' ? `${NBSP}points` : '';
  return (
    <span className={classes.figure} data-size={size} title={figure.method}>
      <span className={classes.estimate}>{`${numberText(estimate, format)}${points}`}</span>{' '}
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
