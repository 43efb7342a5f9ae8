import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FeedEntry } from '../shared/contract/hub.ts';
import type { EventId, LedgerId, PersonId, ReviewId } from '../shared/domain/ids.ts';
import { act, feedOf, perform } from '../tests/support/random-acts.ts';
import type { TestDevice } from '../tests/support/test-device.ts';
import { createDevice } from '../tests/support/test-device.ts';
import type { SqlValue } from './connection.ts';
import { closeStore, findRow, listRows, runSql } from './connection.ts';
import { bindLedger } from './fork.ts';
import { findAudit, isAssigned, listAudits } from './queries/audits.ts';
import { applyFeedPage } from './queries/feed.ts';
import { findCurrentReview, listReviewsOfAudit } from './queries/reviews.ts';
import { listSecondLooks } from './queries/second-looks.ts';
import { compareProjections, projectionTables, rebuildProjections } from './replay.ts';

/** Tables that are not projections, and why a replay need not make them. */
const ownTables = [
  'setting', // of this device
  'ledger', // what is replayed
  'ledger_event',
  'refusal', // what the hub said of a push
  'content', // addressed by digest
  'erased', // contents whose retention ended
  'feed_entry', // what is replayed
  'feed_cursor',
  'source', // of this device
  'draft', // not decided yet
  'queue_place',
  'taken', // what this device was told when an audit was taken along
  'text_deadline',
  'taxonomy_draft', // not said yet
  'import_rejected', // what no event came of
];

function snapshot(device: TestDevice): Record<string, unknown[]> {
  return Object.fromEntries(
    projectionTables.map(([table, order]) => [
      table,
      listRows(device.store, `SELECT * FROM ${table} ORDER BY ${order}`),
    ]),
  );
}

/** Acts after which every projection of a device that has drawn holds something. */
const fillEveryTable = ['review', 'skip', 'flag', 'second', 'feedRelabel', 'feedGold', 'round', 'rule'].map(
  (kind) => ({ kind, a: kind.length, b: 1 }),
);

describe('the projections', () => {
  test('and the tables that are none of them make up the whole store', () => {
    const device = createDevice();
    const names = listRows<{ name: string }>(
      device.store,
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    ).map((row) => row.name);
    expect(names.toSorted()).toEqual([...projectionTables.map(([name]) => name), ...ownTables].toSorted());
    closeStore(device.store);
  });

  test('equal their replay after any sequence of acts, table by table, and rebuilding changes nothing', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 30 }), fc.nat(), (acts, seed) => {
        const device = createDevice(`replay-${seed}`);
        for (const one of acts) perform(device, one);
        for (const [table] of projectionTables) {
          if (findRow(device.store, `SELECT 1 FROM ${table}`) !== null) seen.add(table);
        }
        expect(compareProjections(device.store)).toEqual([]);
        const before = snapshot(device);
        rebuildProjections(device.store);
        expect(snapshot(device)).toEqual(before);
        closeStore(device.store);
      }),
      // Chance alone may never flag an item that is there: one history fills every table.
      { numRuns: 150, examples: [[[{ kind: 'draw', a: 0, b: 0 }, ...fillEveryTable], 0]] },
    );
    expect([...seen].toSorted()).toEqual(projectionTables.map(([name]) => name).toSorted());
  });

  const changes: [string, SqlValue[]][] = [
    [`UPDATE audit SET title = ?`, ['Another title']],
    [`UPDATE item SET position = position + 1`, []],
    [`DELETE FROM assignment`, []],
    [`UPDATE second_look SET person_id = ?`, ['p']],
    [`UPDATE relabel SET reason = ?`, ['because']],
    [`UPDATE gold SET answers = ?`, ['{}']],
    [`UPDATE review SET answers = ?`, ['{}']],
    [`UPDATE skip SET reason = ?`, ['cannot_judge']],
    [`INSERT INTO flag SELECT 'x', audit_id, item_id, 'p', 'other', NULL, 't' FROM item LIMIT 1`, []],
    [`UPDATE person SET name = ?`, ['Eve']],
    [`UPDATE deliberation SET position = ?`, [7]],
  ];
  test.each(changes)('are found out when somebody changes them: %s', (sql, values) => {
    const device = createDevice();
    device.draw(3);
    for (const one of fillEveryTable) perform(device, one);
    expect(compareProjections(device.store)).toEqual([]);
    expect(runSql(device.store, sql, values)).toBeGreaterThan(0);
    expect(compareProjections(device.store)).toHaveLength(1);
    rebuildProjections(device.store);
    expect(compareProjections(device.store)).toEqual([]);
    closeStore(device.store);
  });
});

