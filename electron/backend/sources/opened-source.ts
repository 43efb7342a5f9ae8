/**
 * A source that is ready for questions: a DuckDB relation with one row per valid trace (`file_no`, `row_no`, `id`,
 * `at_ms` and one column per dimension), a table of rejected rows, and a way to fetch whole traces by their place.
 * Who counts and draws knows only this.
 */
import type { Dimension, Trace } from '../../../shared/domain/trace.ts';
import type { Duck } from './duck.ts';
import { sqlText } from './duck.ts';
import type { Origin } from './provenance.ts';
import { withProvenance } from './provenance.ts';
import type { SourceFile } from './source-files.ts';

export interface TracePlace {
  readonly fileNo: number;
  readonly row: number;
}

export interface OpenedSource {
  readonly files: readonly SourceFile[];
  /** Name of the table or view. */
  readonly relation: string;
  /** Name of the table of rejected rows. */
  readonly rejects: string;
  readonly columnOf: ReadonlyMap<Dimension, string>;
  /** Columns with the verdicts of judges, NULL or '' where a trace has none; empty where there are too many judges. */
  readonly judgeColumnOf: ReadonlyMap<string, string>;
  /** Whether traces carry attributes that have no column here. */
  readonly hasMoreDimensions: boolean;
  readonly traceCount: number;
  readonly rejectedCount: number;
  /** Traces at places of the relation, in the order asked for, without provenance of this source. */
  fetch(places: readonly TracePlace[]): Promise<Trace[]>;
  readonly origin: Origin;
  /** Every valid trace in order of file and row, with its provenance. */
  readBatches(): AsyncGenerator<Trace[]>;
  /** Frees what DuckDB holds for it. */
  drop(): Promise<void>;
}

/** More judges than this are not counted: the manifest of a sample could not carry them. */
export const MAX_JUDGES = 20;

const DUPLICATE_REASON = 'has the id of an earlier trace: ids must be unique within a source';

/**
 * Puts every second and later occurrence of an id of `relation` into `rejects`; the caller takes them out of the
 * relation. `line` is SQL for the line of a row. Answers how many there were.
 */
export async function rejectDuplicates(
  duck: Duck,
  relation: string,
  rejects: string,
  line: string,
): Promise<number> {
  const [row] = await duck.rows(
    `INSERT INTO ${rejects}
       SELECT file_no, row_no, ${line}, 'DUPLICATE_ID', ${sqlText(DUPLICATE_REASON)} FROM ${relation}
       WHERE id IN (SELECT id FROM ${relation} GROUP BY id HAVING count(*) > 1)
       QUALIFY row_number() OVER (PARTITION BY id ORDER BY file_no, row_no) > 1`,
  );
  return Number(row?.[0] ?? 0);
}

/** Takes rejected rows out of an index that is a table. */
export async function dropRejected(duck: Duck, table: string, rejects: string): Promise<void> {
  await duck.run(
    `DELETE FROM ${table} USING ${rejects} AS r WHERE ${table}.file_no = r.file_no AND ${table}.row_no = r.row_no`,
  );
}

export async function countRows(duck: Duck, relation: string): Promise<number> {
  const [row] = await duck.rows(`SELECT count(*)::DOUBLE FROM ${relation}`);
  return Number(row?.[0] ?? 0);
}

/** The first valid traces in order of file and row, with their provenance. */
export async function firstTraces(duck: Duck, source: OpenedSource, count: number): Promise<Trace[]> {
  const rows = await duck.rows(
    `SELECT file_no, row_no FROM ${source.relation} ORDER BY file_no, row_no LIMIT ${count}`,
  );
  const places = rows.map(([fileNo, row]) => ({ fileNo: Number(fileNo), row: Number(row) }));
  const traces = await source.fetch(places);
  return traces.map((trace, at) =>
    withProvenance(trace, source.origin, places[at]?.fileNo ?? 0, places[at]?.row ?? 1),
  );
}
