/** Files of traces for tests of sources: the same rows in every format, and folders that go away again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Duck, sqlText } from '../../electron/backend/sources/duck.ts';

/** A row by column; every row has the same columns. */
export type Row = Readonly<Record<string, string>>;

export interface Folder {
  readonly path: string;
  /** Writes a file and answers its path. */
  write(name: string, content: string | Uint8Array): string;
  remove(): void;
}

export function makeSourceFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'assay-source-test-'));
  return {
    path,
    write: (name, content) => {
      const at = join(path, name);
      writeFileSync(at, content);
      return at;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

export function toJsonl(rows: readonly Row[], lineEnd = '\n'): string {
  return rows.map((row) => JSON.stringify(row) + lineEnd).join('');
}

/** CSV as RFC 4180 has it: a cell is quoted only where it must be. */
export function toCsv(rows: readonly Row[], lineEnd = '\n', delimiter = ','): string {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (text: string): string =>
    /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))];
  return lines.map((cells) => cells.map(cell).join(delimiter) + lineEnd).join('');
}

/** Writes rows as Parquet with text columns. */
export async function writeParquet(duck: Duck, path: string, rows: readonly Row[]): Promise<string> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => `(${columns.map((name) => sqlText(row[name] ?? '')).join(', ')})`);
  const names = columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
  await duck.run(
    `COPY (SELECT * FROM (VALUES ${values.join(', ')}) AS t(${names})) TO ${sqlText(path)} (FORMAT parquet)`,
  );
  return path;
}

/** The rows in every format that Assay reads, one file each. */
export async function writeEveryFormat(
  folder: Folder,
  duck: Duck,
  name: string,
  rows: readonly Row[],
): Promise<Record<string, string>> {
  const jsonl = toJsonl(rows);
  const csv = toCsv(rows);
  return {
    jsonl: folder.write(`${name}.jsonl`, jsonl),
    'jsonl.gz': folder.write(`${name}.jsonl.gz`, gzipSync(jsonl)),
    json: folder.write(`${name}.json`, JSON.stringify(rows, null, 1)),
    csv: folder.write(`${name}.csv`, csv),
    'csv.gz': folder.write(`${name}.csv.gz`, gzipSync(csv)),
    'csv with CRLF': folder.write(`${name}-crlf.csv`, toCsv(rows, '\r\n')),
    tsv: folder.write(`${name}.tsv`, toCsv(rows, '\n', '\t')),
    parquet: await writeParquet(duck, join(folder.path, `${name}.parquet`), rows),
  };
}
