/**
 * Stores every trace of a source, masked, in the local store: for small sets and the demo. A large frame stays in its
 * files. Must not know presets.
 */
import { canonicalJson, sha256Hex } from '../../../shared/domain/canonical.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import { maskTrace, noRules } from '../../../shared/privacy/mask.ts';
import { inTransaction } from '../../../db/connection.ts';
import type { Content } from '../../../db/queries/contents.ts';
import { insertContent } from '../../../db/queries/contents.ts';
import type { BackendContext } from '../context.ts';

/** Traces that one transaction stores: large enough that the durable commit costs little, small enough to stay in memory. */
const batchSize = 1_000;

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
  let batch: Content[] = [];
  const flush = (): void => {
    inTransaction(store, () => {
      for (const content of batch) {
        if (insertContent(store, content)) imported.stored += 1;
        else imported.known += 1;
      }
    });
    batch = [];
  };
  for await (const trace of sources.readAll(spec)) {
    const text = canonicalJson(maskTrace(trace, noRules).trace);
    batch.push({ digest: sha256Hex(text), text });
    if (batch.length >= batchSize) flush();
  }
  flush();
  return imported;
}
