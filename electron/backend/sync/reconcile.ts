/**
 * Finds out how a ledger of this device and the hub's copy of it differ, and chooses how to go on.
 *
 *   hub has less (it was restored)               → push again from where it stands
 *   hub has another event, or later ones (this device was restored, or its folder copied)
 *                                                → continue in a new ledger after the last event that both have
 *
 * Invariant: the old ledger is never touched; nothing that the hub lacks is left behind.
 */
import { GENESIS } from '../../../shared/domain/ledger.ts';
import type { Digest, LedgerId } from '../../../shared/domain/ids.ts';
import type { WritableStore } from '../../../db/connection.ts';
import { forkLedger } from '../../../db/fork.ts';
import type { SessionFacts } from '../../../db/fork.ts';
import { findLedger, getLedgerHead } from '../../../db/queries/ledger.ts';
import { findEventHash, markAcknowledged } from '../../../db/queries/outbox.ts';
import { resetFeed } from '../../../db/replay.ts';
import type { HubCalls } from './hub-client.ts';
import { listHubHashes } from './hub-client.ts';

export interface WayOn {
  ledger: LedgerId;
  /** Seq after which events are to be pushed. */
  from: number;
}

export interface ReconcileOptions {
  store: WritableStore;
  calls: HubCalls;
  ledger: LedgerId;
  /** Made only when a new ledger is needed. */
  newLedger(): { id: LedgerId; session: SessionFacts };
}

/** Compares and, where needed, starts the ledger that continues. Throws `HubFailure`. */
export async function reconcileLedger(options: ReconcileOptions): Promise<WayOn> {
  const { store, calls, ledger } = options;
  const shared = await findSharedSeq(store, calls, ledger);
  const acknowledged = findLedger(store, ledger)?.acknowledged.seq ?? 0;
  // What both have is acknowledged, also where an earlier life of this device sent it.
  if (shared.seq > acknowledged) markAcknowledged(store, ledger, shared.seq, shared.hash);
  if (shared.isWholeOfHub) {
    // A hub that lacks what it acknowledged was restored: it may tell other changes at the places of those it told.
    if (shared.seq < acknowledged) resetFeed(store);
    return { ledger, from: shared.seq };
  }
  if (getLedgerHead(store, ledger).seq === shared.seq) return { ledger, from: shared.seq };
  const next = options.newLedger();
  forkLedger(store, ledger, shared.seq, next.id, next.session);
  return { ledger: next.id, from: 0 };
}

interface Shared {
  /** The last event that both sides have. */
  seq: number;
  hash: Digest;
  /** Whether the hub has nothing beyond it. */
  isWholeOfHub: boolean;
}

/** Walks the hub's hashes from the first event until one is not ours. */
async function findSharedSeq(store: WritableStore, calls: HubCalls, ledger: LedgerId): Promise<Shared> {
  const shared: Shared = { seq: 0, hash: GENESIS, isWholeOfHub: true };
  for (;;) {
    const { hashes, hasMore } = await listHubHashes(calls, ledger, shared.seq);
    for (const hash of hashes) {
      const own = findEventHash(store, ledger, shared.seq + 1);
      if (own !== hash) return { ...shared, isWholeOfHub: false };
      shared.seq += 1;
      shared.hash = own;
    }
    if (!hasMore || hashes.length === 0) return shared;
  }
}
