/**
 * Opens files with a mapping by the reader that suits them: DuckDB for Parquet and for CSV that every reader would
 * understand alike, our own for JSONL, JSON and any CSV with flaws.
 *
 * Invariant: which reader it was cannot be told from traces, ids or reasons. DuckDB is believed about a CSV file only
 * where our own splitter found it plain and both count the same rows, because DuckDB cuts a broken file short, or
 * refuses it whole, without naming the row.
 */
import type { ColumnMapping } from '../../../shared/domain/source.ts';
import type { ColumnPlan } from './columns/column-plan.ts';
import { planColumns } from './columns/column-plan.ts';
import type { Sample } from './columns/suggest.ts';
import { FILE_COLUMN } from './columns/template.ts';
import type { CsvDialect, CsvStructure } from './csv-reader.ts';
import { firstRows, readDialect, scanCsv } from './csv-reader.ts';
import type { Duck } from './duck.ts';
import { isReadFailure, refuseByEngine } from './duck-failure.ts';
import type { OpenedSource } from './opened-source.ts';
import { cellsOf, columnsPreset } from './presets/columns.ts';
import type { Origin } from './provenance.ts';
import { firstValues } from './read-records.ts';
import { openRecordSource } from './record-source.ts';
import { unreadable } from './source-error.ts';
import type { SourceFile } from './source-files.ts';
import type { TableColumn } from './table-file.ts';
import { csvTable, parquetTable } from './table-file.ts';
import { openTableSource } from './table-source.ts';

export interface ColumnFiles {
  readonly files: readonly SourceFile[];
  readonly columns: readonly TableColumn[];
  readonly dialects: ReadonlyMap<SourceFile, CsvDialect>;
  readonly sample: Sample;
}

const SAMPLE_ROWS = 1000;
const SAMPLE_FILES = 20;

/** Columns of the files and a sample of their cells. Throws `SourceError`. */
export async function describeColumns(duck: Duck, files: readonly SourceFile[]): Promise<ColumnFiles> {
  requireOneFormat(files);
  const dialects = new Map<SourceFile, CsvDialect>();
  const columns = new Map<string, TableColumn>();
  for (const file of files) {
    if (file.format === 'csv') dialects.set(file, await readDialect(file));
    for (const name of dialects.get(file)?.columns ?? []) columns.set(name, { name, type: 'text' });
    if (file.format !== 'parquet') continue;
    const table = await refuseByEngine([file], () => parquetTable(duck, file));
    for (const column of table.columns) if (!columns.has(column.name)) columns.set(column.name, column);
  }
  const byFile: Map<string, string[]>[] = [];
  for (const file of files.slice(0, SAMPLE_FILES)) {
    const cells = await sampleFile(duck, file, dialects.get(file), columns);
    byFile.push(cells);
  }
  const sampled = [...columns.keys()].map((name) => ({
    name,
    cells: byFile.flatMap((cells) => cells.get(name) ?? []),
  }));
  return { files, columns: [...columns.values()], dialects, sample: { columns: sampled, byFile } };
}

/** Throws `SourceError`: INVALID_INPUT for a mapping that does not fit. */
export async function openColumnSource(
  duck: Duck,
  { files, columns, dialects }: ColumnFiles,
  mapping: ColumnMapping,
  origin: Origin,
): Promise<OpenedSource> {
  const isJson = files.some((file) => file.format === 'json' || file.format === 'jsonl');
  const plan = planColumns(mapping, new Set(columns.map((column) => column.name)));
  if (isJson) return openRecordSource(duck, files, columnsPreset(plan, dialects), origin);
  if (files.some((file) => file.format === 'parquet')) {
    return refuseByEngine(files, async () => {
      const tables = await Promise.all(files.map((file) => parquetTable(duck, file)));
      return openTableSource(duck, { files: tables, plan, origin, isIndexed: false });
    });
  }
  return (
    (await openPlainCsv(duck, files, dialects, plan, origin)) ??
    openRecordSource(duck, files, columnsPreset(plan, dialects), origin)
  );
}

