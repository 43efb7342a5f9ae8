/**
 * The rate by ISO week, with weeks in which nothing was drawn in their place, and its trend (statistics.md B10). Must
 * not know the clock. Invariant: weeks stand in order and at their true distance, so that a gap does not steepen a line.
 */
import type { z } from 'zod';
import type { weeks as weeksSchema } from '../contract/report.ts';
import { isoWeek } from '../domain/iso-week.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { Week } from '../statistics/trend.ts';
import { weeklyTrend } from '../statistics/trend.ts';
import type { RateSettings } from './rates.ts';
import { estimateRate, figureOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { countByGroup, eventFlags, tallyEvents } from './tallies.ts';

export type Weeks = z.infer<typeof weeksSchema>;

/** Facet of the manifest that holds the week. */
export const WEEK = 'week';
const WEEK_MS = 7 * 86_400_000;
/** Ten years: beyond it a gap is a wrong date, and only weeks with items are listed. */
const MOST_WEEKS = 520;

/** Weeks of the manifest's items in order, those without an item between them included; empty where none is recorded. */
export function listWeeks(basis: Pick<ReportBasis, 'input'>): string[] {
  const held = new Set<string>();
  for (const { facets } of basis.input.manifest.items) {
    const week = facets[WEEK];
    if (week !== undefined && /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(week)) held.add(week);
  }
  const weeks = [...held].toSorted();
  const [first] = weeks;
  const last = weeks.at(-1);
  if (first === undefined || last === undefined) return [];
  const all = weeksBetween(first, last);
  return all.length > MOST_WEEKS ? weeks : [...new Set([...all, ...weeks])].toSorted();
}

function weeksBetween(first: string, last: string): string[] {
  const weeks: string[] = [];
  for (let at = thursdayOf(first); weeks.length <= MOST_WEEKS; at += WEEK_MS) {
    const week = isoWeek(new Date(at).toISOString());
    if (week > last) break;
    weeks.push(week);
  }
  return weeks;
}

/** The fourth of January always lies in the first week. */
function thursdayOf(week: string): number {
  const fourth = new Date(`${week.slice(0, 4)}-01-04T00:00:00.000Z`);
  const fromMonday = (fourth.getUTCDay() + 6) % 7;
  return fourth.getTime() + (3 - fromMonday) * 86_400_000 + (Number(week.slice(6)) - 1) * WEEK_MS;
}

/** Null where the manifest records no week. */
export function weeksOf(
  basis: ReportBasis,
  question: ChoiceQuestion,
  places: Int32Array,
  settings: RateSettings,
): Weeks | null {
  const names = listWeeks(basis);
  if (names.length === 0) return null;
  const at = new Map(names.map((week, t) => [week, t]));
  const groups = basis.reviewed.map(({ item }) => at.get(item.facets[WEEK] ?? '') ?? -1);
  const counted = countByGroup(basis, question, places, names.length, (i) => groups[i]!);
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
