/**
 * Queries of the backend for TanStack Query: `api.audits.list.queryOptions({ input: {} })` and the like, with one
 * query client. Local data does not go stale by age: it is asked for again when the backend says that something
 * changed (see `app-status`) or when an act of this person changed it.
 */
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { notifyManager, QueryClient } from '@tanstack/react-query';
import { client } from './client.ts';
import { isRetryable } from './problem.ts';

export const api = createTanstackQueryUtils(client);

/*
 * What an act changes in the cache is told before the next frame, together with the state it changes: a moment later it
 * would draw the screen a second time.
 */
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (count, error) => count < 2 && isRetryable(error),
      retryDelay: (count) => 250 * 2 ** count,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
