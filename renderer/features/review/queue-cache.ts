/**
 * The queue and its items in the query cache, kept in step with this person's own acts: changed at once, corrected by
 * what the backend answers. The only writer of these cache entries.
 */
import { replaceEqualDeep, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { api } from '../../lib/query.ts';
import { findIn, saysNothingNew, withEntry } from './queue-view.ts';
import type { ChangedEntry } from './queue-view.ts';
import type { ReviewItem, ReviewQueue } from './types.ts';

/** Items that stay in memory: those used last, whatever the pace; a thousand items later memory has not grown. */
const KEPT_ITEMS = 24;
const KEPT_MS = 120_000;

/** What was read again keeps what is the same; after an own act all that did not change is the same object already. */
function keepUnchanged(before: unknown, after: unknown): unknown {
  const isOwnAct = (before as ReviewQueue | undefined)?.scorecard === (after as ReviewQueue).scorecard;
  return isOwnAct ? after : replaceEqualDeep(before, after);
}

/** A queue that was asked for on the way to this screen is not asked for again. */
const JUST_ASKED_MS = 2_000;

export const queueOptions = (auditId: AuditId) => ({
  ...api.reviews.queue.queryOptions({ input: { auditId } }),
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: keepUnchanged,
  refetchOnMount: ({ state }: { state: { dataUpdateCount: number; dataUpdatedAt: number } }) =>
    state.dataUpdateCount === 1 && Date.now() - state.dataUpdatedAt < JUST_ASKED_MS
      ? false
      : ('always' as const),
});

export const itemOptions = (auditId: AuditId, itemId: ItemId) => ({
  ...api.reviews.item.queryOptions({ input: { auditId, itemId } }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: KEPT_MS,
});

export interface QueueCache {
  readQueue: () => ReviewQueue | undefined;
  readItem: (itemId: ItemId) => ReviewItem | undefined;
  /** A change that says nothing new draws nothing. */
  patchEntry: (changed: ChangedEntry) => void;
  patchItem: (itemId: ItemId, changed: Partial<ReviewItem>) => void;
  setCurrent: (itemId: ItemId) => void;
  /** Resolves once the item is there, or cannot be read. */
  prefetch: (itemId: ItemId) => Promise<void>;
  /** These are used now; lets go of those that were used longest ago. */
  keepNear: (itemIds: readonly ItemId[]) => void;
  /** Items that are asked for again when they are shown: the backend says something else of them now. */
  forget: (itemIds: readonly ItemId[]) => void;
}

export function createQueueCache(queries: QueryClient, auditId: AuditId): QueueCache {
  const queueKey = queueOptions(auditId).queryKey;
  const itemKey = (itemId: ItemId) => itemOptions(auditId, itemId).queryKey;
  const updateQueue = (change: (held: ReviewQueue) => ReviewQueue): void => {
    queries.setQueryData(queueKey, (held: ReviewQueue | undefined) =>
      held === undefined ? undefined : change(held),
    );
  };
  /** Oldest use first. */
  const used = new Set<ItemId>();
  const keepNear = (itemIds: readonly ItemId[]): void => {
    for (const itemId of itemIds) {
      used.delete(itemId);
      used.add(itemId);
    }
    for (const itemId of used) {
      if (used.size <= KEPT_ITEMS) return;
      used.delete(itemId);
      queries.removeQueries({ queryKey: itemKey(itemId), exact: true, type: 'inactive' });
    }
  };
  return {
    readQueue: () => queries.getQueryData<ReviewQueue>(queueKey),
    readItem: (itemId) => queries.getQueryData<ReviewItem>(itemKey(itemId)),
    patchEntry: (changed) => {
      const entry = findIn(queries.getQueryData<ReviewQueue>(queueKey)?.entries ?? [], changed.itemId);
      if (entry === null || saysNothingNew(entry, changed)) return;
      updateQueue((held) => ({ ...held, ...withEntry(held, changed) }));
    },
    patchItem: (itemId, changed) =>
      queries.setQueryData(itemKey(itemId), (held: ReviewItem | undefined) =>
        held === undefined ? undefined : { ...held, ...changed },
      ),
    setCurrent: (itemId) => updateQueue((held) => ({ ...held, currentItemId: itemId })),
    prefetch: (itemId) => queries.prefetchQuery(itemOptions(auditId, itemId)),
    keepNear,
    forget: (itemIds) => itemIds.forEach((itemId) => queries.removeQueries({ queryKey: itemKey(itemId) })),
  };
}

export function useQueueCache(auditId: AuditId): QueueCache {
  const queries = useQueryClient();
  return useMemo(() => createQueueCache(queries, auditId), [queries, auditId]);
}