describe('the feed', () => {
  test('brings an audit, and a page that comes twice changes nothing', () => {
    const device = createDevice();
    const { entries, audit } = feedOf(device, 0, 3);
    applyFeedPage(device.store, { cursor: 'c', entries });
    expect(findAudit(device.store, audit.id)).toEqual(audit);
    const before = snapshot(device);
    applyFeedPage(device.store, { cursor: 'c', entries });
    expect(snapshot(device)).toEqual(before);
    expect(compareProjections(device.store)).toEqual([]);
    closeStore(device.store);
  });

  test('with a text that does not match its digest is refused whole', () => {
    const device = createDevice();
    const { entries } = feedOf(device, 0, 2);
    const damaged = entries.map(({ entry, ...raw }) =>
      entry?.kind === 'item' && entry.payload !== null
        ? { ...raw, entry: { ...entry, payload: { ...entry.payload, content: `${entry.payload.content} ` } } }
        : { ...raw, entry },
    );
    expect(() => applyFeedPage(device.store, { cursor: 'c', entries: damaged })).toThrow(RangeError);
    expect(listRows(device.store, 'SELECT * FROM feed_entry')).toEqual([]);
    expect(listRows(device.store, 'SELECT * FROM feed_cursor')).toEqual([]);
    expect(listAudits(device.store)).toEqual([]);
    closeStore(device.store);
  });

  test('cannot take back a review that was superseded here while the hub has not heard of it', () => {
    const device = createDevice();
    const { manifest } = device.draw(1);
    for (let n = 0; n < 2; n += 1) perform(device, { kind: 'review', a: 0, b: n });
    const [old, current] = listReviewsOfAudit(device.store, manifest.auditId);
    expect([old?.isCurrent, current?.isCurrent]).toEqual([false, true]);
    const say = (position: number, payload: typeof old) => {
      const entry = { position, op: 'put', kind: 'review', id: payload!.id, payload } as FeedEntry;
      applyFeedPage(device.store, { cursor: `c${position}`, entries: [{ ...entry, entry }] });
    };
    say(1, { ...old!, isCurrent: true });
    expect(findCurrentReview(device.store, current!.itemId, device.personId())?.id).toBe(current!.id);
    // The hub had another successor first: its word is final.
    const first = { ...old!, id: device.ids.uuidv7() as ReviewId, eventId: device.ids.uuidv7() as EventId };
    say(2, { ...first, supersedes: old!.id, isCurrent: true });
    expect(findCurrentReview(device.store, current!.itemId, device.personId())?.id).toBe(first.id);
    closeStore(device.store);
  });
});

test('signing in makes everything that was done before the work of the person at the hub', () => {
  const device = createDevice();
  const { manifest } = device.draw(2);
  for (const kind of ['review', 'second']) perform(device, { kind, a: 0, b: 0 });
  const before = device.personId();
  const person = { id: device.ids.uuidv7() as PersonId, name: 'Ada', role: 'lead' as const };
  bindLedger(device.store, device.ids.uuidv7(), person, device.ids.uuidv7() as LedgerId, device.session());
  expect(device.personId()).toBe(person.id);
  expect(findAudit(device.store, manifest.auditId)?.leadId).toBe(person.id);
  expect(manifest.items.map((one) => isAssigned(device.store, one.id, person.id))).toEqual([true, true]);
  expect(listReviewsOfAudit(device.store, manifest.auditId).map((one) => one.personId)).toEqual([person.id]);
  expect(listSecondLooks(device.store, manifest.auditId)).toMatchObject([{ personId: person.id }]);
  expect(JSON.stringify(snapshot(device))).not.toContain(before);
  expect(compareProjections(device.store)).toEqual([]);
  closeStore(device.store);
});
