/**
 * Contents by digest: masked traces, sealed facts and manifests, as the canonical text that was hashed. Stored once,
 * never changed; erased when their retention ends, which is remembered as long as the text is not here.
 */
import { sha256Hex } from '../../shared/domain/canonical.ts';
import type { Digest } from '../../shared/domain/ids.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';
import { noteWish } from './deadlines.ts';

export interface Content {
  digest: Digest;
  text: string;
}

/** Stores a text under its digest; false when it was known. Throws when the digest is not that of the text. */
export function insertContent(store: WritableStore, content: Content): boolean {
  if (sha256Hex(content.text) !== content.digest)
    throw new RangeError(`content ${content.digest} does not match its digest`);
  return insertHashedContent(store, content);
}

/** The same without hashing again: only for a caller that has made the digest from this very text. */
export function insertHashedContent(store: WritableStore, content: Content): boolean {
  const sql = 'INSERT INTO content (digest, text) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING';
  const isNew = runSql(store, sql, [content.digest, content.text]) > 0;
  if (isNew) {
    runSql(store, 'DELETE FROM erased WHERE digest = ?', [content.digest]);
    noteWish(store, content);
  }
  return isNew;
}

/** Puts a text in the place of one that was damaged here, or that went missing. Throws when it is not that of its digest. */
export function restoreContent(store: WritableStore, content: Content): void {
  const isWhole = findContent(store, content.digest) === content.text;
  if (!isWhole) runSql(store, 'DELETE FROM content WHERE digest = ?', [content.digest]);
  insertContent(store, content);
}

/** The text with this digest, or null when it is not here. */
export function findContent(store: ReadableStore, digest: string): string | null {
  return (
    findRow<{ text: string }>(store, 'SELECT text FROM content WHERE digest = ?', [digest])?.text ?? null
  );
}

/** Takes a text away whose retention ended; its digest stays, so that what names it still verifies. */
export function eraseContent(store: WritableStore, digest: string): void {
  runSql(store, 'DELETE FROM content WHERE digest = ?', [digest]);
  runSql(store, 'INSERT OR IGNORE INTO erased (digest) VALUES (?)', [digest]);
}

/** Whether the text with this digest was here, or would be, had its retention not ended. */
export function isErased(store: ReadableStore, digest: string): boolean {
  return findRow(store, 'SELECT 1 FROM erased WHERE digest = ?', [digest]) !== null;
}

/** Changes whenever a text was erased, or came back: how many are erased, and which was the last. */
export function erasureMarkOf(store: ReadableStore): string {
  const sql = `SELECT (SELECT count(*) FROM erased) AS count,
    (SELECT digest FROM erased ORDER BY rowid DESC LIMIT 1) AS last`;
  const { count, last } = findRow<{ count: number; last: string | null }>(store, sql)!;
  return `${count} ${last ?? ''}`;
}

/** Those of these digests whose text is here, in one question. */
export function listHereAmong(store: ReadableStore, digests: readonly Digest[]): Digest[] {
  const sql = 'SELECT c.digest FROM json_each(?) d CROSS JOIN content c WHERE c.digest = d.value';
  return listDigests(store, sql, digests);
}

/** Those of these digests whose text was here and was erased. */
export function listErasedAmong(store: ReadableStore, digests: readonly Digest[]): Digest[] {
  const sql = 'SELECT e.digest FROM json_each(?) d CROSS JOIN erased e WHERE e.digest = d.value';
  return listDigests(store, sql, digests);
}

function listDigests(store: ReadableStore, sql: string, digests: readonly Digest[]): Digest[] {
  if (digests.length === 0) return [];
  const rows = listRows<{ digest: string }>(store, sql, [JSON.stringify(digests)]);
  return rows.map((row) => row.digest as Digest);
}

/** Contents as projections read them. */
export interface Texts {
  find(digest: string): string | null;
  isErased(digest: string): boolean;
}

/** The contents of a store; a replay into another store reads them from the first. */
export function textsOf(store: ReadableStore): Texts {
  return {
    find: (digest) => findContent(store, digest),
    isErased: (digest) => isErased(store, digest),
  };
}

/** Whether the text with this digest is here, without reading it. */
export function hasContent(store: ReadableStore, digest: string): boolean {
  return findRow(store, 'SELECT 1 FROM content WHERE digest = ?', [digest]) !== null;
}
