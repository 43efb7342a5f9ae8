/**
 * Reads CSV with a header line: the dialect (its delimiter and columns), its structure, and its records as cells by
 * column name. DuckDB reads the same files faster; this reader is the one that knows lines and survives bad rows.
 *
 * Invariant: an empty cell has no value; a record with another number of cells than the header is rejected.
 */
import { basename } from 'node:path';
import type { Packed } from './byte-stream.ts';
import { readBytes, readHead } from './byte-stream.ts';
import { CsvSplitter } from './csv-splitter.ts';
import type { CsvFlaw } from './csv-splitter.ts';
import type { Fault, RawRecord, RecordPlace } from './raw-record.ts';
import { decodeRecord, tooLong } from './raw-record.ts';
import { unreadable } from './source-error.ts';

/** Cells of a record by column; a cell that is empty or missing has no key. */
export type Cells = ReadonlyMap<string, string>;

export interface CsvDialect {
  readonly delimiter: string;
  /** Column names, made distinct. */
  readonly columns: readonly string[];
}

/** Bytes that are read for a sample. */
const GLANCE_BYTES = 4 << 20;
const HEADER_BYTES = 1 << 20;
const delimiters = [',', ';', '\t', '|'];

/** Delimiter and columns, from the header line. Throws `SourceError` when it has none. */
export async function readDialect(file: Packed): Promise<CsvDialect> {
  const head = await readHead(file, HEADER_BYTES);
  const text = head.toString('utf8').replace(/^\ufeff/, '');
  const bare = text.replaceAll(/"[^"]*"/g, (quoted) => '"'.repeat(quoted.length));
  const end = bare.search(/[\r\n]/);
  const header = end < 0 ? text : text.slice(0, end);
  if (header.trim() === '' || header.length >= HEADER_BYTES / 2) {
    const name = basename(file.path);
    throw unreadable(file.path, `${name} has no header line.`, 'Give each column a name in the first line.');
  }
  const delimiter = /\.tsv(\.gz)?$/i.test(file.path) ? '\t' : mostFrequent(bare.slice(0, header.length));
  return { delimiter, columns: distinctNames(splitCells(header, delimiter)) };
}

/** Records of the file (or of its first `limit` bytes), header excluded, in one batch per chunk. */
export async function* readCsv(
  file: Packed,
  dialect: CsvDialect,
  limit = Infinity,
): AsyncGenerator<RawRecord[]> {
  let batch: RawRecord[] = [];
  let row = -1;
  const splitter = new CsvSplitter(dialect.delimiter, (bytes, line, offset, size, flaw) => {
    row += 1;
    if (row > 0) batch.push(toRecord({ row, line, offset, size }, bytes, flaw, dialect));
  });
  for await (const chunk of readBytes(file, limit)) {
    splitter.push(chunk);
    yield batch;
    batch = [];
  }
  splitter.end();
  yield batch;
}

/** The first sound records of a file, without reading all of it. */
export async function firstRows(file: Packed, dialect: CsvDialect, count: number): Promise<Cells[]> {
  const rows: Cells[] = [];
  for await (const batch of readCsv(file, dialect, GLANCE_BYTES)) {
    for (const record of batch) if (record.fault === undefined) rows.push(record.value as Cells);
    if (rows.length >= count) break;
  }
  return rows.slice(0, count);
}

/** Cells of one record that was found before, from its bytes. */
export function parseCsvRecord(place: RecordPlace, bytes: Buffer, dialect: CsvDialect): RawRecord {
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  return toRecord(place, bytes.subarray(0, end), null, dialect);
}

export interface CsvStructure {
  /** Records without the header. */
  readonly records: number;
  /** Whether every CSV reader understands the file in the same way: no flaw, one kind of line end, UTF-8, no NUL. */
  readonly isPlain: boolean;
  /** Line on which record `row` (1-based) starts. */
  lineOf(row: number): number;
}

/** Reads the file once for its structure alone. */
export async function scanCsv(file: Packed, dialect: CsvDialect): Promise<CsvStructure> {
  let lines = new Uint32Array(1024);
  let row = -1;
  const splitter = new CsvSplitter(dialect.delimiter, (_bytes, line) => {
    row += 1;
    if (row >= lines.length) {
      const larger = new Uint32Array(lines.length * 2);
      larger.set(lines);
      lines = larger;
    }
    lines[row] = line;
  });
  for await (const chunk of readBytes(file)) splitter.push(chunk);
  splitter.end();
  return { records: Math.max(0, row), isPlain: splitter.isPlain, lineOf: (of) => lines[of] ?? of + 1 };
}

const flaws: Record<'garbled' | 'open', Fault> = {
  garbled: { code: 'BAD_VALUE', reason: 'has text after the closing quote of a cell' },
  open: { code: 'BAD_VALUE', reason: 'opens a quoted cell that never closes' },
};

function toRecord(place: RecordPlace, bytes: Buffer, flaw: CsvFlaw, dialect: CsvDialect): RawRecord {
  if (flaw === 'long') return { ...place, fault: tooLong(place.size) };
  if (flaw !== null) return { ...place, fault: flaws[flaw] };
  const text = decodeRecord(bytes);
  if (typeof text !== 'string') return { ...place, fault: text };
  const cells = splitCells(text, dialect.delimiter);
  const { columns } = dialect;
  if (cells.length !== columns.length) {
    const reason = `has ${cells.length} cells where the header has ${columns.length}`;
    return { ...place, fault: { code: 'BAD_VALUE', reason } };
  }
  const value = new Map<string, string>();
  columns.forEach((name, at) => {
    const cell = cells[at];
    if (cell !== undefined && cell !== '') value.set(name, cell);
  });
  return { ...place, value };
}

function splitCells(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const isQuoted = record[at] === '"';
    const bareEnd = record.indexOf(delimiter, at);
    const end = isQuoted ? closingQuote(record, at) : bareEnd < 0 ? record.length : bareEnd;
    cells.push(isQuoted ? record.slice(at + 1, end).replaceAll('""', '"') : record.slice(at, end));
    at = isQuoted ? end + 1 : end;
    if (at >= record.length) return cells;
    at += 1;
    if (at === record.length) return [...cells, ''];
  }
}

function closingQuote(record: string, open: number): number {
  for (let at = open + 1; ;) {
    const quote = record.indexOf('"', at);
    if (quote < 0) return record.length;
    if (record[quote + 1] !== '"') return quote;
    at = quote + 2;
  }
}

function mostFrequent(header: string): string {
  const counts = delimiters.map((one) => header.split(one).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Empty names become `column 3`, repeated ones `name (2)`; `distinctNames` of a header is what mappings refer to. */
function distinctNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((given, at) => {
    const name = given === '' ? `column ${at + 1}` : given.slice(0, 900).replaceAll('\u0000', ' ');
    let chosen = name;
    for (let k = 2; seen.has(chosen); k += 1) chosen = `${name} (${k})`;
    seen.add(chosen);
    return chosen;
  });
}
