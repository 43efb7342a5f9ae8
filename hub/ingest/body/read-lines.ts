/**
 * Lines of JSON, one trace each, from bytes. Lines are told apart by their bytes, so that one that is no text, too long or
 * no JSON is rejected by its number and the next one is read as ever.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { mostTraceCharacters, tooLong } from '../prepare-trace.ts';
import type { Arriving } from '../arriving.ts';

const newline = 0x0a;
const mostLineBytes = mostTraceCharacters;

/** Lines with their numbers; empty ones count as lines and are no traces. What `bytes` throws is thrown on. */
export async function* readLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Arriving> {
  const reader = new LineReader();
  for await (const piece of bytes) {
    for (const one of reader.add(piece)) yield one;
  }
  const last = reader.end();
  if (last !== null) yield last;
}

class LineReader {
  #line = 0;
  #pieces: Buffer[] = [];
  #size = 0;

  *add(piece: Buffer): Generator<Arriving> {
    let from = 0;
    for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, from)) {
      if (at === from && this.#size === 0) {
        this.#line += 1;
        from = at + 1;
        continue;
      }
      this.#keep(piece.subarray(from, at));
      from = at + 1;
      const one = this.#take();
      if (one !== null) yield one;
    }
    this.#keep(piece.subarray(from));
  }

  /** The last line need not end with a newline. */
  end(): Arriving | null {
    return this.#size === 0 ? null : this.#take();
  }

  /** Of a line that is too long only its length is kept. */
  #keep(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size > mostLineBytes) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  #take(): Arriving | null {
    this.#line += 1;
    const [pieces, size] = [this.#pieces, this.#size];
    this.#pieces = [];
    this.#size = 0;
    const line = this.#line;
    if (size > mostLineBytes) return { line, fault: tooLong };
    const whole = pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces);
    return parseLine(line, line === 1 ? withoutMark(whole) : whole);
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Some systems put a mark before UTF-8 text. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes;
}

function parseLine(line: number, bytes: Buffer): Arriving | null {
  if (bytes.includes(0)) {
    const reason = 'holds a NUL byte, which cannot be stored (UTF-16 text has many: send UTF-8)';
    return { line, fault: { code: 'NUL_CHARACTER', reason } };
  }
  const text = decode(bytes);
  if (text === null) {
    return { line, fault: { code: 'BAD_VALUE', reason: 'is not UTF-8 text' } };
  }
  if (text.trim() === '') return null;
  try {
    return { line, trace: JSON.parse(text) as unknown };
  } catch {
    // The parser's own message quotes the text.
    return { line, fault: { code: 'NOT_JSON', reason: 'is not JSON' } };
  }
}

/** Text of bytes; null where they are not UTF-8. One-byte strings are made and parsed several times faster. */
export function decode(bytes: Buffer): string | null {
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
