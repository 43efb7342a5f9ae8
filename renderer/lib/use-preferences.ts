/** The person's preferences, wherever they are shown or changed. Invariant: a change shows at once and is taken back when it is refused. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Preferences } from '../../shared/contract/settings.ts';
import { api } from './query.ts';

export function usePreferences() {
  return useQuery(api.settings.get.queryOptions({ input: {} }));
}

type Change = { [K in keyof Preferences]?: Preferences[K] };

/**
 * Changes preferences: shown at once, stored in order. An answer to an older change never overwrites a newer one that
 * is still on its way; after a failure the stored ones are read again.
 */
export function useUpdatePreferences(): { change: (step: Change) => void; error: Error | null } {
  const queries = useQueryClient();
  const key = api.settings.get.queryKey({ input: {} });
  const mutationKey = api.settings.update.mutationKey();
  const update = useMutation(
    api.settings.update.mutationOptions({
      scope: { id: 'preferences' },
      onSuccess: (stored) => {
        if (queries.isMutating({ mutationKey }) === 1) queries.setQueryData(key, stored);
      },
      onError: () => queries.invalidateQueries({ queryKey: key }),
    }),
  );
  const change = (step: Change): void => {
    const before = queries.getQueryData<Preferences>(key);
    if (before !== undefined) queries.setQueryData(key, { ...before, ...step });
    update.mutate(step);
  };
  return { change, error: update.error };
}
