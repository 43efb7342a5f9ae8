/**
 * Reads one JSON array element by element, so that its size does not matter. Finds where elements begin and end by
 * counting brackets outside of strings; what is between is parsed on its own, so that one broken element costs only
 * itself.
 *
 * Invariant: a file that ends inside its array is refused whole: nobody knows how much of the frame is missing.
 */
import { basename } from 'node:path';
import type { RawRecord } from './raw-record.ts';
import { MAX_RECORD_BYTES, parseJsonRecord, tooLong } from './raw-record.ts';
import { unreadable } from './source-error.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);
const END_ARRAY = 0x5d;
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const BOM = new Set([0xef, 0xbb, 0xbf]);

/** Elements of the array that the chunks hold, in one batch per chunk. Throws `SourceError`. */
export async function* readJsonArray(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<RawRecord[]> {
  const scanner = new ArrayScanner(path);
  for await (const chunk of chunks) yield scanner.push(chunk);
  scanner.end();
}

type Place = 'before' | 'between' | 'element' | 'string' | 'after';

class ArrayScanner {
  readonly #path: string;
  #place: Place = 'before';
  #depth = 0;
  #isEscaped = false;
  #line = 1;
  #row = 0;
  /** Bytes of the file before the current chunk. */
  #consumed = 0;
  #element = { line: 1, offset: 0, size: 0, parts: [] as Buffer[] };

  constructor(path: string) {
    this.#path = path;
  }

  push(chunk: Buffer): RawRecord[] {
    const batch: RawRecord[] = [];
    let from = this.#place === 'element' || this.#place === 'string' ? 0 : -1;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte === 0x0a) this.#line += 1;
      if (this.#place === 'string') {
        this.#inString(byte);
      } else if (this.#place === 'element') {
        const end = this.#inElement(byte);
        if (end === 'no') continue;
        this.#keep(chunk.subarray(from, end === 'after' ? at + 1 : at));
        batch.push(this.#take());
        from = -1;
        this.#place = end === 'array' ? 'after' : 'between';
      } else if (this.#starts(byte)) {
        from = at;
        this.#begin(byte, at);
      }
    }
    if (from >= 0) this.#keep(chunk.subarray(from));
    this.#consumed += chunk.length;
    return batch;
  }

  end(): void {
    if (this.#place === 'after') return;
    throw unreadable(
      this.#path,
      `${basename(this.#path)} ends inside its JSON array.`,
      'Copy or download it again: traces after the break would be missing from the frame.',
    );
  }

  #inString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#place = 'element';
  }

  /** Whether the element ends: with this byte, before it, or before it together with the array. */
  #inElement(byte: number): 'no' | 'after' | 'before' | 'array' {
    if (byte === QUOTE) {
      this.#place = 'string';
    } else if (OPEN.has(byte)) {
      this.#depth += 1;
    } else if (this.#depth === 0) {
      if (byte === COMMA) return 'before';
      if (byte === END_ARRAY) return 'array';
    } else if (CLOSE.has(byte)) {
      this.#depth -= 1;
      if (this.#depth === 0) return 'after';
    }
    return 'no';
  }

  /** Whether an element starts with this byte, which is outside of any. */
  #starts(byte: number): boolean {
    if (SPACE.has(byte)) return false;
    if (this.#place === 'before') {
      if (byte === 0x5b) this.#place = 'between';
      else if (!BOM.has(byte) || this.#consumed > 0) throw this.#refuse('does not hold a JSON array');
      return false;
    }
    if (this.#place === 'after') throw this.#refuse('holds text after its JSON array');
    if (byte === END_ARRAY) this.#place = 'after';
    return byte !== END_ARRAY && byte !== COMMA;
  }

  #begin(byte: number, at: number): void {
    this.#element = { line: this.#line, offset: this.#consumed + at, size: 0, parts: [] };
    this.#isEscaped = false;
    this.#depth = OPEN.has(byte) ? 1 : 0;
    this.#place = byte === QUOTE ? 'string' : 'element';
  }

  #keep(part: Buffer): void {
    this.#element.size += part.length;
    if (this.#element.size > MAX_RECORD_BYTES) this.#element.parts = [];
    else this.#element.parts.push(part);
  }

  #take(): RawRecord {
    const { line, offset, size, parts } = this.#element;
    this.#row += 1;
    const place = { row: this.#row, line, offset, size };
    if (size > MAX_RECORD_BYTES) return { ...place, fault: tooLong(size) };
    return parseJsonRecord(place, parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts));
  }

  #refuse(what: string): Error {
    return unreadable(
      this.#path,
      `${basename(this.#path)} ${what}.`,
      'Export it again as one JSON array, or as JSONL with one object per line.',
    );
  }
}
