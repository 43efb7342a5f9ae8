import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findRow, listRows } from '../../db/connection.ts';
import { getCurrentLedger, listLedgers } from '../../db/queries/ledger.ts';
import { insertContent } from '../../db/queries/contents.ts';
import { listRefusals } from '../../db/queries/outbox.ts';
import { findCurrentReview, listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { projectionTables } from '../../db/replay.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/person.ts';
import type { Fault } from '../support/fault-proxy.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { DeviceOptions, SyncDevice } from '../support/sync-world.ts';
import { listFaults, openDevice } from '../support/sync-world.ts';
import { makeAudit, makePlan } from '../support/made-audit.ts';
import { makeFolder, manifestText } from '../support/test-device.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { inMemory } from '../support/databases.ts';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let cleanups: (() => Promise<void>)[] = [];

beforeAll(async () => {
  hub = await startListeningHub(inMemory());
});
afterAll(() => hub.close());
beforeEach(() => {
  folder = makeFolder();
});
afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
  cleanups = [];
  folder.remove();
});

function device(name: string, options: DeviceOptions = {}): SyncDevice {
  const opened = openDevice(join(folder.path, name), name, options);
  cleanups.push(() => opened.close());
  return opened;
}

/** A device that is signed in as a new person of the hub. */
async function member(name: string, role: Role, options: DeviceOptions = {}): Promise<SyncDevice> {
  const opened = device(name, options);
  const { token } = await hub.addPerson(name, role);
  await opened.sync.connect(hub.url, token);
  await settled(opened);
  return opened;
}

/** Syncs, and expects that to have gone through. */
async function settled(...devices: SyncDevice[]): Promise<void> {
  for (const one of devices) {
    const status = await one.sync.runNow();
    expect(status).toMatchObject({ phase: 'idle', isOnline: true, waiting: 0, error: null });
  }
}

/** The rows of every projection, as text. */
function projections(of: SyncDevice): Record<string, string[]> {
  return Object.fromEntries(
    projectionTables.map(([table, order]) => [
      table,
      listRows(of.store, `SELECT * FROM ${table} ORDER BY ${order}`).map((row) => JSON.stringify(row)),
    ]),
  );
}

async function expectAllWell(...devices: SyncDevice[]): Promise<void> {
  for (const one of devices) {
    expect(listFaults(one.store)).toEqual([]);
    expect(await one.sync.verify()).toMatchObject({ isComplete: true, headsMatch: true, problems: [] });
  }
  expect(await hub.listFaults()).toEqual([]);
}

describe('two devices of one person', () => {
  test('show the same after a sync, although one of them never saw the files', async () => {
    const { token } = await hub.addPerson('Ada', 'lead');
    const [one, other] = [device('one'), device('other')];
    const { manifest } = one.draw(12);
    for (let n = 0; n < 5; n += 1) one.review(manifest, n);
    one.append('item.skipped@1', {
      auditId: manifest.auditId,
      itemId: manifest.items[7]!.id,
      reason: 'cannot_judge',
    });
    await one.sync.connect(hub.url, token);
    await settled(one);
    await other.sync.connect(hub.url, token);
    await settled(other);
    const shown = projections(other);
    expect(shown['review']).toHaveLength(5);
    expect(shown['item']).toHaveLength(12);
    expect(shown).toEqual(projections(one));
    await expectAllWell(one, other);
  });

  test('keep the first accepted of two new versions of a review, and both show which', async () => {
    const { token } = await hub.addPerson('Ada', 'lead');
    const [one, other] = [device('one'), device('other')];
    const { manifest } = one.draw(3);
    const first = one.review(manifest, 0);
    await one.sync.connect(hub.url, token);
    await other.sync.connect(hub.url, token);
    await settled(one, other);
    const fromOne = one.review(manifest, 0, first);
    const fromOther = other.review(manifest, 0, first);
    await settled(one, other, one);
    for (const of of [one, other]) {
      const current = findCurrentReview(of.store, manifest.items[0]!.id, of.personId());
      expect(current?.id).toBe(fromOne);
    }
    expect(listRefusals(other.store)).toMatchObject([{ reason: 'SUPERSEDE_CONFLICT' }]);
    expect(listReviewsOfAudit(other.store, manifest.auditId).map((one_) => one_.id)).toContain(fromOther);
    await expectAllWell(one, other);
  });
});

