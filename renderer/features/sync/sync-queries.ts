/** Owns the calls of the Sync screen. Invariant: after every act the status and the lists are asked for again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/query.ts';

/** How many waiting events are listed; the rest is a count. */
const WAITING_SHOWN = 50;

function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: api.app.key() }),
      queries.invalidateQueries({ queryKey: api.sync.key() }),
      queries.invalidateQueries({ queryKey: api.people.key() }),
      queries.invalidateQueries({ queryKey: api.audits.key() }),
    ]);
  };
}

export function useWaiting(isWanted: boolean) {
  return useQuery(api.sync.waiting.queryOptions({ input: { limit: WAITING_SHOWN }, enabled: isWanted }));
}

export function useRefusals(isWanted: boolean) {
  return useQuery(api.sync.refusals.queryOptions({ input: {}, enabled: isWanted }));
}

export function useSyncNow() {
  const refresh = useRefresh();
  return useMutation(api.sync.now.mutationOptions({ onSettled: refresh }));
}

export function useVerify() {
  return useMutation(api.sync.verify.mutationOptions());
}

export function useConnect() {
  const refresh = useRefresh();
  return useMutation(api.sync.connect.mutationOptions({ onSettled: refresh }));
}

export function useDisconnect() {
  const refresh = useRefresh();
  return useMutation(api.sync.disconnect.mutationOptions({ onSettled: refresh }));
}
