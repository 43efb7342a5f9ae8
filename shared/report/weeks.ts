/**
 * The rate by ISO week, with weeks in which nothing was drawn in their place, and its trend (statistics.md B10). Must
 * not know the clock. Invariant: weeks stand in order and at their true distance, so that a gap does not steepen a line.
 */
import type { z } from 'zod';
import type { weeks as weeksSchema } from '../contract/report.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { NoEstimate } from '../statistics/result.ts';
import type { Week, WeeklyTrend } from '../statistics/trend.ts';
import { weeklyTrend } from '../statistics/trend.ts';
import type { EstimatedRate, RateSettings } from './rates.ts';
import { estimateRate, figureOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { countByGroup, eventFlags, tallyEvents } from './tallies.ts';

export type Weeks = z.infer<typeof weeksSchema>;

/** The rates of all weeks and the points of those that have one. */
export interface WeekFindings {
  readonly names: readonly string[];
  readonly rates: readonly EstimatedRate[];
  /** `t` is the place of the week among `names`. */
  readonly points: readonly Week[];
  readonly trend: WeeklyTrend | NoEstimate;
}

/** Null where the manifest records no week. */
export function findWeeks(
  basis: ReportBasis,
  question: ChoiceQuestion,
  places: Int32Array,
  settings: RateSettings,
): WeekFindings | null {
  const { weeks } = basis.index;
  if (weeks === null) return null;
  const counted = countByGroup(basis, question, places, weeks);
  const flags = eventFlags(question);
  const rates = counted.map((of) => estimateRate(tallyEvents(basis, of, flags), settings));
  const points = rates.flatMap(({ result }, t): Week[] => {
    if (result.estimate === null) return [];
    // At effective sizes, so that a week of unequal weights is not taken for a larger one.
    const { estimate: rate, se, nKish: n } = result;
    return [{ t, rate, variance: se * se, x: rate * n, n }];
  });
  return { names: weeks.values, rates, points, trend: weeklyTrend(points, settings.alpha) };
}

/** The same as reports carry it. */
export function weeksOf(
  basis: ReportBasis,
  question: ChoiceQuestion,
  places: Int32Array,
  settings: RateSettings,
): Weeks | null {
  const found = findWeeks(basis, question, places, settings);
  if (found === null) return null;
  const { names, rates, trend } = found;
  return {
    rows: names.map((week, t) => ({ week, rate: rates[t]!.rate })),
    trend: figureOf(trend),
    trendP: 'line' in trend ? trend.line.p : null,
  };
}
