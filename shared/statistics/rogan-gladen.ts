// Owns the true rate behind a judge's apparent rate, from its sensitivity and specificity. Must not know how these were
// found. Invariant: a judge hardly better than chance gives no estimate; an estimate outside [0, 1] is clamped and says so.
// Sources: Rogan & Gladen (1978); Lang & Reiczigel (2014).
import { wilson } from './binomial-intervals.ts';
import { normalQuantile } from './distributions.ts';
import { clamp } from './quantile.ts';
import type { Limits } from './result.ts';

export const MIN_YOUDEN = 0.2;

export type TrueRateFlag = 'JUDGE_UNINFORMATIVE' | 'BELOW_ZERO' | 'ABOVE_ONE' | null;

export interface TrueRate {
  readonly estimate: number | null;
  /** Before clamping. */
  readonly raw: number | null;
  readonly flag: TrueRateFlag;
}

/** (q + Sp − 1)/(Se + Sp − 1); null when Youden's J is below `minYouden`. */
export function trueRate(
  apparent: number,
  sensitivity: number,
  specificity: number,
  minYouden = MIN_YOUDEN,
): TrueRate {
  const youden = sensitivity + specificity - 1;
  if (youden < minYouden || youden <= 0) return { estimate: null, raw: null, flag: 'JUDGE_UNINFORMATIVE' };
  const raw = (apparent + specificity - 1) / youden;
  const flag = raw < 0 ? 'BELOW_ZERO' : raw > 1 ? 'ABOVE_ONE' : null;
  return { estimate: clamp(raw, 0, 1), raw, flag };
}

export interface RateWithLimits extends Limits {
  readonly estimate: number;
}

/** Known sensitivity and specificity: Wilson's limits of the apparent rate, mapped. Null for an uninformative judge. */
export function trueRateKnown(
  positives: number,
  n: number,
  sensitivity: number,
  specificity: number,
  alpha: number,
): { apparent: RateWithLimits; true: RateWithLimits } | null {
  const limits = wilson(positives, n, alpha);
  const map = (rate: number) => trueRate(rate, sensitivity, specificity).estimate;
  const estimate = map(positives / n);
  const low = map(limits.low);
  const high = map(limits.high);
  if (estimate === null || low === null || high === null) return null;
  return { apparent: { estimate: positives / n, ...limits }, true: { estimate, low, high } };
}

export interface Calibration {
  /** Judge positives among `sensitivityN` items with the event. */
  readonly sensitivityX: number;
  readonly sensitivityN: number;
  /** Judge negatives among `specificityN` items without it. */
  readonly specificityX: number;
  readonly specificityN: number;
}

/** Sensitivity and specificity estimated on another sample (Lang & Reiczigel). Null for an uninformative judge. */
export function trueRateEstimated(
  positives: number,
  n: number,
  calibration: Calibration,
  alpha: number,
): RateWithLimits | null {
  const { sensitivityX, sensitivityN, specificityX, specificityN } = calibration;
  const plain = trueRate(positives / n, sensitivityX / sensitivityN, specificityX / specificityN);
  if (plain.estimate === null) return null;
  const z = normalQuantile(1 - alpha / 2);
  const size = n + z * z;
  const q = (positives + (z * z) / 2) / size;
  const se = (sensitivityX + 1) / (sensitivityN + 2);
  const sp = (specificityX + 1) / (specificityN + 2);
  const youden = se + sp - 1;
  if (youden <= 0) return null;
  const p = (q + sp - 1) / youden;
  const seVariance = (se * (1 - se)) / (sensitivityN + 2);
  const spVariance = (sp * (1 - sp)) / (specificityN + 2);
  const shift = 2 * z * z * (p * seVariance - (1 - p) * spVariance);
  const error = Math.sqrt((q * (1 - q)) / size + p * p * seVariance + (1 - p) ** 2 * spVariance) / youden;
  return {
    estimate: plain.estimate,
    low: clamp(p + shift - z * error, 0, 1),
    high: clamp(p + shift + z * error, 0, 1),
  };
}
