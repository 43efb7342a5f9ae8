/** Contents by digest: masked traces, sealed facts, manifests. Added, never changed; erased when their retention ends. */
import { sql } from 'kysely';
import type { ReadableHub, WritableHub } from './write.ts';
import { inChunks } from './write.ts';

export interface Content {
  digest: string;
  text: string;
}

/**
 * Adds what is not there yet; answers how many were new. In order of digest, so that two uploads of the same contents
 * wait for each other instead of locking each other out.
 */
export async function insertContents(hub: WritableHub, contents: readonly Content[]): Promise<number> {
  const sorted = contents.toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
  let stored = 0;
  for (const rows of inChunks(sorted, 100)) {
    const added = await hub
      .insertInto('content')
      .values(rows)
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .returning('digest')
      .execute();
    stored += added.length;
  }
  return stored;
}

/** Gives texts back that were erased: their traces were drawn again, so that they are kept again. */
export async function restoreContents(hub: WritableHub, contents: readonly Content[]): Promise<void> {
  const rows = await hub
    .selectFrom('content')
    .select('digest')
    .where('digest', '=', sql<string>`ANY(${contents.map((one) => one.digest)}::text[])`)
    .where('text', 'is', null)
    .execute();
  const erased = new Set(rows.map((row) => row.digest));
  for (const { digest, text } of contents) {
    if (!erased.has(digest)) continue;
    await hub
      .updateTable('content')
      .set({ text, erased_at: null })
      .where('digest', '=', digest)
      .where('text', 'is', null)
      .execute();
  }
}

/** Which of `digests` are not here, each once, in their order. */
export async function listMissing(hub: ReadableHub, digests: readonly string[]): Promise<string[]> {
  const rows = await hub
    .selectFrom('content')
    .select('digest')
    .where('digest', '=', sql<string>`ANY(${digests}::text[])`)
    .execute();
  const here = new Set(rows.map((row) => row.digest));
  return [...new Set(digests)].filter((digest) => !here.has(digest));
}

export async function findContent(hub: ReadableHub, digest: string): Promise<string | null> {
  const row = await hub.selectFrom('content').select('text').where('digest', '=', digest).executeTakeFirst();
  return row?.text ?? null;
}

/** Texts by digest; what is not here, or was erased, has no key. */
export async function listContents(
  hub: ReadableHub,
  digests: readonly string[],
): Promise<Map<string, string>> {
  const rows = await hub
    .selectFrom('content')
    .select(['digest', 'text'])
    .where('digest', '=', sql<string>`ANY(${digests}::text[])`)
    .execute();
  return new Map(rows.flatMap(({ digest, text }) => (text === null ? [] : [[digest, text]])));
}
