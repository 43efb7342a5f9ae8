/**
 * Owns the calls of the Plan screen. Invariant: every live answer is kept under the request that asked for it, so a
 * slow answer to an old request can never overwrite a newer one; while a new one is awaited, the old stays, marked.
 */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { FrameFilter } from '../../../shared/domain/audit.ts';
import type { AuditId, PersonId, SourceId } from '../../../shared/domain/ids.ts';
import type { ColumnMapping, Preset } from '../../../shared/domain/source.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import { client } from '../../lib/client.ts';
import { api } from '../../lib/query.ts';
import { saveFile } from '../../lib/save-file.ts';
import type { AnyDrawRequest, SamplingRequest, Wishes } from './read-plan.ts';

const SETTLE_MS = 300;

/** A value that has been the same for a moment; compared by content, because requests are made anew each time. */
function useSettled<T>(value: T): T {
  const [text] = useDebouncedValue(JSON.stringify(value), SETTLE_MS);
  return JSON.parse(text) as T;
}

export function useSources() {
  return useQuery(api.sources.list.queryOptions({ input: {} }));
}

/** Sources of the hub; not asked without one. Known again as soon as it answers. */
export function useHubSources(isWanted: boolean) {
  return useQuery(api.hub.sources.list.queryOptions({ enabled: isWanted }));
}

export interface SourceRequest {
  paths: string[];
  preset: Preset | null;
  mapping: ColumnMapping | null;
}

/** Looks into files; a change of the mapping keeps the last look in view until the new one is there. */
export function useInspection(request: SourceRequest | null) {
  const settled = useSettled(request);
  const paths = JSON.stringify(settled?.paths);
  return useQuery(
    api.sources.inspect.queryOptions({
      input: settled ?? skipToken,
      staleTime: 0,
      placeholderData: (previous, query) =>
        JSON.stringify((query?.queryKey[1] as { input?: SourceRequest } | undefined)?.input?.paths) === paths
          ? previous
          : undefined,
    }),
  );
}

export function useAddSource() {
  const queries = useQueryClient();
  return useMutation(
    api.sources.add.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: api.sources.list.key() }),
          queries.invalidateQueries({ queryKey: api.app.key() }),
        ]),
    }),
  );
}

export function useRejected(sourceId: SourceId, isWanted: boolean) {
  return useQuery(
    api.sources.rejected.queryOptions({ input: { sourceId, offset: 0, limit: 100 }, enabled: isWanted }),
  );
}

export function useDimensions(sourceId: SourceId | null) {
  return useQuery(
    api.sources.dimensions.queryOptions({ input: sourceId === null ? skipToken : { sourceId } }),
  );
}

export interface FrameRequest {
  sourceId: SourceId;
  filter: FrameFilter;
  dimensions: Dimension[];
}

export function useFrame(request: FrameRequest | null) {
  const settled = useSettled(request);
  return useQuery(
    api.frames.count.queryOptions({ input: settled ?? skipToken, placeholderData: keepPreviousData }),
  );
}

export function usePreview(request: (SamplingRequest & Wishes & { sourceId: SourceId }) | null) {
  const settled = useSettled(request);
  return useQuery(
    api.frames.preview.queryOptions({ input: settled ?? skipToken, placeholderData: keepPreviousData }),
  );
}

export type Preview = NonNullable<ReturnType<typeof usePreview>['data']>;

export function usePeople() {
  return useQuery(api.people.list.queryOptions({ input: {} }));
}

export interface DrawnPlan {
  auditId: AuditId;
  /** Gold items that were mixed in; null where none were asked for. */
  goldCount: number | null;
  /** What the hub had to say of it. */
  note: string | null;
}

/** How many gold items of a scorecard the hub keeps for new audits. */
export function useGoldCount(scorecardId: string): number | null {
  const gold = useQuery(api.hub.gold.list.queryOptions());
  if (gold.data === undefined) return null;
  return gold.data.filter((one) => one.retiredAt === null && one.scorecard.id === scorecardId).length;
}

/** Draws on this computer or at the hub, whichever the source belongs to. */
export function useDraw() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (drawing: AnyDrawRequest): Promise<DrawnPlan> => {
      if (drawing.origin === 'hub') {
        const { auditId, goldCount, note } = await client.hub.work.draw(drawing.request);
        return { auditId, goldCount: drawing.request.gold === 0 ? null : goldCount, note };
      }
      const { plan, reviewerIds } = drawing.request;
      const { auditId } = await client.audits.draw({ plan, reviewerIds: reviewerIds as PersonId[] });
      return { auditId, goldCount: null, note: null };
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: api.app.key() }),
        queries.invalidateQueries({ queryKey: api.audits.key() }),
        queries.invalidateQueries({ queryKey: api.hub.key() }),
      ]),
  });
}

export function useDrawn(auditId: AuditId) {
  return useQuery(api.audits.get.queryOptions({ input: { auditId } }));
}

/** Draws again to compare, where the sample was drawn: files here, a source of the hub there. */
export function useRedraw(isAtHub: boolean) {
  return useMutation({
    mutationFn: (of: { auditId: AuditId }) =>
      isAtHub ? client.hub.work.redraw(of) : client.audits.redraw(of),
  });
}

/** Saves the manifest as canonical JSON: the SHA-256 of the file is the manifest's digest. */
export function useManifestFile() {
  return useMutation(
    api.audits.manifest.mutationOptions({
      onSuccess: (manifest) =>
        saveFile(`manifest-${manifest.auditId}.json`, 'application/json', canonicalJson(manifest)),
    }),
  );
}
