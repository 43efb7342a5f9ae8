import { expect, test } from 'vitest';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import { feedOf } from '../../tests/support/random-acts.ts';
import { createDevice } from '../../tests/support/test-device.ts';
import { closeStore, findRow, listRows, migrateStore, openScratchStore, runSql } from '../connection.ts';
import { latestVersion } from '../migrate.ts';
import { findItem } from '../queries/items.ts';
import { findRelabel } from '../queries/relabels.ts';
import { compareProjections } from '../replay.ts';
import { readUnreadEntries } from '../reread.ts';

test('from version 2 to 3: what was there stays, and nothing is relabelled, gold or erased', () => {
  const store = openScratchStore(2);
  runSql(store, `INSERT INTO assignment VALUES ('one', 'ada', 'audit', 0)`);
  runSql(store, `INSERT INTO content VALUES ('d', 'text')`);
  runSql(store, `INSERT INTO item VALUES ('one', 'audit', 1, 'd', NULL, 'title', '[]')`);
  const before = listRows(store, 'SELECT * FROM item');
  migrateStore(store, 3);
  expect(findRow(store, 'PRAGMA user_version')).toEqual({ user_version: 3 });
  expect(listRows(store, 'SELECT * FROM item')).toEqual(before);
  expect(listRows(store, 'SELECT item_id FROM assignment')).toEqual([{ item_id: 'one' }]);
  for (const table of ['relabel', 'gold', 'erased']) {
    expect(listRows(store, `SELECT * FROM ${table}`), table).toEqual([]);
  }
  closeStore(store);
});

test('version 3 holds one relabel of an item and person, and one gold of an item', () => {
  const store = openScratchStore(3);
  const relabel = (item: string, person: string) =>
    runSql(store, `INSERT INTO relabel VALUES (?, ?, 'audit', 'why', 't', NULL)`, [item, person]);
  relabel('one', 'ada');
  relabel('one', 'bob');
  expect(() => relabel('one', 'ada')).toThrow(/UNIQUE/);
  const gold = () => runSql(store, `INSERT INTO gold VALUES ('one', 'audit', 'g', '{}')`);
  gold();
  expect(gold).toThrow(/UNIQUE/);
  closeStore(store);
});

/** What a hub told version 2 of, which kept it without understanding it. */
function tellUnread(
  store: ReturnType<typeof createDevice>['store'],
  kind: string,
  id: string,
  payload: unknown,
) {
  const { n } = findRow<{ n: number }>(
    store,
    'SELECT max(coalesce((SELECT max(applied_order) FROM feed_entry), 0), (SELECT max(applied_order) FROM ledger_event)) AS n',
  )!;
  runSql(
    store,
    `INSERT INTO feed_entry (position, op, kind, id, payload, is_known, applied_order) VALUES (?, 'put', ?, ?, ?, 0, ?)`,
    [n + 1000, kind, id, JSON.stringify(payload), n + 1],
  );
}

test('what an older version could not read of the feed counts after the upgrade, in its place', () => {
  const store = openScratchStore(2);
  const device = createDevice('older', store);
  const me = device.personId();
  const { entries } = feedOf(device, 0, 2);
  const items = entries.flatMap(({ entry }) =>
    entry?.kind === 'item' && entry.payload !== null ? [entry.payload] : [],
  );
  const [first, second] = items as [(typeof items)[0], (typeof items)[0]];
  const { auditId } = first;
  tellUnread(store, 'audit', auditId, entries[1]!.payload);
  for (const item of items) tellUnread(store, 'item', item.itemId, item);
  const relabel = {
    auditId,
    itemId: first.itemId,
    personId: me,
    reason: 'changed',
    requestedAt: '2026-01-01T00:00:00.000Z',
  };
  tellUnread(store, 'relabel', `${first.itemId}:${me}`, relabel);
  tellUnread(store, 'item', second.itemId, { ...second, content: null });
  tellUnread(store, 'ruling', 'r', { value: 1 });
  tellUnread(store, 'relabel', 'strange', { itemId: 7 });
  migrateStore(store, latestVersion);
  expect(readUnreadEntries(store)).toBe(5);
  expect(findRelabel(store, first.itemId, me)).toMatchObject({ reason: 'changed' });
  expect(findItem(store, second.itemId)?.title).toMatch(/erased/);
  expect(sha256Hex(first.content!)).toBe(findItem(store, first.itemId)?.contentDigest);
  expect(listRows(store, 'SELECT kind FROM feed_entry WHERE is_known = 0 ORDER BY kind')).toEqual([
    { kind: 'relabel' },
    { kind: 'ruling' },
  ]);
  expect(listRows(store, 'SELECT * FROM content WHERE digest = ?', [second.contentDigest])).toEqual([]);
  expect(compareProjections(store)).toEqual([]);
  expect(readUnreadEntries(store)).toBe(0);
  closeStore(store);
});
