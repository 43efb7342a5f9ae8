/**
 * Owns the calls of the Import screen. Invariant: an inspection is kept under the request that asked for it, so that a slow
 * answer never overwrites a newer one.
 */
import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { ImportPreset } from '../../../shared/domain/imported.ts';
import { api } from '../../lib/query.ts';

const settleMs = 300;

export interface ImportChoice {
  paths: string[];
  preset: ImportPreset | null;
  mapping: Record<string, string> | null;
  auditId: AuditId | null;
}

export const useAudits = () => useQuery(api.audits.list.queryOptions({ input: {} }));

export const useImports = () => useQuery(api.imports.list.queryOptions({ input: {} }));

/** What an import would do; while a new answer is awaited, the old stays, marked. */
export function useInspection(choice: ImportChoice | null) {
  const [text] = useDebouncedValue(JSON.stringify(choice), settleMs);
  const settled = JSON.parse(text) as ImportChoice | null;
  const paths = JSON.stringify(settled?.paths);
  return useQuery(
    api.imports.inspect.queryOptions({
      input: settled ?? skipToken,
      staleTime: 0,
      placeholderData: (previous, query) =>
        JSON.stringify((query?.queryKey[1] as { input?: ImportChoice } | undefined)?.input?.paths) === paths
          ? previous
          : undefined,
    }),
  );
}

export function useRunImport() {
  const queries = useQueryClient();
  return useMutation(
    api.imports.run.mutationOptions({
      onSuccess: () => queries.invalidateQueries(),
    }),
  );
}

const followMs = 500;

/** How far an import is while it is under way; undefined before the first answer. */
export function useImportProgress(importId: string, isRunning: boolean) {
  const { data } = useQuery({
    ...api.imports.progress.queryOptions({ input: { importId } }),
    enabled: isRunning,
    refetchInterval: followMs,
    retry: false,
    gcTime: 0,
  });
  return isRunning ? (data ?? undefined) : undefined;
}

export const useCancelImport = () => useMutation(api.imports.cancel.mutationOptions());

export function useRejected(importId: string, isWanted: boolean) {
  return useQuery(
    api.imports.rejected.queryOptions({
      input: { importId, offset: 0, limit: 200 },
      enabled: isWanted,
    }),
  );
}
