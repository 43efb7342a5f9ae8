/** "Take with me": everything of mine comes along, is proved, lasts without a network, and goes back by itself. */
import { cpSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listRows, runSql } from '../../db/connection.ts';
import { findCursor } from '../../db/queries/feed.ts';
import { compareProjections } from '../../db/replay.ts';
import type { TakeStep } from '../../electron/backend/offline/take.ts';
import type { SecretStore } from '../../electron/backend/secrets.ts';
import { createMemorySecrets } from '../../electron/backend/secrets.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Fault, FaultProxy, Seen } from '../support/fault-proxy.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { Member } from '../support/hub-team.ts';
import { findSource, hubPlanOf, joinHub, sendTraces } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

const day = 86_400_000;
const size = 90;
let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let proxy: FaultProxy;
let weather: (seen: Seen) => Fault = () => 'none';
let ada: Member;
let seen: Seen[] = [];

beforeAll(async () => {
  folder = makeFolder();
  hub = await startListeningHub(inMemory());
  proxy = await startFaultProxy(hub.url, (one) => {
    seen.push(one);
    return weather(one);
  });
  await sendTraces(hub, 'support', 240);
  ada = await joinHub(hub, folder.path, 'Ada', 'lead');
  await ada.sync();
}, 60_000);
afterEach(() => {
  weather = () => 'none';
});
afterAll(async () => {
  await ada?.close();
  await proxy?.close();
  await hub?.close();
  folder?.remove();
});

interface Traveller extends Member {
  clock: { now(): Date; advance(ms: number): void };
  secrets: SecretStore;
}

let travellers = 0;

/** A reviewer whose laptop is behind the faulty network, with a clock of its own. */
async function travel(): Promise<Traveller> {
  let offsetMs = 0;
  const clock = {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms: number) => void (offsetMs += ms),
  };
  const secrets = createMemorySecrets();
  travellers += 1;
  const behind = { ...hub, url: proxy.url };
  const member = await joinHub(behind, folder.path, `Bob ${travellers}`, 'reviewer', { clock, secrets });
  return { ...member, clock, secrets };
}

async function drawFor(who: Member, items = size): Promise<AuditId> {
  const plan = hubPlanOf(await findSource(ada, 'support'), {
    allocation: { rule: 'proportional', size: items, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 0, reviewersPerItem: 2 },
  });
  const { auditId } = await ada.client.hub.work.draw({ plan, reviewerIds: [who.id] });
  return auditId as AuditId;
}

async function take({ client }: Pick<TestBackend, 'client'>, auditId: AuditId): Promise<TakeStep[]> {
  const steps: TakeStep[] = [];
  for await (const step of await client.offline.take({ auditIds: [auditId] })) steps.push(step);
  return steps;
}

async function listed({ client }: Pick<TestBackend, 'client'>, auditId: AuditId) {
  const { isOnline, audits } = await client.offline.list({});
  return { isOnline, audit: audits.find((one) => one.auditId === auditId) };
}

const pulls = (): Seen[] => seen.filter((one) => one.path.startsWith('/v1/feed'));
const allDown = (): Fault => 'bad_gateway';

test('everything that is mine comes along, with true totals on the way, and is proved byte for byte', async () => {
  const bob = await travel();
  const auditId = await drawFor(bob);
  const before = await listed(bob, auditId);
  expect(before).toMatchObject({
    isOnline: true,
    audit: { items: size, open: size, here: 0, takenAt: null, newSince: 0, keptUntil: null },
  });
  expect(before.audit!.missingBytes).toBe(before.audit!.bytes);
  expect(before.audit!.bytes).toBeGreaterThan(size * 100);

  weather = ({ path }) => (path.startsWith('/v1/feed') ? 'slow' : 'none');
  const steps = await take(bob, auditId);
  expect(new Set(steps.map((one) => one.phase))).toEqual(new Set(['sending', 'fetching', 'proving', 'done']));
  for (const step of steps) expect([step.total, step.totalBytes]).toEqual([size, before.audit!.bytes]);
  const fetched = steps.filter((one) => one.phase === 'fetching').map((one) => one.done);
  expect(fetched).toEqual(fetched.toSorted((a, b) => a - b));
  expect(fetched.some((one) => one > 0 && one < size)).toBe(true);
  expect(steps.at(-1)).toMatchObject({ phase: 'done', done: size, bytes: before.audit!.bytes });

  const after = (await listed(bob, auditId)).audit!;
  expect(after).toMatchObject({ here: size, missingBytes: 0, seconds: 0, newSince: 0 });
  expect(Date.parse(after.takenAt!)).toBeGreaterThan(Date.now() - 60_000);
  expect(await bob.client.offline.prove({ auditId })).toMatchObject({
    isWhole: true,
    items: size,
    bytes: before.audit!.bytes,
    problems: [],
  });
  await bob.close();
});

