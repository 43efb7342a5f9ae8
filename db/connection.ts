/**
 * The local store: opens it, keeps others out, checks it, brings it to the current version, and runs SQL. The only
 * importer of the driver; everything else speaks through the few functions below.
 *
 * Invariant: whoever writes holds a `WritableStore`. A function that takes a `ReadableStore` cannot write: reading
 * functions refuse a statement that would.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { StorageError, toStorageError } from './errors.ts';
import { latestVersion, listPending } from './migrate.ts';

declare const canRead: unique symbol;
declare const canWrite: unique symbol;
export interface ReadableStore {
  readonly [canRead]: true;
}
export interface WritableStore extends ReadableStore {
  readonly [canWrite]: true;
}

export type SqlValue = string | number | null;
/** Values for `?` in their order, or for `:name` by name. */
export type SqlValues = SqlValue[] | Record<string, SqlValue>;
type Driver = Database.Database;
type Statement = Database.Statement<unknown[]>;

interface Opened {
  driver: Driver;
  lock: Driver | null;
  path: string;
  statements: Map<string, Statement>;
  isScratch: boolean;
}

const opened = new WeakMap<ReadableStore, Opened>();

/** How long a write waits for another connection of the same process to finish, milliseconds. */
const busyTimeoutMs = 5000;

/**
 * Opens the store at `path`, making it and its folder when they are not there.
 * Throws `StorageError`: in use by another instance, damaged, written by a newer version, read-only, disk full.
 */
export function openStore(path: string): WritableStore {
  return guarded(path, () => {
    mkdirFor(path);
    const lock = takeLock(join(dirname(path), 'instance.lock.db'), path);
    try {
      return prepare(path, lock);
    } catch (error) {
      lock.close();
      throw error;
    }
  });
}

/** Closes the store and lets the next instance in. Closing twice is harmless. */
export function closeStore(store: WritableStore): void {
  const { driver, lock, isScratch, statements, path } = find(store);
  if (!driver.open) return;
  statements.clear();
  try {
    guarded(path, () => {
      if (!isScratch) setCleanlyClosed(driver, true);
    });
  } finally {
    driver.close();
    lock?.close();
  }
}

/** A store in memory with the current schema, for replays and tests. */
export function openScratchStore(version: number = latestVersion): WritableStore {
  const driver = new Database(':memory:');
  driver.pragma('foreign_keys = ON');
  const store = register({ driver, lock: null, path: ':memory:', statements: new Map(), isScratch: true });
  migrateStore(store, version);
  return store;
}

/** Brings a scratch store to a version: what a migration's test does between inserting and comparing. */
export function migrateStore(store: WritableStore, version: number): void {
  migrate(find(store).driver, version);
}

/** Opens a file as it is, without lock, check or migration: for recovery, which must be able to look at anything. */
export function openDamaged(path: string): ReadableStore {
  const driver = guarded(path, () => new Database(path, { fileMustExist: true, readonly: true }));
  return register({ driver, lock: null, path, statements: new Map(), isScratch: true });
}

/**
 * A second connection that can only read, for a thread beside the one that writes: it never waits for a writer and never
 * holds one up. Throws `StorageError` when there is no store at `path`.
 */
export function openReader(path: string): ReadableStore {
  const options = { fileMustExist: true, readonly: true, timeout: busyTimeoutMs };
  const driver = guarded(path, () => new Database(path, options));
  return register({ driver, lock: null, path, statements: new Map(), isScratch: true });
}

/** Closes what `openReader` opened. Closing twice is harmless. */
export function closeReader(store: ReadableStore): void {
  closeStore(store as WritableStore);
}

/** Keeps other processes out of what is named by `path` until the answer is called. Throws STORAGE_IN_USE while one has it. */
export function lockFile(path: string): () => void {
  const lock = guarded(path, () => takeLock(path, path));
  return () => void lock.close();
}

/** Everything that `work` reads is of one moment, whatever is committed meanwhile. `work` must not wait for anything. */
export function readTogether<T>(store: ReadableStore, work: () => T): T {
  const { driver, path } = find(store);
  if (driver.inTransaction) return work();
  return guarded(path, () => {
    driver.exec('BEGIN');
    try {
      return work();
    } finally {
      if (driver.inTransaction) driver.exec('COMMIT');
    }
  });
}

/**
 * Runs `work` in one transaction (BEGIN IMMEDIATE), or inside the one that is open. Everything or nothing; durable when
 * it answers. `work` must not wait for anything: an async function is refused.
 */
export function inTransaction<T>(store: WritableStore, work: () => T): T {
  const { driver, path } = find(store);
  if (driver.inTransaction) return work();
  return guarded(path, () => {
    driver.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      if (result instanceof Promise) throw new TypeError('a transaction cannot wait for a promise');
      driver.exec('COMMIT');
      return result;
    } catch (error) {
      if (driver.inTransaction) driver.exec('ROLLBACK');
      throw error;
    }
  });
}

/** The first row, or null. */
export function findRow<T>(store: ReadableStore, sql: string, values: SqlValues = []): T | null {
  return run(store, sql, (statement) => (reading(statement).get(...spread(values)) as T | undefined) ?? null);
}

