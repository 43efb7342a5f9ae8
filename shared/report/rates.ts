/**
 * The rates of a report: from counts per stratum to weighted figures with their interval and cell status, and what
 * codes of the statistics say to a person.
 *
 * A question's domain is the items whose standing review answers it: all of them for a question that everyone is asked,
 * only those with an error for one that is asked of errors. Must not know how a report is laid out.
 */
import type { z } from 'zod';
import type { Figure, rate as rateSchema } from '../contract/report-figure.ts';
import { classifyCell } from '../statistics/cells.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import { stratifiedProportionFromCounts } from '../statistics/proportion-counts.ts';
import type { CiMethod, ProportionResult } from '../statistics/proportion.ts';
import type { NoteCode, StatResult } from '../statistics/result.ts';

export type Rate = z.infer<typeof rateSchema>;

const sentences: Record<NoteCode, string> = {
  CENSUS: 'every item of the frame was reviewed: there is no sampling error',
  TAKE_ALL_EXACT: 'strata that were reviewed whole add no sampling error',
  LOW_RESPONSE: 'less than 80 % of the drawn items, by weight, have a review',
  UNCOVERED_STRATA: 'more than 5 % of the frame lies in strata without any review',
  LONELY_PSU: 'a stratum has one reviewed item only; its variance is a cautious guess',
  TOO_SMALL_FOR_INTERVAL: 'too few items for an honest interval',
  PREVALENCE_EFFECT: 'one class holds nine in ten labels or more: read AC1 beside α',
  N_TOO_SMALL: 'too few items to say more than the raw figure',
  UNDEFINED_REPLICATES: 'some bootstrap replicates had no variation and were left out',
  CLAMPED: 'the estimate was moved to the edge of what is possible',
};

/** What a note code says to a person. */
export function noteSentence(code: string): string {
  return code in sentences ? sentences[code as NoteCode] : code;
}

/** How the plan wants its intervals. */
export interface RateSettings {
  /** Two-sided error. */
  readonly alpha: number;
  readonly ciMethod: CiMethod;
}

/** A result of the statistics as reports carry figures. */
export function figureOf(result: StatResult): Figure {
  const { n, method } = result;
  const notes = result.notes.map(noteSentence);
  return result.estimate === null
    ? { estimate: null, low: null, high: null, n, method, reason: result.reason, notes }
    : { estimate: result.estimate, low: result.low, high: result.high, n, method, reason: null, notes };
}

/** A figure that there is not, and why. */
export function noFigure(reason: string, n: number, method: string, notes: string[] = []): Figure {
  return { estimate: null, low: null, high: null, n, method, reason, notes };
}

/** A rate with the statistics behind it. */
export interface EstimatedRate {
  readonly rate: Rate;
  readonly result: ProportionResult;
}

/** The weighted rate of counted strata. */
export function estimateRate(strata: readonly StratumTally[], settings: RateSettings): EstimatedRate {
  const result = stratifiedProportionFromCounts({ strata, ...settings });
  return { result, rate: rateFrom(result, strata) };
}

/** What the statistics found for counted strata, as reports carry it. */
export function rateFrom(result: ProportionResult, strata: readonly StratumTally[]): Rate {
  return {
    figure: figureOf(result),
    events: strata.reduce((total, of) => total + of.events, 0),
    cell: result.estimate === null ? null : classifyCell(result).status,
  };
}

/** The same as reports carry it. */
export function rateOf(strata: readonly StratumTally[], settings: RateSettings): Rate {
  return estimateRate(strata, settings).rate;
}
