/**
 * One file as DuckDB sees it: SQL that gives its rows with a number, and its columns as text. Must not know fields.
 *
 * Invariant: the number of a row is its place in the file, whatever is filtered.
 */
import type { CsvDialect } from './csv-reader.ts';
import { MAX_RECORD_BYTES } from './raw-record.ts';
import type { Duck } from './duck.ts';
import { sqlName, sqlPath, sqlText } from './duck.ts';
import type { SourceFile } from './source-files.ts';

export interface TableColumn {
  readonly name: string;
  readonly type: string;
}

export interface TableFile {
  readonly file: SourceFile;
  readonly columns: readonly TableColumn[];
  /** SELECT of every row with `row_no` (1-based). */
  readonly from: string;
  /** SELECT of the rows with these numbers. */
  rowsSql(rows: readonly number[]): string;
  /** A column as text; NULL for one that this file does not have. */
  columnSql(name: string): string;
}

/** A CSV file that is plain (see csv-splitter.ts): the reader is told everything and guesses nothing. */
export function csvTable(file: SourceFile, { delimiter, columns }: CsvDialect): TableFile {
  const options = [
    'auto_detect = false',
    'header = true',
    `columns = {${columns.map((_, at) => `k${at}: 'VARCHAR'`).join(', ')}}`,
    `delim = ${sqlText(delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `max_line_size = ${MAX_RECORD_BYTES}`,
    `compression = ${file.isGzip ? "'gzip'" : "'none'"}`,
  ].join(', ');
  const from = `SELECT (row_number() OVER ())::INTEGER AS row_no, * FROM read_csv(${sqlPath(file.path)}, ${options})`;
  const places = placesOf(columns);
  return {
    file,
    columns: columns.map((name) => ({ name, type: 'text' })),
    from,
    rowsSql: (rows) => `SELECT * FROM (${from}) WHERE row_no IN (${rows.join(', ')})`,
    columnSql: (name) => (places.has(name) ? `k${places.get(name)}` : 'NULL::VARCHAR'),
  };
}

/** A Parquet file. Throws DuckDB's error when it is none. */
export async function parquetTable(duck: Duck, file: SourceFile): Promise<TableFile> {
  const path = sqlPath(file.path);
  const described = await duck.rows(`DESCRIBE SELECT * FROM read_parquet(${path})`);
  const columns = described.map(([name, type]) => ({ name: String(name), type: String(type) }));
  const renamed = columns.map(({ name }, at) => `${sqlName(name)} AS k${at}`).join(', ');
  const from = `SELECT (file_row_number + 1)::INTEGER AS row_no, ${renamed}
    FROM read_parquet(${path}, file_row_number = true)`;
  const places = placesOf(columns.map((column) => column.name));
  return {
    file,
    columns,
    from,
    rowsSql: (rows) => `${from} WHERE file_row_number IN (${rows.map((row) => row - 1).join(', ')})`,
    columnSql: (name) => {
      const at = places.get(name);
      return at === undefined ? 'NULL::VARCHAR' : asText(`k${at}`, columns[at]?.type ?? 'VARCHAR');
    },
  };
}

/** Names of files are free, those in SQL are ours: `k0`, `k1` …, which clash with nothing. */
function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, at) => [name, at]));
}

/** Text of a value as JSON and CSV would write it; times in UTC. */
function asText(column: string, type: string): string {
  if (type === 'VARCHAR') return column;
  if (/^(STRUCT|MAP|UNION)|\]$|^JSON$/.test(type)) return `CAST(to_json(${column}) AS VARCHAR)`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `CAST(make_timestamp(epoch_us(${column})) AS VARCHAR)`;
  return `CAST(${column} AS VARCHAR)`;
}
