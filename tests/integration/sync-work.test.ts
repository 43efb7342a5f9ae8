import { afterAll, beforeAll, expect, test } from 'vitest';
import { listRows } from '../../db/connection.ts';
import { compareProjections, resetFeed } from '../../db/replay.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { createChance } from '../support/chance.ts';
import type { Fault, FaultProxy } from '../support/fault-proxy.ts';
import { faults, startFaultProxy } from '../support/fault-proxy.ts';
import type { Member } from '../support/hub-team.ts';
import { findSource, hubPlanOf, joinHub, sendTraces } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { failureOf } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let proxy: FaultProxy;
let weather: (path: string) => Fault = () => 'none';
let ada: Member;
let bob: Member;

beforeAll(async () => {
  folder = makeFolder();
  hub = await startListeningHub(inMemory());
  proxy = await startFaultProxy(hub.url, ({ path }) => weather(path));
  await sendTraces(hub, 'support', 30);
  ada = await joinHub({ ...hub, url: proxy.url }, folder.path, 'Ada', 'lead');
  bob = await joinHub({ ...hub, url: proxy.url }, folder.path, 'Bob', 'reviewer');
  await ada.sync();
});
afterAll(async () => {
  for (const member of [ada, bob]) await member?.close();
  await proxy?.close();
  await hub?.close();
  folder?.remove();
});

const size = 8;
const plan = async () =>
  hubPlanOf(await findSource(ada, 'support'), {
    allocation: { rule: 'proportional', size, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 0, reviewersPerItem: 2 },
  });

test('a draw whose answer is lost is drawn once, and one that the hub never heard of says so', async () => {
  const order = { plan: await plan(), reviewerIds: [bob.id] };
  await ada.sync();
  let isLost = false;
  weather = (path) => {
    if (isLost || path !== '/v1/audits') return 'none';
    isLost = true;
    return 'lose_answer';
  };
  const drawn = await ada.client.hub.work.draw(order);
  expect(isLost).toBe(true);
  expect((await ada.client.audits.list({})).map((one) => one.id)).toEqual([drawn.auditId]);
  weather = () => 'bad_gateway';
  const { code, data } = await failureOf(ada.client.hub.work.draw(order));
  expect(code).toBe('HUB_UNREACHABLE');
  expect(data).toMatchObject({ remedy: expect.stringMatching(/look whether it was done/) });
  weather = () => 'none';
  await ada.sync();
  expect(await ada.client.audits.list({})).toHaveLength(1);
});

test('items that are judged anew are neither lost nor doubled, whatever the network does', async () => {
  const audit = (await ada.client.audits.list({}))[0]!.id;
  await bob.sync();
  const items = (await bob.queue(audit)).map((one) => one.itemId);
  expect(items).toHaveLength(size);
  for (const itemId of items) await bob.judge(audit, itemId, 'factual');
  await bob.sync();
  const request = { auditId: audit, itemIds: items, personIds: null, reason: 'the definition changed' };
  expect(await ada.client.hub.work.relabel(request)).toEqual({ requested: size, leftOut: 0 });
  await bob.sync();
  const openItems = async (): Promise<ItemId[]> =>
    (await bob.queue(audit)).filter((one) => one.state === 'open').map((one) => one.itemId);
  expect(await openItems()).toEqual(items);
  // Everything that was pulled is read again: what is asked is asked still.
  resetFeed(bob.context.store);
  await bob.sync();
  expect(await openItems()).toEqual(items);

  const chance = createChance(4);
  weather = () =>
    chance.next() < 0.5 ? chance.pick(faults.filter((one) => one !== 'unauthorized')) : 'none';
  for (const itemId of items) {
    await bob.judge(audit, itemId, 'none');
    expect(await openItems()).not.toContain(itemId);
    await bob.client.sync.now({});
    expect(await openItems()).not.toContain(itemId);
  }
  weather = () => 'none';
  await bob.sync();
  await ada.sync();
  expect(await hub.listReviews(audit)).toHaveLength(2 * size);
  for (const { context } of [ada, bob]) {
    expect(listRows(context.store, 'SELECT item_id FROM relabel')).toEqual([]);
    const current = `SELECT json_extract(answers, '$.hallucination.option') AS option, count(*) AS n
      FROM review WHERE is_current = 1 GROUP BY 1`;
    expect(listRows(context.store, current)).toEqual([{ option: 'none', n: size }]);
    expect(compareProjections(context.store)).toEqual([]);
  }
  expect(await hub.listFaults()).toEqual([]);
});

test('an owner’s device holds complete items as work of others: it offers none of it, and reports after the close', async () => {
  const { auditId } = await ada.client.hub.work.draw({ plan: await plan(), reviewerIds: [bob.id] });
  await bob.sync();
  const [judged, open] = (await bob.queue(auditId)).map((one) => one.itemId) as [ItemId, ItemId];
  const olga = await joinHub({ ...hub, url: proxy.url }, folder.path, 'Olga', 'owner');
  try {
    const audits = async () => (await olga.client.audits.list({})).map((one) => one.id);
    expect(await audits()).not.toContain(auditId);
    await bob.judge(auditId, judged, 'factual');
    await bob.sync();
    await olga.sync();
    expect(await olga.client.audits.get({ auditId })).toMatchObject({
      state: 'open',
      itemCount: 1,
      reviewedCount: 1,
      progress: { mine: 0 },
    });
    const { entries, currentItemId } = await olga.client.reviews.queue({ auditId });
    expect([entries, currentItemId]).toEqual([[], null]);
    expect(await olga.client.reviews.item({ auditId, itemId: judged })).toMatchObject({ review: null });
    expect((await failureOf(olga.client.reviews.item({ auditId, itemId: open }))).code).toBe('NOT_FOUND');
    expect((await failureOf(olga.judge(auditId, judged))).code).toBe('FORBIDDEN');
    expect((await failureOf(olga.client.reports.get({ auditId }))).code).toBe('NOT_FOUND');
    expect((await failureOf(olga.client.audits.manifest({ auditId }))).code).toBe('NOT_FOUND');
    await olga.client.reports.history({ auditId: (await audits())[0]! });

    await ada.client.hub.work.close({ auditId });
    await olga.sync();
    expect((await olga.client.audits.get({ auditId })).itemCount).toBe(size);
    expect(await olga.client.audits.manifest({ auditId })).toMatchObject({ auditId });
    const report = await olga.client.reports.get({ auditId });
    expect(report.auditId).toBe(auditId);
    expect(compareProjections(olga.context.store)).toEqual([]);
  } finally {
    await olga.close();
  }
});
