import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listVisible, partOf, readAudit } from '../../hub/feed/entries.ts';
import { levelOf } from '../../hub/feed/visibility.ts';
import { changePerson } from '../../hub/people.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import { appendOwn } from '../../hub/own-ledger.ts';
import { listPeople } from '../../hub/store/people.ts';
import { inWrite } from '../../hub/store/write.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import { feedEntry } from '../../shared/contract/hub.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { DatabasePlace } from '../../hub/database/open.ts';
import type { Chance } from '../support/chance.ts';
import { createChance } from '../support/chance.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { settle, TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';

describeOnEachDatabase('the feed', (databases) => {
  let place: DatabasePlace;
  let hub: TestHub;
  let lead: TestPerson;
  let ann: TestPerson;
  let ben: TestPerson;
  let leadDevice: TestDevice;

  beforeAll(async () => {
    place = databases.next();
    hub = await TestHub.start(place);
  });
  afterAll(async () => {
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });
  beforeEach(async () => {
    lead = await hub.add('lead', 'Lea');
    ann = await hub.add('reviewer', 'Ann');
    ben = await hub.add('reviewer', 'Ben');
    leadDevice = new TestDevice(hub, lead);
  });

  /** Keys that a person knows, without people, sorted. */
  const keysOf = async (token: string): Promise<string[]> =>
    [...(await hub.known(token)).keys()].filter((key) => !key.startsWith('person/')).toSorted();
  const payloadsOf = async <T>(token: string, kind: string): Promise<T[]> =>
    [...(await hub.known(token))].flatMap(([key, payload]) =>
      key.startsWith(`${kind}/`) ? [payload as T] : [],
    );
  interface ItemPayload {
    itemId: string;
    contentDigest: string;
    content: string;
    sealed: string | null;
  }

  /** An audit of four items in which Ann has items 0 and 2, Ben 1 and 3, and both have worked. */
  async function workedAudit(plan: ConstructorParameters<typeof TestAudit>[1] = {}) {
    const audit = new TestAudit(4, plan);
    await audit.open(leadDevice, [ann, ben]);
    const [ofAnn, ofBen] = [new TestDevice(hub, ann), new TestDevice(hub, ben)];
    const annsReview = ofAnn.review(audit, 0);
    ofAnn.skip(audit, 2);
    const bensReview = ofBen.review(audit, 1);
    await ofAnn.push();
    await ofBen.push();
    return { audit, annsReview, bensReview, ofAnn, ofBen };
  }

  describe('before the close', () => {
    it('tells a reviewer the audit, own items without sealed facts, own assignments, reviews and skips', async () => {
      const { audit, annsReview } = await workedAudit();
      expect(await keysOf(ann.token)).toEqual(
        [
          `audit/${audit.id}`,
          ...[0, 2].flatMap((at) => [`item/${audit.item(at)}`, `assignment/${audit.item(at)}`]),
          `review/${annsReview}`,
          `skip/${audit.item(2)}:${ann.person.id}`,
        ].toSorted(),
      );
      const items = await payloadsOf<ItemPayload>(ann.token, 'item');
      expect(items.map((item) => item.sealed)).toEqual([null, null]);
      expect(items.some((item) => item.content.includes('model-a'))).toBe(false);
    });

    it('does not tell a reviewer who else has an item', async () => {
      const audit = new TestAudit(2);
      await audit.open(leadDevice, [ann, ben], true);
      const assignments = await payloadsOf<{ personIds: string[] }>(ben.token, 'assignment');
      expect(assignments.map((one) => one.personIds)).toEqual([[ben.person.id], [ben.person.id]]);
    });

    it('tells the lead everything at once', async () => {
      const { audit, annsReview, bensReview } = await workedAudit();
      expect(await keysOf(lead.token)).toEqual(
        [
          `audit/${audit.id}`,
          `manifest/${audit.id}`,
          ...[0, 1, 2, 3].flatMap((at) => [`item/${audit.item(at)}`, `assignment/${audit.item(at)}`]),
          `review/${annsReview}`,
          `review/${bensReview}`,
          `skip/${audit.item(2)}:${ann.person.id}`,
        ].toSorted(),
      );
      const items = await payloadsOf<ItemPayload>(lead.token, 'item');
      expect(items.every((item) => item.sealed?.includes('model-a'))).toBe(true);
    });

    it('tells another lead and a reviewer without items nothing of the audit', async () => {
      await workedAudit();
      for (const role of ['lead', 'reviewer'] as const) {
        expect(await keysOf((await hub.add(role)).token)).toEqual([]);
      }
    });

    it('tells an owner of items that everybody who has them has judged, and of nothing that is sealed', async () => {
      const early = await hub.add('owner');
      const { audit, annsReview, bensReview } = await workedAudit();
      const both = [early, await hub.add('owner')];
      for (const { token } of both) {
        const known = [...(await hub.known(token))].filter(([, payload]) => isAbout(payload, audit));
        expect(known.map(([key]) => key).toSorted()).toEqual(
          [
            `audit/${audit.id}`,
            ...[0, 1].flatMap((at) => [`item/${audit.item(at)}`, `assignment/${audit.item(at)}`]),
            `review/${annsReview}`,
            `review/${bensReview}`,
          ].toSorted(),
        );
        const items = known.filter(([key]) => key.startsWith('item/'));
        expect(items.every(([, payload]) => (payload as ItemPayload).sealed === null)).toBe(true);
      }
      // Of a skip, which is no submission, once the item is complete by a review.
      const { cursor } = await hub.pull(early.token);
      const ofAnn = new TestDevice(hub, ann);
      const reviewId = ofAnn.review(audit, 2);
      await ofAnn.push();
      const { entries } = await hub.pull(early.token, cursor);
      const itemId = audit.item(2);
      expect(entries.map((one) => [one.op, one.kind, one.id])).toEqual([
        ['put', 'item', itemId],
        ['put', 'assignment', itemId],
        ['put', 'review', reviewId],
      ]);
    });

    it('takes an item back from an owner whom it is given to, and tells them of it after their own review', async () => {
      const owner = await hub.add('owner');
      const { audit, annsReview } = await workedAudit();
      const before = await hub.pull(owner.token);
      leadDevice.append('audit.assigned@1', {
        auditId: audit.id,
        assignments: [{ itemId: audit.item(0), personIds: [ann.person.id, owner.person.id] }],
      });
      await leadDevice.push();
      const between = await hub.pull(owner.token, before.cursor);
      const blind = settle([...before.entries, ...between.entries]);
      expect(blind.has(`review/${annsReview}`)).toBe(false);
      expect(blind.get(`assignment/${audit.item(0)}`)).toMatchObject({ personIds: [owner.person.id] });
      expect(JSON.stringify(await hub.pull(owner.token))).not.toContain(`"id":"${annsReview}","payload":{`);
      const own = new TestDevice(hub, owner);
      own.review(audit, 0);
      expect((await own.push()).refused).toEqual([]);
      const ofAnn = new TestDevice(hub, ann);
      const second = ofAnn.review(audit, 0, { supersedes: annsReview });
      await ofAnn.push();
      const known = settle([
        ...before.entries,
        ...between.entries,
        ...(await hub.pull(owner.token, between.cursor)).entries,
      ]);
      expect(known).toEqual(await hub.known(owner.token));
      expect([known.has(`review/${annsReview}`), known.has(`review/${second}`)]).toEqual([false, true]);
      expect(known.get(`assignment/${audit.item(0)}`)).toMatchObject({
        personIds: [ann.person.id, owner.person.id],
      });
    });

    it('takes an item back from an owner for as long as they are to judge it anew themselves', async () => {
      const owner = await hub.add('owner');
      const audit = new TestAudit(2);
      await audit.open(leadDevice, [ann, owner], true);
      const [ofAnn, own] = [new TestDevice(hub, ann), new TestDevice(hub, owner)];
      const theirs = ofAnn.review(audit, 0);
      const mine = own.review(audit, 0);
      await ofAnn.push();
      await own.push();
      expect((await hub.known(owner.token)).has(`review/${theirs}`)).toBe(true);
      const items = [{ itemId: audit.item(0), personIds: [owner.person.id] }];
      const body = { auditId: audit.id, requestId: randomUUID(), reason: 'again', items };
      await inWrite(hub.database.db, (tx) =>
        appendOwn(tx, [{ key: 'relabel.requested@1', subject: {}, body }], hub.facts),
      );
      const asked = await hub.known(owner.token);
      expect([asked.has(`review/${theirs}`), asked.has(`review/${mine}`)]).toEqual([false, true]);
      own.review(audit, 0, { supersedes: mine });
      await own.push();
      expect((await hub.known(owner.token)).has(`review/${theirs}`)).toBe(true);
    });

    it('tells auditors and admins everything, also those who come later', async () => {
      const { audit } = await workedAudit();
      const forLead = (await keysOf(lead.token)).filter((key) => !key.includes('/undefined'));
      for (const role of ['auditor', 'admin'] as const) {
        const late = await hub.add(role);
        expect(await keysOf(late.token)).toEqual(expect.arrayContaining(forLead));
        expect((await hub.known(late.token)).has(`manifest/${audit.id}`)).toBe(true);
      }
    });

    it('takes back once and again what a device slept over', async () => {
      const admin = await hub.add('admin');
      const { audit } = await workedAudit();
      const before = await hub.pull(admin.token);
      expect(settle(before.entries).has(`manifest/${audit.id}`)).toBe(true);
      // Blind at first, as a reviewer, and then without the item that made them one.
      for (const person of [admin, ann]) {
        const assignments = [{ itemId: audit.item(3), personIds: [person.person.id] }];
        leadDevice.append('audit.assigned@1', { auditId: audit.id, assignments });
        await leadDevice.push();
        await inWrite(hub.database.db, (tx) =>
          changePerson(tx, admin.person.id, { role: 'reviewer' }, hub.facts),
        );
      }
      const after = await hub.pull(admin.token, before.cursor);
      const known = [...settle([...before.entries, ...after.entries])];
      expect(known.filter(([, payload]) => isAbout(payload, audit))).toEqual([]);
    });

    it('blinds an admin who reviews in the audit, and takes back what they were told', async () => {
      const admin = await hub.add('admin');
      const audit = new TestAudit(2);
      await audit.upload(leadDevice);
      audit.appendPlan(leadDevice);
      audit.appendDraw(leadDevice);
      await leadDevice.push();
      const before = await hub.pull(admin.token);
      expect(settle(before.entries).has(`manifest/${audit.id}`)).toBe(true);
      audit.appendAssignments(leadDevice, [admin, ben]);
      await leadDevice.push();
      const after = await hub.pull(admin.token, before.cursor);
      const known = settle([...before.entries, ...after.entries]);
      expect(known.has(`manifest/${audit.id}`)).toBe(false);
      expect(known.get(`item/${audit.item(0)}`)).toMatchObject({ sealed: null });
      expect(known.has(`item/${audit.item(1)}`)).toBe(false);
      const anew = (await hub.pull(admin.token)).entries.filter((entry) => isOf(entry, audit));
      expect(JSON.stringify(anew)).not.toContain('model-a');
      expect(anew.some((entry) => entry.kind === 'manifest' && entry.op === 'put')).toBe(false);
    });
  });

  describe('after the close', () => {
    it('tells reviewers the manifest, the sealed facts of own items, and what others did', async () => {
      const { audit, annsReview, bensReview } = await workedAudit();
      const before = await hub.pull(ann.token);
      await audit.close(leadDevice);
      const later = await hub.pull(ann.token, before.cursor);
      const known = settle([...before.entries, ...later.entries]);
      expect(known).toEqual(await hub.known(ann.token));
      expect(known.get(`audit/${audit.id}`)).toMatchObject({ state: 'closed' });
      expect(known.has(`manifest/${audit.id}`)).toBe(true);
      expect([...known.keys()].filter((key) => key.startsWith('item/')).toSorted()).toEqual(
        [`item/${audit.item(0)}`, `item/${audit.item(2)}`].toSorted(),
      );
      expect(known.get(`item/${audit.item(0)}`)).toMatchObject({
        sealed: expect.stringContaining('model-a'),
      });
      expect([...known.keys()].filter((key) => key.startsWith('assignment/'))).toHaveLength(4);
      expect(known.has(`review/${annsReview}`) && known.has(`review/${bensReview}`)).toBe(true);
    });

    it('reveals nothing more where the plan says never', async () => {
      const plan = { blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'never' as const } };
      const { audit } = await workedAudit(plan);
      const before = await keysOf(ann.token);
      await audit.close(leadDevice);
      expect(await keysOf(ann.token)).toEqual(before);
      expect((await hub.known(ann.token)).get(`audit/${audit.id}`)).toMatchObject({ state: 'closed' });
    });

    it('sends texts that have the digests which the manifest names, and the manifest its own', async () => {
      const { audit } = await workedAudit();
      await audit.close(leadDevice);
      const known = await hub.known(ann.token);
      const manifest = known.get(`manifest/${audit.id}`);
      expect(sha256Hex(canonicalJson(manifest))).toBe(audit.manifestDigest);
      for (const item of await payloadsOf<ItemPayload>(ann.token, 'item')) {
        const listed = audit.manifest.items.find((one) => one.id === item.itemId);
        expect(sha256Hex(item.content)).toBe(listed?.contentDigest);
        expect(sha256Hex(item.sealed ?? '')).toBe(listed?.sealedDigest);
      }
    });

    it('gives everybody who took part the same report as the lead', async () => {
      const { audit } = await workedAudit();
      const url = `/v1/audits/${audit.id}/report`;
      const early = await hub.ask<{ code: string; data: { remedy: string } }>(ann.token, 'GET', url);
      expect([early.status, early.body.code]).toEqual([403, 'FORBIDDEN']);
      expect(early.body.data.remedy).toContain('after the audit closes');
      expect((await hub.ask(lead.token, 'GET', url)).body).toMatchObject({ isInterim: true });
      await audit.close(leadDevice);
      const reports = await Promise.all(
        [lead, ann, ben].map((one) => hub.ask<Record<string, unknown>>(one.token, 'GET', url)),
      );
      const [first, ...others] = reports.map(({ body }) => ({ ...body, computedAt: null }));
      expect(first).toMatchObject({ state: 'closed', isInterim: false });
      for (const other of others) expect(other).toEqual(first);
      const stranger = await hub.add('reviewer');
      expect((await hub.ask(stranger.token, 'GET', url)).status).toBe(404);
      expect((await hub.ask(stranger.token, 'GET', '/v1/audits')).body).toEqual([]);
      expect((await hub.ask(ann.token, 'GET', '/v1/audits')).body).toMatchObject([{ id: audit.id }]);
    });
  });

  describe('a reassignment', () => {
    it('takes the item back from who has not reviewed it, and gives it to the other', async () => {
      const { audit } = await workedAudit();
      const before = await hub.pull(ann.token);
      audit.appendAssignments(leadDevice, [ben]);
      await leadDevice.push();
      const later = await hub.pull(ann.token, before.cursor);
      const known = settle([...before.entries, ...later.entries]);
      expect(known).toEqual(await hub.known(ann.token));
      expect(known.has(`item/${audit.item(2)}`)).toBe(false);
      expect(known.has(`assignment/${audit.item(2)}`)).toBe(false);
      const anew = (await hub.pull(ann.token)).entries.filter((entry) => entry.id === audit.item(2));
      expect(anew.map((entry) => entry.op)).toEqual(['remove', 'remove']);
      // The item that Ann has reviewed stays, so that her review can be read.
      expect(known.has(`item/${audit.item(0)}`)).toBe(true);
      expect((await hub.known(ben.token)).has(`item/${audit.item(2)}`)).toBe(true);
    });

    it('never tells who reads the feed anew what was taken back', async () => {
      const audit = new TestAudit(2);
      await audit.open(leadDevice, [ann]);
      audit.appendAssignments(leadDevice, [ben]);
      await leadDevice.push();
      const anew = (await hub.pull(ann.token)).entries.filter((entry) => isOf(entry, audit));
      expect(anew.filter((entry) => entry.op === 'put')).toEqual([]);
      audit.appendAssignments(leadDevice, [ann]);
      await leadDevice.push();
      expect((await hub.known(ann.token)).has(`item/${audit.item(0)}`)).toBe(true);
    });
  });

  describe('people', () => {
    it('are told to everybody, and a new role changes what its person is told', async () => {
      const { audit } = await workedAudit();
      const watcher = await hub.add('reviewer', 'Wim');
      const before = await hub.pull(watcher.token);
      expect(settle(before.entries).get(`person/${ben.person.id}`)).toEqual(ben.person);
      await inWrite(hub.database.db, (tx) =>
        changePerson(tx, watcher.person.id, { role: 'auditor' }, hub.facts),
      );
      const promoted = await hub.pull(watcher.token, before.cursor);
      const known = settle([...before.entries, ...promoted.entries]);
      expect(known.get(`person/${watcher.person.id}`)).toMatchObject({ role: 'auditor' });
      expect(known.has(`manifest/${audit.id}`)).toBe(true);
      await inWrite(hub.database.db, (tx) =>
        changePerson(tx, watcher.person.id, { role: 'reviewer' }, hub.facts),
      );
      const demoted = await hub.pull(watcher.token, promoted.cursor);
      expect(
        [...settle([...known.entries()].map(toPut).concat(demoted.entries)).keys()].filter((key) =>
          key.includes(audit.id),
        ),
      ).toEqual([]);
      expect(await keysOf(watcher.token)).toEqual([]);
    });

    it('who only bring traces in read nothing', async () => {
      const ingest = await hub.add('ingest');
      expect((await hub.ask(ingest.token, 'GET', '/v1/feed')).status).toBe(403);
    });
  });

  describe('pages', () => {
    it('of any size tell the same, in order of position, each entry as the contract has it', async () => {
      await workedAudit();
      const whole = (await hub.pull(ann.token, null, 1000)).entries;
      for (const limit of [1, 2, 7]) expect((await hub.pull(ann.token, null, limit)).entries).toEqual(whole);
      const positions = whole.map((entry) => entry.position);
      expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
      for (const entry of whole) expect(feedEntry.safeParse(entry).error).toBeUndefined();
    });

    it('end with their count and a cursor, and an empty one keeps the cursor', async () => {
      await workedAudit();
      const { cursor } = await hub.pull(ann.token);
      const page = await hub.pullPage(ann.token, cursor, 10);
      expect(page).toEqual({ entries: [], end: { end: true, count: 0, cursor, hasMore: false } });
      const answer = await hub.ask(ann.token, 'GET', '/v1/feed?limit=3');
      expect(answer.headers['content-type']).toBe('application/x-ndjson');
      expect(answer.text.endsWith('\n')).toBe(true);
    });

    it.each([
      ['another epoch', () => `${randomUUID()}:1`],
      ['a position not given out yet', () => `${hub.database.feedEpoch}:99999999`],
      ['no position', () => hub.database.feedEpoch],
      ['an enormous position', () => `${hub.database.feedEpoch}:${'9'.repeat(40)}`],
      ['anything else', () => "'; DROP TABLE feed_entry; --"],
    ])('after a cursor of %s are refused with CONFLICT, so that the device reads anew', async (_, cursor) => {
      const url = `/v1/feed?after=${encodeURIComponent(cursor())}`;
      const answer = await hub.ask<{ code: string }>(ann.token, 'GET', url);
      expect([answer.status, answer.body.code]).toEqual([409, 'CONFLICT']);
    });

    it.each(['0', '1001', 'many', '1.5'])('of size %s are refused as invalid', async (limit) => {
      const answer = await hub.ask<{ code: string }>(ann.token, 'GET', `/v1/feed?limit=${limit}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_INPUT']);
    });
  });

  it('skips nothing while several people push at once and others read', { timeout: 120_000 }, async () => {
    const second = databases.isShareable ? await TestHub.start(place) : hub;
    const hubs = [hub, second];
    const writers = await Promise.all(
      Array.from({ length: 6 }, (_, at) => hub.add('reviewer', `writer ${at}`)),
    );
    const audit = new TestAudit(12);
    await audit.open(leadDevice, writers, true);
    const devices = writers.map((writer, at) => new TestDevice(hubs[at % 2]!, writer));
    let isWriting = true;
    const read = async (from: TestHub, token: string): Promise<FeedEntry[]> => {
      const entries: FeedEntry[] = [];
      let cursor = '';
      for (;;) {
        const wasWriting = isWriting;
        const page = await from.pullPage(token, cursor, 5);
        entries.push(...page.entries);
        cursor = page.end.cursor;
        if (!wasWriting && !page.end.hasMore) return entries;
        if (!page.end.hasMore) await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const reading = [read(hub, lead.token), read(second, lead.token), read(second, writers[0]!.token)];
    await Promise.all(
      devices.map(async (device) => {
        for (let item = 0; item < 12; item += 1) {
          device.review(audit, item);
          const answer = await device.send(item);
          expect([answer.status, answer.body.refused]).toEqual([200, []]);
        }
      }),
    );
    isWriting = false;
    const [one, other, own] = await Promise.all(reading);
    for (const entries of [one!, other!, own!]) {
      const positions = entries.map((entry) => entry.position);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(new Set(positions).size).toBe(positions.length);
    }
    expect(one).toEqual((await hub.pull(lead.token)).entries);
    expect(other).toEqual(one);
    expect(own).toEqual((await hub.pull(writers[0]!.token)).entries);
    expect(one!.filter((entry) => entry.kind === 'review')).toHaveLength(72);
    expect(own!.filter((entry) => entry.kind === 'review')).toHaveLength(12);
    // A device that was interrupted goes on at whichever entry, at either hub, and misses and repeats nothing.
    for (let at = 0; at < one!.length; at += 7) {
      const cursor = `${hub.database.feedEpoch}:${one![at]!.position}`;
      const rest = await hubs[at % 2]!.pull(lead.token, cursor, 1 + (at % 60));
      expect(rest.entries).toEqual(one!.slice(at + 1));
    }
    if (second !== hub) await second.close();
  });
});

describeOnEachDatabase('the feed under random acts', (databases) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
  });
  afterAll(async () => {
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });

  it.each([1, 2, 3])(
    'tells each person exactly what they may see, whatever happens in whatever order (seed %i)',
    { timeout: 120_000 },
    async (seed) => {
      const chance = createChance(seed);
      const people: TestPerson[] = [];
      for (const role of ['lead', 'reviewer', 'reviewer', 'admin', 'auditor', 'owner'] as const) {
        people.push(await hub.add(role));
      }
      const lead = people[0]!;
      const leadDevice = new TestDevice(hub, lead);
      const devices = new Map(people.map((one) => [one, new TestDevice(hub, one)]));
      const plan = { secondLook: { cleanShare: 0.5, flaggedShare: 0.5 } };
      const audits = [new TestAudit(4, plan), new TestAudit(3, plan)];
      const last = new Map<string, string>();
      const cursors = new Map<TestPerson, { cursor: string; entries: FeedEntry[] }>();
      for (const audit of audits) await audit.upload(leadDevice);
      // One audit is there from the start; the other comes, or not, when chance plans and draws it.
      audits[0]!.appendPlan(leadDevice);
      audits[0]!.appendDraw(leadDevice);
      for (let step = 0; step < 60; step += 1) {
        const audit = chance.pick(audits);
        const author = chance.pick(people);
        const device = devices.get(author)!;
        const item = chance.below(audit.manifest.items.length);
        const act = chance.below(13);
        if (act === 0) audit.appendPlan(leadDevice);
        else if (act === 1) audit.appendDraw(leadDevice);
        else if (act <= 4) audit.appendAssignments(leadDevice, someOf(chance, people), chance.below(2) === 0);
        else if (act === 5 && chance.below(4) === 0)
          leadDevice.append('audit.closed@1', { auditId: audit.id });
        else if (act === 6) device.skip(audit, item);
        else if (act === 12) {
          leadDevice.append('audit.secondLookAssigned@1', {
            auditId: audit.id,
            question: 'hallucination',
            secondLooks: [{ itemId: audit.item(item), personId: author.person.id }],
          });
        } else if (act === 7 && author !== lead) {
          const roles = ['reviewer', 'owner', 'admin', 'auditor'] as const;
          await inWrite(hub.database.db, (tx) =>
            changePerson(tx, author.person.id, { role: chance.pick(roles) }, hub.facts),
          );
        } else {
          const key = `${author.person.id}/${audit.item(item)}`;
          const supersedes = (last.get(key) ?? null) as never;
          last.set(key, device.review(audit, item, { supersedes }));
        }
        for (const one of [leadDevice, device]) if (one.events.length > 0) await one.push();
        const reader = chance.pick(people);
        const told = cursors.get(reader) ?? { cursor: '', entries: [] };
        const more = await hub.pull(reader.token, told.cursor, 1 + chance.below(9));
        cursors.set(reader, { cursor: more.cursor, entries: [...told.entries, ...more.entries] });
      }
      for (const reader of people) {
        const held = cursors.get(reader) ?? { cursor: '', entries: [] };
        const rest = await hub.pull(reader.token, held.cursor);
        const expected = await visibleTo(reader, audits);
        const ids = new Set(audits.flatMap((audit) => idsOf(audit)));
        const mine = ([key]: [string, unknown]): boolean =>
          [...ids].some((id) => key.includes(id)) || key.startsWith('review/');
        const known = settle([...held.entries, ...rest.entries]);
        const again = (await hub.pull(reader.token)).entries;
        const anew = settle(again);
        // Who reads from the beginning is told nothing that is no longer theirs to see.
        const told = again.filter(
          (entry) => entry.op === 'put' && audits.some((audit) => isAbout(entry.payload, audit)),
        );
        const visible = new Set(expected);
        expect(told.filter((entry) => !visible.has(`${entry.kind}/${entry.id}`))).toEqual([]);
        const ofAudits = (all: Map<string, unknown>) =>
          [...all]
            .filter(mine)
            .filter(([, payload]) => audits.some((audit) => isAbout(payload, audit)))
            .map(([key]) => key)
            .toSorted();
        expect(ofAudits(known)).toEqual(expected);
        expect(ofAudits(anew)).toEqual(expected);
        for (const key of expected) expect(known.get(key), key).toEqual(anew.get(key));
      }
    },
  );

  /** Keys that the rules give a person of these audits, from the tables as they are now. */
  async function visibleTo(reader: TestPerson, audits: TestAudit[]): Promise<string[]> {
    const person = (await listPeople(hub.database.db)).find((one) => one.id === reader.person.id)!;
    const keys: string[] = [];
    for (const audit of audits) {
      const rows = await readAudit(hub.database.db, audit.id);
      if (rows === null) continue;
      const level = levelOf(person, rows.audit, partOf(rows, person.id));
      keys.push(...listVisible(rows, person.id, level).map((one) => `${one.kind}/${one.id}`));
    }
    return keys.toSorted();
  }
});

function idsOf(audit: TestAudit): string[] {
  return [audit.id, ...audit.manifest.items.map((item) => item.id)];
}

function isAbout(payload: unknown, audit: TestAudit): boolean {
  const { auditId, id } = payload as { auditId?: string; id?: string };
  return (auditId ?? id) === audit.id;
}

function isOf(entry: FeedEntry, audit: TestAudit): boolean {
  return idsOf(audit).some((id) => entry.id.includes(id));
}

function toPut([key, payload]: [string, unknown]): FeedEntry {
  const at = key.indexOf('/');
  return { position: 1, op: 'put', kind: key.slice(0, at), id: key.slice(at + 1), payload } as FeedEntry;
}

/** At least one. */
function someOf<T>(chance: Chance, from: readonly T[]): T[] {
  const chosen = from.filter(() => chance.below(3) === 0);
  return chosen.length > 0 ? chosen : [chance.pick(from)];
}
