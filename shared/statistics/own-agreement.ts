// Owns one reviewer's agreement with the others beside the others' agreement with one another, on the same units. Must not
// know who anybody is. Invariant: both shares rest only on units that this reviewer labelled, so that they compare; a
// unit with two labels says nothing of the others.
// Source: statistics.md C6; Korn & Graubard (1998) for the limits of shares whose pairs hang together by unit.
import { ratioOverUnits, type Part } from './agreement-detail.ts';
import type { StatResult } from './result.ts';

export interface OwnAgreement {
  /** Share of the pairs (this reviewer, another one) that agree; `n` is the units. Reason: NO_OVERLAP. */
  readonly mine: StatResult;
  /** Share of the pairs of two others that agree; `n` is the units with such a pair. Reason: NO_OVERLAP. */
  readonly others: StatResult;
}

export interface OwnUnit {
  /** What this reviewer said. */
  readonly own: string;
  /** What each of the others said. */
  readonly others: readonly string[];
}

/** @param alpha two-sided error of the limits */
export function ownAgreement(units: readonly OwnUnit[], alpha: number): OwnAgreement {
  const mine = units.map(({ own, others }) => ({
    hits: others.filter((label) => label === own).length,
    of: others.length,
  }));
  return {
    mine: ratioOverUnits(partsOf(mine), 'agreement with the others, KG* over items', alpha),
    others: ratioOverUnits(
      partsOf(units.map(({ others }) => pairsAmong(others))),
      'agreement among the others, KG* over items',
      alpha,
    ),
  };
}

function pairsAmong(labels: readonly string[]): Omit<Part, 'units'> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  return {
    hits: [...counts.values()].reduce((sum, count) => sum + pairs(count), 0),
    of: pairs(labels.length),
  };
}

/** Units without a pair say nothing; the rest are counted by pattern, in an order that does not hang on theirs. */
function partsOf(units: readonly Omit<Part, 'units'>[]): Part[] {
  const counts = new Map<string, Part>();
  for (const { hits, of } of units) {
    if (of === 0) continue;
    const key = `${hits}/${of}`;
    counts.set(key, { hits, of, units: (counts.get(key)?.units ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => a.hits - b.hits || a.of - b.of);
}
