/**
 * The index of a source that our own readers read: one row per valid trace with its place, id, time, dimensions and
 * judges' verdicts, in a DuckDB table; contents stay in the files. Rejected rows have a table of their own.
 *
 * Invariant: a dimension is a column with the exact text of `dimensionValue`, `(none)` where a trace has none; a judge
 * is a column with the exact text of `judgeVerdicts`, empty where a trace has none.
 */
import { judgeVerdicts } from '../../../shared/domain/facets.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import { NO_VALUE, dimensionValue, standardDimensions } from '../../../shared/domain/trace.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import type { Duck } from './duck.ts';
import { CHUNK_ROWS, TableAppender, sqlName, sqlText } from './duck.ts';
import { MAX_JUDGES } from './opened-source.ts';
import type { Fault, RecordPlace } from './raw-record.ts';
import type { DuckDBConnection } from '@duckdb/node-api';

/** More attributes than this are no strata but data; they can be seen in traces, not counted by. */
const MAX_DIMENSIONS = 256;

export interface RejectedPlace extends Fault {
  readonly fileNo: number;
  readonly row: number;
  readonly line: number;
}

interface PendingRow {
  readonly fileNo: number;
  readonly place: RecordPlace;
  readonly trace: Trace;
  readonly verdicts: ReadonlyMap<string, string>;
}

const FIXED = ['file_no', 'row_no', 'line', 'byte_offset', 'byte_size', 'id', 'at_ms'];
const FIXED_TYPES = ['INTEGER', 'INTEGER', 'INTEGER', 'DOUBLE', 'DOUBLE', 'VARCHAR', 'DOUBLE'] as const;

export const REJECTS_DDL = '(file_no INTEGER, row_no INTEGER, line INTEGER, code VARCHAR, reason VARCHAR)';

/** Writes the two tables while a source is read. */
export class FrameWriter {
  readonly #connection: DuckDBConnection;
  readonly table: string;
  readonly rejects: string;
  readonly columnOf = new Map<Dimension, string>();
  readonly judgeColumnOf = new Map<string, string>();
  hasMoreDimensions = false;
  hasMoreJudges = false;
  /** Text of each named column of a row, in the order of the columns of the table. */
  readonly #texts: ((of: PendingRow) => string)[] = [];
  #pending: PendingRow[] = [];
  #pendingRejects: RejectedPlace[] = [];
  #rows: TableAppender | null = null;

  constructor(duck: Duck, connection: DuckDBConnection) {
    this.#connection = connection;
    this.table = duck.newName('frame');
    this.rejects = duck.newName('rejected');
  }

  async create(): Promise<void> {
    const columns = FIXED.map((name, at) => `${name} ${FIXED_TYPES[at]}`).join(', ');
    await this.#connection.run(`CREATE TABLE ${this.table} (${columns})`);
    await this.#connection.run(`CREATE TABLE ${this.rejects} ${REJECTS_DDL}`);
  }

  async add(fileNo: number, place: RecordPlace, trace: Trace): Promise<void> {
    this.#pending.push({ fileNo, place, trace, verdicts: judgeVerdicts(trace) });
    if (this.#pending.length === CHUNK_ROWS) await this.#flush();
  }

  async reject(rejected: RejectedPlace): Promise<void> {
    this.#pendingRejects.push(rejected);
    if (this.#pendingRejects.length === CHUNK_ROWS) await this.#flushRejects();
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#flushRejects();
    this.#rows?.close();
    this.#rows = null;
  }

  async #flush(): Promise<void> {
    const rows = this.#pending;
    this.#pending = [];
    if (rows.length === 0) return;
    await this.#addDimensions(rows);
    await this.#addJudges(rows);
    const types = [...FIXED_TYPES, ...this.#texts.map(() => 'VARCHAR' as const)];
    this.#rows ??= new TableAppender(await this.#connection.createAppender(this.table), types);
    const columns = [
      rows.map((one) => one.fileNo),
      rows.map((one) => one.place.row),
      rows.map((one) => one.place.line),
      rows.map((one) => one.place.offset),
      rows.map((one) => one.place.size),
      rows.map((one) => one.trace.id),
      rows.map((one) => Date.parse(one.trace.occurredAt)),
      ...this.#texts.map((textOf) => rows.map(textOf)),
    ];
    this.#rows.append(columns, rows.length);
  }

  /** Gives a column to each dimension that is new in these rows; the rows before have no value there. */
  async #addDimensions(rows: readonly { trace: Trace }[]): Promise<void> {
    const fresh = new Set<Dimension>();
    for (const { trace } of rows) {
      for (const name of standardDimensions) {
        if (trace[name] !== undefined && !this.columnOf.has(name)) fresh.add(name);
      }
      for (const key in trace.attributes) {
        const name = `attributes.${key}` as Dimension;
        if (!this.columnOf.has(name)) fresh.add(name);
      }
    }
    for (const name of fresh) {
      if (this.columnOf.size >= MAX_DIMENSIONS || !isCountable(name)) {
        this.hasMoreDimensions = true;
        continue;
      }
      const column = `d${this.columnOf.size}`;
      await this.#addColumn(column, NO_VALUE, (of) => dimensionValue(of.trace, name));
      this.columnOf.set(name, column);
    }
  }

  /** The same for judges, as many as are counted. */
  async #addJudges(rows: readonly PendingRow[]): Promise<void> {
    const fresh = new Set<string>();
    for (const { verdicts } of rows) {
      for (const name of verdicts.keys()) if (!this.judgeColumnOf.has(name)) fresh.add(name);
    }
    for (const name of fresh) {
      if (this.judgeColumnOf.size >= MAX_JUDGES) {
        this.hasMoreJudges = true;
        return;
      }
      const column = `j${this.judgeColumnOf.size}`;
      await this.#addColumn(column, '', (of) => of.verdicts.get(name) ?? '');
      this.judgeColumnOf.set(name, column);
    }
  }

  /** An appender knows the columns that were there when it began. */
  async #addColumn(column: string, absent: string, textOf: (of: PendingRow) => string): Promise<void> {
    this.#rows?.close();
    this.#rows = null;
    await this.#connection.run(
      `ALTER TABLE ${this.table} ADD COLUMN ${sqlName(column)} VARCHAR DEFAULT ${sqlText(absent)}`,
    );
    this.#texts.push(textOf);
  }

  async #flushRejects(): Promise<void> {
    const rows = this.#pendingRejects;
    this.#pendingRejects = [];
    if (rows.length === 0) return;
    const appender = new TableAppender(await this.#connection.createAppender(this.rejects), [
      'INTEGER',
      'INTEGER',
      'INTEGER',
      'VARCHAR',
      'VARCHAR',
    ]);
    appender.append(
      [
        rows.map((one) => one.fileNo),
        rows.map((one) => one.row),
        rows.map((one) => one.line),
        rows.map((one) => one.code),
        rows.map((one) => one.reason),
      ],
      rows.length,
    );
    appender.close();
  }
}

/** A dimension's name must fit its schema; longer names of attributes cannot be asked for. */
function isCountable(name: Dimension): boolean {
  return name.length <= 'attributes.'.length + 200 && !/[\n\r\u2028\u2029]/.test(name);
}
