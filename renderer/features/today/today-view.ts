/** What Today says about audits: order, what is left, when it is due. Pure; `now` comes in. */
import type { AuditSummary } from '../../../shared/contract/workbench.ts';

export function leftOf(audit: AuditSummary): number {
  const { mine, done, skipped } = audit.progress;
  return Math.max(0, mine - done - skipped);
}

const isRunning = (audit: AuditSummary): boolean => audit.state !== 'closed';
const dueOf = (audit: AuditSummary): string => audit.plan.dueAt ?? '9999';

/** Running audits with work for this person first, by due date; then running ones; closed ones last, latest first. */
export function orderAudits(audits: readonly AuditSummary[]): AuditSummary[] {
  const rank = (audit: AuditSummary): number => (!isRunning(audit) ? 2 : leftOf(audit) > 0 ? 0 : 1);
  return audits.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (rank(a) === 2
        ? (b.closedAt ?? '').localeCompare(a.closedAt ?? '')
        : dueOf(a).localeCompare(dueOf(b)) || b.plannedAt.localeCompare(a.plannedAt)),
  );
}

/** The audit that "continue" leads to: the one worked on last if anything is left there, else the first with work. */
export function chooseContinued(audits: readonly AuditSummary[], lastId: string | null): AuditSummary | null {
  const withWork = orderAudits(audits).filter((audit) => isRunning(audit) && leftOf(audit) > 0);
  return withWork.find((audit) => audit.id === lastId) ?? withWork[0] ?? null;
}

export interface Due {
  words: string;
  tone: 'quiet' | 'warn' | 'bad';
}

const DAY_MS = 86_400_000;

/** When an audit is due, in whole days; null when it has no date or is closed. */
export function dueWords(audit: AuditSummary, now: number): Due | null {
  if (audit.plan.dueAt === undefined || !isRunning(audit)) return null;
  const days = Math.floor((new Date(audit.plan.dueAt).getTime() - now) / DAY_MS);
  if (days < 0) return { words: days === -1 ? 'was due yesterday' : `overdue by ${-days} days`, tone: 'bad' };
  if (days === 0) return { words: 'due today', tone: 'warn' };
  if (days === 1) return { words: 'due tomorrow', tone: 'warn' };
  return { words: `due in ${days} days`, tone: 'quiet' };
}

/** Reviews that the plan asks for in all: every item once, overlap items by each of their reviewers. */
export function plannedReviews(audit: AuditSummary): number {
  const { size, reviewersPerItem } = audit.plan.overlap;
  const perOverlap = Math.min(reviewersPerItem, Math.max(1, audit.reviewerCount));
  return audit.itemCount + Math.min(size, audit.itemCount) * (perOverlap - 1);
}
