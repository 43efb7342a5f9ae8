import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FeedEntry } from '../shared/contract/hub.ts';
import { sha256Hex } from '../shared/domain/canonical.ts';
import type { Audit } from '../shared/domain/audit.ts';
import type { EventId, LedgerId, PersonId, ReviewId } from '../shared/domain/ids.ts';
import { skipKey } from '../shared/domain/projection.ts';
import { makeAudit } from '../tests/support/made-audit.ts';
import type { TestDevice } from '../tests/support/test-device.ts';
import { answersOf, createDevice, manifestText } from '../tests/support/test-device.ts';
import type { SqlValue } from './connection.ts';
import { closeStore, findRow, listRows, runSql } from './connection.ts';
import { bindLedger, forkLedger } from './fork.ts';
import { findAudit, isAssigned, listAudits } from './queries/audits.ts';
import type { ArrivedEntry } from './queries/feed-entries.ts';
import { applyFeedPage } from './queries/feed.ts';
import { findItem } from './queries/items.ts';
import { getCurrentLedger, getLedgerHead } from './queries/ledger.ts';
import { findCurrentReview, listReviewsOfAudit } from './queries/reviews.ts';
import { listSecondLooks } from './queries/second-looks.ts';
import { compareProjections, projectionTables, rebuildProjections, resetFeed } from './replay.ts';

/** Tables that are not projections, and why a replay need not make them. */
const ownTables = [
  'setting', // of this device
  'ledger', // what is replayed
  'ledger_event',
  'refusal', // what the hub said of a push
  'content', // addressed by digest
  'feed_entry', // what is replayed
  'feed_cursor',
  'source', // of this device
  'draft', // not decided yet
  'queue_place',
];

function snapshot(device: TestDevice): Record<string, unknown[]> {
  return Object.fromEntries(
    projectionTables.map(([table, order]) => [
      table,
      listRows(device.store, `SELECT * FROM ${table} ORDER BY ${order}`),
    ]),
  );
}

/** An audit that a hub tells of, with items, assignments and another person's work. */
function feedOf(device: TestDevice, from: number, count: number): { entries: ArrivedEntry[]; audit: Audit } {
  const { ids } = device;
  const auditId = ids.uuidv7() as Audit['id'];
  const other = ids.uuidv7() as PersonId;
  const made = makeAudit(auditId, count, count);
  const audit: Audit = {
    id: auditId,
    title: made.manifest.plan.title,
    state: 'open',
    plan: made.manifest.plan,
    leadId: other,
    manifestDigest: made.manifestDigest,
    plannedAt: made.manifest.drawnAt,
    drawnAt: made.manifest.drawnAt,
    closedAt: null,
    isDemo: false,
  };
  const text = (digest: string | null): string | null =>
    made.contents.find((one) => one.digest === digest)?.text ?? null;
  let position = from;
  const put = (kind: string, id: string, payload: unknown): ArrivedEntry => {
    const entry = { position: (position += 1), op: 'put', kind, id, payload } as FeedEntry;
    return { ...entry, entry };
  };
  const entries = [
    put('person', other, { id: other, name: 'Grace', role: 'lead' }),
    put('audit', auditId, audit),
    ...made.manifest.items.flatMap((item) => [
      put('item', item.id, {
        auditId,
        itemId: item.id,
        position: item.position,
        contentDigest: item.contentDigest,
        content: text(item.contentDigest),
        sealed: null,
      }),
      put('assignment', item.id, { auditId, itemId: item.id, personIds: [other, device.personId()] }),
    ]),
    put('review', ids.uuidv7(), {
      id: ids.uuidv7(),
      auditId,
      itemId: made.manifest.items[0]!.id,
      personId: other,
      eventId: ids.uuidv7(),
      scorecard: made.manifest.plan.scorecard,
      answers: answersOf(),
      submittedAt: made.manifest.drawnAt,
      elapsedMs: 1000,
      supersedes: null,
      isLate: false,
      isCurrent: true,
    }),
    put('skip', skipKey(made.manifest.items[0]!.id, other), {
      auditId,
      itemId: made.manifest.items[0]!.id,
      personId: other,
      reason: 'other',
      at: made.manifest.drawnAt,
    }),
    { ...put('ruling', 'r1', { value: 1 }), entry: null },
  ];
  return { entries, audit: { ...audit, manifestDigest: sha256Hex(manifestText(made)) } };
}

type Act = { kind: string; a: number; b: number };
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(
    'draw',
    'review',
    'review',
    'again',
    'skip',
    'flag',
    'close',
    'rename',
    'bind',
    'fork',
    'feed',
    'feedClose',
    'feedOwn',
    'second',
    'second',
    'feedSecond',
    'reassign',
    'remove',
    'reset',
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
});