/** Null where any of the files is not plain, or where DuckDB sees other rows than we do. */
async function openPlainCsv(
  duck: Duck,
  files: readonly SourceFile[],
  dialects: ReadonlyMap<SourceFile, CsvDialect>,
  plan: ColumnPlan,
  origin: Origin,
): Promise<OpenedSource | null> {
  const structures: CsvStructure[] = [];
  const tables = [];
  for (const file of files) {
    const dialect = dialects.get(file) ?? (await readDialect(file));
    const structure = await scanCsv(file, dialect);
    if (!structure.isPlain) return null;
    structures.push(structure);
    tables.push(csvTable(file, dialect));
  }
  let opened: OpenedSource;
  try {
    opened = await openTableSource(duck, { files: tables, plan, origin, isIndexed: true });
  } catch (error) {
    if (isReadFailure(error)) return null;
    throw error;
  }
  const rows = structures.reduce((sum, one) => sum + one.records, 0);
  if (opened.traceCount + opened.rejectedCount !== rows) {
    await opened.drop();
    return null;
  }
  await tellLines(duck, opened, structures);
  return opened;
}

/** Writes the lines of rejected rows, which DuckDB does not know, over their row numbers. */
async function tellLines(
  duck: Duck,
  opened: OpenedSource,
  structures: readonly CsvStructure[],
): Promise<void> {
  if (opened.rejectedCount === 0) return;
  const rows = await duck.rows(`SELECT file_no, row_no FROM ${opened.rejects}`);
  const lines = duck.newName('line');
  await duck.run(`CREATE TABLE ${lines} (file_no INTEGER, row_no INTEGER, line INTEGER)`);
  for (let from = 0; from < rows.length; from += 1000) {
    const values = rows.slice(from, from + 1000).map(([fileNo, row]) => {
      const line = structures[Number(fileNo)]?.lineOf(Number(row)) ?? row;
      return `(${Number(fileNo)}, ${Number(row)}, ${Number(line)})`;
    });
    await duck.run(`INSERT INTO ${lines} VALUES ${values.join(', ')}`);
  }
  await duck.run(
    `UPDATE ${opened.rejects} AS r SET line = l.line FROM ${lines} AS l
       WHERE r.file_no = l.file_no AND r.row_no = l.row_no`,
    `DROP TABLE ${lines}`,
  );
}

function requireOneFormat(files: readonly SourceFile[]): void {
  const kinds = new Set(files.map(({ format }) => (format === 'json' ? 'jsonl' : format)));
  const [first] = files;
  if (kinds.size <= 1 || first === undefined) return;
  throw unreadable(
    first.path,
    'These files are of different formats.',
    'Choose files of one format, or add them as separate sources.',
  );
}

async function sampleFile(
  duck: Duck,
  file: SourceFile,
  dialect: CsvDialect | undefined,
  columns: Map<string, TableColumn>,
): Promise<Map<string, string[]>> {
  if (file.format === 'parquet') return sampleParquet(duck, file);
  const cells = new Map<string, string[]>();
  const values =
    dialect === undefined ? firstValues(file, SAMPLE_ROWS) : firstRows(file, dialect, SAMPLE_ROWS);
  for (const value of await values) {
    for (const [name, cell] of cellsOf(value) ?? []) {
      if (!columns.has(name)) columns.set(name, { name, type: 'text' });
      const held = cells.get(name);
      if (held === undefined) cells.set(name, [cell]);
      else held.push(cell);
    }
  }
  return cells;
}

async function sampleParquet(duck: Duck, file: SourceFile): Promise<Map<string, string[]>> {
  return refuseByEngine([file], async () => {
    const table = await parquetTable(duck, file);
    const texts = table.columns.map(({ name }) => table.columnSql(name)).join(', ');
    const rows = await duck.rows(`SELECT ${texts} FROM (${table.from}) LIMIT ${SAMPLE_ROWS}`);
    return new Map(
      table.columns.map(({ name }, at) => [
        name,
        rows.map((row) => row[at]).filter((cell) => typeof cell === 'string' && cell !== '') as string[],
      ]),
    );
  });
}

/** Columns that a person can choose besides those of the files. */
export function extraColumns(files: readonly SourceFile[], mapping: ColumnMapping): TableColumn[] {
  const names = new Set(files.length > 1 ? [FILE_COLUMN] : []);
  for (const value of Object.values(mapping)) if (value.includes('{')) names.add(value);
  return [...names].map((name) => ({ name, type: name === FILE_COLUMN ? 'file name' : 'joined' }));
}
