/** Owns the calls of the Report screen. Invariant: figures come from `reports.*` alone. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { client } from '../../lib/client.ts';
import { api } from '../../lib/query.ts';

export function useAudits() {
  return useQuery(api.audits.list.queryOptions({ input: {} }));
}

export function useReport(auditId: AuditId) {
  return useQuery(api.reports.get.queryOptions({ input: { auditId } }));
}

export function useExplanation(auditId: AuditId, ref: FigureRef) {
  return useQuery(api.reports.explain.queryOptions({ input: { auditId, ref } }));
}

/** One item; the one before stays on screen while the next is fetched. */
export function useReportItem(auditId: AuditId, itemId: ItemId) {
  return useQuery({
    ...api.reports.item.queryOptions({ input: { auditId, itemId } }),
    placeholderData: keepPreviousData,
  });
}

export function useHistory(auditId: AuditId) {
  return useQuery(api.reports.history.queryOptions({ input: { auditId } }));
}

/** Beside another audit; not asked while none is chosen. */
export function useComparison(auditId: AuditId, withAuditId: AuditId | null) {
  return useQuery({
    ...api.reports.compare.queryOptions({ input: { auditId, withAuditId: withAuditId ?? auditId } }),
    enabled: withAuditId !== null,
  });
}

export function exportReport(auditId: AuditId, format: 'json' | 'csv' | 'html', hidesNames: boolean) {
  return client.reports.export({ auditId, format, hidesNames });
}

function useRefreshing() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.audits.key() }),
      queries.invalidateQueries({ queryKey: api.reports.key() }),
    ]);
}

export function useCloseAudit() {
  const refresh = useRefreshing();
  return useMutation(api.audits.close.mutationOptions({ onSettled: refresh }));
}

/** Whom items can be given to. */
export function usePeople() {
  return useQuery(api.people.list.queryOptions({ input: {} }));
}

/** Asks at the hub for items to be judged anew. */
export function useRelabel() {
  const refresh = useRefreshing();
  return useMutation(api.hub.work.relabel.mutationOptions({ onSettled: refresh }));
}

/** Makes a judged item gold at the hub. */
export function useAddGold() {
  const queries = useQueryClient();
  return useMutation(
    api.hub.gold.add.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.hub.gold.key() }),
    }),
  );
}

/** Writes this device's measurement of agreement into the ledger. */
export function useMeasure() {
  return useMutation(api.reports.measure.mutationOptions());
}

/** What the hub made of measurements of an audit. */
export function useHubChecks(auditId: AuditId) {
  return useQuery(api.hub.work.agreement.queryOptions({ input: { auditId } }));
}

export function useSecondLook() {
  const refresh = useRefreshing();
  return useMutation(api.audits.beginSecondLook.mutationOptions({ onSettled: refresh }));
}
