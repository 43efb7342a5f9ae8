import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { createQueueCache, itemOptions, queueOptions } from './queue-cache.ts';

const auditId = 'audit-1' as AuditId;
const idOf = (n: number): ItemId => `item-${n}` as ItemId;

it('keeps the items that were used last, whatever the pace, and none beyond', () => {
  const queries = new QueryClient();
  const cache = createQueueCache(queries, auditId);
  for (let n = 0; n < 300; n += 1) {
    queries.setQueryData<unknown>(itemOptions(auditId, idOf(n)).queryKey, { itemId: idOf(n) });
    cache.keepNear([idOf(0), idOf(n)]);
  }
  expect(queries.getQueryCache().getAll()).toHaveLength(24);
  expect(cache.readItem(idOf(0))).toBeDefined();
  expect(cache.readItem(idOf(277))).toBeDefined();
  expect(cache.readItem(idOf(276))).toBeUndefined();
  queries.clear();
});

it('tells nobody of a change that says nothing new', () => {
  const queries = new QueryClient();
  const cache = createQueueCache(queries, auditId);
  const entry = { itemId: idOf(1), position: 1, title: '', facets: ['low'], state: 'open', isFlagged: false };
  const progress = { mine: 1, done: 0, skipped: 0, drafts: 0, flagged: 0 };
  queries.setQueryData<unknown>(queueOptions(auditId).queryKey, {
    entries: [{ ...entry, elapsedMs: null }],
    progress,
    calibration: null,
  });
  const before = cache.readQueue();
  cache.patchEntry({ itemId: idOf(1), state: 'open', facets: ['low'] });
  expect(cache.readQueue()).toBe(before);
  cache.patchEntry({ itemId: idOf(1), state: 'done' });
  expect(cache.readQueue()?.progress.done).toBe(1);
  expect(before?.entries[0]?.state).toBe('open');
  queries.clear();
});
