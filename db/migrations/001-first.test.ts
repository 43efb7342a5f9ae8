import { expect, test } from 'vitest';
import { closeStore, findRow, listRows, openScratchStore, runSql } from '../connection.ts';
import { migrations } from '../migrate.ts';

test('migrations are numbered from 1 without a gap and named by their number', () => {
  expect(migrations.map((one) => one.version)).toEqual(migrations.map((_, n) => n + 1));
  for (const one of migrations)
    expect(one.name).toMatch(new RegExp(`^${String(one.version).padStart(3, '0')}-`));
});

test('from nothing to version 1: every table is there, empty and strict', () => {
  const store = openScratchStore(1);
  expect(findRow(store, 'PRAGMA user_version')).toEqual({ user_version: 1 });
  const names = listRows<{ name: string }>(
    store,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  ).map((row) => row.name);
  expect(names).toEqual([
    'assignment',
    'audit',
    'content',
    'draft',
    'feed_cursor',
    'feed_entry',
    'flag',
    'item',
    'ledger',
    'ledger_event',
    'person',
    'queue_place',
    'refusal',
    'review',
    'setting',
    'skip',
    'source',
  ]);
  for (const name of names) expect(findRow(store, `SELECT * FROM ${name}`), name).toBeNull();
  closeStore(store);
});

test('version 1 refuses a second current ledger, an event without ledger, and an unknown state', () => {
  const store = openScratchStore(1);
  const ledger = (id: string) =>
    runSql(store, `INSERT INTO ledger VALUES (?, 'p', 'lead', NULL, 1, 0, '0', NULL)`, [id]);
  const event = (id: string, state: string) =>
    runSql(
      store,
      `INSERT INTO ledger_event VALUES (?, 1, 'e', '{}', 'h', NULL, 's', 'a.b', 1, 't', NULL, NULL, ?, 1)`,
      [id, state],
    );
  ledger('one');
  expect(() => ledger('two')).toThrow(/UNIQUE/);
  expect(() => event('nowhere', 'waiting')).toThrow(/FOREIGN KEY/);
  expect(() => event('one', 'lost')).toThrow(/CHECK/);
  event('one', 'waiting');
  closeStore(store);
});
