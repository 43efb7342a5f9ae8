/**
 * The calls of Disagreements: the worklist page by page, the clusters of one question, one case and the one after it, and
 * what can be said about it. Invariant: what was said is in the caches before the screen goes on.
 */
import type { InferContractRouterOutputs } from '@orpc/contract';
import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { CaseFilter, CaseRow, DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { Workbench } from '../../../shared/contract/workbench.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { afterPaint } from '../../lib/after-paint.ts';
import { api } from '../../lib/query.ts';
import { parseAhead } from '../../ui/reading/markdown-view.tsx';

type Outputs = InferContractRouterOutputs<Workbench>;
export type Worklist = Outputs['disagreements']['list'];
export type Clusters = Outputs['disagreements']['clusters'];
export type ReviewerRow = Clusters['reviewers'][number];
export type SimilarRuling = DisagreementCase['similar'][number];

export const PAGE = 100;

const pageOptions = (filter: CaseFilter, page: number) =>
  api.disagreements.list.queryOptions({ input: { filter, offset: page * PAGE, limit: PAGE } });

/** The first page: totals and facets come with it. The one before stays until it is there. */
export function useWorklist(filter: CaseFilter) {
  return useQuery({ ...pageOptions(filter, 0), placeholderData: keepPreviousData });
}

/** The row at a place of the list; undefined while its page is on its way. */
export type RowAt = (at: number) => CaseRow | undefined;

/** Rows of the pages that places `from` to `to` lie on, and the first. */
export function useRows(filter: CaseFilter, from: number, to: number): RowAt {
  const pages = useMemo(() => {
    const first = Math.floor(from / PAGE);
    const last = Math.floor(Math.max(from, to) / PAGE);
    return [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, step) => first + step)])];
  }, [from, to]);
  return useQueries({
    queries: pages.map((page) => ({
      ...pageOptions(filter, page),
      // Only of the first: another page's rows would stand in the wrong place.
      ...(page === 0 ? { placeholderData: keepPreviousData } : {}),
    })),
    combine: (found) => {
      const byPage = new Map(pages.map((page, at) => [page, found[at]?.data?.rows]));
      return (at: number) => byPage.get(Math.floor(at / PAGE))?.[at % PAGE];
    },
  });
}

export function useClusters(of: { auditId: AuditId; question: string } | null) {
  const input = { auditId: of?.auditId ?? ('' as AuditId), question: of?.question ?? '' };
  return useQuery({
    ...api.disagreements.clusters.queryOptions({ input }),
    enabled: of !== null,
    placeholderData: keepPreviousData,
  });
}

const caseOptions = (of: CaseRef, filter: CaseFilter, showsNames: boolean) =>
  api.disagreements.get.queryOptions({ input: { case: of, filter, showsNames } });

/** One case; the one after it is asked for as soon as this one is on the screen. */
export function useCase(of: CaseRef, filter: CaseFilter, showsNames: boolean) {
  const queries = useQueryClient();
  const { auditId, itemId, question } = of;
  const held = useQuery({
    ...caseOptions({ auditId, itemId, question }, filter, showsNames),
    // Names instead of letters, or another filter: the case itself is the same and stays.
    placeholderData: (before: DisagreementCase | undefined) =>
      before !== undefined && caseKey(before.row.case) === caseKey(of) ? before : undefined,
  });
  const next = held.data?.nextCase ?? null;
  useEffect(() => {
    if (next === null) return undefined;
    const options = caseOptions(next, filter, showsNames);
    const prepare = async (): Promise<void> => {
      await queries.prefetchQuery(options);
      const output = queries.getQueryData(options.queryKey)?.trace.output;
      if (output !== undefined) parseAhead(output);
    };
    return afterPaint(() => {
      void prepare();
    });
  }, [queries, next, filter, showsNames]);
  return held;
}

const noCatalogue: Catalogue = { scorecards: [], taxonomies: [] };

/** The scorecard of an audit, for the titles of its questions; null until it is known, or where it is not. */
export function useScorecard(auditId: AuditId): Scorecard | null {
  const audits = useQuery(api.audits.list.queryOptions({ input: {} }));
  const { data: catalogue = noCatalogue } = useQuery(api.taxonomies.catalogue.queryOptions({ input: {} }));
  const ref = audits.data?.find((one) => one.id === auditId)?.plan.scorecard;
  return catalogue.scorecards.find((one) => one.id === ref?.id && one.version === ref.version) ?? null;
}

/** The taxonomy whose classes a question offers; null where it offers none, or its scorecard is not known here. */
export function useTaxonomyId(auditId: AuditId, question: string): string | null {
  const found = useScorecard(auditId)?.questions.find((one) => one.id === question);
  return found !== undefined && isChoice(found) ? (found.taxonomy?.id ?? null) : null;
}

export interface CasesFound {
  cases: readonly CaseRef[];
  total: number;
}

/** Asks for the first cases that a filter keeps, when they are wanted. */
export function useCasesOf(filter: CaseFilter): (most: number) => Promise<CasesFound> {
  const queries = useQueryClient();
  return async (most) => {
    const input = { filter, offset: 0, limit: most };
    const { rows, total } = await queries.fetchQuery(api.disagreements.list.queryOptions({ input }));
    return { cases: rows.map((row) => row.case), total };
  };
}

/** Rulings that ask for another guideline and are in no version yet. */
export function useAskedChanges(): number {
  const { data = [] } = useQuery(api.taxonomies.list.queryOptions({ input: {} }));
  return data.reduce((sum, one) => sum + one.askedChanges, 0);
}

/** What can be said about a case. After each, list, clusters and case are asked for again. */
export function useCaseActs() {
  const queries = useQueryClient();
  const onSuccess = async (): Promise<void> => {
    // The case itself is waited for: what was said stands on the screen once the act is told to be over.
    void queries.invalidateQueries({ queryKey: api.disagreements.list.key() });
    void queries.invalidateQueries({ queryKey: api.disagreements.clusters.key() });
    await queries.invalidateQueries({ queryKey: api.disagreements.get.key() });
  };
  return {
    claim: useMutation(api.disagreements.claim.mutationOptions({ onSuccess })),
    rule: useMutation(
      api.disagreements.rule.mutationOptions({
        // Nobody waits here: the next case is in hand already.
        onSuccess: () => void onSuccess(),
      }),
    ),
    appeal: useMutation(api.disagreements.appeal.mutationOptions({ onSuccess })),
    comment: useMutation(api.disagreements.comment.mutationOptions({ onSuccess })),
  };
}
export type CaseActs = ReturnType<typeof useCaseActs>;
