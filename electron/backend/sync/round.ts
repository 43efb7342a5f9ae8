/**
 * One round of sync: push every ledger of the connected person, pull, exchange places in the queues. Knows the order of things, not when a round
 * is due.
 */
import type { Logger } from 'pino';
import type { WritableStore } from '../../../db/connection.ts';
import type { EventId, LedgerId } from '../../../shared/domain/ids.ts';
import { findLedger } from '../../../db/queries/ledger.ts';
import { listRunsAfter } from '../../../db/queries/outbox.ts';
import { findPerson } from '../../../db/queries/people.ts';
import type { HubSetting } from './connection.ts';
import { HubFailure } from './failure.ts';
import type { HubClient } from './hub-client.ts';
import type { Naming } from './membership.ts';
import { listOwnLedgers, newSession } from './membership.ts';
import type { Pulled } from './pull.ts';
import type { PlacesMemory } from './places.ts';
import { exchangePlaces } from './places.ts';
import { pullFeed } from './pull.ts';
import { pushLedger } from './push.ts';
import type { WayOn } from './reconcile.ts';
import { reconcileLedger } from './reconcile.ts';

export interface Round {
  store: WritableStore;
  log: Logger;
  naming: Naming;
  hub: HubSetting;
  client: HubClient;
  late: Map<LedgerId, EventId[]>;
  places: PlacesMemory;
  /** Entries of a page of the feed, where it is not the usual number. */
  pageEntries?: number;
  isOver(): boolean;
  enter(phase: 'pushing' | 'pulling'): void;
  onProgress(): void;
}

/** How often one round compares a ledger with the hub before it leaves the rest to the next round. */
const mostComparisons = 3;

/**
 * Runs to the end or throws `HubFailure`. `comparesFirst`: the hub may have lost events that it acknowledged, so where it
 * stands is asked instead of remembered.
 */
export async function runRound(round: Round, comparesFirst: boolean): Promise<void> {
  await pushAll(round, comparesFirst);
  if (round.isOver()) return;
  const pulled = await pullAll(round);
  if (pulled.hasRestarted && !round.isOver()) {
    await pushAll(round, true);
    if (!round.isOver()) await pullAll(round);
  }
  await exchangePlaces(round);
}

async function pullAll(round: Round): Promise<Pulled> {
  round.enter('pulling');
  const pulled = await pullFeed(round);
  if (pulled.entries > 0) round.log.info(pulled, 'pulled changes');
  return pulled;
}

async function pushAll(round: Round, comparesFirst: boolean): Promise<void> {
  round.enter('pushing');
  const starts: Start[] = [];
  for (const { id, continuedBy, acknowledged } of listOwnLedgers(round.store, round.hub)) {
    if (continuedBy !== null || round.isOver()) continue;
    starts.push(comparesFirst ? await compare(round, id) : { ledger: id, from: acknowledged.seq });
  }
  await pushRuns(round, starts);
  // What the hub said of the last events is told to it once everything is there.
  for (const { ledger } of starts) {
    if (round.isOver()) return;
    if (findLedger(round.store, ledger)?.continuedBy === null) await pushOwn(round, { ledger });
  }
}

/** Pushes several ledgers in the order in which their events were made here; one ledger needs no such care. */
async function pushRuns(round: Round, starts: readonly Start[]): Promise<void> {
  const places = new Map(starts.map(({ ledger, from }) => [ledger, from]));
  const [only] = starts;
  if (starts.length === 1 && only !== undefined) return pushOwn(round, only);
  for (const { ledger, until } of starts.length === 0 ? [] : listRunsAfter(round.store, starts)) {
    if (round.isOver()) return;
    // A ledger that went on under another id has been pushed whole there.
    if (findLedger(round.store, ledger)?.continuedBy !== null) continue;
    const from = places.get(ledger) ?? 0;
    await pushOwn(round, { ledger, from, until });
    places.set(ledger, until);
  }
}

interface Start {
  ledger: LedgerId;
  from: number;
}

async function pushOwn(
  round: Round,
  start: Partial<Start> & { ledger: LedgerId; until?: number },
): Promise<void> {
  const { store, client, late, onProgress } = round;
  let way = start;
  for (let comparisons = 0; ; comparisons += 1) {
    try {
      return await pushLedger({ ...way, store, calls: client.calls, late, onProgress });
    } catch (error) {
      const kind = error instanceof HubFailure ? error.kind : null;
      const canCompare = kind === 'ledger_differs' || kind === 'ledger_broken';
      if (!canCompare || comparisons === mostComparisons || round.isOver()) throw error;
      const next = await compare(round, way.ledger);
      // A link that does not fit may be a fork too; if both sides agree on all there is, the event itself is broken.
      if (kind === 'ledger_broken' && next.ledger === way.ledger) throw error;
      way = next;
    }
  }
}

async function compare(round: Round, ledger: LedgerId): Promise<WayOn> {
  const { store, naming, hub, client } = round;
  const way = await reconcileLedger({
    store,
    calls: client.calls,
    ledger,
    newLedger: () => ({
      id: naming.ids.uuidv7() as LedgerId,
      session: newSession(naming, findPerson(store, hub.personId)?.name ?? naming.device),
    }),
  });
  round.log.warn({ ledger, goesOnIn: way.ledger, from: way.from }, 'compared a ledger with the hub');
  round.onProgress();
  return way;
}
