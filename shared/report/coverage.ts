/**
 * How much of the sample has come back, by stratum: drawn, reviewed, skipped, late, still open. Must not know answers.
 */
import type { z } from 'zod';
import type { coverage as coverageSchema } from '../contract/report.ts';
import { responseSummary } from '../sampling/weights.ts';
import type { EvidenceBase, ItemRecord, ReportInput, Skip } from './evidence-base.ts';

export type Coverage = z.infer<typeof coverageSchema>;

const isReviewed = (of: ItemRecord): boolean => of.reviews.length > 0;

/** Coverage over the whole sample, whatever estimates may use. */
export function coverageOf(input: ReportInput, base: EvidenceBase): Coverage {
  const { manifest } = input;
  const byStratum = countByStratum(base.records);
  const strata = manifest.strata.map((stratum) => {
    const { reviewed, skipped } = byStratum.get(stratum.key) ?? { reviewed: 0, skipped: 0 };
    return {
      key: stratum.key,
      values: stratum.values,
      population: stratum.population,
      drawn: stratum.drawn,
      reviewed,
      skipped,
      weight: stratum.drawn > 0 ? stratum.population / stratum.drawn : 0,
    };
  });
  const sum = (pick: (of: (typeof strata)[number]) => number): number =>
    strata.reduce((total, of) => total + pick(of), 0);
  const drawn = sum((of) => of.drawn);
  const reviewed = sum((of) => of.reviewed);
  const skipped = sum((of) => of.skipped);
  const response = responseSummary(strata);
  const overlap = base.records.filter((of) => of.item.isOverlap);
  return {
    frame: manifest.frameSize,
    drawn,
    reviewed,
    skipped,
    skipReasons: countReasons(input.skips, base.records),
    refused: input.refusedCount,
    late: base.lateCount,
    open: drawn - reviewed - skipped,
    overlapDrawn: overlap.length,
    overlapReviewed: overlap.filter((of) => of.reviews.length >= 2).length,
    weightedResponse: response.weightedRate,
    uncoveredShare: response.uncoveredShare,
    strata,
  };
}

function countByStratum(records: readonly ItemRecord[]): Map<string, { reviewed: number; skipped: number }> {
  const counts = new Map<string, { reviewed: number; skipped: number }>();
  for (const of of records) {
    const held = counts.get(of.item.stratum) ?? { reviewed: 0, skipped: 0 };
    if (isReviewed(of)) held.reviewed += 1;
    if (of.isSkipped) held.skipped += 1;
    counts.set(of.item.stratum, held);
  }
  return counts;
}

/** Skipped items by reason, most frequent first; one that two people skipped for two reasons stands under each. */
function countReasons(skips: readonly Skip[], records: readonly ItemRecord[]): Coverage['skipReasons'] {
  const skipped = new Set<string>(records.filter((of) => of.isSkipped).map((of) => of.item.id));
  const itemsByReason = new Map<string, Set<string>>();
  for (const { itemId, reason } of skips) {
    if (!skipped.has(itemId)) continue;
    const items = itemsByReason.get(reason) ?? new Set();
    itemsByReason.set(reason, items.add(itemId));
  }
  return [...itemsByReason]
    .map(([reason, items]) => ({ reason, count: items.size }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
