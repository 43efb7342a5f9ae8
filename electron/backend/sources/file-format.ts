/**
 * Recognises the format of a file by its first bytes and, where these leave a choice, by its name. Must not know
 * presets.
 *
 * Invariant: what is not recognised is refused with a way out; a file is never read as something that it is not.
 */
import { basename } from 'node:path';
import type { Packed } from './byte-stream.ts';
import { readHead } from './byte-stream.ts';
import { unreadable } from './source-error.ts';

const fileFormats = ['jsonl', 'json', 'csv', 'parquet'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Ends of names of files that a folder may offer as traces. */
export const knownEnding = /\.(jsonl|ndjson|json|csv|tsv|parquet)(\.gz)?$/i;

const HEAD_BYTES = 64 * 1024;

const foreign: [magic: Buffer, name: string, remedy: string][] = [
  [Buffer.from('PK\u0003\u0004', 'latin1'), 'a ZIP or Excel file', 'Unpack it, or export the sheet as CSV.'],
  [Buffer.from('\u0089PNG', 'latin1'), 'an image', 'Choose files with traces.'],
  [Buffer.from('%PDF', 'latin1'), 'a PDF', 'Choose files with traces.'],
  [Buffer.from('SQLite format 3', 'latin1'), 'a SQLite database', 'Export the table as CSV or Parquet.'],
  [
    Buffer.from('\u0028\u00b5\u002f\u00fd', 'latin1'),
    'a Zstandard archive',
    'Unpack it, or pack it with gzip.',
  ],
];

/** Format of a file, by content first. Throws `SourceError` when it is empty, not text, or in another encoding. */
export async function detectFormat(of: Packed): Promise<FileFormat> {
  const head = await readHead(of, HEAD_BYTES);
  const name = basename(of.path);
  if (head.length === 0) {
    throw unreadable(of.path, `${name} is empty.`, 'Choose a file with at least one trace.');
  }
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return parquetOf(of, name);
  refuseForeign(of.path, name, head);
  const text = head.toString('utf8').replace(/^\ufeff/, '');
  const bare = name.toLowerCase().replace(/\.gz$/, '');
  if (/\.(csv|tsv)$/.test(bare)) return 'csv';
  if (bare.endsWith('.parquet')) {
    throw unreadable(
      of.path,
      `${name} is not a Parquet file.`,
      'Export it again, or rename it to what it is.',
    );
  }
  return jsonFormat(of.path, name, text, bare);
}

function parquetOf(of: Packed, name: string): FileFormat {
  if (!of.isGzip) return 'parquet';
  throw unreadable(
    of.path,
    `${name} is a Parquet file inside gzip.`,
    'Unpack it: Parquet is compressed already.',
  );
}

function refuseForeign(path: string, name: string, head: Buffer): void {
  for (const [magic, what, remedy] of foreign) {
    if (head.subarray(0, magic.length).equals(magic)) {
      throw unreadable(path, `${name} is ${what}, not a file of traces.`, remedy);
    }
  }
  if (isUtf16(head)) {
    throw unreadable(
      path,
      `${name} is written in UTF-16.`,
      'Save it as UTF-8 (without changing its content).',
    );
  }
  if (isBinary(head)) {
    throw unreadable(path, `${name} is not a text file.`, 'Choose JSONL, JSON, CSV or Parquet files.');
  }
}

/** A byte order mark of UTF-16, or zero bytes at every second place as Latin letters have them there. */
function isUtf16(head: Buffer): boolean {
  const mark = head.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return true;
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const half = sample.length / 2;
  return half >= 4 && zeros.some((count, side) => count > half * 0.4 && (zeros[1 - side] ?? 0) < half * 0.05);
}

/** Many control characters: a few may be stray bytes in one row, which is rejected on its own. */
function isBinary(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  return controls > 8 && controls > head.length * 0.02;
}

function jsonFormat(path: string, name: string, text: string, bare: string): FileFormat {
  const start = text.trimStart();
  if (/\.(jsonl|ndjson)$/.test(bare)) return 'jsonl';
  if (start.startsWith('[')) return 'json';
  // One object per line, or one object that spans the file: the first line alone decides.
  if (start.startsWith('{')) return isWholeObject(start) ? 'jsonl' : 'json';
  if (bare.endsWith('.json')) {
    throw unreadable(
      path,
      `${name} does not hold JSON.`,
      'Choose a JSON file that holds an array or objects.',
    );
  }
  throw unreadable(
    path,
    `${name} is in no format that Assay reads.`,
    'Choose JSONL, JSON, CSV or Parquet files, or rename the file by its format (for example .csv).',
  );
}

function isWholeObject(text: string): boolean {
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  try {
    JSON.parse(line);
    return true;
  } catch {
    // The head may cut a long first line: then it is one line that begins an object and is not pretty-printed.
    return end < 0 && text.length > HEAD_BYTES / 2 && !/^\{\s*\n/.test(text);
  }
}
