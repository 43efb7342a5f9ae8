/** A figure of agreement in a table, with the question mark that leads to how it was computed; without one, why. */
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { FigureText } from '../../ui/figure-text.tsx';
import { HowButton } from './how-button.tsx';
import classes from './report.module.css';

/** Keeps the question mark on the line of its figure. */
const NBSP = '\u00a0';

export type AgreementRef = Extract<FigureRef, { kind: 'agreement' }>;

/** The address of a figure of agreement on a question. */
export function agreementRef({ question }: QuestionReport, part: Partial<AgreementRef>): AgreementRef {
  return { kind: 'agreement', question, option: null, pair: null, ...part };
}

export interface AgreementCellProps {
  figure: Figure;
  format: 'percent' | 'coefficient';
  about: AgreementRef;
  /** Its name among all figures of the report. */
  name: string;
}

export function AgreementCell({ figure, format, about, name }: AgreementCellProps): ReactNode {
  return (
    <>
      {figure.estimate === null ? (
        <span className={classes.quiet}>{reasonInWords(figure.reason)}</span>
      ) : (
        <FigureText figure={figure} format={format} />
      )}
      {NBSP}
      <HowButton about={about} name={name} />
    </>
  );
}
