/** Answers what the Sync screen asks: status, connection, what waits, what was refused, and the proof of completeness. */
import { implement } from '@orpc/server';
import { workbench } from '../../../shared/contract/workbench.ts';
import { countEventStates, listRefusals, listWaitingEvents } from '../../../db/queries/outbox.ts';
import { listLedgers } from '../../../db/queries/ledger.ts';
import type { BackendContext } from '../context.ts';

const of = implement(workbench).$context<BackendContext>().sync;

export const syncHandlers = {
  status: of.status.handler(({ context }) => context.sync.status()),
  connect: of.connect.handler(({ context, input }) => context.sync.connect(input.url, input.token)),
  disconnect: of.disconnect.handler(({ context }) => context.sync.disconnect()),
  now: of.now.handler(({ context }) => context.sync.runNow()),
  waiting: of.waiting.handler(({ context: { store }, input }) => {
    const events = listLedgers(store).flatMap((ledger) => listWaitingEvents(store, ledger.id, input.limit));
    return {
      total: countEventStates(store).waiting,
      events: events.slice(0, input.limit).map(({ eventId, seq, kind, at }) => ({ eventId, seq, kind, at })),
    };
  }),
  refusals: of.refusals.handler(({ context: { store } }) =>
    listRefusals(store).map(({ eventId, kind, at, reason, detail }) => ({
      eventId,
      kind,
      at,
      reason,
      detail,
    })),
  ),
  verify: of.verify.handler(({ context }) => context.sync.verify()),
};