describe('signing in', () => {
  test('makes what was done before there was a hub the same person’s, here and at the hub', async () => {
    const ada = device('Ada');
    const before = ada.personId();
    const { manifest } = ada.draw(4);
    ada.review(manifest, 0);
    const { person, token } = await hub.addPerson('Ada', 'lead');
    expect(await ada.sync.connect(hub.url, token)).toMatchObject({
      person: { id: person.id },
      hubId: hub.id,
    });
    ada.review(manifest, 1);
    await settled(ada);
    expect(ada.personId()).toBe(person.id);
    expect(person.id).not.toBe(before);
    const reviews = listReviewsOfAudit(ada.store, manifest.auditId);
    expect(reviews.map((one) => one.personId)).toEqual([person.id, person.id]);
    expect(await hub.listReviews(manifest.auditId)).toEqual(
      reviews.map(({ id, personId }) => ({ id, personId })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    await expectAllWell(ada);
  });

  test('as somebody else keeps each person’s ledger, and sends each with its own token', async () => {
    const shared = device('shared');
    const [ada, bob] = [await hub.addPerson('Ada', 'lead'), await hub.addPerson('Bob', 'reviewer')];
    await shared.sync.connect(hub.url, ada.token);
    const { manifest } = shared.draw(4, 4, [ada.person.id, bob.person.id]);
    shared.review(manifest, 0);
    await settled(shared);
    shared.review(manifest, 1);
    await shared.sync.connect(hub.url, bob.token);
    await settledFor(shared, 1);
    expect(getCurrentLedger(shared.store).personId).toBe(bob.person.id);
    shared.review(manifest, 0);
    await settledFor(shared, 1);
    await shared.sync.connect(hub.url, ada.token);
    await settled(shared);
    expect(listLedgers(shared.store)).toHaveLength(2);
    const found = await hub.listReviews(manifest.auditId);
    expect(found.map((one) => one.personId).toSorted()).toEqual(
      [ada.person.id, ada.person.id, bob.person.id].toSorted(),
    );
    await expectAllWell(shared);
  });

  test('on a copy of somebody else’s folder begins a ledger of one’s own, and sends nothing of theirs', async () => {
    const original = openDevice(join(folder.path, 'original'), 'original');
    const { manifest } = original.draw(4);
    original.review(manifest, 0);
    await original.close();
    cpSync(join(folder.path, 'original'), join(folder.path, 'copy'), { recursive: true });
    const [ada, bob] = [await hub.addPerson('Ada', 'lead'), await hub.addPerson('Bob', 'lead')];
    const first = openDevice(join(folder.path, 'original'), 'first');
    cleanups.push(() => first.close());
    await first.sync.connect(hub.url, ada.token);
    await settled(first);
    const copy = device('copy');
    await copy.sync.connect(hub.url, bob.token);
    const own = copy.draw(2);
    copy.review(own.manifest, 0);
    await settled(copy);
    expect((await hub.listReviews(manifest.auditId)).map((one) => one.personId)).toEqual([ada.person.id]);
    expect((await hub.listReviews(own.manifest.auditId)).map((one) => one.personId)).toEqual([bob.person.id]);
    expect(copy.sync.status()).toMatchObject({ waiting: 0, refused: 0 });
    await expectAllWell(first, copy);
  });

  test.each([
    ['a wrong token', () => hub.url, 'x'.repeat(40), 'UNAUTHORIZED'],
    ['an address where nothing answers', () => 'http://127.0.0.1:9', 'x'.repeat(40), 'HUB_UNREACHABLE'],
    ['http to another computer', () => 'http://hub.example.org', 'x'.repeat(40), 'INVALID_INPUT'],
    [
      'an address with a password in it',
      () => 'https://a:b@hub.example.org',
      'x'.repeat(40),
      'INVALID_INPUT',
    ],
  ])('with %s says so and changes nothing', async (_name, url, token, code) => {
    const ada = device('Ada');
    const before = [projections(ada), listLedgers(ada.store)];
    await expect(ada.sync.connect(url(), token)).rejects.toMatchObject({
      code,
      problem: { remedy: expect.stringMatching(/\S/) },
    });
    expect([projections(ada), listLedgers(ada.store)]).toEqual(before);
    expect(ada.sync.status()).toMatchObject({ phase: 'no_hub', isOnline: null, hubUrl: null });
  });

  test('out and in again goes on where it was', async () => {
    const ada = device('Ada');
    const { token } = await hub.addPerson('Ada', 'lead');
    await ada.sync.connect(hub.url, token);
    const { manifest } = ada.draw(3);
    await settled(ada);
    expect(await ada.sync.disconnect()).toMatchObject({ phase: 'no_hub', hubUrl: null });
    expect(await ada.secrets.get('hub-token')).toBeNull();
    ada.review(manifest, 0);
    expect(await ada.sync.runNow()).toMatchObject({ phase: 'no_hub', waiting: 1 });
    await ada.sync.connect(hub.url, token);
    await settled(ada);
    expect(listLedgers(ada.store)).toHaveLength(1);
    await expectAllWell(ada);
  });
});

/** Syncs a shared device on which `others` events of somebody else still wait. */
async function settledFor(of: SyncDevice, others: number): Promise<void> {
  expect(await of.sync.runNow()).toMatchObject({ phase: 'idle', error: null, waiting: others });
}

const listSealed = (of: SyncDevice): unknown[] =>
  listRows(of.store, 'SELECT item_id FROM item WHERE sealed_digest IS NOT NULL');

describe('a lead and a reviewer', () => {
  test('see what is theirs to see before and after the close', async () => {
    const lead = await member('Ada', 'lead');
    const reviewer = await member('Bob', 'reviewer');
    const people = [lead.personId(), reviewer.personId()];
    const { manifest } = lead.draw(6, 2, people);
    await settled(lead, reviewer);
    for (const n of [0, 1]) {
      lead.review(manifest, n);
      reviewer.review(manifest, n);
    }
    await settled(reviewer, lead, reviewer);
    const seenBy = (of: SyncDevice): (string | undefined)[] =>
      listReviewsOfAudit(of.store, manifest.auditId).map((one) => one.personId);
    expect(new Set(seenBy(lead))).toEqual(new Set(people));
    expect(new Set(seenBy(reviewer))).toEqual(new Set([reviewer.personId()]));
    expect(listSealed(reviewer)).toEqual([]);
    lead.append('audit.closed@1', { auditId: manifest.auditId });
    await settled(lead, reviewer);
    expect(new Set(seenBy(reviewer))).toEqual(new Set(people));
    expect(listSealed(reviewer).length).toBeGreaterThan(0);
    reviewer.review(manifest, 3);
    await settled(reviewer, lead);
    const late = listReviewsOfAudit(lead.store, manifest.auditId).filter((one) => one.isLate);
    expect(late.map((one) => one.id)).toEqual([reviewer.submitted.at(-1)]);
    // Told once: the round that brought the answer has confirmed it.
    const hubOf = await reviewer.sync.calls();
    const ledger = getCurrentLedger(reviewer.store).id;
    expect(await hubOf.ledgers.head({ ledger })).toMatchObject({ late: [], refused: [] });
    await expectAllWell(lead, reviewer);
  });

  test('may both have tried an audit of their own before they signed in; what is not theirs to do stops nothing', async () => {
    const lead = await member('Ada', 'lead');
    const reviewer = device('Bob');
    const own = reviewer.draw(3);
    reviewer.review(own.manifest, 0);
    const { token, person } = await hub.addPerson('Bob', 'reviewer');
    const { manifest } = lead.draw(4, 4, [lead.personId(), person.id]);
    await settled(lead);
    await reviewer.sync.connect(hub.url, token);
    await settled(reviewer);
    reviewer.review(manifest, 1);
    await settled(reviewer);
    expect(listRefusals(reviewer.store).map((one) => one.reason)).toContain('WRONG_ROLE');
    expect(await hub.listReviews(own.manifest.auditId)).toEqual([]);
    expect(listReviewsOfAudit(reviewer.store, own.manifest.auditId)).toHaveLength(1);
    expect(await hub.listReviews(manifest.auditId)).toHaveLength(1);
    await expectAllWell(lead, reviewer);
  });

  test('are told what the hub does not count and why, and the hub is told that they know', async () => {
    const lead = await member('Ada', 'lead');
    const reviewer = await member('Bob', 'reviewer');
    const { manifest } = lead.draw(4);
    await settled(lead);
    reviewer.review(manifest, 0);
    expect(await reviewer.sync.runNow()).toMatchObject({ phase: 'idle', waiting: 0, refused: 1 });
    expect(listRefusals(reviewer.store)).toMatchObject([{ reason: 'NOT_ASSIGNED' }]);
    const unconfirmed = (): unknown =>
      findRow(reviewer.store, 'SELECT count(*) AS n FROM refusal WHERE is_confirmed = 0');
    expect(unconfirmed()).toEqual({ n: 0 });
    reviewer.append('item.flagged@1', {
      auditId: manifest.auditId,
      itemId: manifest.items[1]!.id,
      reason: 'privacy',
    });
    await reviewer.sync.runNow();
    reviewer.append('item.flagged@1', {
      auditId: manifest.auditId,
      itemId: manifest.items[1]!.id,
      reason: 'other',
    });
    expect(await reviewer.sync.runNow()).toMatchObject({ refused: 3 });
    expect(unconfirmed()).toEqual({ n: 0 });
    await expectAllWell(lead, reviewer);
  });
});

describe('a device that was restored from a backup', () => {
  test('goes on in a new ledger; nothing that either history holds is lost or counted twice', async () => {
    const { token } = await hub.addPerson('Ada', 'lead');
    const original = openDevice(join(folder.path, 'original'), 'original');
    await original.sync.connect(hub.url, token);
    const { manifest } = original.draw(10);
    original.review(manifest, 0);
    await settled(original);
    original.review(manifest, 1);
    await original.close();
    cpSync(join(folder.path, 'original'), join(folder.path, 'backup'), { recursive: true });
    const later = openDevice(join(folder.path, 'original'), 'later', { secrets: original.secrets });
    later.sync.start();
    later.review(manifest, 2);
    await settled(later);
    await later.close();

    const restored = device('backup', { secrets: original.secrets });
    restored.sync.start();
    restored.review(manifest, 3);
    await settled(restored);
    expect(listLedgers(restored.store)).toHaveLength(2);
    const expected = [...original.submitted, ...later.submitted, ...restored.submitted].toSorted();
    expect(expected).toHaveLength(4);
    expect((await hub.listReviews(manifest.auditId)).map((one) => one.id)).toEqual(expected);
    expect(
      listReviewsOfAudit(restored.store, manifest.auditId)
        .map((one) => one.id)
        .toSorted(),
    ).toEqual(expected);
    await expectAllWell(restored);
  });

  test('and was copied goes on as two, each with all that the other sent', async () => {
    const { token } = await hub.addPerson('Ada', 'lead');
    const original = openDevice(join(folder.path, 'original'), 'original');
    await original.sync.connect(hub.url, token);
    const { manifest } = original.draw(10);
    await settled(original);
    await original.close();
    cpSync(join(folder.path, 'original'), join(folder.path, 'copy'), { recursive: true });
    const one = openDevice(join(folder.path, 'original'), 'one', { secrets: original.secrets });
    cleanups.push(() => one.close());
    const other = device('copy', { secrets: original.secrets });
    for (const of of [one, other]) of.sync.start();
    for (let n = 0; n < 4; n += 1) {
      one.review(manifest, 2 * n);
      other.review(manifest, 2 * n + 1);
      await settled(one, other);
    }
    await settled(one, other);
    expect(await hub.listReviews(manifest.auditId)).toHaveLength(8);
    expect(projections(one)['review']).toEqual(projections(other)['review']);
    await expectAllWell(one, other);
  });
});

describe('a hub', () => {
  test('that was restored from a backup is sent again what it lost, without anybody doing anything', async () => {
    const before = await startListeningHub(join(folder.path, 'hub'));
    const [ada, bob] = [device('Ada'), device('Bob')];
    const [lead, reviewer] = [
      await before.addPerson('Ada', 'lead'),
      await before.addPerson('Bob', 'reviewer'),
    ];
    await ada.sync.connect(before.url, lead.token);
    await bob.sync.connect(before.url, reviewer.token);
    const { manifest } = ada.draw(6, 6, [lead.person.id, reviewer.person.id]);
    ada.review(manifest, 0);
    await settled(ada, bob);
    await before.close();
    cpSync(join(folder.path, 'hub'), join(folder.path, 'backup'), { recursive: true });
    const until = await startListeningHub(join(folder.path, 'hub'), before.port);
    for (const n of [1, 2]) {
      ada.review(manifest, n);
      bob.review(manifest, n);
    }
    await settled(ada, bob, ada);
    await until.close();
    const after = await startListeningHub(join(folder.path, 'backup'), before.port);
    cleanups.push(() => after.close());
    expect(await after.listReviews(manifest.auditId)).toHaveLength(1);
    await settled(ada, bob, ada);
    expect(await after.listReviews(manifest.auditId)).toHaveLength(5);
    expect(listReviewsOfAudit(ada.store, manifest.auditId)).toHaveLength(5);
    for (const one of [ada, bob]) {
      expect(listFaults(one.store)).toEqual([]);
      expect(await one.sync.verify()).toMatchObject({ isComplete: true, problems: [] });
    }
    expect(await after.listFaults()).toEqual([]);
  });

  test('that is down or behind a login page is waited for, and work goes on', async () => {
    let fault: Fault = 'none';
    const proxy = await startFaultProxy(hub.url, () => fault);
    cleanups.push(() => proxy.close());
    const ada = device('Ada', { random: () => 0.5 });
    const { token } = await hub.addPerson('Ada', 'lead');
    await ada.sync.connect(proxy.url, token);
    const { manifest } = ada.draw(5);
    await settled(ada);
    for (const met of ['portal', 'bad_gateway', 'lose_request', 'cut_answer'] as const) {
      fault = met;
      ada.review(manifest, 0);
      const status = await ada.sync.runNow();
      expect(status).toMatchObject({ phase: 'waiting', isOnline: false });
      expect(status.error?.remedy).toMatch(/stored here/);
      expect(status.nextAttemptAt).not.toBeNull();
    }
    fault = 'none';
    expect(await ada.sync.runNow()).toMatchObject({ phase: 'idle', isOnline: true, waiting: 0, error: null });
    await expectAllWell(ada);
  });

  test('that revokes a token stops sync and nothing else; a new token sends everything', async () => {
    const ada = await member('Ada', 'lead');
    const { manifest } = ada.draw(5);
    await settled(ada);
    const again = await hub.renewToken(ada.personId());
    ada.review(manifest, 0);
    expect(await ada.sync.runNow()).toMatchObject({ phase: 'signed_out', waiting: 1 });
    ada.review(manifest, 1);
    expect(await ada.sync.runNow()).toMatchObject({ phase: 'signed_out', waiting: 2 });
    await ada.sync.connect(hub.url, again);
    await settled(ada);
    expect(await hub.listReviews(manifest.auditId)).toHaveLength(2);
    await expectAllWell(ada);
  });

  test('that is sent 50 MB refuses it politely and stays up', async () => {
    const { token } = await hub.addPerson('Eve', 'lead');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const events = [
      { envelope: '{}', hash: '0'.repeat(64), body: 'x'.repeat(50 * 1024 * 1024), salt: '0'.repeat(32) },
    ];
    const url = `${hub.url}/v1/ledgers/${crypto.randomUUID()}/events`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ events }) });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'TOO_LARGE', data: { remedy: expect.any(String) } });
    expect((await fetch(`${hub.url}/v1/me`, { headers })).status).toBe(200);
  });

  test('that will not take a text is not asked for ever: sync halts and says so, work goes on', async () => {
    const ada = await member('Ada', 'lead');
    const { manifest } = ada.draw(1);
    await settled(ada);
    const auditId = ada.ids.uuidv7() as AuditId;
    const made = makeAudit(auditId, 1, 0, makePlan({ title: 'x' }), 900_000);
    for (const content of made.contents) insertContent(ada.store, content);
    insertContent(ada.store, { digest: made.manifestDigest, text: manifestText(made) });
    ada.append('audit.planned@1', { auditId, plan: made.manifest.plan, isDemo: false });
    ada.append('audit.drawn@1', { auditId, manifestDigest: made.manifestDigest, itemCount: 1 });
    const status = await ada.sync.runNow();
    expect(status).toMatchObject({ phase: 'halted', isOnline: true });
    expect(status.error?.remedy).toMatch(/\S/);
    ada.review(manifest, 0);
    expect(listReviewsOfAudit(ada.store, manifest.auditId)).toHaveLength(1);
    expect(listFaults(ada.store)).toEqual([]);
  });

  test('that answers without taking anything is noticed', async () => {
    let held: string | null = null;
    const ada = await member('Ada', 'lead', {
      // Something on the way answers every push with what it remembers of the first.
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (!request.url.endsWith('/events')) return fetch(request);
        if (held === null) held = await (await fetch(request)).text();
        return new Response(held, { headers: { 'content-type': 'application/json' } });
      },
    });
    ada.draw(2);
    const status = await ada.sync.runNow();
    expect(status).toMatchObject({ phase: 'waiting', waiting: 3 });
    expect(status.error?.what).toMatch(/does not take event \d+ \(audit\.planned\)/);
  });

  test('that tells of things unknown to this version is read on, and they are kept', async () => {
    const strange = { op: 'put', kind: 'ruling', id: 'r1', payload: { value: 'policy' } };
    const ada = await member('Ada', 'lead', {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (!request.url.includes('/v1/feed')) return fetch(request);
        const answer = await fetch(request);
        const text = await answer.text();
        const { status } = answer;
        const lines = text.trimEnd().split('\n');
        const end = JSON.parse(lines.pop() ?? '');
        const last = JSON.parse(lines.at(-1) ?? '{"position":1000}');
        lines.push(JSON.stringify({ ...strange, position: last.position + 1_000_000 }));
        lines.push(JSON.stringify({ ...end, count: end.count + 1 }));
        return new Response(`${lines.join('\n')}\n`, {
          status,
          headers: { 'content-type': 'application/x-ndjson' },
        });
      },
    });
    const { manifest } = ada.draw(2);
    ada.review(manifest, 0);
    await settled(ada);
    const kept = listRows(ada.store, `SELECT payload FROM feed_entry WHERE kind = 'ruling'`);
    expect(kept[0]).toEqual({ payload: JSON.stringify(strange.payload) });
    expect(listReviewsOfAudit(ada.store, manifest.auditId)).toHaveLength(1);
    await expectAllWell(ada);
  });
});

