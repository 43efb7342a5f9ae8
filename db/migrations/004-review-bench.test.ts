import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WritableStore } from '../connection.ts';
import { closeStore, listRows, migrateStore, openScratchStore, runSql } from '../connection.ts';

let store: WritableStore;
beforeEach(() => {
  store = openScratchStore(3);
});
afterEach(() => closeStore(store));

function insertItem(id: string, text: string): void {
  runSql(store, 'INSERT INTO content (digest, text) VALUES (?, ?)', [`digest-${id}`, text]);
  runSql(
    store,
    `INSERT INTO item (item_id, audit_id, position, content_digest, title, facets) VALUES (?, 'a', 1, ?, '', '[]')`,
    [id, `digest-${id}`],
  );
}

it('finds until when texts that are here already may be kept, as they say themselves', () => {
  const until = '2026-12-01T00:00:00.000Z';
  insertItem('says', JSON.stringify({ output: 'Yes.', retainUntil: until }));
  insertItem('silent', JSON.stringify({ output: 'Yes.' }));
  insertItem('quotes', JSON.stringify({ output: `"retainUntil":"${until}"` }));
  insertItem('nested', JSON.stringify({ output: 'Yes.', attributes: { retainUntil: until } }));
  migrateStore(store, 4);
  expect(listRows(store, 'SELECT * FROM text_deadline')).toEqual([
    { content_digest: 'digest-says', kept_until: until },
  ]);
});

it('keeps places in the queue, as sent and without a time', () => {
  runSql(store, `INSERT INTO queue_place (audit_id, person_id, item_id) VALUES ('a', 'p', 'i')`);
  migrateStore(store, 4);
  expect(listRows(store, 'SELECT * FROM queue_place')).toEqual([
    { audit_id: 'a', person_id: 'p', item_id: 'i', visited_at: null, is_sent: 1 },
  ]);
});
