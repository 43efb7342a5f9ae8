/**
 * A Parquet file row by row, as cells of text like those of a CSV file, for readers of records. Must not know fields.
 *
 * Invariant: an empty cell is no cell, as in CSV; a damaged file is told as such, never read short.
 */
import type { Cells } from './csv-reader.ts';
import type { Cell, Duck } from './duck.ts';
import { refuseByEngine } from './duck-failure.ts';
import type { RawRecord } from './raw-record.ts';
import { MAX_RECORD_BYTES, rawNul, tooLong } from './raw-record.ts';
import type { SourceFile } from './source-files.ts';
import type { TableFile } from './table-file.ts';
import { parquetTable } from './table-file.ts';

/** Names of its columns, in their order. Throws `SourceError` for a file that is none. */
export async function columnsOfTable(duck: Duck, file: SourceFile): Promise<string[]> {
  const { columns } = await openTable(duck, file);
  return columns.map((column) => column.name);
}

/** Every row in its place. Throws `SourceError`. */
export async function* readTableCells(duck: Duck, file: SourceFile): AsyncGenerator<RawRecord[]> {
  const table = await openTable(duck, file);
  const texts = table.columns.map(({ name }) => table.columnSql(name)).join(', ');
  const batches = duck.stream(`SELECT row_no, ${texts} FROM (${table.from})`);
  try {
    for (;;) {
      const { done, value } = await refuseByEngine([file], () => batches.next());
      if (done === true) return;
      yield value.map((row) => recordOf(table, row));
    }
  } finally {
    // A reader that has had enough leaves no connection behind.
    await batches.return(undefined);
  }
}

function openTable(duck: Duck, file: SourceFile): Promise<TableFile> {
  return refuseByEngine([file], () => parquetTable(duck, file));
}

/** Records of a table have no lines and no bytes of their own. What a text file could not hold is told as there. */
function recordOf({ columns }: TableFile, [place, ...cells]: Cell[]): RawRecord {
  const row = Number(place);
  const value = new Map<string, string>();
  let size = 0;
  for (const [at, { name }] of columns.entries()) {
    const cell = cells[at];
    if (cell === null || cell === undefined || cell === '') continue;
    const text = String(cell);
    size += Buffer.byteLength(text);
    value.set(name, text);
  }
  const found = { row, line: row, offset: 0, size };
  if (size > MAX_RECORD_BYTES) return { ...found, fault: tooLong(size) };
  if ([...value.values()].some((text) => text.includes('\0'))) return { ...found, fault: rawNul };
  return { ...found, value: value satisfies Cells };
}
