// Owns how well a judge agrees with people, weighted to the frame: positive means hallucination. Must not know prompts or
// models. Invariant: a metric without anything to divide by is null, never 0.
// Source: linearised ratios (see linearisation.ts) for the standard errors; Matthews (1975).
import { linearisedRatio, prepareDesign, scoreVariance, type StratumSize } from './linearisation.ts';

export interface JudgedUnit {
  readonly stratum: string;
  readonly cluster?: string;
  readonly isHumanPositive: boolean;
  readonly isJudgePositive: boolean;
}

export interface MetricWithSe {
  readonly estimate: number;
  readonly se: number;
}

export interface JudgeMetrics {
  /** Null without judge positives. */
  readonly precision: MetricWithSe | null;
  /** Null without human positives. */
  readonly recall: MetricWithSe | null;
  /** Null without either. */
  readonly f1: MetricWithSe | null;
  readonly accuracy: MetricWithSe | null;
  /** Null without human negatives. */
  readonly specificity: MetricWithSe | null;
  /** Null when a margin is 0. */
  readonly mcc: number | null;
  /** Null when chance agreement is 1. */
  readonly kappa: number | null;
  /** Weighted counts [human][judge], negative first. */
  readonly confusion: readonly [readonly [number, number], readonly [number, number]];
}

/** Metrics of E1. Throws a RangeError for a unit of an unknown stratum. */
export function judgeMetrics(units: readonly JudgedUnit[], strata: readonly StratumSize[]): JudgeMetrics {
  const design = prepareDesign(units, strata);
  const human = units.map((unit) => Number(unit.isHumanPositive));
  const judge = units.map((unit) => Number(unit.isJudgePositive));
  const both = human.map((h, i) => h * judge[i]!);
  const ratio = (a: readonly number[], b: readonly number[]): MetricWithSe | null => {
    const result = linearisedRatio(design.weights, a, b);
    return result === null
      ? null
      : { estimate: result.estimate, se: Math.sqrt(scoreVariance(design, result.scores)) };
  };
  const cell = (h: number, j: number) =>
    design.weights.reduce((sum, w, i) => sum + (human[i] === h && judge[i] === j ? w : 0), 0);
  const confusion = [
    [cell(0, 0), cell(0, 1)],
    [cell(1, 0), cell(1, 1)],
  ] as const;
  return {
    precision: ratio(both, judge),
    recall: ratio(both, human),
    f1: ratio(
      both.map((one) => 2 * one),
      human.map((h, i) => h + judge[i]!),
    ),
    accuracy: ratio(
      human.map((h, i) => Number(h === judge[i])),
      human.map(() => 1),
    ),
    specificity: ratio(
      human.map((h, i) => (1 - h) * (1 - judge[i]!)),
      human.map((h) => 1 - h),
    ),
    mcc: matthews(confusion),
    kappa: weightedKappa(confusion),
    confusion,
  };
}

function matthews([[tn, fp], [fn, tp]]: JudgeMetrics['confusion']): number | null {
  const margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
  return margins > 0 ? (tp * tn - fp * fn) / Math.sqrt(margins) : null;
}

function weightedKappa([[tn, fp], [fn, tp]]: JudgeMetrics['confusion']): number | null {
  const n = tn + fp + fn + tp;
  if (n === 0) return null;
  const observed = (tn + tp) / n;
  const expected = ((tn + fp) * (tn + fn) + (fn + tp) * (fp + tp)) / (n * n);
  return 1 - expected > 1e-12 ? (observed - expected) / (1 - expected) : null;
}
