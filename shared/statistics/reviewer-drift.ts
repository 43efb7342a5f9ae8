// Owns the question whether a reviewer changed over time: agreement with the others, earlier half against later half. Must
// not know clocks; the order of labels is given. Invariant: a reviewer with fewer than 30 comparable labels in either
// half is not judged.
// Source: two-proportion z test; Benjamini & Hochberg (1995) over the reviewers judged.
import type { ObservedLabel } from './dawid-skene.ts';
import { pooledZTest } from './difference.ts';
import { benjaminiHochberg } from './multiplicity.ts';
import { besideOthers } from './reviewer-check.ts';

export interface OrderedLabel extends ObservedLabel {
  /** Anything that rises with time. */
  readonly order: number;
}

export interface ReviewerDrift {
  readonly reviewer: number;
  readonly earlier: { readonly n: number; readonly agreement: number };
  readonly later: { readonly n: number; readonly agreement: number };
  readonly p: number;
  readonly q: number;
  readonly isDrifting: boolean;
}

const MIN_PER_HALF = 30;
const MAX_Q = 0.05;

/** One entry per reviewer with enough labels, by reviewer number. */
export function reviewerDrift(labels: readonly OrderedLabel[], classes: number): ReviewerDrift[] {
  const beside = besideOthers(labels, classes);
  const judged = [...Map.groupBy(beside, (label) => label.reviewer)]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([reviewer, list]) => {
      const half = Math.floor(list.length / 2);
      if (half < MIN_PER_HALF) return [];
      const ordered = list.toSorted((a, b) => a.order - b.order || a.item - b.item);
      const earlier = agreeing(ordered.slice(0, half));
      const later = agreeing(ordered.slice(half));
      return [{ reviewer, earlier, later, p: pooledZTest(earlier, later)?.p ?? 1 }];
    });
  const q = benjaminiHochberg(judged.map((check) => check.p));
  return judged.map(({ reviewer, earlier, later, p }, i) => ({
    reviewer,
    earlier: { n: earlier.n, agreement: earlier.x / earlier.n },
    later: { n: later.n, agreement: later.x / later.n },
    p,
    q: q[i]!,
    isDrifting: q[i]! < MAX_Q,
  }));
}

function agreeing(list: readonly { readonly label: number; readonly others: number }[]): {
  x: number;
  n: number;
} {
  return { x: list.filter((label) => label.label === label.others).length, n: list.length };
}
