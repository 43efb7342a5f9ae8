/** What Today says about audits: groups, order, what is left, when it is due, how long it takes. Pure; `now` comes in. */
import type { AuditSummary } from '../../../shared/contract/audits.ts';

export function leftOf(audit: AuditSummary): number {
  const { mine, done, skipped } = audit.progress;
  return Math.max(0, mine - done - skipped);
}

const isRunning = (audit: AuditSummary): boolean => audit.state !== 'closed';
const dueOf = (audit: AuditSummary): string => audit.plan.dueAt ?? '9999';
const byDue = (a: AuditSummary, b: AuditSummary): number =>
  dueOf(a).localeCompare(dueOf(b)) || b.plannedAt.localeCompare(a.plannedAt);

const byClose = (a: AuditSummary, b: AuditSummary): number =>
  (b.closedAt ?? '').localeCompare(a.closedAt ?? '');

const groups = ['soon', 'open', 'done', 'others', 'closed'] as const;
export type Group = (typeof groups)[number];

export const groupTitles: Readonly<Record<Group, string>> = {
  soon: 'Due soon',
  open: 'In progress',
  done: 'You are done',
  others: 'Others are reviewing',
  closed: 'Closed',
};

const DAY_MS = 86_400_000;
/** Due within so many days is soon. */
const SOON_DAYS = 3;

function groupOf(audit: AuditSummary, now: number): Group {
  if (!isRunning(audit)) return 'closed';
  if (audit.progress.mine === 0) return 'others';
  if (leftOf(audit) === 0) return 'done';
  const { dueAt } = audit.plan;
  return dueAt !== undefined && daysUntil(dueAt, now) <= SOON_DAYS ? 'soon' : 'open';
}

/** Audits by group, in the order in which they are shown; closed ones latest first. Groups without any are left out. */
export function groupAudits(
  audits: readonly AuditSummary[],
  now: number,
): { group: Group; audits: AuditSummary[] }[] {
  const held = Map.groupBy(audits, (audit) => groupOf(audit, now));
  return groups.flatMap((group) => {
    const found = held.get(group);
    if (found === undefined) return [];
    return [{ group, audits: found.toSorted(group === 'closed' ? byClose : byDue) }];
  });
}

/** The audit that "continue" leads to: the one worked on last if anything is left there, else what is due first. */
export function chooseContinued(audits: readonly AuditSummary[], lastId: string | null): AuditSummary | null {
  const withWork = audits.filter((audit) => isRunning(audit) && leftOf(audit) > 0).toSorted(byDue);
  return withWork.find((audit) => audit.id === lastId) ?? withWork[0] ?? null;
}

export interface Due {
  words: string;
  tone: 'quiet' | 'warn' | 'bad';
}

/** Days since the epoch of a date of the calendar. */
const dayNumber = (year: number, month: number, day: number): number => Date.UTC(year, month, day) / DAY_MS;

const localDay = (ms: number): number => {
  const at = new Date(ms);
  return dayNumber(at.getFullYear(), at.getMonth(), at.getDate());
};

/**
 * Whole days of the calendar until an audit is due; negative once it is over. What ends with a day of UTC was planned as
 * a date, and means that date wherever it is read.
 */
function daysUntil(dueAt: string, now: number): number {
  const due = Date.parse(dueAt);
  const isDate = due % DAY_MS === 0;
  const days = (isDate ? due / DAY_MS - 1 : localDay(due)) - localDay(now);
  return !isDate && days === 0 && due < now ? -0.5 : days;
}

/** When an audit is due, in days of the calendar; null when it has no date or is closed. */
export function dueWords(audit: AuditSummary, now: number): Due | null {
  const { dueAt } = audit.plan;
  if (dueAt === undefined || !isRunning(audit)) return null;
  const days = daysUntil(dueAt, now);
  if (days === -0.5) return { words: 'overdue since today', tone: 'bad' };
  if (days === -1) return { words: 'overdue since yesterday', tone: 'bad' };
  if (days < 0) return { words: `overdue by ${-days} days`, tone: 'bad' };
  if (days === 0) return { words: 'due today', tone: 'warn' };
  if (days === 1) return { words: 'due tomorrow', tone: 'warn' };
  return { words: `due in ${days} days`, tone: days <= SOON_DAYS ? 'warn' : 'quiet' };
}

/** A time to expect, never more exact than it can be: `under a minute`, `about 25 min`, `about 1½ h`, `about 6 h`. */
export function aboutTime(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return 'under a minute';
  if (minutes < 10) return `about ${Math.round(minutes)} min`;
  if (minutes < 57.5) return `about ${Math.round(minutes / 5) * 5} min`;
  const halves = Math.round(minutes / 30);
  if (halves >= 8) return `about ${Math.round(minutes / 60)} h`;
  return `about ${halves >> 1}${halves % 2 === 1 ? '½' : ''} h`;
}

/** Reviews that the plan asks for in all: every item once, overlap items by each of their reviewers. */
export function plannedReviews(audit: AuditSummary): number {
  const { size, reviewersPerItem } = audit.plan.overlap;
  const perOverlap = Math.min(reviewersPerItem, Math.max(1, audit.reviewerCount));
  return audit.itemCount + Math.min(size, audit.itemCount) * (perOverlap - 1);
}
