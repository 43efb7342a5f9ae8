/**
 * Stores every trace of a source, masked, in the local store: for small sets and the demo. A large frame stays in its
 * files. Must not know presets.
 */
import { hash } from 'node:crypto';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { maskTrace, noRules } from '../../../shared/privacy/mask.ts';
import { inTransaction } from '../../../db/connection.ts';
import type { Content } from '../../../db/queries/contents.ts';
import { insertHashedContent } from '../../../db/queries/contents.ts';
import type { BackendContext } from '../context.ts';

/** Characters that one transaction stores: enough that the durable commit costs little, few enough for memory. */
const COMMIT_CHARACTERS = 8 * 1024 * 1024;

export interface Imported {
  stored: number;
  /** Traces whose text was there already. */
  known: number;
}

/** Stores the traces of `spec`; repeating it stores nothing twice. */
export async function importTraces(
  context: Pick<BackendContext, 'store' | 'sources'>,
  spec: SourceSpec,
): Promise<Imported> {
  const { store, sources } = context;
  const imported: Imported = { stored: 0, known: 0 };
  let pending: Content[] = [];
  let characters = 0;
  const commit = (): void => {
    inTransaction(store, () => {
      for (const content of pending) {
        if (insertHashedContent(store, content)) imported.stored += 1;
        else imported.known += 1;
      }
    });
    pending = [];
    characters = 0;
  };
  for await (const traces of sources.readBatches(spec)) {
    for (const trace of traces) {
      const content = contentOf(trace);
      pending.push(content);
      characters += content.text.length;
      if (characters >= COMMIT_CHARACTERS) commit();
    }
  }
  commit();
  return imported;
}

function contentOf(of: Trace): Content {
  const text = canonicalJson(maskTrace(of, noRules).trace);
  // Node's own SHA-256 gives the digest of the shared one at a tenth of its cost.
  return { digest: hash('sha256', text, 'hex') as Digest, text };
}
