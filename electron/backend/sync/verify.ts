/**
 * The proof that nothing is missing: every ledger of the connected person compared with the hub, seq by seq and hash by
 * hash, the contents of every draw, and every acknowledged review looked for in what the hub sends back. Changes nothing.
 */
import type { ReadableStore } from '../../../db/connection.ts';
import type { LedgerRecord } from '../../../db/queries/ledger.ts';
import { getLedgerHead, iterateEvents } from '../../../db/queries/ledger.ts';
import { findEventHash } from '../../../db/queries/outbox.ts';
import { isErased } from '../../../db/queries/contents.ts';
import { hasFeedEntry } from '../../../db/queries/feed.ts';
import { findMissing, listDigests, namesTexts } from './contents.ts';
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
    const stands = await compareLedger(store, calls, ledger);
    found.localEvents += stands.expected;
    // What others added to a ledger that goes on elsewhere is not this device's to count.
    found.hubEvents += ledger.continuedBy === null ? stands.atHub : Math.min(stands.atHub, stands.expected);
    const differences = describe(ledger, stands);
    if (differences.length > 0) found.headsMatch = false;
    found.problems.push(...differences);
    found.problems.push(...(await findMissingContents(store, calls, ledger)));
    found.problems.push(...findLostReviews(store, ledger, stands.atHub));
  }
  found.isComplete = found.headsMatch && found.problems.length === 0;
  return found;
}

interface Stands {
  /** Events of this device that should be at the hub: of a ledger that was continued, those up to the fork. */
  expected: number;
  /** Events that the hub holds. */
  atHub: number;
  /** First seq at which the hub holds another event than this device, or null. */
  differsAt: number | null;
}

async function compareLedger(store: ReadableStore, calls: HubCalls, ledger: LedgerRecord): Promise<Stands> {
  const isContinued = ledger.continuedBy !== null;
  const expected = isContinued ? ledger.acknowledged.seq : getLedgerHead(store, ledger.id).seq;
  const stands: Stands = { expected, atHub: 0, differsAt: null };
  for (;;) {
    const { hashes, hasMore } = await listHubHashes(calls, ledger.id, stands.atHub);
    for (const hash of hashes) {
      stands.atHub += 1;
      const isOurs = findEventHash(store, ledger.id, stands.atHub) === hash;
      if (!isOurs && (stands.atHub <= expected || !isContinued)) stands.differsAt ??= stands.atHub;
    }
    if (!hasMore || hashes.length === 0) return stands;
  }
}

function describe(ledger: LedgerRecord, { expected, atHub, differsAt }: Stands): string[] {
  const name = `Ledger ${ledger.id.slice(0, 8)}`;
  if (differsAt !== null && differsAt > expected) {
    return [
      `${name}: the hub holds ${atHub - expected} later events that were made before this device was restored. Their reviews come with the list of changes; new work goes on in a new ledger.`,
    ];
  }
  if (differsAt !== null) return [`${name}: the hub holds another event ${differsAt} than this device.`];
  if (atHub < ledger.acknowledged.seq) {
    return [
      `${name}: the hub acknowledged ${ledger.acknowledged.seq} events and holds ${atHub}. The others are sent again with the next sync.`,
    ];
  }
  return atHub < expected ? [`${name}: ${expected - atHub} events have not been sent yet.`] : [];
}

async function findMissingContents(
  store: ReadableStore,
  calls: HubCalls,
  ledger: LedgerRecord,
): Promise<string[]> {
  const draws = [...iterateEvents(store, ledger.id)].filter(
    (event) => namesTexts(event.kind) && event.seq <= ledger.acknowledged.seq,
  );
  const problems: string[] = [];
  for (const draw of draws) {
    const kept = listDigests(store, draw).filter((digest) => !isErased(store, digest));
    const missing = (await findMissing(calls, kept)).flat().length;
    if (missing > 0) problems.push(`The hub lacks ${missing} texts of the draw in event ${draw.seq}.`);
  }
  return problems;
}

/** What is read of a body. */
interface ReviewFacts {
  auditId: string;
  reviewId: string;
}

/** Reviews that the hub holds as events, did not refuse, and yet never sent back as reviews. */
function findLostReviews(store: ReadableStore, ledger: LedgerRecord, hubSeq: number): string[] {
  let lost = 0;
  const refusedAudits = new Set<string>();
  for (const event of iterateEvents(store, ledger.id)) {
    const body = event.body === null ? null : (JSON.parse(event.body) as ReviewFacts);
    if (body === null || event.seq > hubSeq) continue;
    if (event.kind === 'audit.planned' && event.state === 'refused') refusedAudits.add(body.auditId);
    // A review of an audit that the hub refused waits there for an audit that never comes.
    if (refusedAudits.has(body.auditId)) continue;
    if (event.kind !== 'review.submitted' || event.state !== 'acknowledged') continue;
    if (!hasFeedEntry(store, 'review', body.reviewId)) lost += 1;
  }
  return lost === 0 ? [] : [`${lost} reviews that the hub acknowledged are not in its list of changes.`];
}
