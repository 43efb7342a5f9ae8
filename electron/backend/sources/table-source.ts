/**
 * Opens a source that DuckDB reads itself: Parquet, and CSV that is plain. Every row is checked in SQL, by sets; no
 * trace is made before it is drawn. Parquet stays a view over its files; of CSV, which is slow to read again, the
 * index (place, id, time, dimensions) is kept.
 *
 * Invariant: rows that pass the checks in SQL make valid traces (see cell-checks.ts).
 */
import type { Dimension, Trace } from '../../../shared/domain/trace.ts';
import { NO_VALUE } from '../../../shared/domain/trace.ts';
import { SEPARATOR, checkCellSql, dimensionSql } from './columns/cell-checks.ts';
import { cellsToTrace } from './columns/cells-to-trace.ts';
import type { ColumnPlan } from './columns/column-plan.ts';
import { isDimension, judgeField, judgeOfField } from './columns/fields.ts';
import { timeOfCellSql } from './columns/time-of-cell.ts';
import { templateSql } from './columns/template.ts';
import type { Cell, Duck } from './duck.ts';
import { sqlText } from './duck.ts';
import { REJECTS_DDL } from './frame-table.ts';
import type { OpenedSource, TracePlace } from './opened-source.ts';
import { MAX_JUDGES, countRows, dropRejected, rejectDuplicates } from './opened-source.ts';
import type { Origin } from './provenance.ts';
import { withProvenance } from './provenance.ts';
import { changed } from './source-error.ts';
import type { SourceFile } from './source-files.ts';
import type { TableFile } from './table-file.ts';

/** More rows than this are found by reading the file whole, not by a list in SQL. */
const MAX_LISTED_ROWS = 20_000;

export interface TableRequest {
  readonly files: readonly TableFile[];
  readonly plan: ColumnPlan;
  readonly origin: Origin;
  /** Keep the index in a table instead of reading the files for every question. */
  readonly isIndexed: boolean;
}

/** Checks every row and finds duplicates. Throws DuckDB's error when a file cannot be read as its format. */
export async function openTableSource(duck: Duck, request: TableRequest): Promise<OpenedSource> {
  const relation = duck.newName('frame');
  const rejects = duck.newName('rejected');
  const kind = request.isIndexed ? 'TABLE' : 'VIEW';
  const drop = () => duck.run(`DROP ${kind} IF EXISTS ${relation}`, `DROP TABLE IF EXISTS ${rejects}`);
  try {
    return await build(duck, request, relation, rejects, drop);
  } catch (error) {
    await drop();
    throw error;
  }
}

async function build(
  duck: Duck,
  request: TableRequest,
  relation: string,
  rejects: string,
  drop: () => Promise<void>,
): Promise<OpenedSource> {
  const { files, plan, isIndexed } = request;
  const columnOf = new Map<Dimension, string>();
  for (const { name } of plan.fields) if (isDimension(name)) columnOf.set(name, `d${columnOf.size}`);
  const judgeColumnOf = judgeColumns(plan);
  const indexed = files
    .map((file, fileNo) => indexSql(plan, columnOf, judgeColumnOf, file, fileNo))
    .join(' UNION ALL ');
  await duck.run(`CREATE TABLE ${rejects} ${REJECTS_DDL}`);
  if (isIndexed) {
    await duck.run(
      `CREATE TABLE ${relation} AS ${indexed}`,
      rejectSql(rejects, relation),
      `DELETE FROM ${relation} WHERE problem IS NOT NULL`,
    );
  } else {
    await duck.run(rejectSql(rejects, `(${indexed})`), viewSql(relation, indexed, rejects));
  }
  const duplicates = await rejectDuplicates(duck, relation, rejects, 'row_no');
  if (duplicates > 0 && isIndexed) await dropRejected(duck, relation, rejects);
  const rejectedCount = await countRows(duck, rejects);
  // Without rejected rows the view need not look for them, which lets DuckDB read columns at full speed.
  if (!isIndexed && rejectedCount === 0) {
    await duck.run(`CREATE OR REPLACE VIEW ${relation} AS ${indexed}`);
  }
  return {
    files: files.map((one) => one.file),
    relation,
    rejects,
    columnOf,
    judgeColumnOf,
    hasMoreDimensions: false,
    traceCount: await countRows(duck, relation),
    rejectedCount,
    origin: request.origin,
    fetch: (places) => fetchTraces(duck, request, places),
    readBatches: () => readBatches(duck, request, rejects),
    drop,
  };
}

/** Columns for the verdicts of mapped judges; none where there are more than a manifest could carry. */
function judgeColumns({ fields }: ColumnPlan): Map<string, string> {
  const judges = fields.map((field) => judgeOfField(field.name)).filter((name) => name !== null);
  return judges.length > MAX_JUDGES ? new Map() : new Map(judges.map((name, at) => [name, `j${at}`]));
}

