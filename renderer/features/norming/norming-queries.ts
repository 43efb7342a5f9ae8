/** What the Norming screen asks the backend for, and the acts on a round. Every act answers the round as it is then. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NormingView } from '../../../shared/contract/norming.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { deliberationRoles } from '../../../shared/domain/deliberation.ts';
import { api } from '../../lib/query.ts';

export type { NormingView };
export type NormingCase = NormingView['items'][number];

export const useRounds = () => useQuery(api.norming.list.queryOptions({ input: {} }));
export type RoundRow = NonNullable<ReturnType<typeof useRounds>['data']>[number];

export const useRound = (roundId: string) => useQuery(api.norming.get.queryOptions({ input: { roundId } }));
export const useAudits = () => useQuery(api.audits.list.queryOptions({ input: {} }));
export const usePeople = () => useQuery(api.people.list.queryOptions({ input: {} }));

const MOST_CASES = 200;

/** The worklist of an audit, the most telling case first. */
export const useCasesOf = (auditId: AuditId | null) =>
  useQuery({
    ...api.disagreements.list.queryOptions({
      input: { filter: { auditIds: auditId === null ? [] : [auditId] }, offset: 0, limit: MOST_CASES },
    }),
    enabled: auditId !== null,
  });
export type CaseChoice = NonNullable<ReturnType<typeof useCasesOf>['data']>['rows'][number];

/** Puts the answer of an act in the place of what was known, so that nothing is asked twice. */
function useTaken() {
  const queries = useQueryClient();
  return {
    onSuccess: (view: NormingView): void => {
      const input = { roundId: view.roundId };
      queries.setQueryData(api.norming.get.queryKey({ input }), view);
      void queries.invalidateQueries({ queryKey: api.norming.list.key() });
    },
  };
}

export const useBegin = () => useMutation(api.norming.begin.mutationOptions(useTaken()));
export const useVote = () => useMutation(api.norming.vote.mutationOptions(useTaken()));
export const useMove = () => useMutation(api.norming.move.mutationOptions(useTaken()));

export function useComment() {
  const queries = useQueryClient();
  return useMutation(
    api.disagreements.comment.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.norming.get.key() }),
    }),
  );
}

export function mayBegin(person: Person | undefined): boolean {
  const allowed: readonly string[] = deliberationRoles['norming.begun'];
  return person !== undefined && allowed.includes(person.role);
}
