/**
 * Owns what the planner says about a preview: cost in reviewer hours, and warnings in words. Must not know how a
 * sample is drawn. Invariant: advice never blocks; what cannot be drawn is refused by the backend.
 */
import { formatWeight } from '../../lib/format-figures.ts';
import { formatCount } from '../../lib/format.ts';

export interface PreviewStratum {
  values: readonly string[];
  population: number;
  drawn: number;
  weight: number | null;
  overlap: number;
}

export interface PreviewTotals {
  frameSize: number;
  total: number;
  overlapTotal: number;
  strata: readonly PreviewStratum[];
}

export interface PlannedReviews {
  /** Reviews over all reviewers: each item once, each overlap item by every further reviewer. */
  reviews: number;
  hours: number;
  /** Hours of one reviewer when all share evenly. */
  hoursEach: number;
}

/** Largest ratio of weights that is not deliberate (statistical specification A2). */
export const WEIGHT_RATIO_LIMIT = 10;

/**
 * Work that a draw means. One reviewer alone scores each item once, whatever the overlap; an overlap item is scored
 * by at most as many people as there are.
 */
export function planWork(
  preview: Pick<PreviewTotals, 'total' | 'overlapTotal'>,
  reviewersPerItem: number,
  reviewerCount: number,
  secondsPerReview: number,
): PlannedReviews {
  const people = Math.max(1, reviewerCount);
  const further = Math.max(0, Math.min(reviewersPerItem, people) - 1);
  const reviews = preview.total + preview.overlapTotal * further;
  const hours = (reviews * secondsPerReview) / 3600;
  return { reviews, hours, hoursEach: hours / people };
}

/** Ratio of the largest to the smallest weight; null when nothing is drawn. */
export function weightRatio(strata: readonly PreviewStratum[]): number | null {
  const weights = strata.map((one) => one.weight).filter((weight) => weight !== null);
  return weights.length === 0 ? null : Math.max(...weights) / Math.min(...weights);
}

/** Warnings about a preview, most serious first; empty when there is nothing to say. */
export function adviseOn(
  preview: PreviewTotals,
  wanted: { size: number; overlapSize: number; reviewersPerItem: number; reviewerCount: number },
): string[] {
  const said: string[] = [];
  if (wanted.size > preview.frameSize) {
    said.push(
      `The sample (${formatCount(wanted.size)}) is larger than the frame (${formatCount(preview.frameSize)}): every trace would be taken. That is a census, not a sample.`,
    );
  }
  const missed = preview.strata.filter((one) => one.population > 0 && one.drawn === 0);
  if (missed.length > 0) {
    const share = missed.reduce((sum, one) => sum + one.population, 0) / preview.frameSize;
    said.push(
      `${missed.length === 1 ? 'One stratum gets' : `${missed.length} strata get`} no item (${(share * 100).toFixed(1)} % of the frame): the audit would not speak for ${missed.length === 1 ? 'it' : 'them'}. Set the minimum per stratum to 1 or more.`,
    );
  }
  const ratio = weightRatio(preview.strata);
  if (ratio !== null && ratio > WEIGHT_RATIO_LIMIT) {
    said.push(
      `Weights differ by a factor of ${formatWeight(ratio)} between strata. Above ${WEIGHT_RATIO_LIMIT} the overall interval widens a lot: sample closer to proportional unless you mean it.`,
    );
  }
  if (wanted.overlapSize > preview.total && preview.total > 0) {
    said.push('The overlap is larger than the sample: every item would be scored by several reviewers.');
  }
  if (wanted.overlapSize > 0 && wanted.reviewerCount < wanted.reviewersPerItem) {
    said.push(
      wanted.reviewerCount <= 1
        ? 'With one reviewer there is no overlap, so agreement cannot be measured.'
        : `Only ${wanted.reviewerCount} reviewers are chosen, so overlap items get ${wanted.reviewerCount} reviews, not ${wanted.reviewersPerItem}.`,
    );
  }
  if (wanted.overlapSize > 0 && wanted.reviewerCount > 1 && preview.overlapTotal < 30) {
    said.push('An overlap below 30 items gives agreement without an interval.');
  }
  return said;
}
