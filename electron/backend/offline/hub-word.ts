/**
 * The hub's word on what is mine: which audits are open, what of each is this person's, and until when copies may be kept.
 * Knows what to ask; not how it is shown.
 *
 * Invariant: what the hub does not know as mine is not taken for an answer about audits of this device alone.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { AuditId, Digest, ItemId } from '../../../shared/domain/ids.ts';
import type { WritableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { findDeadline, putDeadline } from '../../../db/queries/deadlines.ts';
import { HubFailure } from '../sync/failure.ts';
import type { HubCalls } from '../sync/hub-client.ts';

export interface HubItem {
  itemId: ItemId;
  contentDigest: Digest;
  bytes: number;
  keptUntil: string | null;
}

/** Questions that are under way at the same time. */
const atOnce = 4;

/** What is mine of each of these audits; no key for one in which the hub has nothing for me. Throws `HubFailure`. */
export async function askMine(
  calls: HubCalls,
  auditIds: readonly AuditId[],
  signal: AbortSignal,
): Promise<Map<AuditId, HubItem[]>> {
  const found = new Map<AuditId, HubItem[]>();
  for (let from = 0; from < auditIds.length; from += atOnce) {
    const asked = auditIds.slice(from, from + atOnce);
    const answers = await Promise.all(asked.map((auditId) => askOne(calls, auditId, signal)));
    for (const [at, items] of answers.entries()) {
      const auditId = asked[at];
      if (items !== null && auditId !== undefined) found.set(auditId, items);
    }
  }
  return found;
}

async function askOne(calls: HubCalls, auditId: AuditId, signal: AbortSignal): Promise<HubItem[] | null> {
  try {
    return (await calls.audits.mine({ auditId }, { signal })).items as HubItem[];
  } catch (error) {
    // An older hub answers the same for every audit: then the store alone says what is mine.
    if (error instanceof HubFailure && isNotMine(error)) return null;
    throw error;
  }
}

function isNotMine({ answered }: HubFailure): boolean {
  return answered === 'NOT_FOUND' || answered === 'METHOD_NOT_SUPPORTED';
}

/** Every audit that this person may see. Throws `HubFailure`. */
export async function askAudits(calls: HubCalls, signal: AbortSignal): Promise<Audit[]> {
  return (await calls.audits.list(undefined, { signal })) as Audit[];
}

/** Stores until when the copies of an audit may be kept. What an open audit says nothing of stays as its text says. */
export function storeEnds(store: WritableStore, isClosed: boolean, items: readonly HubItem[]): void {
  const changed = items.filter(({ contentDigest, keptUntil }) =>
    keptUntil === null && !isClosed ? false : findDeadline(store, contentDigest) !== keptUntil,
  );
  if (changed.length === 0) return;
  inTransaction(store, () => {
    for (const { contentDigest, keptUntil } of changed) putDeadline(store, contentDigest, keptUntil);
  });
}
