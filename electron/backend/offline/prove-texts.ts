/**
 * Reads texts of an audit again, from the disk, and compares each with what was drawn. Must not know how a text is fetched.
 *
 * Invariant: nothing is taken for whole by its row: every byte is read and its digest made anew.
 */
import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Manifest } from '../../../shared/domain/audit.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findAudit } from '../../../db/queries/audits.ts';
import { findContent } from '../../../db/queries/contents.ts';
import type { OwnItem } from './own-work.ts';

export interface ReadAgain {
  itemId: ItemId;
  /** `whole`, not here, here but not what was drawn, or another text than its audit drew. */
  state: 'whole' | 'missing' | 'damaged' | 'not_drawn';
  bytes: number;
}

/** Texts that are read before others may have the thread. */
const atOnce = 20;

/** One by one, in the order of the items. */
export async function* readAgain(
  store: ReadableStore,
  auditId: AuditId,
  items: readonly OwnItem[],
): AsyncGenerator<ReadAgain> {
  const drawn = listDrawn(store, auditId);
  for (const [at, item] of items.entries()) {
    if (at % atOnce === atOnce - 1) await breathe();
    yield readOne(store, item, drawn?.get(item.itemId));
  }
}

function readOne(store: ReadableStore, item: OwnItem, drawn: string | undefined): ReadAgain {
  const { itemId, contentDigest, sealedDigest } = item;
  const text = contentDigest === null ? null : findContent(store, contentDigest);
  if (text === null) return { itemId, state: 'missing', bytes: 0 };
  const bytes = Buffer.byteLength(text);
  if (digestOf(text) !== contentDigest) return { itemId, state: 'damaged', bytes };
  if (drawn !== undefined && drawn !== contentDigest) return { itemId, state: 'not_drawn', bytes };
  const sealed = sealedDigest === null ? null : findContent(store, sealedDigest);
  const isSealWhole = sealedDigest === null || (sealed !== null && digestOf(sealed) === sealedDigest);
  return { itemId, state: isSealWhole ? 'whole' : 'damaged', bytes };
}

/** What the manifest names, by item; null where this device must not know it yet. Gold items are in none. */
function listDrawn(store: ReadableStore, auditId: AuditId): Map<string, string> | null {
  const digest = findAudit(store, auditId)?.manifestDigest ?? null;
  const text = digest === null ? null : findContent(store, digest);
  if (text === null || digestOf(text) !== digest) return null;
  const { items } = JSON.parse(text) as Manifest;
  return new Map(items.map((one) => [one.id, one.contentDigest]));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What is wrong, as sentences. */
export function wrongSentences(read: readonly ReadAgain[]): string[] {
  const count = (state: ReadAgain['state']): number => read.filter((one) => one.state === state).length;
  const sentence = (n: number, words: string): string[] =>
    n === 0 ? [] : [`${n} of ${read.length} answers ${n === 1 ? 'is' : 'are'} ${words}.`];
  return [
    ...sentence(count('missing'), 'not on this computer yet'),
    ...sentence(count('damaged'), 'damaged on this computer: read again, they are not what was drawn'),
    ...sentence(count('not_drawn'), 'other than what the manifest of the audit names'),
  ];
}
