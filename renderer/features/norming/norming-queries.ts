/** What the Norming screen asks the backend for, and the acts on a round. Every act answers the round as it is then. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
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
const LIVE_MS = 4_000;
const CALM_MS = 30_000;

/**
 * Cases that each has voted on, by person, as the hub counts them: while votes are blind no other device knows. Null where
 * it was not asked, or does not answer.
 */
export function useProgress({
  roundId,
  isLive,
  personNames,
}: NormingView): ReadonlyMap<string, number> | null {
  const { data } = useQuery({
    ...api.hub.work.norming.queryOptions({ input: { roundId } }),
    enabled: personNames.some((of) => of.done === null),
    refetchInterval: isLive ? LIVE_MS : CALM_MS,
    retry: false,
  });
  return useMemo(
    () => (data === undefined ? null : new Map(data.map((of) => [of.personId, of.done]))),
    [data],
  );
}

/** The round with what the hub tells of the others' progress. */
export function withProgress(view: NormingView, far: ReadonlyMap<string, number> | null): NormingView {
  if (far === null) return view;
  const personNames = view.personNames.map((of) => ({
    ...of,
    done: of.done ?? far.get(of.personId) ?? null,
  }));
  const done = personNames.map((of) => of.done);
  const voted = done.includes(null) ? null : done.filter((count) => count === view.cases).length;
  return { ...view, personNames, voted };
}

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
