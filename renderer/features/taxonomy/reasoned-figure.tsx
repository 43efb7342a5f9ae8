/** A figure with its interval and its count; where there is none, why, in words. */
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { NumberFormat } from '../../../shared/figures/number-words.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { FigureText } from '../../ui/figure-text.tsx';
import classes from './taxonomy.module.css';

export function ReasonedFigure({
  figure,
  format = 'percent',
}: {
  figure: Figure;
  format?: NumberFormat;
}): ReactNode {
  if (figure.estimate !== null) return <FigureText figure={figure} format={format} />;
  return <span className={classes.quiet}>{reasonInWords(figure.reason)}</span>;
}
