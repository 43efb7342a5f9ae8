/** Cuts what is to be sent into batches that a hub accepts: by number and by size. Pure. */
import type { WireEvent } from '../../../shared/domain/ledger.ts';

/** Most entries and most bytes of one request. A single entry above the size goes alone. */
export const mostEntries = 500;
const mostBytes = 4 * 1024 * 1024;

/** The longest run from the start of `entries` that fits; at least one entry when there is one. */
export function takeBatch<T>(entries: readonly T[], bytesOf: (entry: T) => number, most = mostEntries): T[] {
  const batch: T[] = [];
  let bytes = 0;
  for (const entry of entries) {
    bytes += bytesOf(entry);
    if (batch.length === most || (bytes > mostBytes && batch.length > 0)) break;
    batch.push(entry);
  }
  return batch;
}

/** Size of an event in a request body, bytes: its texts are JSON inside JSON. */
export function bytesOfEvent(wire: WireEvent): number {
  return bytesOfText(wire.envelope) + bytesOfText(wire.body ?? '') + 160;
}

/** Size of a text as a JSON string, bytes. */
export function bytesOfText(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}