test('taking the same audit twice fetches nothing again and changes nothing', async () => {
  const bob = await travel();
  const auditId = await drawFor(bob, 20);
  await take(bob, auditId);
  const { store } = bob.context;
  const held = () => [
    listRows(store, 'SELECT * FROM content ORDER BY digest'),
    listRows(store, 'SELECT * FROM feed_entry ORDER BY position'),
    listRows(store, 'SELECT items, bytes, item_ids FROM taken'),
  ];
  const before = held();
  const cursor = findCursor(store);
  seen = [];
  expect((await take(bob, auditId)).at(-1)).toMatchObject({ phase: 'done', done: 20, total: 20 });
  expect(held()).toEqual(before);
  expect(pulls().map(({ path }) => new URL(path, hub.url).searchParams.get('after'))).toEqual([cursor]);
  await bob.close();
});

test('what was taken along is judged for days without a network, and every review arrives by itself', async () => {
  const bob = await travel();
  const auditId = await drawFor(bob, 12);
  await take(bob, auditId);
  weather = allDown;
  expect(await listed(bob, auditId)).toMatchObject({
    isOnline: false,
    audit: { items: 12, here: 12, open: 12 },
  });
  for (const { itemId } of await bob.queue(auditId)) {
    bob.clock.advance(day / 4);
    await bob.judge(auditId, itemId);
  }
  const { waiting, isOnline } = await bob.client.sync.now({});
  expect([waiting, isOnline]).toEqual([12, false]);
  expect((await bob.client.offline.prove({ auditId })).isWhole).toBe(true);
  expect(await listed(bob, auditId)).toMatchObject({ audit: { open: 0, newSince: 0 } });
  weather = () => 'none';
  expect((await bob.client.sync.now({})).waiting).toBe(0);
  expect(await hub.listReviews(auditId)).toHaveLength(12);
  expect(await bob.client.sync.verify({})).toMatchObject({ isComplete: true });
  expect(compareProjections(bob.context.store)).toEqual([]);
  await bob.close();
});

test('a network that goes midway leaves what came, says what is missing, and the next take goes on from there', async () => {
  const bob = await travel();
  const auditId = await drawFor(bob);
  let pages = 0;
  weather = ({ path }) => (path.startsWith('/v1/feed') && ++pages > 2 ? 'cut_answer' : 'none');
  const { code, data } = await failureOf(take(bob, auditId));
  expect(code).toBe('HUB_UNREACHABLE');
  weather = allDown;
  const partial = (await listed(bob, auditId)).audit!;
  expect(partial.items).toBe(size);
  expect(partial.here).toBeGreaterThan(0);
  expect(partial.here).toBeLessThan(size);
  expect(partial.takenAt).toBeNull();
  expect(data).toMatchObject({
    what: expect.stringContaining(`${size - partial.here} of ${size} answers are still missing`),
    remedy: expect.stringMatching(/What is here can be judged/),
  });

  // What came can be judged, in the order of the queue.
  const [first] = await bob.queue(auditId);
  await bob.judge(auditId, first!.itemId);

  // The process is killed: what is on the disk at this moment is all that is left.
  const cursor = findCursor(bob.context.store);
  const left = `${bob.dataDir}-left`;
  cpSync(bob.dataDir, left, { recursive: true });
  await bob.close();
  weather = () => 'none';
  const again = await openTestBackend(left, { clock: bob.clock, secrets: bob.secrets });
  seen = [];
  const steps = await take(again, auditId);
  expect(steps.every((one) => one.done >= partial.here || one.phase === 'proving')).toBe(true);
  expect(steps.at(-1)).toMatchObject({ phase: 'done', done: size });
  expect(pulls().every(({ path }) => path.includes('after='))).toBe(true);
  expect(new URL(pulls()[0]!.path, hub.url).searchParams.get('after')).toBe(cursor);
  expect(compareProjections(again.context.store)).toEqual([]);
  await again.close();
});

test('whoever leaves midway loses nothing and is told nothing more', async () => {
  const bob = await travel();
  const auditId = await drawFor(bob);
  for await (const step of await bob.client.offline.take({ auditIds: [auditId] })) {
    if (step.phase !== 'sending') break;
  }
  await bob.sync();
  expect((await take(bob, auditId)).at(-1)).toMatchObject({ phase: 'done', done: size });
  await bob.close();
});

