/**
 * Finds where the records of a CSV file begin and end (RFC 4180: a quoted cell may hold line breaks), with the line
 * on which each begins. Must not know cells or columns.
 *
 * Invariant: every byte belongs to exactly one record or is the end of a line; a cell whose quote never closes costs
 * its own line only, and the rest goes on.
 */
import { isUtf8 } from 'node:buffer';
import { MAX_RECORD_BYTES } from './raw-record.ts';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** What is wrong with a record: text after a closing quote, a quote that never closes, more than the limit. */
export type CsvFlaw = 'garbled' | 'open' | 'long' | null;

/** Told of each record: its bytes (without the line end; empty for a flaw of length), place and flaw. */
export type CsvVisitor = (bytes: Buffer, line: number, offset: number, size: number, flaw: CsvFlaw) => void;

interface Found {
  /** End of the record's bytes, and where the next one starts. */
  end: number;
  next: number;
  flaw: CsvFlaw;
}

export class CsvSplitter {
  readonly #delimiter: number;
  readonly #visit: CsvVisitor;
  #window: Buffer = Buffer.alloc(0);
  #line = 1;
  /** Offset of the window in the file. */
  #base = 0;
  /** Bytes so far of a line that is longer than the limit; null outside of one. */
  #skipped: number | null = null;
  #nextQuote = -2;
  #nextReturn = -2;
  /** Whether every record so far is what any CSV reader would understand in the same way. */
  isPlain = true;
  #lineEnd: 'LF' | 'CRLF' | null = null;

