/**
 * The rate of an earlier audit's frame as a new version of a taxonomy has it: double sampling for stratification, old
 * classes being the strata of the first phase (statistics.md A9; Cochran 1977, ch. 12). Must not know reviews or manifests.
 *
 * Invariant: a class whose labels map with certainty adds no second-phase error; one that may be several things and was not
 * judged anew twice at least leaves no estimate: the line is then broken, and nothing is guessed.
 */
import { doubleSamplingRate } from '../statistics/double-sampling.ts';
import { kishSize } from '../statistics/kg-star.ts';
import type { Estimate, NoEstimate } from '../statistics/result.ts';

export interface BridgedClass {
  /** Weighted share of the first-phase labels. */
  readonly share: number;
  /** Whether its labels count as the event now, where that is certain; else the items judged anew. */
  readonly second:
    | { readonly isEvent: boolean }
    | { readonly judged: readonly { readonly weight: number; readonly isEvent: boolean }[] };
}

export interface Bridged {
  readonly classes: readonly BridgedClass[];
  /** Kish size of the weights of the first phase. */
  readonly kish: number;
  /** Two-sided error. */
  readonly alpha: number;
  /** As methods 1 and 2 had it: items of unequal weight that say less than two equal ones are fewer than two. */
  readonly countsByWeight?: boolean;
}

/** Weighted share of events among the items of a class that were judged anew; null without any. */
export function shareFound(judged: readonly { weight: number; isEvent: boolean }[]): number | null {
  const total = judged.reduce((sum, of) => sum + of.weight, 0);
  if (total <= 0) return null;
  return judged.reduce((sum, of) => sum + (of.isEvent ? of.weight : 0), 0) / total;
}

/**
 * The bridged rate with its interval, bridging error included. Items of a class keep the weights of the first phase, so that
 * its share is weighted and counts as so many unweighted ones as Kish's size says.
 */
export function bridgedRate({
  classes,
  kish,
  alpha,
  countsByWeight = false,
}: Bridged): (Estimate & { se: number }) | NoEstimate {
  return doubleSamplingRate({
    classes: classes.map(({ share, second }) => {
      if ('isEvent' in second) return { share, second: { certainRate: Number(second.isEvent) } };
      const found = shareFound(second.judged);
      const judged = kishSize(second.judged.map((of) => of.weight));
      const positive = Math.min(judged, (found ?? 0) * judged);
      const items = countsByWeight && second.judged.length > 1 ? judged : second.judged.length;
      return { share, second: { judged, positive, items } };
    }),
    n: kish,
    nKish: kish,
    alpha,
  });
}
