import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listRows } from '../../db/connection.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { projectionTables } from '../../db/replay.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Chance } from '../support/chance.ts';
import { createChance } from '../support/chance.ts';
import type { Fault, FaultProxy } from '../support/fault-proxy.ts';
import { faults, startFaultProxy } from '../support/fault-proxy.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import type { SyncDevice } from '../support/sync-world.ts';
import { listFaults, openDevice } from '../support/sync-world.ts';
import { makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let proxy: FaultProxy;
/** Chooses the fault of the next request. */
let weather: () => Fault = () => 'none';
const met = new Map<Fault, number>();

beforeAll(async () => {
  hub = await startListeningHub(inMemory());
});
afterAll(() => hub.close());
beforeEach(async () => {
  folder = makeFolder();
  weather = () => 'none';
  proxy = await startFaultProxy(hub.url, () => weather());
});
afterEach(async () => {
  for (const [fault, count] of proxy.counts) met.set(fault, (met.get(fault) ?? 0) + count);
  await proxy.close();
  folder.remove();
});

interface World {
  chance: Chance;
  manifest: Manifest;
  lead: SyncDevice;
  reviewer: SyncDevice;
  /** A second device of the reviewer. */
  second: SyncDevice;
  devices: SyncDevice[];
}

async function makeWorld(seed: number): Promise<World> {
  const chance = createChance(seed);
  const people = [await hub.addPerson('Ada', 'lead'), await hub.addPerson('Bob', 'reviewer')];
  const [ada, bob] = people;
  if (ada === undefined || bob === undefined) throw new Error('nobody');
  const random = (): number => chance.next();
  const devices = ['lead', 'reviewer', 'second'].map((name) =>
    openDevice(join(folder.path, `${seed}-${name}`), name, { random }),
  );
  const [lead, reviewer, second] = devices;
  if (lead === undefined || reviewer === undefined || second === undefined) throw new Error('no device');
  await lead.sync.connect(proxy.url, ada.token);
  for (const one of [reviewer, second]) await one.sync.connect(proxy.url, bob.token);
  const { manifest } = lead.draw(20, 20, [ada.person.id, bob.person.id]);
  for (const one of devices) await one.sync.runNow();
  return { chance, manifest, lead, reviewer, second, devices };
}

/** One act of somebody, or an attempt to sync. */
async function step({ chance, manifest, devices }: World): Promise<void> {
  const device = chance.pick(devices);
  const act = chance.below(10);
  const item = chance.below(manifest.items.length);
  const { auditId } = manifest;
  if (act < 5) {
    await device.sync.runNow();
  } else if (act < 8) {
    const mine = listReviewsOfAudit(device.store, auditId).filter(
      (one) => one.personId === device.personId() && one.itemId === manifest.items[item]?.id && one.isCurrent,
    );
    device.review(manifest, item, mine[0]?.id ?? null);
  } else {
    const on = { auditId, itemId: manifest.items[item]!.id };
    if (act === 8) device.append('item.skipped@1', { ...on, reason: 'cannot_judge' });
    else device.append('item.flagged@1', { ...on, reason: 'privacy' });
  }
}

/** Fair weather until everything has come through; a device that halted or was signed out is asked again. */
async function settle(devices: readonly SyncDevice[]): Promise<void> {
  weather = () => 'none';
  for (let round = 0; round < 2; round += 1) {
    for (const device of devices) {
      const status = await device.sync.runNow();
      expect(status).toMatchObject({ phase: 'idle', isOnline: true, waiting: 0, error: null });
    }
  }
}

async function expectNothingLost({ manifest, lead, reviewer, second, devices }: World): Promise<void> {
  const submitted = devices.flatMap((device) => device.submitted).toSorted();
  expect((await hub.listReviews(manifest.auditId)).map((one) => one.id)).toEqual(submitted);
  const known = (device: SyncDevice): ReviewId[] =>
    listReviewsOfAudit(device.store, manifest.auditId)
      .map((one) => one.id)
      .toSorted();
  expect(known(lead)).toEqual(submitted);
  expect(known(reviewer)).toEqual([...reviewer.submitted, ...second.submitted].toSorted());
  for (const [table, order] of projectionTables.filter(([name]) => name !== 'flag')) {
    const rows = (device: SyncDevice): unknown[] =>
      listRows(device.store, `SELECT * FROM ${table} ORDER BY ${order}`);
    expect(rows(second)).toEqual(rows(reviewer));
  }
  for (const device of devices) {
    expect(listFaults(device.store)).toEqual([]);
    expect(await device.sync.verify()).toMatchObject({ isComplete: true, headsMatch: true, problems: [] });
  }
  expect(await hub.listFaults()).toEqual([]);
}

async function live(seed: number, steps: number, stormy: (chance: Chance) => Fault): Promise<void> {
  const world = await makeWorld(seed);
  try {
    weather = () => stormy(world.chance);
    for (let n = 0; n < steps; n += 1) await step(world);
    await settle(world.devices);
    await expectNothingLost(world);
  } finally {
    for (const device of world.devices) await device.close();
  }
}

const runs = 12;
const seeds = Array.from({ length: runs }, (_, n) => 1000 + n);

test.each(seeds)(
  'nothing is lost or doubled by a network that does everything wrong (seed %i)',
  async (seed) => {
    await live(seed, 60, (chance) => (chance.next() < 0.5 ? chance.pick(faults) : 'none'));
  },
);

test.each(faults.filter((fault) => fault !== 'none'))(
  'nothing is lost or doubled by a network given to "%s"',
  async (fault) => {
    await live(77, 40, (chance) => (chance.next() < 0.4 ? fault : 'none'));
  },
);

test('nothing is lost or doubled where 30 % of all requests or answers get lost', async () => {
  await live(30, 120, (chance) =>
    chance.next() < 0.3 ? chance.pick(['lose_request', 'lose_answer'] as const) : 'none',
  );
});

test('every fault has been met', () => {
  console.log(`faults met: ${[...met].map(([fault, count]) => `${fault} ${count}`).join(', ')}`);
  for (const fault of faults) expect(met.get(fault) ?? 0).toBeGreaterThan(20);
});
