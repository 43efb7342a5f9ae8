/** Reads records of a text file by its format, whole or at a known place. */
import { open } from 'node:fs/promises';
import { readJsonArray } from './array-reader.ts';
import { readBytes } from './byte-stream.ts';
import { readJsonLines } from './line-reader.ts';
import type { RawRecord, RecordPlace } from './raw-record.ts';
import { parseJsonRecord } from './raw-record.ts';
import { readFailure, unreadable } from './source-error.ts';
import type { SourceFile } from './source-files.ts';

/** Records of a JSONL or JSON file. Throws `SourceError` for another format. */
export function readJsonRecords(file: SourceFile): AsyncIterable<RawRecord[]> {
  if (file.format === 'jsonl') return readJsonLines(readBytes(file));
  if (file.format === 'json') return readJsonArray(file.path, readBytes(file));
  throw unreadable(file.path, `${file.name} is not JSONL or JSON.`, 'Choose the preset "columns" for it.');
}

/** A record of a JSONL or JSON file from its bytes. */
export function parseJsonAt(_file: SourceFile, place: RecordPlace, bytes: Buffer): RawRecord {
  const hasMark = place.line === 1 && bytes[0] === 0xef;
  return parseJsonRecord(place, hasMark ? bytes.subarray(3) : bytes);
}

/** Bytes of an unpacked file at the given places, in their order. */
export async function readPlaces(file: SourceFile, places: readonly RecordPlace[]): Promise<Buffer[]> {
  try {
    const handle = await open(file.path, 'r');
    try {
      const found: Buffer[] = [];
      for (const { offset, size } of places) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size, offset);
        found.push(buffer.subarray(0, bytesRead));
      }
      return found;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readFailure(file.path, error);
  }
}
