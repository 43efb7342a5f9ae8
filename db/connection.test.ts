import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asNobody } from '../tests/support/as-nobody.ts';
import { makeFolder } from '../tests/support/test-device.ts';
import type { WritableStore } from './connection.ts';
import {
  closeStore,
  countPages,
  findRow,
  inTransaction,
  limitPages,
  listRows,
  openStore,
  runSql,
} from './connection.ts';
import { StorageError } from './errors.ts';
import { latestVersion } from './migrate.ts';

let folder: ReturnType<typeof makeFolder>;
let path: string;
const open: WritableStore[] = [];
beforeEach(() => {
  folder = makeFolder();
  path = join(folder.path, 'data', 'workbench.db');
});
afterEach(() => {
  for (const store of open.splice(0)) closeStore(store);
  folder.remove();
});

function opened(): WritableStore {
  const store = openStore(path);
  open.push(store);
  return store;
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(StorageError);
    const { code, problem } = error as StorageError;
    expect(problem.remedy).not.toBe('');
    return code;
  }
  throw new Error('this should have failed');
}

const put = (store: WritableStore, key: string, value = '1'): number =>
  runSql(store, 'INSERT INTO setting (key, value) VALUES (?, ?)', [key, value]);

describe('a store', () => {
  test('is made with its folder, durable and strict', () => {
    const store = opened();
    const pragma = (name: string) =>
      findRow<{ value: unknown }>(store, `SELECT ${name} AS value FROM pragma_${name}`)?.value;
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('user_version')).toBe(latestVersion);
    const tables = listRows<{ name: string; strict: number }>(
      store,
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((one) => one.strict !== 1)).toEqual([]);
  });

  test('keeps what was written when it is opened again', () => {
    const first = openStore(path);
    put(first, 'kept');
    closeStore(first);
    expect(findRow(opened(), `SELECT value FROM setting WHERE key = 'kept'`)).toEqual({ value: '1' });
  });

  test('opens for one instance at a time, in this process and in others', () => {
    const store = opened();
    expect(codeOf(() => openStore(path))).toBe('STORAGE_IN_USE');
    const other = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'connection.ts'))};
      try { openStore(${JSON.stringify(path)}); } catch (error) { process.stdout.write(error.code); }`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', other], { encoding: 'utf8' });
    expect(run.stdout).toBe('STORAGE_IN_USE');
    closeStore(store);
    expect(() => opened()).not.toThrow();
  });

  test('can be opened again after its process was killed', () => {
    const other = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'connection.ts'))};
      openStore(${JSON.stringify(path)});
      process.kill(process.pid, 'SIGKILL');`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', other], { encoding: 'utf8' });
    expect(run.signal).toBe('SIGKILL');
    expect(() => opened()).not.toThrow();
  });

  test('says so when its file is not a database', () => {
    mkdirSync(join(folder.path, 'data'));
    writeFileSync(path, 'hello, this is a text file and not a database at all'.repeat(40));
    expect(codeOf(() => openStore(path))).toBe('STORAGE_CORRUPT');
    expect(readFileSync(path, 'utf8')).toMatch(/^hello/);
  });

  test('is checked when it was not closed, and a damaged page is found', () => {
    const store = openStore(path);
    inTransaction(store, () => {
      for (let n = 0; n < 2000; n += 1) put(store, `key-${n}`, 'x'.repeat(100));
    });
    closeStore(store);
    const raw = new Database(path);
    raw.exec(`UPDATE setting SET value = 'false' WHERE key = 'store.isCleanlyClosed'`);
    const pages = raw.pragma('page_count', { simple: true }) as number;
    raw.close();
    const file = openSync(path, 'r+');
    for (let page = pages - 20; page < pages - 2; page += 1) {
      writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    }
    closeSync(file);
    expect(codeOf(() => openStore(path))).toBe('STORAGE_CORRUPT');
  });

  test('written by a newer version is left as it is', () => {
    closeStore(openStore(path));
    const raw = new Database(path);
    raw.pragma(`user_version = ${latestVersion + 1}`);
    raw.close();
    const before = readFileSync(path);
    expect(codeOf(() => openStore(path))).toBe('STORAGE_NEWER');
    expect(readFileSync(path)).toEqual(before);
  });

  test('that cannot be written says so, and what was there stays', () => {
    const store = opened();
    put(store, 'kept');
    runSql(store, 'PRAGMA query_only = 1');
    expect(codeOf(() => put(store, 'more'))).toBe('STORAGE_READ_ONLY');
    runSql(store, 'PRAGMA query_only = 0');
    expect(listRows(store, `SELECT key FROM setting WHERE key IN ('kept', 'more')`)).toEqual([
      { key: 'kept' },
    ]);
  });

  test('in a folder without the right to write says so', async () => {
    mkdirSync(join(folder.path, 'data'));
    chmodSync(folder.path, 0o755);
    chmodSync(join(folder.path, 'data'), 0o555);
    expect(await asNobody(() => codeOf(() => openStore(path)))).toBe('STORAGE_READ_ONLY');
    chmodSync(join(folder.path, 'data'), 0o755);
    expect(existsSync(path)).toBe(false);
    opened();
  });

  test('whose folder cannot be made says so', () => {
    writeFileSync(join(folder.path, 'data'), 'a file where the folder should be');
    expect(codeOf(() => openStore(path))).toBe('STORAGE_READ_ONLY');
  });

  test('on a full disk refuses the write, keeps what was there, and goes on once there is room', () => {
    const store = opened();
    put(store, 'kept');
    limitPages(store, countPages(store));
    const fill = () =>
      inTransaction(store, () => {
        for (let n = 0; n < 200; n += 1) put(store, `key-${n}`, 'x'.repeat(4000));
      });
    expect(codeOf(fill)).toBe('STORAGE_FULL');
    expect(findRow(store, `SELECT count(*) AS n FROM setting WHERE key LIKE 'key-%'`)).toEqual({ n: 0 });
    expect(findRow(store, `SELECT value FROM setting WHERE key = 'kept'`)).toEqual({ value: '1' });
    limitPages(store, 100_000);
    fill();
    expect(findRow(store, `SELECT count(*) AS n FROM setting WHERE key LIKE 'key-%'`)).toEqual({ n: 200 });
  });
});

describe('a transaction', () => {
  test('is everything or nothing', () => {
    const store = opened();
    const act = () =>
      inTransaction(store, () => {
        put(store, 'a');
        inTransaction(store, () => put(store, 'b'));
        throw new Error('stop');
      });
    expect(act).toThrow('stop');
    expect(listRows(store, `SELECT key FROM setting WHERE key IN ('a', 'b')`)).toEqual([]);
  });

  test('does not wait for promises', () => {
    const store = opened();
    expect(() => inTransaction(store, async () => put(store, 'a'))).toThrow(/promise/);
    expect(findRow(store, `SELECT 1 FROM setting WHERE key = 'a'`)).toBeNull();
  });
});

test('a function that reads cannot be made to write', () => {
  const store = opened();
  expect(() => listRows(store, `DELETE FROM setting`)).toThrow(/writes/);
  expect(() => findRow(store, `INSERT INTO setting VALUES ('a', '1') RETURNING key`)).toThrow(/writes/);
  expect(findRow(store, `SELECT 1 FROM setting WHERE key = 'a'`)).toBeNull();
});
