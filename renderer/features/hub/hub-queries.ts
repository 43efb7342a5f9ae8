/**
 * Owns the calls of the Hub screen. Invariant: after every act, whether it worked or not, what the hub says is asked for
 * again; acts are never repeated by themselves.
 */
import { skipToken, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditId, PersonId, SourceId } from '../../../shared/domain/ids.ts';
import { api } from '../../lib/query.ts';

function useFresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [api.hub.key(), api.audits.key(), api.people.key(), api.app.key()].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
}

export function useReconnect() {
  const onSettled = useFresh();
  return useMutation(api.sync.now.mutationOptions({ onSettled }));
}

export const usePeople = () => useQuery(api.hub.people.list.queryOptions());
export const useAddPerson = () =>
  useMutation(api.hub.people.create.mutationOptions({ onSettled: useFresh() }));
export const useUpdatePerson = () =>
  useMutation(api.hub.people.update.mutationOptions({ onSettled: useFresh() }));
export const useRevokePerson = () =>
  useMutation(api.hub.people.revoke.mutationOptions({ onSettled: useFresh() }));

export const useTokens = (personId: PersonId) =>
  useQuery(api.hub.tokens.list.queryOptions({ input: { personId } }));
export const useIssueToken = () =>
  useMutation(api.hub.tokens.issue.mutationOptions({ onSettled: useFresh() }));
export const useRotateToken = () =>
  useMutation(api.hub.tokens.rotate.mutationOptions({ onSettled: useFresh() }));
export const useRevokeToken = () =>
  useMutation(api.hub.tokens.revoke.mutationOptions({ onSettled: useFresh() }));

const firstPage: string | undefined = undefined;
const nextOf = (page: { next: string | null }): string | undefined => page.next ?? undefined;

export const useRefusals = () =>
  useInfiniteQuery(
    api.hub.refusals.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 20, ...(after === undefined ? {} : { after }) }),
      initialPageParam: firstPage,
      getNextPageParam: nextOf,
    }),
  );

export const useHubSources = () => useQuery(api.hub.sources.list.queryOptions());
export const useHubDimensions = (sourceId: SourceId | null) =>
  useQuery(api.hub.sources.dimensions.queryOptions({ input: sourceId === null ? skipToken : { sourceId } }));
export const useAddSource = () =>
  useMutation(api.hub.sources.create.mutationOptions({ onSettled: useFresh() }));
export const useDeclare = () =>
  useMutation(api.hub.sources.declare.mutationOptions({ onSettled: useFresh() }));

export const useBatches = (sourceId: SourceId) =>
  useInfiniteQuery(
    api.hub.batches.list.infiniteOptions({
      input: (after: string | undefined) => ({
        sourceId,
        limit: 10,
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: firstPage,
      getNextPageParam: nextOf,
    }),
  );

export const useMasking = () => useQuery(api.hub.masking.get.queryOptions());
export const usePutMasking = () =>
  useMutation(api.hub.masking.put.mutationOptions({ onSettled: useFresh() }));
export const useRetention = () => useQuery(api.hub.retention.get.queryOptions());
export const usePutRetention = () =>
  useMutation(api.hub.retention.put.mutationOptions({ onSettled: useFresh() }));
export const usePurge = () => useMutation(api.hub.retention.purge.mutationOptions({ onSettled: useFresh() }));

export const useAudits = () => useQuery(api.audits.list.queryOptions({ input: {} }));
export const useLoad = (auditId: AuditId) => useQuery(api.hub.work.load.queryOptions({ input: { auditId } }));
export const useReassign = () =>
  useMutation(api.hub.work.reassign.mutationOptions({ onSettled: useFresh() }));
export const useSecondLook = () =>
  useMutation(api.hub.work.beginSecondLook.mutationOptions({ onSettled: useFresh() }));
export const useClose = () => useMutation(api.hub.work.close.mutationOptions({ onSettled: useFresh() }));
export const useGoldResults = (auditId: AuditId) =>
  useQuery(api.hub.work.goldResults.queryOptions({ input: { auditId } }));
export const useAgreement = (auditId: AuditId) =>
  useQuery(api.hub.work.agreement.queryOptions({ input: { auditId } }));

export const useGold = () => useQuery(api.hub.gold.list.queryOptions());
export const useRetire = () => useMutation(api.hub.gold.retire.mutationOptions({ onSettled: useFresh() }));

export const useTemplates = () => useQuery(api.hub.templates.list.queryOptions());
export const useSaveTemplate = () =>
  useMutation(api.hub.templates.save.mutationOptions({ onSettled: useFresh() }));
export const useStopTemplate = () =>
  useMutation(api.hub.templates.stop.mutationOptions({ onSettled: useFresh() }));
export const useRunTemplate = () =>
  useMutation(api.hub.templates.run.mutationOptions({ onSettled: useFresh() }));

export type Template = NonNullable<ReturnType<typeof useTemplates>['data']>[number];
export type TokenInfo = NonNullable<ReturnType<typeof useTokens>['data']>[number];
