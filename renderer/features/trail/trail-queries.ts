/** Owns the calls of the Trail screen: pages of the ledger, verification, export as a file. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { saveFile } from '../../lib/save-file.ts';
import { api } from '../../lib/query.ts';

const PAGE_ROWS = 100;

export interface LedgerFilter {
  kind: string | null;
  auditId: AuditId | null;
}

export function useLedger(filter: LedgerFilter) {
  return useInfiniteQuery(
    api.ledger.list.infiniteOptions({
      input: (before: number | null) => ({ ...filter, before, limit: PAGE_ROWS }),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => (page.rows.length < PAGE_ROWS ? undefined : page.rows.at(-1)?.order),
      placeholderData: keepPreviousData,
    }),
  );
}

export type LedgerRow = NonNullable<ReturnType<typeof useLedger>['data']>['pages'][number]['rows'][number];

export function useAuditTitles() {
  return useQuery(api.audits.list.queryOptions({ input: {} }));
}

export function useVerifyLedger() {
  return useMutation(api.ledger.verify.mutationOptions());
}

export function useExport() {
  return useMutation(
    api.ledger.export.mutationOptions({
      onSuccess: ({ fileName, ndjson }) => saveFile(fileName, 'application/x-ndjson', ndjson),
    }),
  );
}
