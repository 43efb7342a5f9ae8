/** The names of ISO weeks in order, gaps filled. Must not know the clock or what happened in a week. */
import { isoWeek } from '../domain/iso-week.ts';

const DAY_MS = 86_400_000;
/** Ten years: beyond it a gap is a wrong date, and only weeks that are held are listed. */
const MOST_WEEKS = 520;

/** The weeks among `names` in order, with those between them; what is no name of a week is left out. */
export function weeksBetween(names: Iterable<string>): string[] {
  const held = new Set(names);
  for (const name of held) if (!/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(name)) held.delete(name);
  const weeks = [...held].toSorted();
  const last = weeks.at(-1);
  if (last === undefined) return [];
  const all = new Set(weeks);
  for (let at = thursdayOf(weeks[0]!); all.size <= MOST_WEEKS + weeks.length; at += 7 * DAY_MS) {
    const week = isoWeek(new Date(at).toISOString());
    if (week >= last) return [...all].toSorted();
    all.add(week);
  }
  return weeks;
}

/** The fourth of January always lies in the first week. */
function thursdayOf(week: string): number {
  const fourth = new Date(`${week.slice(0, 4)}-01-04T00:00:00.000Z`);
  const fromMonday = (fourth.getUTCDay() + 6) % 7;
  return fourth.getTime() + (3 - fromMonday) * DAY_MS + (Number(week.slice(6)) - 1) * 7 * DAY_MS;
}
