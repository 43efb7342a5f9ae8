/**
 * Owns what the planner says about a preview: cost in reviewer hours, and warnings in words. Must not know how a
 * sample is drawn. Invariant: advice never blocks; what cannot be drawn is refused by the backend.
 */
import { hasEqualWeights } from '../../../shared/sampling/outlook.ts';
import type { SecondLookPlan } from '../../../shared/domain/audit.ts';
import type { PlanDraft } from './plan-draft.ts';

export interface PreviewStratum {
  population: number;
  drawn: number;
}

export interface PreviewTotals {
  total: number;
  overlapTotal: number;
  /** Expected rate over the frame. */
  assumedRate: number;
  strata: readonly PreviewStratum[];
  warnings: readonly { code: string; sentence: string }[];
}

export interface PlannedReviews {
  /** Reviews over all reviewers: each item once, each overlap item by every further reviewer, and second looks. */
  reviews: number;
  hours: number;
  /** Hours of one reviewer when all share evenly. */
  hoursEach: number;
}

/**
 * Work that a draw means. One reviewer alone scores each item once, whatever the overlap; an overlap item is scored
 * by at most as many people as there are. A second look comes on top, at the rate that is expected.
 */
export function planWork(
  preview: Pick<PreviewTotals, 'total' | 'overlapTotal' | 'assumedRate'>,
  reviewersPerItem: number,
  reviewerCount: number,
  secondsPerReview: number,
  secondLook: SecondLookPlan | null,
): PlannedReviews {
  const people = Math.max(1, reviewerCount);
  const further = Math.max(0, Math.min(reviewersPerItem, people) - 1);
  const again =
    secondLook === null || people === 1
      ? 0
      : secondLook.cleanShare * (1 - preview.assumedRate) + secondLook.flaggedShare * preview.assumedRate;
  const reviews = preview.total + preview.overlapTotal * further + Math.round(again * preview.total);
  const hours = (reviews * secondsPerReview) / 3600;
  return { reviews, hours, hoursEach: hours / people };
}

/** What the warnings about the sizes do not know: people, overlap as wanted, stop rule, second look. */
export interface Wanted {
  overlapSize: number;
  reviewersPerItem: number;
  reviewerCount: number;
  stopRule: PlanDraft['stopRule'];
  hasSecondLook: boolean;
}

/** What speaks against a plan, most serious first; empty when there is nothing to say. */
export function adviseOn(preview: PreviewTotals, wanted: Wanted): string[] {
  const isAlone = wanted.reviewerCount <= 1;
  const said = preview.warnings
    // Without a second person there is no overlap to be too small.
    .filter((one) => one.code !== 'smallOverlap' || !isAlone)
    .map((one) => one.sentence);
  const isAnytime = wanted.stopRule === 'precision' || wanted.stopRule === 'verdict';
  if (isAnytime && !hasEqualWeights(preview.strata)) {
    said.unshift(
      'The stop rule needs equal weights, and in this sample they differ: the draw would be refused. Allocate proportionally by dimensions without tiny strata, or register planned looks.',
    );
  }
  if (wanted.overlapSize > preview.total && preview.total > 0) {
    said.push('The overlap is larger than the sample: every item would be scored by several reviewers.');
  }
  if (wanted.overlapSize > 0 && wanted.reviewerCount < wanted.reviewersPerItem) {
    said.push(
      isAlone
        ? 'With one reviewer there is no overlap, so agreement cannot be measured.'
        : `Only ${wanted.reviewerCount} reviewers are chosen, so overlap items get ${wanted.reviewerCount} reviews, not ${wanted.reviewersPerItem}.`,
    );
  }
  if (wanted.hasSecondLook && isAlone) {
    said.push('A second look needs a second person: with one reviewer it cannot begin.');
  }
  return said;
}
