// Owns change of category shares between two periods. Must not know calendars or taxonomies. Invariant: categories that are
// empty in both periods take no part in any figure.
// Sources: Cramér (1946); Bergsma (2013); Lin (1991); Yurdakul (2018) for the reference of the stability index.
import { chiSquareQuantile, chiSquareUpper } from './distributions.ts';
import { fisherGreater, moverClopperPearson, type Count } from './difference.ts';
import { sum } from './quantile.ts';
import type { Limits } from './result.ts';

/** Jensen–Shannon divergence (base 2, in [0, 1]) of two lists of counts, and its square root, a metric. */
export function jensenShannon(
  a: readonly number[],
  b: readonly number[],
): { divergence: number; distance: number } {
  const sizeA = sum(a);
  const sizeB = sum(b);
  let divergence = 0;
  a.forEach((count, c) => {
    const p = count / sizeA;
    const q = b[c]! / sizeB;
    const middle = (p + q) / 2;
    if (p > 0) divergence += 0.5 * p * Math.log2(p / middle);
    if (q > 0) divergence += 0.5 * q * Math.log2(q / middle);
  });
  const bounded = Math.max(0, divergence);
  return { divergence: bounded, distance: Math.sqrt(bounded) };
}

export interface CategoryShift {
  readonly chisq: number;
  readonly df: number;
  readonly p: number;
  readonly cramersV: number;
  /** Bergsma's correction for small samples. */
  readonly cramersVCorrected: number;
  readonly jsDistance: number;
  readonly jsDivergence: number;
  /** Population stability index with ½ added to every count. */
  readonly psi: number;
  /** What the index exceeds by chance in 5 % of stable periods. */
  readonly psiReference: number;
}

/** Counts per declared category. Null when a period is empty or fewer than two categories are used. */
export function categoryShift(baseline: readonly number[], current: readonly number[]): CategoryShift | null {
  const used = baseline.flatMap((count, c) => (count + current[c]! > 0 ? [c] : []));
  const a = used.map((c) => baseline[c]!);
  const b = used.map((c) => current[c]!);
  const sizeA = sum(a);
  const sizeB = sum(b);
  if (sizeA === 0 || sizeB === 0 || used.length < 2) return null;
  const n = sizeA + sizeB;
  const chisq = used.reduce((total, _, c) => {
    const column = a[c]! + b[c]!;
    const expectedA = (column * sizeA) / n;
    const expectedB = (column * sizeB) / n;
    return total + (a[c]! - expectedA) ** 2 / expectedA + (b[c]! - expectedB) ** 2 / expectedB;
  }, 0);
  const df = used.length - 1;
  const js = jensenShannon(a, b);
  return {
    chisq,
    df,
    p: chiSquareUpper(chisq, df),
    // With two periods the smaller dimension of the table is 2, so that V = √(χ²/n).
    cramersV: Math.sqrt(chisq / n),
    cramersVCorrected: bergsma(chisq, n, used.length),
    jsDistance: js.distance,
    jsDivergence: js.divergence,
    psi: stabilityIndex(a, b),
    psiReference: chiSquareQuantile(0.95, df) * (1 / sizeA + 1 / sizeB),
  };
}

function bergsma(chisq: number, n: number, columns: number): number {
  const phi = Math.max(0, chisq / n - (columns - 1) / (n - 1));
  const rows = 2 - 1 / (n - 1);
  const correctedColumns = columns - (columns - 1) ** 2 / (n - 1);
  const scale = Math.min(rows - 1, correctedColumns - 1);
  return scale > 0 ? Math.sqrt(phi / scale) : 0;
}

function stabilityIndex(a: readonly number[], b: readonly number[]): number {
  const sizeA = sum(a) + 0.5 * a.length;
  const sizeB = sum(b) + 0.5 * b.length;
  return a.reduce((total, count, c) => {
    const p = (count + 0.5) / sizeA;
    const q = (b[c]! + 0.5) / sizeB;
    return total + (q - p) * Math.log(q / p);
  }, 0);
}

export interface OtherGrowth extends Limits {
  /** One-sided Fisher p that the class "other" grew. */
  readonly p: number;
  readonly difference: number;
  readonly isAlert: boolean;
}

const MIN_OTHER_GROWTH = 0.02;
const MAX_OTHER_SHARE = 0.1;

/** Alert at p < .05 with a growth of at least 2 points, or a share above 10 %. Null for an empty period. */
export function otherGrowth(baseline: Count, current: Count, alpha: number): OtherGrowth | null {
  if (baseline.n === 0 || current.n === 0) return null;
  const p = fisherGreater(baseline, current);
  const share = current.x / current.n;
  const difference = share - baseline.x / baseline.n;
  return {
    p,
    difference,
    ...moverClopperPearson(baseline, current, alpha),
    isAlert: (p < 0.05 && difference >= MIN_OTHER_GROWTH) || share > MAX_OTHER_SHARE,
  };
}

const MAX_SHIFT_Q = 0.05;
const MIN_SHIFT_V = 0.1;

/** Whether a shift is worth an alert: Benjamini–Hochberg q below .05 and an effect that matters. */
export function isShiftAlert(shift: CategoryShift, q: number): boolean {
  return q < MAX_SHIFT_Q && (shift.cramersV >= MIN_SHIFT_V || shift.psi > shift.psiReference);
}
