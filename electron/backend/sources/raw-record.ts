/**
 * What the readers of text formats give: one record at a time with its place, either as a value or with the reason
 * why it is none. Readers know bytes and syntax, never traces.
 *
 * Invariant: every record of a file has a place, also the ones that are no good, so that nothing is dropped silently.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import type { RejectedRow } from '../../../shared/domain/source.ts';

export type RejectCode = RejectedRow['code'];

export interface Fault {
  readonly code: RejectCode;
  readonly reason: string;
}

export interface RecordPlace {
  /** 1-based number of the record in its file, faulty ones included. */
  readonly row: number;
  /** 1-based line on which it starts. */
  readonly line: number;
  /** Place of its bytes in the unpacked file. */
  readonly offset: number;
  readonly size: number;
}

export type RawRecord = RecordPlace &
  ({ readonly value: unknown; readonly fault?: never } | { readonly fault: Fault });

/** Largest record that is read; a longer one is rejected without being held in memory. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

export const tooLong = (bytes: number): Fault => ({
  code: 'LINE_TOO_LONG',
  reason: `is ${(bytes / 1024 / 1024).toFixed(1)} MiB long; the limit is ${MAX_RECORD_BYTES / 1024 / 1024} MiB`,
});

const notUtf8: Fault = {
  code: 'BAD_VALUE',
  reason: 'is not UTF-8 text (it may be Latin-1 or Windows-1252): save the file as UTF-8',
};
export const rawNul: Fault = { code: 'NUL_CHARACTER', reason: 'holds a NUL byte, which cannot be stored' };

/** Text of the bytes of one record, or why it has none. */
export function decodeRecord(bytes: Buffer): string | Fault {
  // One-byte strings are made and parsed several times faster; the bytes of ASCII are the same in both encodings.
  if (isAscii(bytes)) return bytes.includes(0) ? rawNul : bytes.toString('latin1');
  if (!isUtf8(bytes)) return notUtf8;
  return bytes.includes(0) ? rawNul : bytes.toString('utf8');
}

/** A record of JSON text. */
export function parseJsonRecord(place: RecordPlace, bytes: Buffer): RawRecord {
  const text = decodeRecord(bytes);
  if (typeof text !== 'string') return { ...place, fault: text };
  const { row, line, offset, size } = place;
  try {
    return { row, line, offset, size, value: JSON.parse(text) as unknown };
  } catch {
    return { ...place, fault: { code: 'NOT_JSON', reason: describeBroken(text) } };
  }
}

// The parser's own message quotes the text, which belongs neither into a list on screen nor into a log.
function describeBroken(text: string): string {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return 'is not JSON: it does not begin with {';
  const last = text.trimEnd().at(-1);
  const isOpen = (first === '{' && last !== '}') || (first === '[' && last !== ']');
  return isOpen ? 'is not JSON: it ends before it is complete' : 'is not JSON: its syntax is broken';
}
