/**
 * The one DuckDB of a backend: in memory, spilling to a folder of its own, without network, extensions or settings
 * that a query could change. The only importer of its driver.
 *
 * Invariant: texts and names enter SQL through `sqlText` and `sqlName` only.
 */
import { rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type * as DuckDB from '@duckdb/node-api';
import type { DuckDBAppender, DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { makeSpillFolder } from './spill-folder.ts';

/** What queries give back: whole numbers are cast to DOUBLE or INTEGER in SQL. */
export type Cell = string | number | boolean | null;
export type ColumnType = 'INTEGER' | 'DOUBLE' | 'VARCHAR';

const MEBIBYTE = 1024 * 1024;
/** A workbench must leave room for other programs; larger work spills to disk. */
const MEMORY_LIMIT_MIB = Math.floor(Math.min(4096, totalmem() / 2 / MEBIBYTE));
/** Rows of one chunk: the vector size of DuckDB. */
export const CHUNK_ROWS = 2048;

/** Loaded with the first instance: a start that opens no file need not read 60 MB of library. */
let driver: typeof DuckDB | null = null;

async function loadDriver(): Promise<typeof DuckDB> {
  return (driver ??= await import('@duckdb/node-api'));
}

export class Duck {
  #opened: Promise<{ instance: DuckDBInstance; folder: string }> | null = null;
  #nextName = 1;

  /** A name that no table, view or column list of this instance has yet. */
  newName(prefix: string): string {
    return `${prefix}_${this.#nextName++}`;
  }

  /** Runs `work` with a connection of its own. */
  async withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const { instance } = await (this.#opened ??= openInstance());
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  }

  /** Every row of a query. */
  rows(sql: string): Promise<Cell[][]> {
    return this.withConnection((connection) => readRows(connection, sql));
  }

  async run(...statements: string[]): Promise<void> {
    await this.withConnection(async (connection) => {
      for (const sql of statements) await connection.run(sql);
    });
  }

  /** Rows of a query chunk by chunk, for what may not fit into memory. */
  async *stream(sql: string): AsyncGenerator<Cell[][]> {
    const { instance } = await (this.#opened ??= openInstance());
    const connection = await instance.connect();
    try {
      const result = await connection.stream(sql);
      for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
        if (chunk.rowCount === 0) return;
        yield chunk.getRows() as Cell[][];
      }
    } finally {
      connection.closeSync();
    }
  }

  /** Frees memory and the folder on disk. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    if (opened === null) return;
    const { instance, folder } = await opened;
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every row of a query on a given connection, as plain values. */
async function readRows(connection: DuckDBConnection, sql: string): Promise<Cell[][]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowsJS() as Cell[][];
}

/** Appends rows, given by column, to a table. */
export class TableAppender {
  readonly #appender: DuckDBAppender;
  readonly #newChunk: (rowCount: number) => DuckDB.DuckDBDataChunk;

  constructor(appender: DuckDBAppender, columns: readonly ColumnType[]) {
    if (driver === null) throw new Error('an appender comes from an instance, which has loaded the driver');
    const { DuckDBDataChunk, ...types } = driver;
    const columnTypes = columns.map((type) => types[type]);
    this.#appender = appender;
    this.#newChunk = (rowCount) => DuckDBDataChunk.create(columnTypes, rowCount);
  }

  /** At most `CHUNK_ROWS` rows. */
  append(columns: readonly (readonly (string | number)[])[], rowCount: number): void {
    const chunk = this.#newChunk(rowCount);
    chunk.setColumns(columns);
    this.#appender.appendDataChunk(chunk);
  }

  close(): void {
    this.#appender.flushSync();
    this.#appender.closeSync();
  }
}

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A path as a file of that very name: characters that DuckDB would take for a pattern are put into brackets. */
export function sqlPath(path: string): string {
  return sqlText(path.replaceAll(/[[*?]/g, (one) => `[${one}]`));
}

async function openInstance(): Promise<{ instance: DuckDBInstance; folder: string }> {
  const [{ DuckDBInstance: instances }, folder] = await Promise.all([loadDriver(), makeSpillFolder()]);
  const instance = await instances.create(':memory:', {
    memory_limit: `${MEMORY_LIMIT_MIB}MiB`,
    temp_directory: folder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    lock_configuration: 'true',
  });
  return { instance, folder };
}