test('a text that was damaged or lost on this computer is found by reading it again, and fetched again alone', async () => {
  const bob = await travel();
  const auditId = await drawFor(bob, 20);
  await take(bob, auditId);
  const { store } = bob.context;
  const [first, second] = listRows<{ digest: string }>(
    store,
    'SELECT content_digest AS digest FROM item WHERE audit_id = ? ORDER BY position LIMIT 2',
    [auditId],
  );
  const before = listRows(store, 'SELECT * FROM content ORDER BY digest');
  runSql(store, `UPDATE content SET text = replace(text, 'a', 'b') WHERE digest = ?`, [first!.digest]);
  runSql(store, 'DELETE FROM content WHERE digest = ?', [second!.digest]);
  weather = allDown;
  const proof = await bob.client.offline.prove({ auditId });
  expect(proof).toMatchObject({ isWhole: false, items: 18 });
  expect(proof.problems.join(' ')).toMatch(
    /1 of 20 answers is not on this computer.*1 of 20 answers is damaged/,
  );
  weather = () => 'none';
  seen = [];
  expect((await take(bob, auditId)).at(-1)).toMatchObject({ phase: 'done', done: 20 });
  expect(listRows(store, 'SELECT * FROM content ORDER BY digest')).toEqual(before);
  expect(pulls().filter(({ path }) => path.includes('limit=1'))).toHaveLength(2);
  expect((await bob.client.offline.prove({ auditId })).isWhole).toBe(true);
  await bob.close();
});

test('what is given to me after I took an audit along is counted as new, and taken along the next time', async () => {
  const bob = await travel();
  const cy = await travel();
  const auditId = await drawFor(bob, 10);
  await take(bob, auditId);
  const plan = hubPlanOf(await findSource(ada, 'support'), {
    // A text that both audits have drawn would be here already.
    filter: { dimensions: [], excludesAudited: true },
    allocation: { rule: 'proportional', size: 6, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 0, reviewersPerItem: 2 },
  });
  const both = await ada.client.hub.work.draw({ plan, reviewerIds: [bob.id, cy.id] });
  const second = both.auditId as AuditId;
  await take(bob, second);
  const had = (await listed(bob, second)).audit!.items;
  await ada.client.hub.work.reassign({ auditId: second, from: cy.id, to: [bob.id], reason: 'on leave' });
  expect((await listed(bob, second)).audit).toMatchObject({ items: 6, here: had, newSince: 6 - had });
  // Without the hub it is still known that something is to come.
  weather = allDown;
  expect((await listed(bob, second)).audit).toMatchObject({ items: 6, here: had, newSince: 6 - had });
  weather = () => 'none';
  await bob.sync();
  expect((await listed(bob, second)).audit).toMatchObject({ items: 6, here: 6, newSince: 6 - had });
  await take(bob, second);
  expect((await listed(bob, second)).audit).toMatchObject({ items: 6, here: 6, newSince: 0 });
  expect((await listed(cy, second)).audit).toBeUndefined();
  expect((await failureOf(take(cy, '00000000-0000-4000-8000-000000000000' as AuditId))).code).toBe(
    'NOT_FOUND',
  );
  await bob.close();
  await cy.close();
});

test('an audit of this computer alone is always here, and its proof reads every text', async () => {
  const dataDir = `${folder.path}/alone`;
  const alone = await openTestBackend(dataDir);
  const { manifest } = storeMadeAudit(alone, 15);
  const { auditId } = manifest;
  expect(await listed(alone, auditId)).toMatchObject({
    isOnline: false,
    audit: { items: 15, here: 15, takenAt: null },
  });
  const steps = await take(alone, auditId);
  expect([...new Set(steps.map((one) => one.phase))]).toEqual(['proving', 'done']);
  expect((await listed(alone, auditId)).audit!.takenAt).not.toBeNull();
  const [first] = manifest.items;
  runSql(alone.context.store, `UPDATE content SET text = text || ' ' WHERE digest = ?`, [
    first!.contentDigest,
  ]);
  expect((await failureOf(take(alone, auditId))).code).toBe('STORAGE_CORRUPT');
  expect((await alone.client.offline.prove({ auditId })).isWhole).toBe(false);
  await alone.close();
});

test('a draft that is begun offline is there as it was when the program starts again', async () => {
  const bob = await travel();
  const auditId = await drawFor(bob, 4);
  await take(bob, auditId);
  weather = allDown;
  const [{ itemId } = { itemId: null }] = await bob.queue(auditId);
  const draft = draftOf(answersOf());
  await bob.client.reviews.saveDraft({ auditId, itemId: itemId!, draft });
  await bob.close();
  const again = await openTestBackend(bob.dataDir, { clock: bob.clock, secrets: bob.secrets });
  expect((await again.client.reviews.item({ auditId, itemId: itemId! })).draft).toEqual(draft);
  await again.close();
});
