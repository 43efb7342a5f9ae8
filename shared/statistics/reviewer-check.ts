// Owns the question whether one reviewer labels differently from all others. Must not know names or reasons. Invariant: a
// reviewer is compared with what the others say on the same items, and flagged reviewers are taken out before the next
// is judged, so that one does not drag others down.
// Source: G² test of homogeneity (Bishop, Fienberg & Holland 1975); Lin (1991) for the Jensen–Shannon divergence.
import { chiSquareUpper } from './distributions.ts';
import type { ObservedLabel } from './dawid-skene.ts';
import { jensenShannon } from './drift.ts';
import { benjaminiHochberg } from './multiplicity.ts';
import { sum } from './quantile.ts';
import { zeroTable } from './lists.ts';

export interface ReviewerCheck {
  readonly reviewer: number;
  /** Items on which the others have a unique plurality. */
  readonly n: number;
  readonly agreement: number | null;
  /** The same for all others together. */
  readonly agreementOfOthers: number | null;
  readonly g2: number;
  readonly df: number;
  readonly p: number;
  /** Benjamini–Hochberg over the reviewers of this round. */
  readonly q: number;
  /** Largest Jensen–Shannon distance of a row with at least 15 items, and its class; null without such a row. */
  readonly maxRowDistance: number | null;
  readonly worstRow: number | null;
  readonly isFlagged: boolean;
}

export interface ReviewerChecks {
  /** All reviewers, judged together (first round). */
  readonly reviewers: readonly ReviewerCheck[];
  /** Flagged reviewers in the order in which they were taken out. */
  readonly flagged: readonly number[];
}

const MAX_Q = 0.02;
const MIN_N = 30;
const MIN_GAP = 0.05;
const MIN_DISTANCE = 0.3;
const MIN_ROW = 15;
/** With so few reviewers the others cannot outvote one, and no more are taken out. */
export const MIN_REVIEWERS_JUDGED = 3;

/** D4 with step-down: flag the worst, drop its labels, repeat; stop at 3 reviewers. */
export function checkReviewers(labels: readonly ObservedLabel[], classes: number): ReviewerChecks {
  const reviewers = checkRound(labels, classes);
  const flagged: number[] = [];
  let left = labels;
  let round = reviewers;
  while (round.length > MIN_REVIEWERS_JUDGED) {
    const worst = round.filter((check) => check.isFlagged).toSorted((a, b) => a.p - b.p || b.g2 - a.g2)[0];
    if (worst === undefined) break;
    flagged.push(worst.reviewer);
    left = left.filter((label) => label.reviewer !== worst.reviewer);
    round = checkRound(left, classes);
  }
  return { reviewers, flagged };
}

/** A label beside the unique plurality of the other labels of its item. */
export type BesideOthers<T extends ObservedLabel> = T & { readonly others: number };

/** Only labels whose item has a unique plurality without them. */
export function besideOthers<T extends ObservedLabel>(
  labels: readonly T[],
  classes: number,
): BesideOthers<T>[] {
  const others = othersOf(labels, classes);
  return labels.flatMap((label, at) => (others[at] === NONE ? [] : [{ ...label, others: others[at]! }]));
}

const NONE = -1;

/** For each label the unique plurality of the other labels of its item; `NONE` without one. */
function othersOf(labels: readonly ObservedLabel[], classes: number): Int32Array {
  let items = 0;
  for (const { item } of labels) items = Math.max(items, item + 1);
  const counts = new Int32Array(items * classes);
  for (const { item, label } of labels) counts[item * classes + label]! += 1;
  return Int32Array.from(labels, ({ item, label }) => {
    let most = 0;
    let found = NONE;
    for (let c = 0; c < classes; c += 1) {
      const count = counts[item * classes + c]! - Number(c === label);
      if (count === 0 || count < most) continue;
      found = count === most ? NONE : c;
      most = count;
    }
    return found;
  });
}

function checkRound(labels: readonly ObservedLabel[], classes: number): ReviewerCheck[] {
  const reviewers = [...new Set(labels.map((label) => label.reviewer))].toSorted((a, b) => a - b);
  const others = othersOf(labels, classes);
  const confusion = new Map(reviewers.map((reviewer) => [reviewer, emptyMatrix(classes)]));
  const pooled = emptyMatrix(classes);
  labels.forEach(({ reviewer, label }, at) => {
    const other = others[at]!;
    if (other === NONE) return;
    confusion.get(reviewer)![other]![label]! += 1;
    pooled[other]![label]! += 1;
  });
  const bare = reviewers.map((reviewer) => {
    const own = confusion.get(reviewer)!;
    const rest = pooled.map((row, t) => row.map((count, c) => count - own[t]![c]!));
    return { reviewer, ...compare(own, rest) };
  });
  const q = benjaminiHochberg(bare.map((check) => check.p));
  return bare.map((check, i) => ({ ...check, q: q[i]!, isFlagged: isFlagged(check, q[i]!) }));
}

function compare(own: number[][], rest: number[][]): Omit<ReviewerCheck, 'reviewer' | 'q' | 'isFlagged'> {
  let g2 = 0;
  let df = 0;
  let maxRowDistance: number | null = null;
  let worstRow: number | null = null;
  own.forEach((row, t) => {
    const other = rest[t]!;
    if (sum(row) === 0 || sum(other) === 0) return;
    const test = homogeneity(row, other);
    g2 += test.g2;
    df += test.df;
    if (sum(row) < MIN_ROW) return;
    const { distance } = jensenShannon(row, other);
    if (maxRowDistance === null || distance > maxRowDistance) {
      maxRowDistance = distance;
      worstRow = t;
    }
  });
  const n = sum(own.map(sum));
  const restN = sum(rest.map(sum));
  return {
    n,
    agreement: n > 0 ? diagonal(own) / n : null,
    agreementOfOthers: restN > 0 ? diagonal(rest) / restN : null,
    g2,
    df,
    p: df > 0 ? chiSquareUpper(g2, df) : 1,
    maxRowDistance,
    worstRow,
  };
}

/** G² that two rows of counts come from one distribution; df = columns used − 1. */
function homogeneity(row: readonly number[], other: readonly number[]): { g2: number; df: number } {
  const n = sum(row) + sum(other);
  const columns = row.map((count, c) => count + other[c]!);
  let g2 = 0;
  for (const counts of [row, other]) {
    const size = sum(counts);
    counts.forEach((count, c) => {
      if (count > 0) g2 += 2 * count * Math.log((count * n) / (size * columns[c]!));
    });
  }
  return { g2, df: columns.filter((count) => count > 0).length - 1 };
}

function isFlagged(check: Omit<ReviewerCheck, 'q' | 'isFlagged'>, q: number): boolean {
  const gap = (check.agreementOfOthers ?? 0) - (check.agreement ?? 0);
  return q < MAX_Q && check.n >= MIN_N && (gap >= MIN_GAP || (check.maxRowDistance ?? 0) >= MIN_DISTANCE);
}

function diagonal(matrix: readonly (readonly number[])[]): number {
  return sum(matrix.map((row, t) => row[t]!));
}

function emptyMatrix(classes: number): number[][] {
  return zeroTable(classes, classes);
}
