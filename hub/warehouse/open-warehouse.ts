/** Opens a company's warehouse for reading. */
import type { ReaderFacts } from '../frames/open-reader.ts';
import type { FrameReader } from '../frames/reader.ts';
import { building } from '../routes/building.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';

export async function withWarehouseReader<T>(
  _db: ReadableHub,
  _source: SourceRecord,
  _facts: ReaderFacts,
  _act: (reader: FrameReader) => Promise<T>,
): Promise<T> {
  await Promise.resolve();
  return building();
}
