/** Owns the calls of Today. Invariant: what only adds to the list never keeps the list from being shown. */
import { useQuery } from '@tanstack/react-query';
import type { AuditSummary, TodayAudit } from '../../../shared/contract/workbench.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { api } from '../../lib/query.ts';

export function useAudits() {
  return useQuery(api.audits.list.queryOptions({ input: {} }));
}

/** Midnight before `now`, on the clock of this computer. */
function startOfDay(now: Date): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}

const none: readonly TodayAudit[] = [];

export function useToday(now: Date): readonly TodayAudit[] {
  return useQuery(api.audits.today.queryOptions({ input: { since: startOfDay(now) } })).data ?? none;
}

/** Whether the figures of an audit are this person's to see: as the backend decides it. */
export function leads(person: Person | undefined, audit: AuditSummary): boolean {
  if (person === undefined) return false;
  return audit.leadId === person.id || ['lead', 'owner', 'admin', 'auditor'].includes(person.role);
}

/** Whether this person draws audits: without a hub everybody does. */
export function canPlan(person: Person | undefined): boolean {
  return person?.role === 'lead' || person?.role === 'admin';
}

/** The report in a few lines, once it is wanted. What cannot be had is left out: the Report screen says why. */
export function useBrief(auditId: AuditId, isWanted: boolean) {
  const options = api.reports.brief.queryOptions({ input: { auditId } });
  return useQuery({ ...options, enabled: isWanted, retry: false });
}

export function useStanding(auditId: AuditId, isWanted: boolean) {
  return useQuery({ ...api.reviews.standing.queryOptions({ input: { auditId } }), enabled: isWanted });
}
