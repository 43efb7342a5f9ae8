/**
 * The queue and its items in the query cache, kept in step with this person's own acts: changed at once, corrected by
 * what the backend answers. The only writer of these cache entries.
 */
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { QueueEntry } from '../../../shared/contract/workbench.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { api } from '../../lib/query.ts';
import { withEntry } from './queue-view.ts';
import type { ReviewItem, ReviewQueue } from './types.ts';

/** Items stay in memory for a while after they were shown; a thousand items later memory has not grown. */
const KEPT_MS = 120_000;

export const queueOptions = (auditId: AuditId) => ({
  ...api.reviews.queue.queryOptions({ input: { auditId } }),
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnMount: 'always' as const,
});

export const itemOptions = (auditId: AuditId, itemId: ItemId) => ({
  ...api.reviews.item.queryOptions({ input: { auditId, itemId } }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: KEPT_MS,
});

export interface QueueCache {
  readQueue: () => ReviewQueue | undefined;
  readItem: (itemId: ItemId) => ReviewItem | undefined;
  patchEntry: (changed: Partial<QueueEntry> & { itemId: ItemId }) => void;
  patchItem: (itemId: ItemId, changed: Partial<ReviewItem>) => void;
  setCurrent: (itemId: ItemId) => void;
  prefetch: (itemId: ItemId) => void;
  /** Items that are asked for again when they are shown: the backend says something else of them now. */
  forget: (itemIds: readonly ItemId[]) => void;
}

function createQueueCache(queries: QueryClient, auditId: AuditId): QueueCache {
  const queueKey = queueOptions(auditId).queryKey;
  const itemKey = (itemId: ItemId) => itemOptions(auditId, itemId).queryKey;
  const updateQueue = (change: (held: ReviewQueue) => ReviewQueue): void => {
    queries.setQueryData(queueKey, (held: ReviewQueue | undefined) =>
      held === undefined ? undefined : change(held),
    );
  };
  return {
    readQueue: () => queries.getQueryData<ReviewQueue>(queueKey),
    readItem: (itemId) => queries.getQueryData<ReviewItem>(itemKey(itemId)),
    patchEntry: (changed) =>
      updateQueue((held) => {
        const { entries, progress, calibration } = withEntry(held, changed);
        return { ...held, entries: [...entries], progress, calibration };
      }),
    patchItem: (itemId, changed) =>
      queries.setQueryData(itemKey(itemId), (held: ReviewItem | undefined) =>
        held === undefined ? undefined : { ...held, ...changed },
      ),
    setCurrent: (itemId) => updateQueue((held) => ({ ...held, currentItemId: itemId })),
    prefetch: (itemId) => void queries.prefetchQuery(itemOptions(auditId, itemId)),
    forget: (itemIds) => itemIds.forEach((itemId) => queries.removeQueries({ queryKey: itemKey(itemId) })),
  };
}

export function useQueueCache(auditId: AuditId): QueueCache {
  const queries = useQueryClient();
  return useMemo(() => createQueueCache(queries, auditId), [queries, auditId]);
}
