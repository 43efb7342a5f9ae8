/** Owns the calls of Today. Invariant: what only adds to the list never keeps the list from being shown. */
import { useQuery } from '@tanstack/react-query';
import { caseStates } from '../../../shared/domain/case-state.ts';
import type { AuditSummary, TodayAudit } from '../../../shared/contract/audits.ts';
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

/** Whether this person rules on disagreements. */
export function rules(person: Person | undefined): boolean {
  return person !== undefined && ['owner', 'lead', 'admin'].includes(person.role);
}

/** Everything but what was ruled and rests. */
const waiting = caseStates.filter((one) => one !== 'ruled');

/** How many cases wait for a ruling, once it is wanted; undefined until it is known, or where it cannot be had. */
export function useWaitingCases(isWanted: boolean): number | undefined {
  const input = { filter: { auditIds: [], states: waiting }, offset: 0, limit: 1 };
  const options = api.disagreements.list.queryOptions({ input });
  return useQuery({ ...options, enabled: isWanted, retry: false }).data?.total;
}

export function useStanding(auditId: AuditId, isWanted: boolean) {
  return useQuery({ ...api.reviews.standing.queryOptions({ input: { auditId } }), enabled: isWanted });
}