describe('a device', () => {
  test('whose clock goes backwards by hours loses no order', async () => {
    const ada = await member('Ada', 'lead');
    const { manifest } = ada.draw(4);
    const first = ada.review(manifest, 0);
    await settled(ada);
    ada.clock.advance(-7 * 3_600_000);
    const second = ada.review(manifest, 0, first);
    ada.review(manifest, 1);
    await settled(ada);
    ada.clock.advance(3_600_000);
    const third = ada.review(manifest, 0, second);
    await settled(ada);
    const current = findCurrentReview(ada.store, manifest.items[0]!.id, ada.personId());
    expect(current?.id).toBe(third);
    await expectAllWell(ada);
  });

  test('sends many commits in a row in few rounds, soon after the first of them', async () => {
    let pushes = 0;
    const ada = await member('Ada', 'lead', {
      timings: { debounceMs: 150, intervalMs: 3_600_000 },
      fetch: (input, init) => {
        const request = new Request(input, init);
        if (request.url.endsWith('/events')) pushes += 1;
        return fetch(request);
      },
    });
    const { manifest } = ada.draw(30);
    await settled(ada);
    const before = pushes;
    for (let n = 0; n < 30; n += 1) {
      ada.review(manifest, n);
      ada.sync.nudge();
    }
    await expect.poll(() => ada.sync.status().waiting, { timeout: 20_000 }).toBe(0);
    expect(pushes - before).toBe(1);
  });

  test('that was ended takes up its connection again, and says when its token is gone', async () => {
    const ada = openDevice(join(folder.path, 'ada'), 'first');
    const { token } = await hub.addPerson('Ada', 'lead');
    await ada.sync.connect(hub.url, token);
    const { manifest } = ada.draw(3);
    await settled(ada);
    const { lastSyncedAt } = ada.sync.status();
    await ada.close();
    const again = openDevice(join(folder.path, 'ada'), 'second', { secrets: ada.secrets });
    expect(again.sync.status()).toMatchObject({ hubUrl: hub.url, lastSyncedAt });
    again.review(manifest, 0);
    again.sync.start();
    await settled(again);
    await again.close();
    await ada.secrets.remove('hub-token');
    const third = openDevice(join(folder.path, 'ada'), 'third', { secrets: ada.secrets });
    cleanups.push(() => third.close());
    third.sync.start();
    expect(await third.sync.runNow()).toMatchObject({ phase: 'signed_out' });
    third.review(manifest, 1);
    await third.sync.connect(hub.url, token);
    await settled(third);
    await expectAllWell(third);
  });
});
