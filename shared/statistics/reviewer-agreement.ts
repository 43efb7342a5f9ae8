// Owns agreement by reviewer: each pair, each reviewer against the others, α without one of them. Must not know names;
// reviewers are the columns of the label matrix. Invariant: a figure of a pair rests only on units that both labelled.
import { cohenKappa, MIN_PAIRS_SHOWN } from './cohen.ts';
import { krippendorffAlpha, type AlphaMetric, type AlphaResult } from './krippendorff.ts';
import { tabulate, type LabelIndex } from './label-table.ts';

/** Units by reviewers. */
export type LabelMatrix = readonly (readonly LabelIndex[])[];

export interface PairAgreement {
  readonly a: number;
  readonly b: number;
  /** Units that both labelled. */
  readonly n: number;
  /** Null without common units. */
  readonly agreement: number | null;
  readonly kappa: number | null;
  /** False below 20 common units: too few to show. */
  readonly isShown: boolean;
}

export function pairwiseAgreement(
  matrix: LabelMatrix,
  reviewers: number,
  categories: number,
): PairAgreement[] {
  const pairs: PairAgreement[] = [];
  for (let a = 0; a < reviewers; a += 1) {
    for (let b = a + 1; b < reviewers; b += 1) {
      const first: number[] = [];
      const second: number[] = [];
      for (const row of matrix) {
        const x = row[a] ?? null;
        const y = row[b] ?? null;
        if (x === null || y === null) continue;
        first.push(x);
        second.push(y);
      }
      const n = first.length;
      const same = first.filter((label, i) => label === second[i]).length;
      const kappa = cohenKappa(first, second, categories)?.kappa ?? null;
      pairs.push({ a, b, n, agreement: n > 0 ? same / n : null, kappa, isShown: n >= MIN_PAIRS_SHOWN });
    }
  }
  return pairs;
}

export interface PeerAgreement {
  /** Pairs of one label of this reviewer and one of another on the same unit. */
  readonly pairs: number;
  readonly agreement: number | null;
}

export function peerAgreement(matrix: LabelMatrix, reviewer: number): PeerAgreement {
  let pairs = 0;
  let same = 0;
  for (const row of matrix) {
    const own = row[reviewer] ?? null;
    if (own === null) continue;
    row.forEach((label, other) => {
      if (other === reviewer || label === null) return;
      pairs += 1;
      if (label === own) same += 1;
    });
  }
  return { pairs, agreement: pairs > 0 ? same / pairs : null };
}

/** α of all the other reviewers: how far it rises shows how much this one pulls it down. */
export function alphaWithoutReviewer(
  matrix: LabelMatrix,
  reviewer: number,
  categories: number,
  metric: AlphaMetric,
): AlphaResult {
  const units = matrix.map((row) => ({ labels: row.filter((_, r) => r !== reviewer) }));
  return krippendorffAlpha(tabulate(units, categories), metric);
}
