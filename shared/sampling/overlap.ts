// Owns which sampled items are reviewed by more than one person: a second-stage simple random sample within each
// stratum, by the `overlap` key. Must not know who reviews (see assign.ts). Invariant: every stratum that has sampled
// items has at least one overlap item, so that agreement can be weighted to the whole frame.
import { allocateReal, roundAllocation } from './allocate-real.ts';
import { compareBytes } from './prn.ts';
import { selectBottomK } from './select.ts';

export interface OverlapRequest {
  readonly seed: string;
  /** The sampled items. */
  readonly items: readonly { readonly id: string; readonly stratum: string }[];
  /** Overlap items wanted over all strata. */
  readonly total: number;
}

export type OverlapResult =
  | { readonly ok: true; readonly itemIds: string[]; readonly perStratum: { key: string; n: number }[] }
  /** `requiredN` is the smallest total that gives each stratum one item. */
  | { readonly ok: false; readonly error: 'INFEASIBLE_MIN'; readonly requiredN: number };

/**
 * Chooses the overlap: m_h proportional to n_h, at least 1 (specification A8). A total of 0 gives none; a total of
 * all items or more gives all. `itemIds` come sorted by UTF-8 bytes.
 */
export function chooseOverlap(request: OverlapRequest): OverlapResult {
  const counts = new Map<string, number>();
  for (const item of request.items) counts.set(item.stratum, (counts.get(item.stratum) ?? 0) + 1);
  const strata = [...counts]
    .map(([key, size]) => ({ key, size, lower: 1, upper: size }))
    .toSorted((a, b) => compareBytes(a.key, b.key));
  if (request.total <= 0)
    return { ok: true, itemIds: [], perStratum: strata.map((s) => ({ key: s.key, n: 0 })) };
  if (request.total < strata.length) return { ok: false, error: 'INFEASIBLE_MIN', requiredN: strata.length };
  const total = Math.min(request.total, request.items.length);
  const sizes = roundAllocation(strata, allocateReal(strata, total), total);
  const selected = selectBottomK({
    seed: request.seed,
    purpose: 'overlap',
    items: request.items,
    sizes: new Map(strata.map((s, h) => [s.key, sizes[h]!])),
  });
  return {
    ok: true,
    itemIds: [...selected.values()]
      .flat()
      .map((item) => item.id)
      .toSorted(compareBytes),
    perStratum: strata.map((s, h) => ({ key: s.key, n: sizes[h]! })),
  };
}
