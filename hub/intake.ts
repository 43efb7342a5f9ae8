/**
 * Takes contents by digest: masked traces, sealed facts, manifests. They come before the event that names them; if not,
 * that event has waited and is projected now.
 */
import { createHash } from 'node:crypto';
import type { Problem } from '../shared/contract/errors.ts';
import { findUnstorable } from '../shared/domain/text.ts';
import { publishChanges } from './feed/publish.ts';
import { retryPending } from './projection/retry.ts';
import { fail } from './routes/fail.ts';
import type { Content } from './store/contents.ts';
import { insertContents, restoreContents } from './store/contents.ts';
import { listWithoutText } from './store/erased.ts';
import type { ReadableHub } from './store/write.ts';
import { inWrite } from './store/write.ts';

/** Stores what is new and answers how many that were; throws INVALID_INPUT, storing nothing, when a digest does not fit. */
export async function acceptContents(
  db: ReadableHub,
  contents: readonly Content[],
  hubId: string,
): Promise<number> {
  for (const content of contents) {
    const problem = findProblem(content);
    if (problem !== null) throw fail('INVALID_INPUT', problem);
  }
  return inWrite(db, async (hub) => {
    // What was erased and is sent again is wanted again: an audit that is drawn now holds it.
    const digests = contents.map((content) => content.digest);
    const stored = (await listWithoutText(hub, digests)).length;
    await insertContents(hub, contents);
    await restoreContents(hub, contents);
    if (stored > 0) await publishChanges(hub, (await retryPending(hub, hubId)).changes);
    return stored;
  });
}

function findProblem({ digest, text }: Content): Problem | null {
  const where = `content ${digest}`;
  if (findUnstorable(text) !== null) {
    const what = 'A content holds a NUL character or half of a surrogate pair, which cannot be stored.';
    return { what, where, remedy: 'Leave such characters out when the trace is read. Nothing was stored.' };
  }
  // Node's own SHA-256: a batch of contents may hold 64 MB, and nothing else runs meanwhile.
  if (createHash('sha256').update(text, 'utf8').digest('hex') === digest) return null;
  const what = 'A content does not have the digest that it was sent under.';
  return { what, where, remedy: 'Send it again, unchanged on its way. Nothing was stored.' };
}
