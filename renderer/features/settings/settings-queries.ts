/** Owns the calls of the Settings screen. Invariant: a change shows at once and is taken back when it is refused. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Preferences } from '../../../shared/contract/workbench.ts';
import { api } from '../../lib/query.ts';

export function usePreferences() {
  return useQuery(api.settings.get.queryOptions({ input: {} }));
}

export function useUpdatePreferences() {
  const queries = useQueryClient();
  const key = api.settings.get.queryKey({ input: {} });
  return useMutation(
    api.settings.update.mutationOptions({
      onMutate: (change) => {
        const before = queries.getQueryData<Preferences>(key);
        if (before !== undefined) queries.setQueryData(key, { ...before, ...definedOf(change) });
        return { before };
      },
      onError: (_error, _change, held) => queries.setQueryData(key, held?.before),
      onSuccess: (stored) => queries.setQueryData(key, stored),
    }),
  );
}

function definedOf(change: { [K in keyof Preferences]?: Preferences[K] | undefined }): Partial<Preferences> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

export function useRename() {
  const queries = useQueryClient();
  return useMutation(
    api.app.rename.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.app.key() }),
    }),
  );
}
