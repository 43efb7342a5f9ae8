/** Retention on a device: texts go when their time is over, also without a network; what was said about them stays. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listRows } from '../../db/connection.ts';
import { compareProjections, resetFeed } from '../../db/replay.ts';
import { createMemorySecrets } from '../../electron/backend/secrets.ts';
import { erasedTitle } from '../../shared/domain/queue.ts';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import type { Fault, FaultProxy } from '../support/fault-proxy.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { Member } from '../support/hub-team.ts';
import { everythingOn, findSource, hubPlanOf, joinHub } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { makeTrace } from '../support/made-audit.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

const day = 86_400_000;
const hour = 3_600_000;
const size = 8;
/** Of the first half of the traces. */
const wish = new Date(Date.now() + 5 * day).toISOString();
let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let proxy: FaultProxy;
let weather: Fault = 'none';
let ada: Member;
let admin: Member;

beforeAll(async () => {
  folder = makeFolder();
  hub = await startListeningHub(inMemory());
  proxy = await startFaultProxy(hub.url, () => weather);
  const { token } = await hub.addPerson('Feeder', 'ingest');
  const traces = Array.from({ length: size }, (_, n) => ({
    ...makeTrace(n),
    ...(n < size / 2 ? { retainUntil: wish } : {}),
  }));
  await fetch(`${hub.url}/v1/traces?source=support`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(traces),
  });
  ada = await joinHub(hub, folder.path, 'Ada', 'lead');
  admin = await joinHub(hub, folder.path, 'Root', 'admin');
  await ada.sync();
}, 60_000);
afterEach(() => {
  weather = 'none';
});
afterAll(async () => {
  await ada?.close();
  await admin?.close();
  await proxy?.close();
  await hub?.close();
  folder?.remove();
});

async function travel(name: string) {
  let offsetMs = 0;
  const clock = {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms: number) => void (offsetMs += ms),
  };
  const secrets = createMemorySecrets();
  const member = await joinHub({ ...hub, url: proxy.url }, folder.path, name, 'reviewer', { clock, secrets });
  return { ...member, clock, secrets };
}

/** All of the traces, for one person. */
async function drawFor(who: Member): Promise<AuditId> {
  const plan = hubPlanOf(await findSource(ada, 'support'), {
    allocation: { rule: 'proportional', size, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 0, reviewersPerItem: 2 },
  });
  const { auditId } = await ada.client.hub.work.draw({ plan, reviewerIds: [who.id] });
  await who.sync();
  for await (const _ of await who.client.offline.take({ auditIds: [auditId] }));
  return auditId as AuditId;
}

async function listed({ client }: TestBackend, auditId: AuditId) {
  return (await client.offline.list({})).audits.find((one) => one.auditId === auditId)!;
}

/** Items whose text ends, and items whose text stays. */
async function parts(who: Member, auditId: AuditId): Promise<{ ending: ItemId[]; staying: ItemId[] }> {
  const ending = listRows<{ id: ItemId }>(
    who.context.store,
    `SELECT i.item_id AS id FROM item i JOIN content c ON c.digest = i.content_digest
     WHERE i.audit_id = ? AND json_extract(c.text, '$.retainUntil') IS NOT NULL ORDER BY i.position`,
    [auditId],
  ).map((one) => one.id);
  const all = (await who.queue(auditId)).map((one) => one.itemId);
  return { ending, staying: all.filter((one) => !ending.includes(one)) };
}

const countTexts = (who: Member): number =>
  listRows(who.context.store, `SELECT 1 FROM content WHERE json_extract(text, '$.output') IS NOT NULL`)
    .length;

