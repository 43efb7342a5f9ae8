/**
 * Opens a reader of one source. Within a transaction it reads with it, under the shared lock of the source; by itself it
 * reads a snapshot of its own, so that a long look through a frame holds up nobody.
 *
 * Invariant: every row of the source up to the watermark is seen, and all answers of one reader are about the same rows.
 */
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import { building } from '../routes/building.ts';
import type { FrameReader } from './reader.ts';

export interface ReaderFacts {
  /** The hub's permanent seed. */
  sampleSeed: string;
  /** Where addresses of warehouses are; the process's own by default. */
  env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs `act` with a reader of `source`. `db` may be the transaction of `inWrite`: choose that for a rotating selection of
 * an ingested source, which reads little; and the database itself for everything else, then write what was drawn
 * (`recordDrawn` notices when another draw came between). Must not be called on the database inside a transaction:
 * the embedded database has one connection.
 */
export async function withFrameReader<T>(
  _db: ReadableHub,
  _source: SourceRecord,
  _facts: ReaderFacts,
  _act: (reader: FrameReader) => Promise<T>,
): Promise<T> {
  return building();
}
