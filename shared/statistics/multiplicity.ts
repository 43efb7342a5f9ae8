// Owns adjusted p-values of one declared family of tests. Must not know what was tested.
// Sources: Holm (1979); Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001).
import { zeros } from './lists.ts';

/** Benjamini–Hochberg q-values, in the order given. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  return stepUp(p, 1);
}

/** Benjamini–Yekutieli: valid under any dependence. */
export function benjaminiYekutieli(p: readonly number[]): number[] {
  return stepUp(
    p,
    p.reduce((total, _, i) => total + 1 / (i + 1), 0),
  );
}

export function holm(p: readonly number[]): number[] {
  const adjusted = zeros(p.length);
  let largest = 0;
  risingOrder(p).forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[i]!));
    adjusted[i] = largest;
  });
  return adjusted;
}

export function bonferroni(p: readonly number[]): number[] {
  return p.map((value) => Math.min(1, value * p.length));
}

function stepUp(p: readonly number[], factor: number): number[] {
  const adjusted = zeros(p.length);
  let smallest = 1;
  const order = risingOrder(p);
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const i = order[rank - 1]!;
    smallest = Math.min(smallest, (factor * p.length * p[i]!) / rank);
    adjusted[i] = smallest;
  }
  return adjusted;
}

function risingOrder(p: readonly number[]): number[] {
  return p.map((_, i) => i).toSorted((a, b) => p[a]! - p[b]! || a - b);
}
