/**
 * Sends what a draw or a calibration round names by digest — the manifest, the items' texts, their sealed facts — before the event that names
 * it, so that the hub can project the draw at once. Asks first which of them the hub lacks: repeating is nearly free.
 */
import type { Manifest } from '../../../shared/domain/audit.ts';
import { eventBodies } from '../../../shared/domain/events.ts';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { WireEvent } from '../../../shared/domain/ledger.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findContent } from '../../../db/queries/contents.ts';
import type { WaitingEvent } from '../../../db/queries/outbox.ts';
import { bytesOfText, takeBatch } from './batch.ts';
import { HubFailure } from './failure.ts';
import type { HubCalls } from './hub-client.ts';

/** Most digests of one question. */
const mostDigests = 10_000;

/** Sends the contents of every draw among `events` that the hub does not hold yet. Answers how many were sent. */
export async function sendContents(
  store: ReadableStore,
  calls: HubCalls,
  events: readonly WaitingEvent[],
): Promise<number> {
  let sent = 0;
  for (const event of events) {
    if (!namesTexts(event.kind)) continue;
    for (const missing of await findMissing(calls, listDigests(store, event.wire))) {
      sent += await sendTexts(store, calls, missing);
    }
  }
  return sent;
}

/** Kinds of events that name texts by their digests: these are sent before the event. */
export function namesTexts(kind: string): boolean {
  return kind === 'audit.drawn' || kind === 'audit.calibrationSet';
}

/**
 * Digests of everything that a draw or a calibration round names and this device holds: first the items', the manifest's
 * last.
 */
export function listDigests(store: ReadableStore, wire: Pick<WireEvent, 'body'>): Digest[] {
  const parsed: unknown = wire.body === null ? null : JSON.parse(wire.body);
  const round = eventBodies['audit.calibrationSet@1'].safeParse(parsed);
  if (round.success) return digestsOf(round.data.items);
  const body = eventBodies['audit.drawn@1'].safeParse(parsed);
  const text = body.success ? findContent(store, body.data.manifestDigest) : null;
  if (!body.success || text === null) return [];
  const manifest = JSON.parse(text) as Manifest;
  return [...digestsOf(manifest.items), body.data.manifestDigest];
}

function digestsOf(items: readonly { contentDigest: Digest; sealedDigest: Digest | null }[]): Digest[] {
  const digests = new Set<Digest>();
  for (const item of items) {
    digests.add(item.contentDigest);
    if (item.sealedDigest !== null) digests.add(item.sealedDigest);
  }
  return [...digests];
}

/** Those of `digests` that the hub does not hold, one list per question that it took. */
export async function findMissing(calls: HubCalls, digests: Digest[]): Promise<Digest[][]> {
  const missing: Digest[][] = [];
  for (let from = 0; from < digests.length; from += mostDigests) {
    const asked = digests.slice(from, from + mostDigests);
    const isMissing = new Set<string>(await askMissing(calls, asked));
    missing.push(asked.filter((digest) => isMissing.has(digest)));
  }
  return missing;
}

/** None for a person from whom the hub takes no draws: the draw itself is refused then, which must not stop the rest. */
async function askMissing(calls: HubCalls, digests: Digest[]): Promise<string[]> {
  try {
    return (await calls.contents.missing({ digests })).missing;
  } catch (error) {
    if (error instanceof HubFailure && error.answered === 'FORBIDDEN') return [];
    throw error;
  }
}

async function sendTexts(store: ReadableStore, calls: HubCalls, digests: Digest[]): Promise<number> {
  let rest = digests;
  let sent = 0;
  while (rest.length > 0) {
    // Texts are read for one batch at a time: an audit's contents need not fit into memory.
    const window = rest.slice(0, 500).map((digest) => ({ digest, text: findContent(store, digest) }));
    const held = window.flatMap(({ digest, text }) => (text === null ? [] : [{ digest, text }]));
    const batch = takeBatch(held, (one) => bytesOfText(one.text) + 100);
    if (batch.length > 0) await calls.contents.put({ contents: batch });
    sent += batch.length;
    const done = new Set<Digest>(
      batch.length < held.length ? batch.map((one) => one.digest) : window.map((one) => one.digest),
    );
    rest = rest.filter((digest) => !done.has(digest));
  }
  return sent;
}
