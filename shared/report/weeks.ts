/**
 * The rate by ISO week, with weeks in which nothing was drawn in their place, and its trend (statistics.md B10). Must
 * not know the clock. Invariant: weeks stand in order and at their true distance, so that a gap does not steepen a line.
 */
import type { z } from 'zod';
import type { weeks as weeksSchema } from '../contract/report.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { Week } from '../statistics/trend.ts';
import { weeklyTrend } from '../statistics/trend.ts';
import type { RateSettings } from './rates.ts';
import { estimateRate, figureOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { countByGroup, eventFlags, tallyEvents } from './tallies.ts';

export type Weeks = z.infer<typeof weeksSchema>;

/** Null where the manifest records no week. */
export function weeksOf(
  basis: ReportBasis,
  question: ChoiceQuestion,
  places: Int32Array,
  settings: RateSettings,
): Weeks | null {
  const { weeks } = basis.index;
  if (weeks === null) return null;
  const { values: names } = weeks;
  const counted = countByGroup(basis, question, places, weeks);
  const flags = eventFlags(question);
  const rates = counted.map((of) => estimateRate(tallyEvents(basis, of, flags), settings));
  const points = rates.flatMap(({ result }, t): Week[] => {
    if (result.estimate === null) return [];
    // At effective sizes, so that a week of unequal weights is not taken for a larger one.
    const { estimate: rate, se, nKish: n } = result;
    return [{ t, rate, variance: se * se, x: rate * n, n }];
  });
  const trend = weeklyTrend(points, settings.alpha);
  return {
    rows: names.map((week, t) => ({ week, rate: rates[t]!.rate })),
    trend: figureOf(trend),
    trendP: 'line' in trend ? trend.line.p : null,
  };
}
