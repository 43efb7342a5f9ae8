/**
 * The week of a time as reports name it: ISO 8601, in UTC. Must not know the clock or a time zone of the machine.
 *
 * Invariant: a week begins on Monday and belongs to the year that has its Thursday, so names sort as time does.
 */
const DAY_MS = 86_400_000;

/** ISO week of an ISO time in UTC, as `2026-W47`. The time must be valid. */
export function isoWeek(at: string): string {
  const midnight = new Date(at);
  midnight.setUTCHours(0, 0, 0, 0);
  const fromMonday = (midnight.getUTCDay() + 6) % 7;
  const thursday = new Date(midnight.getTime() + (3 - fromMonday) * DAY_MS);
  const year = thursday.getUTCFullYear();
  // Not Date.UTC, which takes years below 100 for those of the last century.
  const newYear = new Date(thursday);
  newYear.setUTCMonth(0, 1);
  const week = 1 + Math.floor((thursday.getTime() - newYear.getTime()) / DAY_MS / 7);
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}