/** One row of the index per row of the file. `problem` is only asked for where rows are checked. */
function indexSql(
  plan: ColumnPlan,
  columnOf: ReadonlyMap<Dimension, string>,
  judgeColumnOf: ReadonlyMap<string, string>,
  table: TableFile,
  fileNo: number,
): string {
  const fields = plan.fields.map((field, at) => ({ field, cell: `c${at}` }));
  const cellOf = (name: string): string | undefined => fields.find((one) => one.field.name === name)?.cell;
  const occurred = cellOf('occurredAt');
  const dimensions = fields
    .filter(({ field }) => isDimension(field.name))
    .map(({ field, cell }) => {
      const column = columnOf.get(field.name as Dimension) ?? '';
      return `coalesce(${dimensionSql(field, cell)}, ${sqlText(NO_VALUE)}) AS ${column}`;
    });
  const judges = Array.from(judgeColumnOf, ([name, column]) => `${cellOf(judgeField(name))} AS ${column}`);
  const parts = [
    `${fileNo} AS file_no`,
    'row_no',
    `${cellOf('id')} AS id`,
    `${occurred === undefined ? '0::DOUBLE' : timeOfCellSql(occurred)} AS at_ms`,
    ...dimensions,
    ...judges,
    `coalesce(${fields.map(({ field, cell }) => checkCellSql(field, cell)).join(', ')}) AS problem`,
  ];
  return `SELECT ${parts.join(', ')} FROM (${cellsSql(plan, table)})`;
}

/** The cells of each row as text, in the order of the fields; NULL where they are empty. */
function cellsSql({ templates }: ColumnPlan, { file, columnSql, from }: TableFile): string {
  const cells = templates.map((template, at) => {
    const filled = templateSql(template, (name) => `nullif(${columnSql(name)}, '')`, file.stem);
    return `${filled} AS c${at}`;
  });
  return `SELECT row_no, ${cells.join(', ')} FROM (${from})`;
}

function rejectSql(rejects: string, indexed: string): string {
  return `INSERT INTO ${rejects}
    SELECT file_no, row_no, row_no, ${problemPart(1)}, ${problemPart(2)} FROM ${indexed} WHERE problem IS NOT NULL`;
}

/** Part 1 of a problem is its code, part 2 the reason. */
function problemPart(at: 1 | 2): string {
  return `split_part(problem, ${sqlText(SEPARATOR)}, ${at})`;
}

function viewSql(relation: string, indexed: string, rejects: string): string {
  return `CREATE VIEW ${relation} AS
    SELECT * FROM (${indexed}) ANTI JOIN ${rejects} USING (file_no, row_no)`;
}

async function fetchTraces(
  duck: Duck,
  { files, plan }: TableRequest,
  places: readonly TracePlace[],
): Promise<Trace[]> {
  const found = new Map<string, Trace>();
  for (const [fileNo, wanted] of Map.groupBy(places, (place) => place.fileNo)) {
    const table = files[fileNo];
    if (table === undefined) throw new RangeError(`the source has no file ${fileNo}`);
    const rows = new Set(wanted.map((place) => place.row));
    const from = rows.size > MAX_LISTED_ROWS ? table.from : table.rowsSql([...rows]);
    for await (const batch of duck.stream(cellsSql(plan, { ...table, from }))) {
      for (const row of batch) {
        const rowNo = Number(row[0]);
        if (rows.has(rowNo)) found.set(`${fileNo}:${rowNo}`, traceOf(plan, table.file, row));
      }
    }
  }
  return places.map((place) => {
    const trace = found.get(`${place.fileNo}:${place.row}`);
    if (trace === undefined) throw changed(files[place.fileNo]?.file.path ?? '');
    return trace;
  });
}

async function* readBatches(
  duck: Duck,
  { files, plan, origin }: TableRequest,
  rejects: string,
): AsyncGenerator<Trace[]> {
  for (const [fileNo, table] of files.entries()) {
    const kept = `SELECT * FROM (${cellsSql(plan, table)})
      WHERE row_no NOT IN (SELECT row_no FROM ${rejects} WHERE file_no = ${fileNo})`;
    for await (const rows of duck.stream(kept)) {
      yield rows.map((row) => withProvenance(traceOf(plan, table.file, row), origin, fileNo, Number(row[0])));
    }
  }
}

function traceOf({ fields }: ColumnPlan, file: SourceFile, [, ...cells]: Cell[]): Trace {
  const texts = cells.map((cell) => (cell === null ? undefined : String(cell)));
  const { trace } = cellsToTrace(fields, texts);
  if (trace === undefined) throw changed(file.path);
  return trace;
}
