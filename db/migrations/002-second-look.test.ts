import { expect, test } from 'vitest';
import { closeStore, findRow, listRows, migrateStore, openScratchStore, runSql } from '../connection.ts';

const assignments = 'SELECT * FROM assignment ORDER BY item_id, person_id';

test('from version 1 to 2: what was assigned stays as it was, and nobody has a second look', () => {
  const store = openScratchStore(1);
  for (const item of ['one', 'two']) {
    runSql(store, `INSERT INTO assignment VALUES (?, 'ada', 'audit', 0)`, [item]);
  }
  runSql(store, `INSERT INTO skip VALUES ('one', 'ada', 'audit', 'other', NULL, 't')`);
  const before = listRows(store, assignments);
  migrateStore(store, 2);
  expect(findRow(store, 'PRAGMA user_version')).toEqual({ user_version: 2 });
  expect(listRows(store, assignments)).toEqual(before);
  expect(before).toHaveLength(2);
  expect(listRows(store, 'SELECT item_id FROM skip')).toEqual([{ item_id: 'one' }]);
  expect(listRows(store, 'SELECT * FROM second_look')).toEqual([]);
  closeStore(store);
});

test('version 2 holds one second look of an item, of a named person', () => {
  const store = openScratchStore(2);
  const put = (item: string, person: string | null) =>
    runSql(store, 'INSERT INTO second_look (item_id, person_id, audit_id) VALUES (?, ?, ?)', [
      item,
      person,
      'audit',
    ]);
  put('one', 'ada');
  expect(() => put('one', 'bob')).toThrow(/UNIQUE/);
  expect(() => put('two', null)).toThrow(/NOT NULL/);
  put('two', 'ada');
  closeStore(store);
});
