import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QueuePlace } from '../../shared/contract/hub.ts';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import type { Clock } from '../../electron/backend/clock.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import { runSql } from '../../db/connection.ts';
import { listUnsentPlaces } from '../../db/queries/drafts.ts';
import type { Member } from '../support/hub-team.ts';
import { findSource, hubPlanOf, joinHub, sendTraces } from '../support/hub-team.ts';
import type { FaultProxy } from '../support/fault-proxy.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { openTestBackend } from '../support/test-backend.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

const HOUR_MS = 3_600_000;
const skewed = (ms: number): Clock => ({ now: () => new Date(Date.now() + ms) });

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let proxy: FaultProxy;
let hasPlaces = true;
let ada: Member;
let bob: Member;
let auditId: AuditId;
let items: ItemId[];
const more: TestBackend[] = [];

/** Another device of the same person. */
async function second(of: Member, clock: Clock = systemClock): Promise<TestBackend> {
  const dataDir = join(folder.path, `second-${more.length}`);
  mkdirSync(dataDir);
  const backend = await openTestBackend(dataDir, { clock });
  more.push(backend);
  await backend.client.sync.connect({ url: proxy.url, token: of.token });
  await sync(backend);
  return backend;
}

async function sync(...devices: TestBackend[]): Promise<void> {
  for (const device of devices) {
    expect(await device.client.sync.now({})).toMatchObject({ phase: 'idle', isOnline: true, error: null });
  }
}

const placeOf = async (device: TestBackend) => (await device.client.reviews.queue({ auditId })).currentItemId;
const visit = (device: TestBackend, at: number) =>
  device.client.reviews.visit({ auditId, itemId: items[at]! });

/** What the hub answers to a request made by hand. */
async function ask(token: string, places: readonly QueuePlace[]): Promise<QueuePlace[]> {
  const answer = await fetch(`${hub.url}/v1/places`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ places }),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { places: QueuePlace[] }).places;
}

beforeAll(async () => {
  folder = makeFolder();
  hub = await startListeningHub(inMemory());
  proxy = await startFaultProxy(hub.url, ({ path }) =>
    path === '/v1/places' && !hasPlaces ? 'portal' : 'none',
  );
  await sendTraces(hub, 'support', 30);
  ada = await joinHub({ ...hub, url: proxy.url }, folder.path, 'Ada', 'lead');
  bob = await joinHub({ ...hub, url: proxy.url }, folder.path, 'Bob', 'reviewer');
  await ada.sync();
  const plan = hubPlanOf(await findSource(ada, 'support'), {
    allocation: { rule: 'proportional', size: 8, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 0, reviewersPerItem: 2 },
  });
  ({ auditId } = await ada.client.hub.work.draw({ plan, reviewerIds: [bob.id] }));
  await bob.sync();
  items = (await bob.queue(auditId)).map((one) => one.itemId);
});
afterAll(async () => {
  for (const device of [...more, ada, bob]) await device?.close();
  await proxy?.close();
  await hub?.close();
  folder?.remove();
});

test('a queue opens where its person was last, on whichever of their devices', async () => {
  const laptop = await second(bob);
  await visit(bob, 2);
  await sync(bob, laptop);
  expect(await placeOf(laptop)).toBe(items[2]);
  await visit(laptop, 5);
  await sync(laptop, bob);
  expect(await placeOf(bob)).toBe(items[5]);
});

test('what was visited without a network is told later, and only the latest visit counts', async () => {
  const laptop = await second(bob);
  await visit(laptop, 1);
  await visit(bob, 3);
  await sync(bob);
  // The laptop was here earlier and says so later: the place of the other device stands, on both.
  await sync(laptop);
  expect(await placeOf(laptop)).toBe(items[3]);
  expect(await placeOf(bob)).toBe(items[3]);
  await visit(laptop, 4);
  expect(listUnsentPlaces(laptop.context.store, bob.id, 10)).toHaveLength(1);
  await sync(laptop, bob);
  expect(listUnsentPlaces(laptop.context.store, bob.id, 10)).toEqual([]);
  expect(await placeOf(bob)).toBe(items[4]);
});

test('a device whose clock is hours ahead does not hold the place against the others', async () => {
  const ahead = await second(bob, skewed(5 * HOUR_MS));
  await visit(ahead, 6);
  await sync(ahead, bob);
  expect(await placeOf(bob)).toBe(items[6]);
  await visit(bob, 7);
  await sync(bob, ahead);
  expect(await placeOf(ahead)).toBe(items[7]);
});

test('a device whose clock is hours behind is heard once it knows of the others', async () => {
  const behind = await second(bob, skewed(-5 * HOUR_MS));
  await visit(bob, 0);
  await sync(bob, behind);
  expect(await placeOf(behind)).toBe(items[0]);
  await visit(behind, 1);
  await sync(behind, bob);
  expect(await placeOf(bob)).toBe(items[1]);
});

test('the hub bounds a visit by its own clock, and keeps no item that is not the person’s', async () => {
  const later = new Date(Date.now() + HOUR_MS).toISOString();
  const unknown = '00000000-0000-7000-8000-000000000001' as ItemId;
  const before = await ask(bob.token, []);
  expect(await ask(bob.token, [{ auditId, itemId: unknown, at: later }])).toEqual(before);
  const [kept] = await ask(bob.token, [{ auditId, itemId: items[2]!, at: later }]);
  expect(kept).toMatchObject({ auditId, itemId: items[2] });
  expect(Date.parse(kept!.at)).toBeLessThanOrEqual(Date.now());
  // Ada leads the audit and judges nothing in it: neither is she told of Bob's place, nor has she one.
  expect(await ask(ada.token, [{ auditId, itemId: items[2]!, at: later }])).toEqual([]);
});

test('a place whose item is not on this device is left alone', async () => {
  const laptop = await second(bob);
  await visit(bob, 3);
  await sync(bob);
  runSql(laptop.context.store, 'DELETE FROM item WHERE item_id = ?', [items[3]!]);
  const before = await placeOf(laptop);
  await sync(laptop);
  expect(await placeOf(laptop)).toBe(before);
});

test('a hub that knows no places, or a network that garbles them, holds up nothing else', async () => {
  hasPlaces = false;
  await visit(bob, 0);
  await bob.judge(auditId, items[0]!);
  await sync(bob);
  expect(await hub.listReviews(auditId)).toHaveLength(1);
  expect(listUnsentPlaces(bob.context.store, bob.id, 10)).toMatchObject([{ itemId: items[0] }]);
  hasPlaces = true;
  await sync(bob);
  expect(listUnsentPlaces(bob.context.store, bob.id, 10)).toEqual([]);
});
