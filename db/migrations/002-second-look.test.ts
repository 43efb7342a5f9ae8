import { expect, test } from 'vitest';
import { latestVersion } from '../migrate.ts';
import { compareProjections } from '../replay.ts';
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

test('what the feed had told of second looks to version 1 counts now, as a replay would have it', () => {
  const store = openScratchStore(1);
  const tell = (position: number, op: 'put' | 'remove', id: string, payload: unknown) =>
    runSql(
      store,
      `INSERT INTO feed_entry (position, op, kind, id, payload, is_known, applied_order)
       VALUES (?, ?, 'secondLook', ?, ?, 0, ?)`,
      [position, op, id, payload === null ? null : JSON.stringify(payload), position],
    );
  const of = (itemId: string, personId: string) => ({ auditId: 'audit', itemId, personId });
  tell(1, 'put', 'kept', of('kept', 'ada'));
  tell(2, 'put', 'gone', of('gone', 'ada'));
  tell(3, 'remove', 'gone', null);
  tell(4, 'put', 'moved', of('moved', 'ada'));
  tell(5, 'put', 'moved', of('moved', 'bob'));
  tell(6, 'put', 'strange', { itemId: 'strange', persons: ['ada'] });
  migrateStore(store, 2);
  expect(listRows(store, 'SELECT item_id, person_id FROM second_look ORDER BY item_id')).toEqual([
    { item_id: 'kept', person_id: 'ada' },
    { item_id: 'moved', person_id: 'bob' },
  ]);
  expect(listRows(store, 'SELECT id FROM feed_entry WHERE is_known = 0')).toEqual([{ id: 'strange' }]);
  migrateStore(store, latestVersion);
  expect(compareProjections(store)).toEqual([]);
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
