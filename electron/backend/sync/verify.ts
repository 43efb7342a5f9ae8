/**
 * The proof that nothing is missing: every ledger of the connected person compared with the hub, seq by seq and hash by
 * hash, the contents of every draw, and every acknowledged review looked for in what the hub sends back. Changes nothing.
 */
import type { LedgerId } from '../../../shared/domain/ids.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import type { LedgerRecord } from '../../../db/queries/ledger.ts';
import { getLedgerHead, iterateEvents } from '../../../db/queries/ledger.ts';
import { findEventHash, listEventsAfter } from '../../../db/queries/outbox.ts';
import { hasFeedEntry } from '../../../db/queries/feed.ts';
import { listDigests } from './contents.ts';
import type { HubCalls } from './hub-client.ts';
import { listHubHashes } from './hub-client.ts';

export interface Verification {
  isComplete: boolean;
  localEvents: number;
  hubEvents: number;
  headsMatch: boolean;
  problems: string[];
}

/** Compares `ledgers` with the hub. Events that still wait are not a problem of the hub's, but nor is it complete. */
export async function verifyLedgers(
  store: ReadableStore,
  calls: HubCalls,
  ledgers: readonly LedgerRecord[],
): Promise<Verification> {
  const found: Verification = {
    isComplete: true,
    localEvents: 0,
    hubEvents: 0,
    headsMatch: true,
    problems: [],
  };
  for (const ledger of ledgers) {
    const head = getLedgerHead(store, ledger.id);
    const atHub = await compareHashes(store, calls, ledger.id);
    const expected = ledger.continuedBy === null ? head.seq : ledger.acknowledged.seq;
    found.localEvents += expected;
    found.hubEvents += atHub.seq;
    if (atHub.seq !== expected) found.headsMatch = false;
    found.problems.push(...describe(ledger, expected, atHub));
    found.problems.push(...(await findMissingContents(store, calls, ledger)));
    found.problems.push(...findLostReviews(store, ledger, atHub.seq));
  }
  found.isComplete = found.headsMatch && found.problems.length === 0;
  return found;
}

interface AtHub {
  /** Events that the hub holds. */
  seq: number;
  /** First seq at which it holds another event than this device, or null. */
  differsAt: number | null;
}

async function compareHashes(store: ReadableStore, calls: HubCalls, ledger: LedgerId): Promise<AtHub> {
  let seq = 0;
  let differsAt: number | null = null;
  for (;;) {
    const { hashes, hasMore } = await listHubHashes(calls, ledger, seq);
    for (const hash of hashes) {
      seq += 1;
      if (differsAt === null && findEventHash(store, ledger, seq) !== hash) differsAt = seq;
    }
    if (!hasMore || hashes.length === 0) return { seq, differsAt };
  }
}

function describe(ledger: LedgerRecord, expected: number, atHub: AtHub): string[] {
  const name = `Ledger ${ledger.id.slice(0, 8)}`;
  // A ledger that was continued after a fork may go on at the hub without this device.
  if (ledger.continuedBy !== null && (atHub.differsAt ?? Infinity) > expected) return [];
  const problems: string[] = [];
  if (atHub.differsAt !== null) problems.push(`${name}: the hub holds another event ${atHub.differsAt}.`);
  if (atHub.seq < ledger.acknowledged.seq) {
    problems.push(
      `${name}: the hub acknowledged ${ledger.acknowledged.seq} events and holds ${atHub.seq}. They are sent again with the next sync.`,
    );
  } else if (atHub.seq < expected) {
    problems.push(`${name}: ${expected - atHub.seq} events have not been sent yet.`);
  }
  return problems;
}

async function findMissingContents(
  store: ReadableStore,
  calls: HubCalls,
  ledger: LedgerRecord,
): Promise<string[]> {
  const problems: string[] = [];
  for (const event of listEventsAfter(store, ledger.id, 0, ledger.acknowledged.seq)) {
    if (event.kind !== 'audit.drawn' || event.seq > ledger.acknowledged.seq) continue;
    const digests = listDigests(store, event.wire);
    let missing = 0;
    for (let from = 0; from < digests.length; from += 10_000) {
      missing += (await calls.contents.missing({ digests: digests.slice(from, from + 10_000) })).missing
        .length;
    }
    if (missing > 0) problems.push(`The hub lacks ${missing} texts of the draw in event ${event.seq}.`);
  }
  return problems;
}

/** Reviews that the hub holds as events, did not refuse, and yet never sent back as reviews. */
function findLostReviews(store: ReadableStore, ledger: LedgerRecord, hubSeq: number): string[] {
  let lost = 0;
  for (const event of iterateEvents(store, ledger.id)) {
    if (event.kind !== 'review.submitted' || event.state !== 'acknowledged' || event.seq > hubSeq) continue;
    const body = event.body === null ? null : (JSON.parse(event.body) as { reviewId: string });
    if (body !== null && !hasFeedEntry(store, 'review', body.reviewId)) lost += 1;
  }
  return lost === 0 ? [] : [`${lost} reviews that the hub acknowledged are not in its list of changes.`];
}
