/**
 * Owns the calls of the Taxonomy screen. Invariant: what an act changed is asked for again at once, and what came by sync
 * as soon as the backend says that something came.
 */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { taxonomies } from '../../../shared/contract/taxonomies.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import type { TaxonomyRef } from '../../../shared/domain/taxonomy.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { client } from '../../lib/client.ts';
import { api } from '../../lib/query.ts';

type Output<K extends keyof typeof taxonomies> = Awaited<ReturnType<(typeof client.taxonomies)[K]>>;
export type TaxonomyRow = Output<'list'>[number];
export type TaxonomyView = Output<'get'>;
export type VersionView = TaxonomyView['versions'][number];
export type ProposalView = TaxonomyView['proposals'][number];
export type AskedChange = TaxonomyView['asked'][number];
export type RealExample = Output<'examples'>[number];
export type MergeAnswer = Output<'merge'>;
export type EffectChange = Output<'effect'>['changes'][number];
export type LongTail = Awaited<ReturnType<typeof client.disagreements.longTail>>;

export function useTaxonomies() {
  return useQuery(api.taxonomies.list.queryOptions({ input: {} }));
}

export function useTaxonomy(id: string) {
  return useQuery(api.taxonomies.get.queryOptions({ input: { id } }));
}

/** Asks again when the ledger grew or a sync brought something. */
export function useFreshTaxonomies(): void {
  const queries = useQueryClient();
  const { status } = useAppStatus();
  const mark = status === null ? '' : `${status.ledger.headHash} ${status.sync.lastSyncedAt}`;
  const seen = useRef(mark);
  useEffect(() => {
    if (seen.current !== '' && seen.current !== mark) {
      void queries.invalidateQueries({ queryKey: api.taxonomies.key() });
    }
    seen.current = mark;
  }, [mark, queries]);
}

/** What the copy would touch; the answer before it stays until the next one is there. */
export function usePreview(draft: TaxonomyDraft) {
  return useQuery({
    ...api.taxonomies.preview.queryOptions({ input: { draft } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function useRealExamples(id: string, of: string) {
  return useQuery({
    ...api.taxonomies.examples.queryOptions({ input: { id, class: of } }),
    staleTime: 60_000,
  });
}

/** One real item with its text, for those who may read it. */
export function useRealItem(auditId: AuditId, itemId: ItemId) {
  return useQuery(api.reports.item.queryOptions({ input: { auditId, itemId } }));
}

function useRefreshing() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.taxonomies.key() }),
      queries.invalidateQueries({ queryKey: api.audits.key() }),
    ]);
}

export function usePropose() {
  const refresh = useRefreshing();
  return useMutation(api.taxonomies.propose.mutationOptions({ onSettled: refresh }));
}

export function useEndProposal() {
  const refresh = useRefreshing();
  return useMutation(api.taxonomies.endProposal.mutationOptions({ onSettled: refresh }));
}

export function useComment() {
  const refresh = useRefreshing();
  return useMutation(api.disagreements.comment.mutationOptions({ onSettled: refresh }));
}

export function usePublish() {
  const refresh = useRefreshing();
  return useMutation(api.taxonomies.publish.mutationOptions({ onSettled: refresh }));
}

/** The copy on top of what was published since; asked anew each time the place is opened. */
export function useMerge(draft: TaxonomyDraft) {
  return useQuery({
    ...api.taxonomies.merge.queryOptions({ input: { draft } }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useAudits() {
  return useQuery(api.audits.list.queryOptions({ input: {} }));
}

/** Scorecards, to find which question of an audit offers a taxonomy. */
export function useCatalogue() {
  return useQuery(api.taxonomies.catalogue.queryOptions({ input: {} }));
}

export function usePeople() {
  return useQuery(api.people.list.queryOptions({ input: {} }));
}

export interface BridgeAsked {
  auditId: AuditId;
  question: string;
  to: TaxonomyRef;
  size: number;
}

export function useBridgePlan(asked: BridgeAsked) {
  return useQuery({
    ...api.taxonomies.planBridge.queryOptions({ input: asked }),
    placeholderData: keepPreviousData,
  });
}

export function useDrawBridge() {
  const refresh = useRefreshing();
  return useMutation(api.taxonomies.drawBridge.mutationOptions({ onSettled: refresh }));
}

export function useEffectOf(id: string) {
  return useQuery(api.taxonomies.effect.queryOptions({ input: { id } }));
}

export function useLongTail(auditId: AuditId, question: string) {
  return useQuery(api.disagreements.longTail.queryOptions({ input: { auditId, question } }));
}
