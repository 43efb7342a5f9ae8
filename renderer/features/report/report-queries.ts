/** Owns the calls of the Report screen. Invariant: figures come from `reports.get` alone. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { api } from '../../lib/query.ts';

export function useAudits() {
  return useQuery(api.audits.list.queryOptions({ input: {} }));
}

export function useReport(auditId: AuditId) {
  return useQuery(api.reports.get.queryOptions({ input: { auditId } }));
}

export function useCloseAudit() {
  const queries = useQueryClient();
  return useMutation(
    api.audits.close.mutationOptions({
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: api.audits.key() }),
          queries.invalidateQueries({ queryKey: api.reports.key() }),
        ]),
    }),
  );
}