test('texts go when their time is over, without a network; reviews and drafts stay and say why nothing more can be done', async () => {
  const bob = await travel('Bob');
  const auditId = await drawFor(bob);
  expect(await listed(bob, auditId)).toMatchObject({ items: size, keptUntil: wish });
  const { ending, staying } = await parts(bob, auditId);
  const [judged, begun, other] = ending as [ItemId, ItemId, ItemId];
  weather = 'bad_gateway';
  await bob.judge(auditId, judged);
  const draft = draftOf(answersOf('factual'));
  await bob.client.reviews.saveDraft({ auditId, itemId: begun, draft });

  bob.clock.advance(4 * day);
  expect((await bob.client.reviews.item({ auditId, itemId: begun })).isErased).toBeUndefined();
  bob.clock.advance(day + hour);
  const shown = await bob.client.reviews.item({ auditId, itemId: begun });
  expect(shown).toMatchObject({ isErased: true, draft, state: 'draft' });
  expect((await bob.client.reviews.item({ auditId, itemId: judged })).review).not.toBeNull();
  const { code, data } = await failureOf(
    bob.client.reviews.submit({ auditId, itemId: begun, submissionId: newReviewId(bob), draft }),
  );
  expect([code, data]).toEqual([
    'CONFLICT',
    expect.objectContaining({ what: expect.stringMatching(/retention ended/) }),
  ]);
  // What may still be kept is here, and can be judged.
  expect(await listed(bob, auditId)).toMatchObject({
    items: staying.length,
    here: staying.length,
    keptUntil: null,
  });
  expect((await bob.client.offline.prove({ auditId })).isWhole).toBe(true);
  for (const itemId of staying) await bob.judge(auditId, itemId);
  await bob.client.reviews.skip({ auditId, itemId: other, reason: 'broken_item' });

  weather = 'none';
  await bob.sync();
  expect(await hub.listReviews(auditId)).toHaveLength(1 + staying.length);
  expect(compareProjections(bob.context.store)).toEqual([]);
  // The hub keeps what an open audit needs: what it tells again goes again.
  resetFeed(bob.context.store);
  await bob.sync();
  expect((await bob.client.reviews.item({ auditId, itemId: begun })).isErased).toBe(true);
  expect(countTexts(bob)).toBe(staying.length);
  expect(compareProjections(bob.context.store)).toEqual([]);
  await bob.close();
  expect(everythingOn(bob)).toContain(erasedTitle);
});

test('texts whose time was over while the program was closed go before it shows anything', async () => {
  const bob = await travel('Bea');
  const auditId = await drawFor(bob);
  weather = 'bad_gateway';
  await bob.close();
  bob.clock.advance(6 * day);
  const again = await openTestBackend(bob.dataDir, { clock: bob.clock, secrets: bob.secrets });
  const { entries } = await again.client.reviews.queue({ auditId });
  expect(entries.filter((one) => one.title === erasedTitle)).toHaveLength(size / 2);
  await again.close();
});

test('a clock that leaps by a year, or is set back, destroys nothing; a day later, or once the hub has answered, it counts', async () => {
  const bob = await travel('Ben');
  const auditId = await drawFor(bob);
  weather = 'bad_gateway';
  bob.clock.advance(365 * day);
  expect(bob.context.retention.check()).toBe(0);
  bob.clock.advance(-365 * day);
  expect(bob.context.retention.check()).toBe(0);
  bob.clock.advance(-40 * day);
  expect(bob.context.retention.check()).toBe(0);
  expect(countTexts(bob)).toBe(size);
  bob.clock.advance(60 * day);
  expect(bob.context.retention.check()).toBe(0);
  bob.clock.advance(day);
  expect(bob.context.retention.check()).toBe(size / 2);
  expect((await listed(bob, auditId)).items).toBe(size / 2);
  await bob.close();

  weather = 'none';
  const cy = await travel('Cy');
  await drawFor(cy);
  weather = 'bad_gateway';
  cy.clock.advance(30 * day);
  expect(cy.context.retention.check()).toBe(0);
  weather = 'none';
  await cy.sync();
  expect(countTexts(cy)).toBe(size / 2);
  await cy.close();
});

test('whoever leads an audit keeps its texts until the close, as the hub does', async () => {
  const bob = await travel('Bo');
  await drawFor(bob);
  await ada.sync();
  const { dataDir } = ada;
  const held = countTexts(ada);
  await ada.close();
  const later = await openTestBackend(dataDir, { clock: { now: () => new Date(Date.now() + 6 * day) } });
  expect(countTexts({ ...ada, ...later })).toBe(held);
  await later.close();
  ada = await joinHub(hub, folder.path, 'Ada again', 'lead');
  await ada.sync();
  await bob.close();
});

test('texts of a closed audit go by the rule that the hub told, also without it', async () => {
  const dan = await travel('Dan');
  const auditId = await drawFor(dan);
  const rule = { riskClasses: [], traceDays: null, itemDays: 3 };
  await admin.client.hub.retention.put({ rules: [rule] });
  await ada.client.hub.work.close({ auditId });
  await dan.sync();
  await dan.client.offline.list({});
  weather = 'bad_gateway';
  dan.clock.advance(2 * day);
  expect(dan.context.retention.check()).toBe(0);
  dan.clock.advance(day + hour);
  expect(dan.context.retention.check()).toBe(size);
  expect(listRows(dan.context.store, 'SELECT DISTINCT title FROM item')).toEqual([{ title: erasedTitle }]);
  await dan.close();
});
