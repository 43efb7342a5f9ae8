/**
 * Until when texts may be kept on this device: as they say themselves, or as the hub told of their audits. An index of
 * what to look at; whether a text really goes is decided from who holds it (electron/backend/offline).
 *
 * Not a projection: a deadline outlives its text, so that a text that comes again after it goes again.
 */
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';

/** Sets until when a text may be kept, whatever was said before; null: nothing ends it. */
export function putDeadline(store: WritableStore, contentDigest: string, keptUntil: string | null): void {
  if (keptUntil === null) {
    runSql(store, 'DELETE FROM text_deadline WHERE content_digest = ?', [contentDigest]);
    return;
  }
  runSql(
    store,
    `INSERT INTO text_deadline (content_digest, kept_until) VALUES (?, ?)
     ON CONFLICT (content_digest) DO UPDATE SET kept_until = excluded.kept_until`,
    [contentDigest, keptUntil],
  );
}

/** What a text says itself, as it comes in. Texts that say nothing cost a search in them, and no parsing. */
export function noteWish(store: WritableStore, { digest, text }: { digest: string; text: string }): void {
  if (!text.includes('"retainUntil":"')) return;
  const { retainUntil } = JSON.parse(text) as { retainUntil?: unknown };
  if (typeof retainUntil !== 'string') return;
  runSql(store, 'INSERT OR IGNORE INTO text_deadline (content_digest, kept_until) VALUES (?, ?)', [
    digest,
    retainUntil,
  ]);
}

export function findDeadline(store: ReadableStore, contentDigest: string): string | null {
  const sql = 'SELECT kept_until FROM text_deadline WHERE content_digest = ?';
  return findRow<{ kept_until: string }>(store, sql, [contentDigest])?.kept_until ?? null;
}

export const passedSql = `SELECT d.content_digest AS digest FROM text_deadline d
  CROSS JOIN content c WHERE d.kept_until <= ? AND c.digest = d.content_digest ORDER BY d.kept_until`;

/** Texts that are here although their deadline has passed. */
export function listPassed(store: ReadableStore, now: string): string[] {
  return listRows<{ digest: string }>(store, passedSql, [now]).map((row) => row.digest);
}

/** An audit that has an item of a text. */
export interface Holder {
  auditId: AuditId;
  state: Audit['state'];
  drawnAt: string | null;
  /** This device oversees the audit: it drew it, or was shown its manifest. */
  hasManifest: boolean;
}

export function listHolders(store: ReadableStore, contentDigest: string): Holder[] {
  return listRows<Omit<Holder, 'hasManifest'> & { hasManifest: number }>(
    store,
    `SELECT DISTINCT a.audit_id AS auditId, a.state, a.drawn_at AS drawnAt,
       EXISTS (SELECT 1 FROM content m WHERE m.digest = a.manifest_digest) AS hasManifest
     FROM item i JOIN audit a ON a.audit_id = i.audit_id WHERE i.content_digest = ?`,
    [contentDigest],
  ).map((row) => ({ ...row, hasManifest: row.hasManifest === 1 }));
}
