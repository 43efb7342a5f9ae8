import { existsSync, openSync, readFileSync, closeSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerId, ReviewId } from '../shared/domain/ids.ts';
import { GENESIS, verifyChain } from '../shared/domain/ledger.ts';
import { answersOf, createDevice, makeFolder } from '../tests/support/test-device.ts';
import type { TestDevice } from '../tests/support/test-device.ts';
import { closeStore, listRows, openStore } from './connection.ts';
import { putDraft } from './queries/drafts.ts';
import { getCurrentLedger, iterateEvents, listLedgers } from './queries/ledger.ts';
import { markAcknowledged } from './queries/outbox.ts';
import { StorageError } from './errors.ts';
import type { Recovery } from './recover.ts';
import { recoverStore } from './recover.ts';
import { compareProjections } from './replay.ts';

let folder: ReturnType<typeof makeFolder>;
let path: string;
let device: TestDevice;
beforeEach(() => {
  folder = makeFolder();
  path = join(folder.path, 'workbench.db');
  device = createDevice('recover', openStore(path));
});
afterEach(() => folder.remove());

function recover(): Recovery {
  const newLedgerId = (): LedgerId => device.ids.uuidv7() as LedgerId;
  return recoverStore(path, { newLedgerId, session: device.session, stamp: '2026-01-07' });
}

/** An audit of 40 items, 30 of them reviewed, and a draft. */
function work(): string[] {
  const { manifest } = device.draw(40);
  const { auditId } = manifest;
  const reviewIds = manifest.items.slice(0, 30).map((item) => {
    const reviewId = device.ids.uuidv7() as ReviewId;
    device.append('review.submitted@1', {
      reviewId,
      auditId,
      itemId: item.id,
      scorecard: manifest.plan.scorecard,
      answers: { ...answersOf(), note: { type: 'text', text: 'x'.repeat(600) } },
      elapsedMs: 1,
      supersedes: null,
      sawModel: false,
      sawJudge: false,
    });
    return reviewId;
  });
  const draft = { answers: answersOf(), elapsedMs: 5, focusedQuestion: null, supersedes: null };
  const key = { auditId, itemId: manifest.items[35]!.id, personId: device.personId() };
  putDraft(device.store, key, draft, '2026-01-07T09:00:00.000Z');
  return reviewIds;
}

function reviewsIn(store: Parameters<typeof listRows>[0]): string[] {
  return listRows<{ id: string }>(store, 'SELECT review_id AS id FROM review ORDER BY review_id').map(
    (row) => row.id,
  );
}

function expectSound(store: Parameters<typeof listRows>[0]): void {
  for (const { id } of listLedgers(store)) {
    expect(verifyChain(id, { seq: 0, hash: GENESIS }, iterateEvents(store, id))).toMatchObject({ ok: true });
  }
  expect(compareProjections(store)).toEqual([]);
}

/** Overwrites the middle of pages of one table's own tree. */
function damage(table: string, share: (pages: number[]) => number[]): void {
  const raw = new Database(path);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  const pages = raw
    .prepare(`SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`)
    .pluck()
    .all(table) as number[];
  raw.close();
  const file = openSync(path, 'r+');
  for (const page of share(pages)) writeSync(file, Buffer.alloc(4000, 0xa5), 0, 4000, (page - 1) * 4096);
  closeSync(file);
}

describe('recovery', () => {
  test('of a whole store loses nothing and keeps the old file', () => {
    const reviews = work();
    closeStore(device.store);
    const before = readFileSync(path);
    const { problems, damagedPath } = recover();
    expect(problems).toEqual([]);
    expect(readFileSync(damagedPath)).toEqual(before);
    const store = openStore(path);
    expect(reviewsIn(store)).toEqual(reviews.toSorted());
    expect(listRows(store, 'SELECT * FROM draft')).toHaveLength(1);
    expectSound(store);
    closeStore(store);
  });

  test('makes damaged projections again from the ledger', () => {
    const reviews = work();
    closeStore(device.store);
    damage('review', (pages) => pages);
    damage('item', (pages) => pages);
    const damaged = openStore(path);
    expect(() => listRows(damaged, 'SELECT answers FROM review')).toThrow(StorageError);
    closeStore(damaged);
    const { problems } = recover();
    expect(problems).toEqual([]);
    const store = openStore(path);
    expect(reviewsIn(store)).toEqual(reviews.toSorted());
    expect(listRows(store, 'SELECT * FROM item')).toHaveLength(40);
    expectSound(store);
    closeStore(store);
  });

  test('of a ledger with a damaged page keeps every event outside that page, the later ones in a new ledger', () => {
    const reviews = work();
    const { id } = getCurrentLedger(device.store);
    closeStore(device.store);
    damage('ledger_event', (pages) => [pages[Math.floor(pages.length / 2)]!]);
    const { problems } = recover();
    expect(problems.join('\n')).toMatch(/later events go on in a new ledger/);
    const store = openStore(path);
    const kept = reviewsIn(store);
    expect(kept.length).toBeGreaterThan(reviews.length / 2);
    expect(kept.length).toBeLessThan(reviews.length);
    expect(reviews).toEqual(expect.arrayContaining(kept));
    expect(getCurrentLedger(store).id).not.toBe(id);
    expect(listRows(store, 'SELECT * FROM draft')).toHaveLength(1);
    expectSound(store);
    closeStore(store);
  });

  test('does not send again what the hub holds, and does not go on where the hub knows more', () => {
    work();
    const { id } = getCurrentLedger(device.store);
    const events = [...iterateEvents(device.store, id)];
    expect(markAcknowledged(device.store, id, events.length, events.at(-1)!.hash)).toBe(true);
    closeStore(device.store);
    damage('ledger_event', (pages) => [pages[Math.floor(pages.length / 2)]!]);
    recover();
    const store = openStore(path);
    const now = getCurrentLedger(store);
    expect(now.id).not.toBe(id);
    expect([...iterateEvents(store, now.id)].map((event) => event.kind)).toEqual(['session.opened']);
    expectSound(store);
    closeStore(store);
  });

  test('of a file that is no database at all gives an empty store and keeps the file', () => {
    closeStore(device.store);
    writeFileSync(path, 'not a database '.repeat(1000));
    const { problems, damagedPath } = recover();
    expect(problems.length).toBeGreaterThan(0);
    expect(readFileSync(damagedPath, 'utf8')).toMatch(/^not a database/);
    const store = openStore(path);
    expect(listLedgers(store)).toEqual([]);
    closeStore(store);
  });

  test('is refused while another instance has the store open, and changes nothing', () => {
    work();
    expect(() => recover()).toThrow(/open/);
    expect(existsSync(`${path}.recovering`)).toBe(false);
    expect(reviewsIn(device.store)).toHaveLength(30);
    closeStore(device.store);
  });
});
