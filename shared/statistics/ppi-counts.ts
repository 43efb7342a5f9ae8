// Owns the prediction-powered estimate of a binary event by a binary judge from counts per stratum: the figures of
// ppi.ts by closed forms, so that they cost nothing however many items were labelled. Must not know the judge.
// Invariant: equal to `ppiDefault`, `tunedLambda` and `pooledLambda` of the single labels, to rounding.
import { clopperPearson } from './binomial-intervals.ts';
import { MIN_LABELLED, MIN_PER_STRATUM, type PpiDefault } from './ppi.ts';
import { clamp } from './quantile.ts';

export interface PpiCounts {
  /** N_h. */
  readonly population: number;
  /** Labelled items with the event and a positive verdict, without and with, with and without, without both. */
  readonly both: number;
  readonly judgeOnly: number;
  readonly humanOnly: number;
  readonly neither: number;
  /** Items that no human labelled, and positive verdicts on them. */
  readonly others: number;
  readonly otherPositives: number;
}

/** λ of one stratum, in [0, 1]; 0 where the judge does not vary. */
export function tunedLambdaFromCounts(of: PpiCounts): number {
  const n = labelled(of);
  const total = n + of.others;
  const positives = of.both + of.judgeOnly + of.otherPositives;
  const pooled = (positives - (positives * positives) / total) / (total - 1);
  if (!(pooled > 0) || n < 2) return 0;
  const covariance = (of.both - ((of.both + of.humanOnly) * (of.both + of.judgeOnly)) / n) / (n - 1);
  return clamp(covariance / ((1 + n / of.others) * pooled), 0, 1);
}

/** One λ from all strata together. */
export function pooledLambdaFromCounts(strata: readonly PpiCounts[]): number {
  const sum = (pick: (of: PpiCounts) => number) => strata.reduce((total, of) => total + pick(of), 0);
  return tunedLambdaFromCounts({
    population: sum((of) => of.population),
    both: sum((of) => of.both),
    judgeOnly: sum((of) => of.judgeOnly),
    humanOnly: sum((of) => of.humanOnly),
    neither: sum((of) => of.neither),
    others: sum((of) => of.others),
    otherPositives: sum((of) => of.otherPositives),
  });
}

/** Guard rails of E5. */
export function ppiOfferFromCounts(strata: readonly PpiCounts[]): {
  isOffered: boolean;
  mustPoolLambda: boolean;
} {
  return {
    isOffered: strata.reduce((total, of) => total + labelled(of), 0) >= MIN_LABELLED,
    mustPoolLambda: strata.some((of) => labelled(of) < MIN_PER_STRATUM),
  };
}

/** The product's interval (E4). Every stratum needs a labelled item and one that is not. */
export function ppiDefaultFromCounts(
  strata: readonly PpiCounts[],
  lambdas: readonly number[],
  alpha: number,
): PpiDefault {
  const frame = strata.reduce((sum, of) => sum + of.population, 0);
  let raw = 0;
  let smoothedVariance = 0;
  let smoothedRate = 0;
  strata.forEach((of, h) => {
    const share = of.population / frame;
    const lambda = lambdas[h]!;
    const n = labelled(of);
    const judged = of.otherPositives / of.others;
    const added = { ...of, humanOnly: of.humanOnly + 1, judgeOnly: of.judgeOnly + 1 };
    raw += share * (residualMean(of, lambda) + lambda * judged);
    smoothedRate += share * (residualMean(added, lambda) + lambda * judged);
    smoothedVariance +=
      share *
      share *
      (residualVariance(added, lambda) / n + (lambda * lambda * judged * (1 - judged)) / of.others);
  });
  const estimate = clamp(raw, 0, 1);
  const nStar = (smoothedRate * (1 - smoothedRate)) / smoothedVariance;
  const limits = clopperPearson(nStar * estimate, nStar, alpha);
  return { lambdas, raw, estimate, smoothedVariance, smoothedRate, nStar, ...limits };
}

function labelled({ both, judgeOnly, humanOnly, neither }: PpiCounts): number {
  return both + judgeOnly + humanOnly + neither;
}

/** Mean of y − λf. */
function residualMean(of: PpiCounts, lambda: number): number {
  return (of.both + of.humanOnly - lambda * (of.both + of.judgeOnly)) / labelled(of);
}

/** Variance of y − λf with divisor n. */
function residualVariance(of: PpiCounts, lambda: number): number {
  const center = residualMean(of, lambda);
  const squares =
    of.both * (1 - lambda - center) ** 2 +
    of.judgeOnly * (-lambda - center) ** 2 +
    of.humanOnly * (1 - center) ** 2 +
    of.neither * center ** 2;
  return squares / labelled(of);
}
