/**
 * Pushes one ledger: contents first, then events in seq order, until the hub holds all of them.
 *
 * Invariant: nothing is marked acknowledged before the hub named the hash that this device has at that seq; nothing is
 * held while a request is under way, so work goes on. A crash between any two steps repeats a step.
 */
import type { EventId, LedgerId } from '../../../shared/domain/ids.ts';
import type { PushAnswer } from '../../../shared/contract/hub.ts';
import type { WritableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { findLedger } from '../../../db/queries/ledger.ts';
import type { WaitingEvent } from '../../../db/queries/outbox.ts';
import {
  listEventsAfter,
  listUnconfirmedRefusals,
  markAcknowledged,
  markRefusalsConfirmed,
  recordRefusals,
} from '../../../db/queries/outbox.ts';
import { putBackRefused } from '../taxonomies/put-back-refused.ts';
import { bytesOfEvent, mostEntries, takeBatch } from './batch.ts';
import { sendContents } from './contents.ts';
import { HubFailure, ledgerDiffers, unreachable } from './failure.ts';
import type { HubCalls } from './hub-client.ts';

export interface PushOptions {
  store: WritableStore;
  calls: HubCalls;
  ledger: LedgerId;
  /** Events that the hub took as late and has not been told that this is known here; kept from round to round. */
  late: Map<LedgerId, EventId[]>;
  /** Where the hub stands, when that is known to differ from what it acknowledged once. */
  from?: number;
  /** The last event to be pushed; everything that waits where there is none. */
  until?: number;
  /** Called after each change of what waits. */
  onProgress(): void;
}

/** Pushes until nothing waits in `ledger`, or up to `until`. Throws `HubFailure`. */
export async function pushLedger(options: PushOptions): Promise<void> {
  const { store, calls, ledger, until = Infinity } = options;
  let mark = options.from ?? findLedger(store, ledger)?.acknowledged.seq ?? 0;
  let most = mostEntries;
  for (;;) {
    if (mark >= until) return;
    const next = listEventsAfter(store, ledger, mark, Math.min(most, until - mark));
    const batch = takeBatch(next, (event) => bytesOfEvent(event.wire), most);
    const first = batch[0];
    if (first === undefined) return confirmRest(options, mark);
    try {
      await sendContents(store, calls, batch);
      const answer = await pushBatch(options, batch);
      if (answer.seq < first.seq) throw headStands(first);
      mark = answer.seq;
      most = mostEntries;
    } catch (error) {
      // A proxy may accept less than the hub: smaller batches, down to one event, before giving up.
      const canShrink = error instanceof HubFailure && error.kind === 'too_large' && batch.length > 1;
      if (!canShrink) throw error;
      most = Math.ceil(batch.length / 4);
    }
  }
}

/**
 * Tells the hub what it said of events that is stored here by now; otherwise it would say so with every answer until
 * something new is pushed. Only a push carries that, so the last event is sent again: repeating is free.
 */
async function confirmRest(options: PushOptions, mark: number): Promise<void> {
  const { store, ledger, late } = options;
  const isTold = listUnconfirmedRefusals(store, ledger).length === 0 && (late.get(ledger) ?? []).length === 0;
  const last = isTold ? [] : listEventsAfter(store, ledger, mark - 1, 1);
  if (last.length > 0) await pushBatch(options, last);
}

async function pushBatch(options: PushOptions, batch: WaitingEvent[]): Promise<PushAnswer> {
  const { store, calls, ledger } = options;
  const refusals = listUnconfirmedRefusals(store, ledger);
  // Late reviews come back marked in the feed, so nothing more need be stored of them.
  const confirmed = [...refusals, ...(options.late.get(ledger) ?? [])];
  const answer = await calls.ledgers.push({ ledger, events: batch.map((event) => event.wire), confirmed });
  inTransaction(store, () => {
    if (!markAcknowledged(store, ledger, answer.seq, answer.hash)) throw ledgerDiffers();
    markRefusalsConfirmed(store, refusals);
    const known = new Set<string>(refusals);
    const fresh = answer.refused.filter((one) => !known.has(one.eventId));
    recordRefusals(store, ledger, fresh);
    putBackRefused(
      store,
      fresh.map((one) => one.eventId),
    );
  });
  // A hub that goes on repeating what it was told is known is not told again.
  const told = new Set<string>(confirmed);
  options.late.set(
    ledger,
    answer.late.filter((id) => !told.has(id)),
  );
  options.onProgress();
  return answer;
}

/** The hub answers well and yet takes nothing: without this, the queue would wait for ever and look healthy. */
function headStands(first: WaitingEvent): HubFailure {
  return unreachable(`it answers, but does not take event ${first.seq} (${first.kind})`);
}
