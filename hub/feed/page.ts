/**
 * One page of a person's change feed, as lines of NDJSON.
 *
 * Invariant: the end line comes last and only after everything it counts, so that a torn page is never taken for whole.
 */
import type { FeedEnd } from '../../shared/contract/hub.ts';
import type { FeedEntryTable } from '../database/tables/ledgers.ts';
import { listTexts } from '../store/erased.ts';
import { lastFeedPosition, listEntries } from '../store/feed.ts';
import type { ReadableHub } from '../store/write.ts';
import { inChunks } from '../store/write.ts';
import type { StoredItem, StoredManifest } from './entries.ts';

/** A cursor is `epoch:position`. */
function writeCursor(epoch: string, position: number): string {
  return `${epoch}:${position}`;
}

/**
 * The position of a cursor, 0 for none. Null for one that this hub cannot have given out: of another epoch, of another
 * form, or beyond the last position (the hub was restored). Its device reads everything again.
 */
export async function findPosition(
  hub: ReadableHub,
  epoch: string,
  cursor: string | undefined,
): Promise<number | null> {
  if (cursor === undefined || cursor === '') return 0;
  const match = /^(.+):(\d{1,15})$/.exec(cursor);
  if (match === null || match[1] !== epoch) return null;
  const position = Number(match[2]);
  return position <= (await lastFeedPosition(hub)) ? position : null;
}

export interface FeedPage {
  entries: FeedEntryTable[];
  hasMore: boolean;
  cursor: string;
}

export async function readPage(
  hub: ReadableHub,
  epoch: string,
  request: { personId: string; after: number; limit: number },
): Promise<FeedPage> {
  const found = await listEntries(hub, request.personId, request.after, request.limit + 1);
  const entries = found.slice(0, request.limit);
  const position = entries.at(-1)?.position ?? request.after;
  return { entries, hasMore: found.length > request.limit, cursor: writeCursor(epoch, position) };
}

type Texts = ReadonlyMap<string, string | null>;

/** Entries whose texts are in memory at the same time. */
const textsAtOnce = 50;

/** The page as text, piece by piece, so that it need not fit into memory. */
export async function* writePage(hub: ReadableHub, page: FeedPage): AsyncGenerator<string> {
  for (const entries of inChunks(page.entries, textsAtOnce)) {
    const texts = await listTexts(hub, entries.flatMap(digestsOf));
    yield entries.map((entry) => `${writeEntry(entry, texts)}\n`).join('');
  }
  const end: FeedEnd = {
    end: true,
    count: page.entries.length,
    cursor: page.cursor,
    hasMore: page.hasMore,
  };
  yield `${JSON.stringify(end)}\n`;
}

function digestsOf({ kind, payload }: FeedEntryTable): string[] {
  if (payload === null) return [];
  if (kind === 'manifest') return [(JSON.parse(payload) as StoredManifest).digest];
  if (kind !== 'item') return [];
  const { contentDigest, sealedDigest } = JSON.parse(payload) as StoredItem;
  return sealedDigest === null ? [contentDigest] : [contentDigest, sealedDigest];
}

function writeEntry(entry: FeedEntryTable, texts: Texts): string {
  const { position, op, kind, id } = entry;
  const head = JSON.stringify({ position, op, kind, id });
  return `${head.slice(0, -1)},"payload":${writePayload(entry, texts)}}`;
}

function writePayload({ kind, payload }: FeedEntryTable, texts: Texts): string {
  if (payload === null) return 'null';
  if (kind === 'manifest') {
    const text = getText(texts, (JSON.parse(payload) as StoredManifest).digest);
    if (text === null) throw new RangeError('a manifest is never erased');
    return text;
  }
  if (kind !== 'item') return payload;
  const { sealedDigest, isErased: _, ...item } = JSON.parse(payload) as StoredItem;
  const content = getText(texts, item.contentDigest);
  const sealed = sealedDigest === null ? null : getText(texts, sealedDigest);
  return JSON.stringify({ ...item, content, sealed });
}

/** Null for a text that was erased. */
function getText(texts: Texts, digest: string): string | null {
  const text = texts.get(digest);
  if (text === undefined) throw new RangeError(`content ${digest} is not here`);
  return text;
}
