/**
 * Shares on a reviewer's page as figures: exact limits for counts, and a named reason where there is too little or where it
 * may not be told. Invariant: below the least count there is no share, because it would tell of chance.
 */
import type { Figure } from '../contract/report-figure.ts';
import { noFigure } from '../report/rates.ts';
import { clopperPearson } from '../statistics/binomial-intervals.ts';
import type { HiddenReason } from './page-input.ts';

/** Below so many labels a share would tell more of chance than of a person. */
export const MIN_LABELS = 10;
/** Gold is little by nature, and its answers are known: the exact interval says how little. */
export const MIN_GOLD = 5;

export interface ShareCount {
  hits: number;
  of: number;
}

/** The share with its Clopper–Pearson limits, or TOO_FEW_ITEMS. */
export function shareFigure({ hits, of }: ShareCount, method: string, alpha: number, least: number): Figure {
  const words = `${method}, Clopper–Pearson`;
  if (of < least) return noFigure('TOO_FEW_ITEMS', of, words);
  const { low, high } = clopperPearson(hits, of, alpha);
  return { estimate: hits / of, low, high, n: of, method: words, reason: null, notes: [] };
}

/** What may not be told, and why. */
export function hiddenFigure(reason: HiddenReason, method: string): Figure {
  return noFigure(reason, 0, method);
}