  constructor(delimiter: string, visit: CsvVisitor) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#visit = visit;
  }

  push(chunk: Buffer): void {
    this.#read(chunk, false);
  }

  end(): void {
    this.#read(Buffer.alloc(0), true);
  }

  #read(chunk: Buffer, isLast: boolean): void {
    this.#window = this.#window.length === 0 ? chunk : Buffer.concat([this.#window, chunk]);
    this.#nextQuote = -2;
    this.#nextReturn = -2;
    let at = this.#skipped === null ? this.#passMark() : this.#skip(isLast);
    const start = at;
    while (at < this.#window.length) {
      const found = this.#next(at, isLast) ?? this.#cut(at);
      if (found === null) break;
      this.#tell(at, found);
      at = found.next;
    }
    this.#checkPlain(this.#window.subarray(start, at));
    this.#base += at;
    this.#window = this.#window.subarray(at);
    if (this.#window.length > MAX_RECORD_BYTES) this.#beginSkip();
  }

  /** Where reading starts: behind the byte order mark of a file that has one. */
  #passMark(): number {
    const isMarked = this.#base === 0 && this.#window.subarray(0, 3).equals(BYTE_ORDER_MARK);
    return isMarked ? 3 : 0;
  }

  #tell(at: number, found: Found): void {
    const { end, next } = found;
    const flaw = end - at > MAX_RECORD_BYTES ? 'long' : found.flaw;
    const bytes = this.#window.subarray(at, end > at && this.#window[end - 1] === CR ? end - 1 : end);
    if (flaw !== null || bytes.length === 0) this.isPlain = false;
    this.#checkLineEnd(end, next);
    if (bytes.length > 0) this.#visit(bytes, this.#line, this.#base + at, end - at, flaw);
    for (let lf = this.#window.indexOf(LF, at); lf >= 0 && lf < next; lf = this.#window.indexOf(LF, lf + 1)) {
      this.#line += 1;
    }
  }

  /** The record at `at`; null when it is not all there yet. */
  #next(at: number, isLast: boolean): Found | null {
    const lf = this.#window.indexOf(LF, at);
    if (this.#nextQuote !== -1 && this.#nextQuote < at) this.#nextQuote = this.#window.indexOf(QUOTE, at);
    const isSimple = this.#nextQuote === -1 || (lf >= 0 && this.#nextQuote > lf);
    if (!isSimple) return this.#walk(at, isLast);
    if (lf < 0 && !isLast) return null;
    const end = lf < 0 ? this.#window.length : lf;
    this.#checkReturns(at, end);
    return { end, next: Math.min(end + 1, this.#window.length), flaw: null };
  }

  /** A record with quotes, cell by cell. */
  #walk(from: number, isLast: boolean): Found | null {
    const window = this.#window;
    let at = from;
    let flaw: CsvFlaw = null;
    for (;;) {
      if (window[at] === QUOTE) {
        const closed = this.#closing(at, isLast);
        if (closed === null) return isLast ? this.#openQuote(from) : null;
        at = closed + 1;
        if (!this.#isEndOfCell(at)) flaw = 'garbled';
      }
      for (; at < window.length; at += 1) {
        const byte = window[at];
        if (byte === this.#delimiter || byte === LF) break;
        // A quote inside a bare cell is plain text here; other readers see it differently.
        if (byte === QUOTE) this.isPlain = false;
        if (byte === CR && at + 1 < window.length && window[at + 1] !== LF) this.isPlain = false;
      }
      if (at >= window.length && !isLast) return null;
      if (at >= window.length || window[at] === LF) return this.#ended(from, at, flaw);
      at += 1;
    }
  }

  /** A record that ends at `at`. One that is garbled over several lines began with a quote that never closed. */
  #ended(from: number, at: number, flaw: CsvFlaw): Found {
    const lf = this.#window.indexOf(LF, from);
    if (flaw !== null && lf >= 0 && lf < at) return this.#openQuote(from);
    return { end: at, next: Math.min(at + 1, this.#window.length), flaw };
  }

  /** Place of the quote that closes the cell opened at `open`; null when it is not there (yet). */
  #closing(open: number, isLast: boolean): number | null {
    for (let at = open + 1; ;) {
      const quote = this.#window.indexOf(QUOTE, at);
      if (quote < 0) return null;
      if (quote + 1 >= this.#window.length && !isLast) return null;
      if (this.#window[quote + 1] !== QUOTE) return quote;
      at = quote + 2;
    }
  }

  #isEndOfCell(at: number): boolean {
    const byte = this.#window[at];
    return (
      byte === undefined ||
      byte === this.#delimiter ||
      byte === LF ||
      (byte === CR && (this.#window[at + 1] === LF || at + 1 >= this.#window.length))
    );
  }

  /** Gives up the first line of a record whose quote never closes. */
  #openQuote(at: number): Found {
    const lf = this.#window.indexOf(LF, at);
    const end = lf < 0 ? this.#window.length : lf;
    return { end, next: lf < 0 ? end : lf + 1, flaw: 'open' };
  }

  /** An unfinished record that is too long: either one line (skipped later) or a quote that never closes. */
  #cut(at: number): Found | null {
    if (this.#window.length - at <= MAX_RECORD_BYTES) return null;
    const lf = this.#window.indexOf(LF, at);
    return lf < 0 ? null : { end: lf, next: lf + 1, flaw: 'open' };
  }

  #beginSkip(): void {
    this.#skipped = this.#window.length;
    this.#base += this.#window.length;
    this.#window = Buffer.alloc(0);
    this.isPlain = false;
  }

  /** Passes over the rest of a line that is too long; answers where the next record starts. */
  #skip(isLast: boolean): number {
    const lf = this.#window.indexOf(LF);
    const size = (this.#skipped ?? 0) + (lf < 0 ? this.#window.length : lf);
    if (lf < 0 && !isLast) {
      this.#skipped = size;
      return this.#window.length;
    }
    const end = this.#base + (lf < 0 ? this.#window.length : lf);
    this.#visit(Buffer.alloc(0), this.#line, end - size, size, 'long');
    this.#skipped = null;
    this.#line += 1;
    return lf < 0 ? this.#window.length : lf + 1;
  }

  #checkReturns(at: number, end: number): void {
    if (this.#nextReturn !== -1 && this.#nextReturn < at) this.#nextReturn = this.#window.indexOf(CR, at);
    if (this.#nextReturn !== -1 && this.#nextReturn < end - 1) this.isPlain = false;
  }

  #checkLineEnd(end: number, next: number): void {
    if (next === end) return;
    const kind = this.#window[end - 1] === CR ? 'CRLF' : 'LF';
    this.#lineEnd ??= kind;
    if (kind !== this.#lineEnd) this.isPlain = false;
  }

  #checkPlain(bytes: Buffer): void {
    if (this.isPlain && (!isUtf8(bytes) || bytes.includes(0))) this.isPlain = false;
  }
}
