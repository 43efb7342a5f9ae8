/**
 * A time window as whole days, which are counted already, and what is left of days at its edges, which must be looked
 * through. Days and weeks are those of the cells: whole ones since 1970-01-01 and Monday 1969-12-29, UTC.
 */
import type { FrameFilter } from '../../shared/domain/audit.ts';

export const DAY_MS = 86_400_000;

/** Any day that a time of the contract can have lies between. */
const EARLIEST_DAY = -800_000;
const LATEST_DAY = 3_000_000;

/** Half-open, milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface Window extends Span {
  /** Half-open, whole days within the window; empty where the first is not below the second. */
  readonly firstDay: number;
  readonly endDay: number;
  /** At most two, each within one day. */
  readonly edges: readonly Span[];
  /** First and last week that the window touches. */
  readonly firstWeek: number;
  readonly lastWeek: number;
}

export const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);
export const weekOfDay = (day: number): number => Math.floor((day + 3) / 7);

export function windowOf(filter: Pick<FrameFilter, 'from' | 'until'>): Window {
  const from = filter.from === undefined ? EARLIEST_DAY * DAY_MS : Date.parse(filter.from);
  const until = filter.until === undefined ? LATEST_DAY * DAY_MS : Date.parse(filter.until);
  const firstDay = Math.ceil(from / DAY_MS);
  const endDay = dayOf(until);
  const edges =
    firstDay > endDay
      ? [{ from, until }]
      : [
          { from, until: firstDay * DAY_MS },
          { from: endDay * DAY_MS, until },
        ];
  return {
    from,
    until,
    firstDay,
    endDay,
    edges: edges.filter((edge) => edge.from < edge.until),
    firstWeek: weekOfDay(dayOf(from)),
    lastWeek: weekOfDay(dayOf(until - 1)),
  };
}
