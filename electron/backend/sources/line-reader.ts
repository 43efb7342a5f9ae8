/**
 * Reads JSON Lines: one record per line, with the line's number and place. LF and CRLF end a line, a byte order mark
 * is passed over, blank lines are no records. Memory is bounded whatever the length of a line.
 */
import type { RawRecord } from './raw-record.ts';
import { MAX_RECORD_BYTES, parseJsonRecord, tooLong } from './raw-record.ts';

const LF = 0x0a;
const CR = 0x0d;

/** Records of the chunks of a file, in one batch per chunk. */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawRecord[]> {
  const lines = new LineSplitter();
  for await (const chunk of chunks) yield lines.push(chunk);
  yield lines.end();
}

class LineSplitter {
  #line = 1;
  #row = 0;
  /** Offset of the first byte of the line that is being read. */
  #start = 0;
  /** Parts of a line that began in an earlier chunk; empty once it is longer than the limit. */
  #carried: Buffer[] = [];
  #carriedBytes = 0;

  push(chunk: Buffer): RawRecord[] {
    const batch: RawRecord[] = [];
    let from = 0;
    for (let to = chunk.indexOf(LF); to >= 0; to = chunk.indexOf(LF, from)) {
      this.#finish(chunk.subarray(from, to), batch);
      from = to + 1;
      this.#start += 1;
      this.#line += 1;
    }
    this.#carry(chunk.subarray(from));
    return batch;
  }

  end(): RawRecord[] {
    const batch: RawRecord[] = [];
    this.#finish(Buffer.alloc(0), batch);
    return batch;
  }

  #carry(part: Buffer): void {
    this.#carriedBytes += part.length;
    if (this.#carriedBytes > MAX_RECORD_BYTES) this.#carried = [];
    else if (part.length > 0) this.#carried.push(part);
  }

  #finish(last: Buffer, batch: RawRecord[]): void {
    const size = this.#carriedBytes + last.length;
    const offset = this.#start;
    this.#start += size;
    const whole = this.#carried.length === 0 ? last : Buffer.concat([...this.#carried, last]);
    this.#carried = [];
    this.#carriedBytes = 0;
    if (size > MAX_RECORD_BYTES) {
      this.#row += 1;
      batch.push({ row: this.#row, line: this.#line, offset, size, fault: tooLong(size) });
      return;
    }
    const bytes = trim(whole, this.#line);
    if (isBlank(bytes)) return;
    this.#row += 1;
    batch.push(parseJsonRecord({ row: this.#row, line: this.#line, offset, size }, bytes));
  }
}

function trim(bytes: Buffer, line: number): Buffer {
  const start = line === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.subarray(start, bytes.at(-1) === CR ? bytes.length - 1 : bytes.length);
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === CR);
}
