/**
 * Asks again for what may have changed when the backend says that a ledger grew or a sync brought something. The
 * item and the queue in hand are left alone: Review keeps them in step with its own acts. What failed while the backend
 * was away is asked for again as soon as it is back.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { currentStatus, subscribeStatus } from '../lib/app-status.ts';
import { api } from '../lib/query.ts';

const SETTLE_MS = 400;

export function useFreshQueries(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let seen = '';
    let wasLost = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      for (const part of [
        api.audits.key(),
        api.reports.key(),
        api.sync.key(),
        api.ledger.key(),
        api.people.key(),
        api.hub.key(),
        api.disagreements.key(),
        api.norming.key(),
        api.reviewers.key(),
      ]) {
        void queries.invalidateQueries({ queryKey: part });
      }
    };
    const stop = subscribeStatus(() => {
      const { status, phase } = currentStatus();
      const isBack = phase === 'live' && wasLost;
      wasLost = phase === 'lost';
      if (status === null || phase !== 'live') return;
      if (isBack)
        void queries.refetchQueries({ type: 'active', predicate: (one) => one.state.status === 'error' });
      queries.setQueryData(api.app.status.queryKey({ input: {} }), status);
      const mark = `${status.recorded} ${status.ledger.headHash} ${status.sync.lastSyncedAt} ${status.person.id}`;
      if (mark === seen) return;
      const isFirst = seen === '';
      seen = mark;
      if (isFirst) return;
      // The first change starts the wait and later ones join it: a steady stream of labels must not put it off for ever.
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh();
      }, SETTLE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queries]);
}
