/**
 * How well scores put the positives first: the areas under the ROC and the precision–recall curve. Knows nothing of what
 * is ranked. Invariant: equal scores are one step of the curve, so that the order in which ties come in changes nothing.
 */

/** One thing that was ranked: higher scores come first. */
export interface Ranked {
  readonly score: number;
  readonly isPositive: boolean;
  /** How often it counts, 0 or more; once when absent. Replicates of a bootstrap are weights. */
  readonly weight?: number;
}

/** Weights of one step: all that share a score. */
interface Step {
  positives: number;
  negatives: number;
}

/**
 * Area under the ROC curve: the chance that a positive scores higher than a negative, ties counting half. Null where one
 * of both is missing. J. A. Hanley, B. J. McNeil, Radiology 143 (1982), 29–36.
 */
export function areaUnderRoc(ranked: readonly Ranked[]): number | null {
  const { steps, positives, negatives } = listSteps(ranked);
  if (positives === 0 || negatives === 0) return null;
  let before = 0;
  let area = 0;
  for (const step of steps) {
    area += step.negatives * (before + step.positives / 2);
    before += step.positives;
  }
  return area / (positives * negatives);
}

/**
 * Area under the precision–recall curve as average precision, Σ (Rₖ − Rₖ₋₁) Pₖ over the steps, which draws no line between
 * points that cannot be reached. Null without positives. Its value for random scores is the share of positives.
 * J. Davis, M. Goadrich, ICML 2006, 233–240.
 */
export function areaUnderPrecisionRecall(ranked: readonly Ranked[]): number | null {
  const { steps, positives } = listSteps(ranked);
  if (positives === 0) return null;
  let found = 0;
  let seen = 0;
  let area = 0;
  for (const step of steps) {
    found += step.positives;
    seen += step.positives + step.negatives;
    if (found > 0) area += (step.positives / positives) * (found / seen);
  }
  return area;
}

function listSteps(ranked: readonly Ranked[]): { steps: Step[]; positives: number; negatives: number } {
  if (ranked.some((one) => Number.isNaN(one.score))) throw new RangeError('a score is not a number');
  const sorted = ranked.toSorted((a, b) => b.score - a.score);
  const steps: Step[] = [];
  let last: number | undefined;
  let positives = 0;
  let negatives = 0;
  for (const { score, isPositive, weight = 1 } of sorted) {
    if (score !== last) steps.push({ positives: 0, negatives: 0 });
    last = score;
    const step = steps.at(-1)!;
    if (isPositive) {
      step.positives += weight;
      positives += weight;
    } else {
      step.negatives += weight;
      negatives += weight;
    }
  }
  return { steps, positives, negatives };
}
