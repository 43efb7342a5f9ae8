// Owns how likely each cause had a part in the disagreement on one item, given the mixture that was fitted to all items:
// the item is hard, two classes that everybody confuses, a reviewer who differs, or a slip. Must not know thresholds.
// Invariant: chances lie in [0, 1]; `hard` and the regular causes exclude each other.
// Source: ours (docs/decisions/0022-triage.md).
import type { ObservedLabel } from './dawid-skene.ts';
import type { MixtureFit } from './hard-item-mixture.ts';
import { sum } from './quantile.ts';

export interface Suspects {
  /** Pairs of classes that the taxonomy leaves unclear, as `a * classes + b`, both ways. */
  readonly pairs: ReadonlySet<number>;
  /** Reviewers who differ from all others. */
  readonly reviewers: ReadonlySet<number>;
}

export interface CauseChances {
  readonly hard: number;
  /** A confusion of an unclear pair had a part in it. */
  readonly taxonomy: number;
  /** A flagged reviewer's own way of labelling had a part in it. */
  readonly reviewer: number;
  /** The item is regular and nothing but slips is behind it. */
  readonly slip: number;
  /** Something systematic that no rule has proved yet had a part in it: classes or a reviewer without enough labels. */
  readonly unproved: number;
}

/** Chances of the causes of one item's disagreement; `list` are its labels. */
export function causeChances(
  list: readonly ObservedLabel[],
  fit: MixtureFit,
  suspects: Suspects,
  tally: Tally = tallyOf(fit, suspects),
): CauseChances {
  const item = list[0]!.item;
  const regular = 1 - fit.hard[item]!;
  const none = { taxonomy: 0, reviewer: 0, unproved: 0, slip: 0 };
  fit.truth[item]!.forEach((chance, t) => {
    if (chance < 1e-9) return;
    const without = { taxonomy: 1, reviewer: 1, unproved: 1 };
    let slip = 1;
    for (const { reviewer, label } of list) {
      if (label === t) continue;
      const part = partsOf(reviewer, t, label, fit, suspects, tally);
      without.taxonomy *= 1 - part.taxonomy;
      without.reviewer *= 1 - part.reviewer;
      without.unproved *= 1 - part.unproved;
      slip *= part.slip;
    }
    none.taxonomy += chance * (1 - without.taxonomy);
    none.reviewer += chance * (1 - without.reviewer);
    none.unproved += chance * (1 - without.unproved);
    none.slip += chance * slip;
  });
  return {
    hard: fit.hard[item]!,
    taxonomy: regular * none.taxonomy,
    reviewer: regular * none.reviewer,
    unproved: regular * none.unproved,
    slip: regular * none.slip,
  };
}

export interface Tally {
  /** Expected labels of all unflagged reviewers, [true class][observed class], and by true class. */
  readonly all: readonly (readonly number[])[];
  readonly rows: readonly number[];
  /** How often a class is called one certain other by mere slip. */
  readonly slip: number;
}

/** What is behind one label that is not the true class: shares that add up to 1. */
function partsOf(
  reviewer: number,
  t: number,
  label: number,
  { pooled, counts }: MixtureFit,
  suspects: Suspects,
  tally: Tally,
): { taxonomy: number; reviewer: number; unproved: number; slip: number } {
  const own = counts[reviewer]![t]!;
  const excess = excessOf(own[label]!, sum(own) * pooled[t]![label]!);
  const shared = (1 - excess) * excessOf(tally.all[t]![label]!, tally.rows[t]! * tally.slip);
  const isPair = suspects.pairs.has(t * pooled.length + label);
  const isFlagged = suspects.reviewers.has(reviewer);
  return {
    taxonomy: isPair ? shared : 0,
    reviewer: isFlagged ? excess : 0,
    unproved: (isPair ? 0 : shared) + (isFlagged ? 0 : excess),
    slip: 1 - excess - shared,
  };
}

/** Share of `count` labels that is more than expected; 0 where chance could have brought that many. */
function excessOf(count: number, expected: number): number {
  return count - Z * Math.sqrt(count) > expected ? 1 - expected / count : 0;
}

const Z = 1.645;

/** Labels of everybody but the flagged, and the rate of slips over all pairs of classes that are not suspected. */
export function tallyOf({ counts }: MixtureFit, { pairs, reviewers }: Suspects): Tally {
  const classes = counts[0]?.length ?? 0;
  const all = Array.from({ length: classes }, (_, t) =>
    Array.from({ length: classes }, (__, y) =>
      sum(counts.map((one, r) => (reviewers.has(r) ? 0 : one[t]![y]!))),
    ),
  );
  const rows = all.map(sum);
  let slips = 0;
  let cells = 0;
  for (let t = 0; t < classes; t += 1) {
    for (let y = 0; y < classes; y += 1) {
      if (y === t || pairs.has(t * classes + y)) continue;
      slips += all[t]![y]!;
      cells += rows[t]!;
    }
  }
  return { all, rows, slip: cells > 0 ? slips / cells : 1 };
}