/** One thing that may happen to a device; what cannot happen now is passed over. */
function perform(device: TestDevice, { kind, a, b }: Act): void {
  const { store, ids } = device;
  const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(from.length, 1)];
  const position = findRow<{ n: number }>(store, 'SELECT coalesce(max(position), 0) AS n FROM feed_entry')!.n;
  const items = listRows<{ id: string }>(store, 'SELECT item_id AS id FROM item ORDER BY item_id');
  const item = findItem(store, (pick(items, a)?.id ?? ids.uuidv7()) as never);
  const me = device.personId();
  const page = (entries: ArrivedEntry[]) =>
    applyFeedPage(store, { cursor: `c${position + entries.length}`, entries });
  const feed = (op: 'put' | 'remove', of: string, id: string, payload: unknown) => {
    const entry = { position: position + 1, op, kind: of, id, payload } as FeedEntry;
    page([{ ...entry, entry }]);
  };
  switch (kind) {
    case 'draw':
      return void device.draw(1 + (a % 4), b % 3);
    case 'review':
    case 'again': {
      if (item === null) return;
      const current = findCurrentReview(store, item.itemId, me);
      return device.append('review.submitted@1', {
        reviewId: ids.uuidv7() as ReviewId,
        auditId: item.auditId,
        itemId: item.itemId,
        scorecard: { id: 'hallucination_audit', version: 1 },
        answers: answersOf(b % 2 === 0 ? 'none' : 'factual'),
        elapsedMs: b,
        // 'again' is what another device of the same person may have made: it knows nothing of the current one.
        supersedes: kind === 'review' ? (current?.id ?? null) : null,
        sawModel: false,
        sawJudge: false,
      });
    }
    case 'skip':
    case 'flag': {
      if (item === null) return;
      const { auditId, itemId } = item;
      if (kind === 'skip')
        return device.append('item.skipped@1', { auditId, itemId, reason: 'other', note: `${b}` });
      return device.append('item.flagged@1', { auditId, itemId, reason: 'privacy' });
    }
    case 'close': {
      const audit = pick(listAudits(store), a);
      if (audit !== undefined) device.append('audit.closed@1', { auditId: audit.id });
      return;
    }
    case 'rename':
      return device.append('session.opened@1', { device: 'd', app: 'a', personName: `Name ${a}` });
    case 'bind': {
      const person = { id: ids.uuidv7() as PersonId, name: 'Ada at the hub', role: 'lead' as const };
      return void bindLedger(store, ids.uuidv7(), person, ids.uuidv7() as LedgerId, device.session());
    }
    case 'fork': {
      const { id } = getCurrentLedger(store);
      const shared = a % (getLedgerHead(store, id).seq + 1);
      return void forkLedger(store, id, shared, ids.uuidv7() as LedgerId, device.session());
    }
    case 'feed':
      return page(feedOf(device, position, 1 + (a % 3)).entries);
    case 'feedClose': {
      const audit = pick(listAudits(store), a);
      if (audit === undefined) return;
      return feed('put', 'audit', audit.id, { ...audit, state: 'closed', closedAt: audit.plannedAt });
    }
    case 'feedOwn': {
      const audit = pick(listAudits(store), a);
      const review = audit === undefined ? undefined : pick(listReviewsOfAudit(store, audit.id), b);
      if (review === undefined) return;
      return feed('put', 'review', review.id, { ...review, isLate: a % 2 === 0, isCurrent: b % 2 === 0 });
    }
    case 'second':
    case 'feedSecond': {
      if (item === null) return;
      const { auditId, itemId } = item;
      const personId = b % 2 === 0 ? me : (ids.uuidv7() as PersonId);
      if (kind === 'feedSecond') return feed('put', 'secondLook', itemId, { auditId, itemId, personId });
      const secondLooks = [{ itemId, personId }];
      return device.append('audit.secondLookAssigned@1', { auditId, question: 'hallucination', secondLooks });
    }
    case 'reassign': {
      if (item === null) return;
      const { auditId, itemId } = item;
      return device.append('audit.assigned@1', { auditId, assignments: [{ itemId, personIds: [me] }] });
    }
    case 'remove': {
      if (item === null) return;
      const kinds = ['item', 'assignment', 'secondLook', 'review', 'skip', 'audit', 'person', 'manifest'];
      const target = pick(kinds, b)!;
      const id = { skip: skipKey(item.itemId, me), audit: item.auditId, manifest: item.auditId, person: me }[
        target
      ];
      return feed('remove', target, id ?? item.itemId, null);
    }
    case 'reset':
      return resetFeed(store);
  }
}

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
      { numRuns: 150 },
    );
    expect([...seen].toSorted()).toEqual(projectionTables.map(([name]) => name).toSorted());
  });

  const changes: [string, SqlValue[]][] = [
    [`UPDATE audit SET title = ?`, ['Another title']],
    [`UPDATE item SET position = position + 1`, []],
    [`DELETE FROM assignment`, []],
    [`UPDATE second_look SET person_id = ?`, ['p']],
    [`UPDATE review SET answers = ?`, ['{}']],
    [`UPDATE skip SET reason = ?`, ['cannot_judge']],
    [`INSERT INTO flag SELECT 'x', audit_id, item_id, 'p', 'other', NULL, 't' FROM item LIMIT 1`, []],
    [`UPDATE person SET name = ?`, ['Eve']],
  ];
  test.each(changes)('are found out when somebody changes them: %s', (sql, values) => {
    const device = createDevice();
    device.draw(3);
    for (const kind of ['review', 'skip', 'flag', 'second']) perform(device, { kind, a: kind.length, b: 1 });
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