/** Every row. */
export function listRows<T>(store: ReadableStore, sql: string, values: SqlValues = []): T[] {
  return run(store, sql, (statement) => reading(statement).all(...spread(values)) as T[]);
}

/** Rows one at a time, for what may not fit into memory. Nothing may be written to the store meanwhile. */
export function* iterateRows<T>(store: ReadableStore, sql: string, values: SqlValues = []): Generator<T> {
  const { driver, path } = find(store);
  try {
    yield* reading(driver.prepare<unknown[]>(sql)).iterate(...spread(values)) as IterableIterator<T>;
  } catch (error) {
    throw toStorageError(error, path);
  }
}

/** Runs one statement that writes; answers how many rows it changed. */
export function runSql(store: WritableStore, sql: string, values: SqlValues = []): number {
  return run(store, sql, (statement) => statement.run(...spread(values)).changes);
}

/** The query plan of a statement, one line per step: tests ask it which index is used. */
export function explainSql(store: ReadableStore, sql: string): string[] {
  const { driver } = find(store);
  const names = Array.from(sql.matchAll(/:([a-z]\w*)/gi), ([, name]) => [name, null] as const);
  const values = names.length > 0 ? [Object.fromEntries(names)] : Array.from(sql.matchAll(/\?/g), () => null);
  const rows = driver.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  return rows.map((row) => row.detail);
}

/** Most pages that the file may have, so that tests can fill a small disk. */
export function limitPages(store: WritableStore, pages: number): void {
  find(store).driver.pragma(`max_page_count = ${pages}`);
}

export function countPages(store: ReadableStore): number {
  return find(store).driver.pragma('page_count', { simple: true }) as number;
}

/** The file of a store. */
export function pathOf(store: ReadableStore): string {
  return find(store).path;
}

function find(store: ReadableStore): Opened {
  const held = opened.get(store);
  if (held === undefined) throw new TypeError('this is not an open store');
  return held;
}

function register(held: Opened): WritableStore {
  const store = Object.freeze({}) as WritableStore;
  opened.set(store, held);
  return store;
}

function guarded<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStorageError(error, where);
  }
}

function run<T>(store: ReadableStore, sql: string, use: (statement: Statement) => T): T {
  const { driver, statements, path } = find(store);
  return guarded(path, () => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = driver.prepare<unknown[]>(sql);
      statements.set(sql, statement);
    }
    return use(statement);
  });
}

function spread(values: SqlValues): unknown[] {
  return Array.isArray(values) ? values : [values];
}

function reading(statement: Statement): Statement {
  if (!statement.readonly) throw new TypeError('this statement writes: use runSql with a WritableStore');
  return statement;
}

function mkdirFor(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw new StorageError('STORAGE_READ_ONLY', dirname(path), error);
  }
}

/** An exclusive lock that the operating system releases when the process ends, however it ends. */
function takeLock(lockPath: string, storePath: string): Driver {
  const driver = new Database(lockPath, { timeout: 0 });
  try {
    driver.pragma('journal_mode = DELETE');
    driver.exec('BEGIN EXCLUSIVE');
    return driver;
  } catch (error) {
    driver.close();
    const typed = toStorageError(error, storePath);
    // A lock file that a crash of the machine left damaged locks nobody out; nothing is stored in it.
    throw typed instanceof StorageError ? new StorageError(typed.code, storePath, error) : error;
  }
}

function prepare(path: string, lock: Driver): WritableStore {
  const isNew = !existsSync(path);
  const driver = new Database(path, { timeout: busyTimeoutMs });
  try {
    const version = driver.pragma('user_version', { simple: true }) as number;
    if (version > latestVersion) throw new StorageError('STORAGE_NEWER', path);
    driver.pragma('journal_mode = WAL');
    driver.pragma('synchronous = FULL');
    driver.pragma('foreign_keys = ON');
    if (!isNew && version > 0 && !wasCleanlyClosed(driver)) checkIntegrity(driver, path);
    migrate(driver, latestVersion);
    setCleanlyClosed(driver, false);
    return register({ driver, lock, path, statements: new Map(), isScratch: false });
  } catch (error) {
    driver.close();
    throw error;
  }
}

function migrate(driver: Driver, until: number): void {
  const version = driver.pragma('user_version', { simple: true }) as number;
  for (const migration of listPending(version, until)) {
    driver.transaction(() => {
      driver.exec(migration.sql);
      driver.pragma(`user_version = ${migration.version}`);
    })();
  }
}

function checkIntegrity(driver: Driver, path: string): void {
  const answer = driver.pragma('quick_check(1)', { simple: true });
  if (answer !== 'ok') throw new StorageError('STORAGE_CORRUPT', path, answer);
}

const cleanKey = 'store.isCleanlyClosed';

function wasCleanlyClosed(driver: Driver): boolean {
  const row = driver.prepare('SELECT value FROM setting WHERE key = ?').get(cleanKey) as
    { value: string } | undefined;
  return row?.value === 'true';
}

function setCleanlyClosed(driver: Driver, isClean: boolean): void {
  driver
    .prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(cleanKey, String(isClean));
}
