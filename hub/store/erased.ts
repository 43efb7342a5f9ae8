/**
 * Texts whose retention ended: the row and its digest stay, the text is null. Who holds a text still is decided by the
 * projections as they stand.
 */
import { sql } from 'kysely';
import { everyItem } from './calibration.ts';
import type { ReadableHub, WritableHub } from './write.ts';

/** Texts by digest: null where the text was erased, no key for what was never here. */
export async function listTexts(
  hub: ReadableHub,
  digests: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await hub
    .selectFrom('content')
    .select(['digest', 'text'])
    .where('digest', '=', sql<string>`ANY(${digests}::text[])`)
    .execute();
  return new Map(rows.map(({ digest, text }) => [digest, text]));
}

/** Which of `digests` have no text here, never sent or erased, each once, in their order. */
export async function listWithoutText(hub: ReadableHub, digests: readonly string[]): Promise<string[]> {
  const rows = await hub
    .selectFrom('content')
    .select('digest')
    .where('digest', '=', sql<string>`ANY(${digests}::text[])`)
    .where('text', 'is not', null)
    .execute();
  const here = new Set(rows.map((row) => row.digest));
  return [...new Set(digests)].filter((digest) => !here.has(digest));
}

export async function eraseContents(
  hub: WritableHub,
  digests: readonly string[],
  erasedAt: string,
): Promise<void> {
  await hub
    .updateTable('content')
    .set({ text: null, erased_at: erasedAt })
    .where('digest', '=', sql<string>`ANY(${digests}::text[])`)
    .where('text', 'is not', null)
    .execute();
}

/** Digests of an audit's items whose text was erased. */
export async function listErasedOf(hub: ReadableHub, auditId: string): Promise<Set<string>> {
  const { rows } = await sql<{ digest: string }>`
    SELECT content.digest FROM ${everyItem} AS item
    JOIN content ON content.digest IN (item.content_digest, item.sealed_digest)
    WHERE item.audit_id = ${auditId} AND content.text IS NULL
  `.execute(hub);
  return new Set(rows.map((row) => row.digest));
}

/** Audits that have an item of one of these texts. */
export async function listAuditsWith(hub: ReadableHub, digests: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ audit_id: string }>`
    SELECT DISTINCT audit_id FROM ${everyItem} AS item
    WHERE content_digest = ANY(${digests}::text[]) OR sealed_digest = ANY(${digests}::text[])
  `.execute(hub);
  return rows.map((row) => row.audit_id);
}

/** One of these texts that is still needed: by an audit that is not closed, or by gold that may be mixed in. */
export async function findHeld(hub: ReadableHub, digests: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ digest: string }>`
    WITH wanted AS (SELECT digest FROM unnest(${digests}::text[]) AS w (digest))
    SELECT wanted.digest FROM wanted
    JOIN ${everyItem} AS item ON wanted.digest IN (item.content_digest, item.sealed_digest)
    LEFT JOIN audit ON audit.id = item.audit_id
    WHERE audit.state IS DISTINCT FROM 'closed'
    UNION
    SELECT wanted.digest FROM wanted
    JOIN gold ON wanted.digest IN (gold.content_digest, gold.sealed_digest)
    WHERE gold.retired_at IS NULL
    ORDER BY digest LIMIT 1
  `.execute(hub);
  return rows[0]?.digest ?? null;
}
