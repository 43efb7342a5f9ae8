// Owns the rule by which a figure in a table is shown, muted or withheld. Must not know how it was estimated.
// Source: presentation standards for proportions of the US National Center for Health Statistics (Parker et al. 2017).

import { ROUNDING } from './threshold.ts';

export type CellStatus = 'INSUFFICIENT' | 'UNRELIABLE' | 'ZERO_OR_FULL' | 'RELIABLE';

export interface CellInput {
  readonly estimate: number;
  readonly n: number;
  readonly nStar: number;
  readonly low: number;
  readonly high: number;
}

export interface Cell {
  readonly status: CellStatus;
  readonly width: number;
  /** Width over the estimate in per cent; null where the estimate is 0. */
  readonly relativeWidthPct: number | null;
}

const MIN_N = 30;
const WIDE = 0.3;
const NARROW = 0.05;
const MAX_RELATIVE_WIDTH_PCT = 130;

/** The rules of B8, in order. */
export function classifyCell({ estimate, n, nStar, low, high }: CellInput): Cell {
  const width = high - low;
  const relativeWidthPct = estimate > 0 ? (100 * width) / estimate : null;
  return { status: statusOf(), width, relativeWidthPct };

  function statusOf(): CellStatus {
    if (n < MIN_N || nStar < MIN_N - ROUNDING) return 'INSUFFICIENT';
    const isRelativelyWide = relativeWidthPct !== null && relativeWidthPct > MAX_RELATIVE_WIDTH_PCT;
    if (width >= WIDE || (width > NARROW && isRelativelyWide)) return 'UNRELIABLE';
    return estimate === 0 || estimate === 1 ? 'ZERO_OR_FULL' : 'RELIABLE';
  }
}
