/**
 * How much of the sample has come back, by stratum: drawn, reviewed, skipped, late, still open. Must not know answers.
 */
import type { z } from 'zod';
import type { coverage as coverageSchema } from '../contract/report.ts';
import type { Manifest } from '../domain/audit.ts';
import { responseSummary } from '../sampling/weights.ts';
import type { EvidenceBase, ItemRecord } from './evidence-base.ts';

export type Coverage = z.infer<typeof coverageSchema>;

const isReviewed = (of: ItemRecord): boolean => of.reviews.length > 0;

/** Coverage over the whole sample, whatever estimates may use. */
export function coverageOf(manifest: Manifest, base: EvidenceBase): Coverage {
  const strata = manifest.strata.map((stratum) => {
    const inside = base.records.filter((of) => of.item.stratum === stratum.key);
    return {
      key: stratum.key,
      values: stratum.values,
      population: stratum.population,
      drawn: stratum.drawn,
      reviewed: inside.filter(isReviewed).length,
      skipped: inside.filter((of) => of.isSkipped).length,
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
    skipReasons: [],
    refused: 0,
    late: base.lateCount,
    open: drawn - reviewed - skipped,
    overlapDrawn: overlap.length,
    overlapReviewed: overlap.filter((of) => of.reviews.length >= 2).length,
    weightedResponse: response.weightedRate,
    uncoveredShare: response.uncoveredShare,
    strata,
  };
}
