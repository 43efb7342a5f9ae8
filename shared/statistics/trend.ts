// Owns trends of weekly rates. Must not know how a week's rate was estimated. Invariant: below six weeks there is no
// trend (`weeklyTrend`); the bare formulas have no such guard.
// Sources: Armitage (1955); Cochran (1954) for Q.
import { chiSquareUpper, normalQuantile, normalTwoSided } from './distributions.ts';
import { noEstimate, type Estimate, type NoEstimate } from './result.ts';

export const MIN_WEEKS = 6;

/** Chi-square test for trend in plain counts; null without variation of score or outcome. */
export function cochranArmitage(
  x: readonly number[],
  n: readonly number[],
  score: readonly number[],
): { chisq: number; p: number } | null {
  const total = n.reduce((a, b) => a + b, 0);
  const rate = x.reduce((a, b) => a + b, 0) / total;
  const center = n.reduce((sum, size, i) => sum + size * score[i]!, 0) / total;
  const spread = n.reduce((sum, size, i) => sum + size * (score[i]! - center) ** 2, 0);
  const slope = x.reduce((sum, count, i) => sum + (count - n[i]! * rate) * (score[i]! - center), 0);
  const scale = rate * (1 - rate) * spread;
  if (!(scale > 0)) return null;
  const chisq = (slope * slope) / scale;
  return { chisq, p: chiSquareUpper(chisq, 1) };
}

export interface WeightedTrend {
  readonly intercept: number;
  /** Change of the rate per unit of t. */
  readonly slope: number;
  readonly slopeSe: number;
  readonly z: number;
  readonly p: number;
  /** Heterogeneity left after the line. */
  readonly q: number;
  readonly qDf: number;
}

/** Inverse-variance weighted line with known variances: slope SE = 1/√Σw(t − t̄)². Null without spread in t. */
export function weightedTrend(
  t: readonly number[],
  p: readonly number[],
  variances: readonly number[],
): WeightedTrend | null {
  const w = variances.map((v) => 1 / v);
  const total = w.reduce((a, b) => a + b, 0);
  const tMean = w.reduce((sum, wi, i) => sum + wi * t[i]!, 0) / total;
  const pMean = w.reduce((sum, wi, i) => sum + wi * p[i]!, 0) / total;
  const spread = w.reduce((sum, wi, i) => sum + wi * (t[i]! - tMean) ** 2, 0);
  if (!(spread > 0)) return null;
  const slope = w.reduce((sum, wi, i) => sum + wi * (t[i]! - tMean) * p[i]!, 0) / spread;
  const intercept = pMean - slope * tMean;
  const slopeSe = 1 / Math.sqrt(spread);
  const z = slope / slopeSe;
  const q = w.reduce((sum, wi, i) => sum + wi * (p[i]! - intercept - slope * t[i]!) ** 2, 0);
  return { intercept, slope, slopeSe, z, p: normalTwoSided(z), q, qDf: t.length - 2 };
}

/** Variance of a week no smaller than that of the rate (x + ½)/(n + 1), so that a week without events stays finite. */
export function flooredVariance(variance: number, x: number, n: number): number {
  const p = (x + 0.5) / (n + 1);
  return Math.max(variance, (p * (1 - p)) / n);
}

/** The slope as a figure (change of the rate per unit of t), with the line behind it. */
export interface WeeklyTrend extends Estimate {
  readonly line: WeightedTrend;
}

export interface Week {
  readonly t: number;
  readonly rate: number;
  readonly variance: number;
  readonly x: number;
  readonly n: number;
}

/** The trend of at least six weeks with items (reason TOO_FEW_WEEKS below), with floored variances. */
export function weeklyTrend(all: readonly Week[], alpha: number): WeeklyTrend | NoEstimate {
  const method = 'inverse-variance weighted line';
  const weeks = all.filter((week) => week.n > 0);
  if (weeks.length < MIN_WEEKS) return noEstimate('TOO_FEW_WEEKS', weeks.length, method);
  const line = weightedTrend(
    weeks.map((week) => week.t),
    weeks.map((week) => week.rate),
    weeks.map((week) => flooredVariance(week.variance, week.x, week.n)),
  );
  if (line === null) return noEstimate('UNDEFINED', weeks.length, method);
  const half = normalQuantile(1 - alpha / 2) * line.slopeSe;
  const { slope } = line;
  return { estimate: slope, low: slope - half, high: slope + half, n: weeks.length, method, notes: [], line };
}
