/** Reads records of a text file by its format, whole or at a known place. */
import { open } from 'node:fs/promises';
import { readJsonArray } from './array-reader.ts';
import { readBytes } from './byte-stream.ts';
import { readJsonLines } from './line-reader.ts';
import type { RawRecord, RecordPlace } from './raw-record.ts';
import { MAX_RECORD_BYTES, parseJsonRecord } from './raw-record.ts';
import { SourceError, readFailure, unreadable } from './source-error.ts';
import type { SourceFile } from './source-files.ts';

/** Records of a JSONL or JSON file. Throws `SourceError` for another format. */
export function readJsonRecords(file: SourceFile): AsyncIterable<RawRecord[]> {
  return jsonRecords(file, readBytes(file));
}

/** Bytes of a file that are read to guess what it holds: room for one record of any size. */
const GLANCE_BYTES = MAX_RECORD_BYTES + 1024 * 1024;

/** The first sound values of a file, without reading all of it; the file may be broken further on. */
export async function firstValues(file: SourceFile, count: number): Promise<unknown[]> {
  const values: unknown[] = [];
  try {
    for await (const batch of jsonRecords(file, readBytes(file, GLANCE_BYTES))) {
      for (const record of batch) if (record.fault === undefined) values.push(record.value);
      if (values.length >= count) break;
    }
  } catch (error) {
    // An array seems to end early where the glance does; what is really damaged is refused when it is read.
    if (!(error instanceof SourceError)) throw error;
  }
  return values.slice(0, count);
}

function jsonRecords(file: SourceFile, chunks: AsyncIterable<Buffer>): AsyncIterable<RawRecord[]> {
  if (file.format === 'jsonl') return readJsonLines(chunks);
  if (file.format === 'json') return readJsonArray(file.path, chunks);
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
