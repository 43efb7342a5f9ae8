import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareWithReplay } from '../../hub/replay.ts';
import type { PushAnswer } from '../../shared/contract/hub.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { EventBody } from '../../shared/domain/events.ts';
import type { AuditId, PersonId } from '../../shared/domain/ids.ts';
import type { WireEvent } from '../../shared/domain/ledger.ts';
import type { Review } from '../../shared/domain/review.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { clean, TestAudit, TestDevice, TestHub, zeroDigest } from '../support/hub-fixture.ts';

const openSession = (on: TestDevice): WireEvent =>
  on.append('session.opened@1', { device: 'laptop', app: 'assay', personName: 'x' });
const reasons = (answer: PushAnswer) => answer.refused.map((one) => one.reason);
const tamper = (wire: WireEvent, change: (envelope: Record<string, unknown>) => void): WireEvent => {
  const envelope = JSON.parse(wire.envelope) as Record<string, unknown>;
  change(envelope);
  const text = canonicalJson(envelope);
  return { ...wire, envelope: text, hash: sha256Hex(text) };
};

describeOnEachDatabase('pushing', (databases) => {
  let hub: TestHub;
  let lead: TestPerson;
  let ann: TestPerson;
  let ben: TestPerson;
  let leadDevice: TestDevice;
  let device: TestDevice;

  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
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
    device = new TestDevice(hub, ann);
  });

  const headOf = (on: TestDevice) => hub.ask<PushAnswer>(on.owner.token, 'GET', `/v1/ledgers/${on.ledger}`);
  const reviewsOf = async (token: string): Promise<Review[]> =>
    [...(await hub.known(token))].flatMap(([key, payload]) =>
      key.startsWith('review/') ? [payload as Review] : [],
    );
  async function openAudit(size = 4, people: TestPerson[] = [ann, ben], everybody = true) {
    const audit = new TestAudit(size);
    await audit.open(leadDevice, people, everybody);
    return audit;
  }

  describe('the chain', () => {
    it('is acknowledged up to its mark, with the hash there', async () => {
      for (let count = 0; count < 3; count += 1) openSession(device);
      const answer = await device.send();
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ seq: 3, hash: device.head.hash, refused: [], late: [] });
    });

    it('counts a review that tells what the evidence finder showed like one that does not', async () => {
      const audit = await openAudit();
      const plain = device.review(audit, 0);
      const body = JSON.parse(device.events.at(-1)?.body ?? '') as EventBody<'review.submitted@1'>;
      const finder = { version: '1', underlined: [], opened: [] };
      const told = randomUUID() as Review['id'];
      device.append('review.submitted@2', { ...body, reviewId: told, itemId: audit.item(1), finder });
      expect((await device.push()).refused).toEqual([]);
      expect((await reviewsOf(ann.token)).map((one) => one.id).toSorted()).toEqual([plain, told].toSorted());
    });

    it('goes on behind an event that names its item by what no database can look up', async () => {
      const audit = await openAudit();
      const hostile = { auditId: audit.id, itemId: '\u0000', reason: 'other' } as unknown;
      device.append('item.skipped@1', hostile as EventBody<'item.skipped@1'>);
      const after = device.review(audit, 0);
      expect(reasons(await device.push())).toEqual(['BAD_BODY']);
      expect((await reviewsOf(ann.token)).map((one) => one.id)).toEqual([after]);
    });

    it('takes a retried push again and changes nothing', async () => {
      const audit = await openAudit();
      device.review(audit, 0);
      const first = await device.send();
      const before = await hub.pull(lead.token);
      const again = await device.send();
      expect(again.body).toEqual(first.body);
      expect((await hub.pull(lead.token, before.cursor)).entries).toEqual([]);
      expect(await reviewsOf(ann.token)).toHaveLength(1);
    });

    it('takes a batch that reaches back over what it has', async () => {
      for (let count = 0; count < 5; count += 1) openSession(device);
      await device.send(0, 3);
      const answer = await device.send(1, 5);
      expect(answer.body.seq).toBe(5);
      expect(answer.body.hash).toBe(device.head.hash);
    });

    it('answers a gap with the seq that it expects, and stores nothing', async () => {
      for (let count = 0; count < 4; count += 1) openSession(device);
      await device.send(0, 1);
      const answer = await device.send(2, 4);
      expect([answer.status, answer.body.code]).toEqual([409, 'LEDGER_GAP']);
      expect(answer.body.data.where).toBe('seq 2');
      expect((await headOf(device)).body.seq).toBe(1);
    });

    it('answers the first push of an unknown ledger that does not begin at 1 with a gap at 1', async () => {
      openSession(device);
      openSession(device);
      const answer = await device.send(1, 2);
      expect([answer.status, answer.body.code, answer.body.data.where]).toEqual([409, 'LEDGER_GAP', 'seq 1']);
    });

    it('answers events in the wrong order with a gap, and stores nothing', async () => {
      for (let count = 0; count < 3; count += 1) openSession(device);
      const [one, two, three] = device.events;
      const answer = await device.sendEvents([one!, three!, two!]);
      expect([answer.status, answer.body.code, answer.body.data.where]).toEqual([409, 'LEDGER_GAP', 'seq 2']);
      expect((await headOf(device)).status).toBe(404);
    });

    it('names the seq of a fork, keeps its own history, and lets the device find what both have', async () => {
      openSession(device);
      openSession(device);
      const copy = cloneOf(device);
      openSession(device);
      await device.send();
      openSession(copy);
      openSession(copy);
      const answer = await copy.send(2);
      expect([answer.status, answer.body.code]).toEqual([409, 'LEDGER_FORK']);
      expect(answer.body.data.where).toBe('seq 3');
      const url = `/v1/ledgers/${device.ledger}/hashes?after=0`;
      const hashes = await hub.ask<{ hashes: string[]; hasMore: boolean }>(ann.token, 'GET', url);
      expect(hashes.body).toEqual({ hashes: device.events.map((wire) => wire.hash), hasMore: false });
    });

    it('counts an event once that a ledger repeats after a fork', async () => {
      const audit = await openAudit();
      const reviewId = device.review(audit, 0);
      await device.push();
      const wire = device.events[0]!;
      const next = new TestDevice(hub, ann);
      const { hash } = wire;
      next.append('session.opened@1', {
        device: 'laptop',
        app: 'assay',
        personName: 'Ann',
        continues: { ledger: device.ledger, seq: 1, hash: hash as never },
      });
      const { id } = JSON.parse(wire.envelope) as { id: string };
      const body = JSON.parse(wire.body ?? '') as unknown;
      next.appendRaw({ kind: 'review.submitted', kindVersion: 1, id, body });
      next.review(audit, 1);
      const answer = await next.push();
      expect(answer.refused).toEqual([]);
      const reviews = await reviewsOf(ann.token);
      expect(reviews).toHaveLength(2);
      expect(reviews.filter((one) => one.id === reviewId)).toMatchObject([{ isCurrent: true }]);
    });

    it('refuses another body under an id that is known, and goes on', async () => {
      const id = randomUUID();
      const body = { device: 'a', app: 'assay', personName: 'x' };
      device.appendRaw({ kind: 'session.opened', kindVersion: 1, id, body });
      await device.push();
      const next = new TestDevice(hub, ann);
      next.appendRaw({ kind: 'session.opened', kindVersion: 1, id, body: { ...body, device: 'b' } });
      openSession(next);
      const answer = await next.push();
      expect(reasons(answer)).toEqual(['DUPLICATE_ID']);
      expect(answer.seq).toBe(2);
    });

    it('belongs to the person of its first push', async () => {
      openSession(device);
      await device.push();
      const thief = Object.assign(cloneOf(device), { owner: ben });
      for (const answer of [
        await thief.send(),
        await headOf(thief),
        await hub.ask(ben.token, 'GET', `/v1/ledgers/${device.ledger}/hashes?after=0`),
      ]) {
        expect([answer.status, (answer.body as { code?: string }).code]).toEqual([403, 'FORBIDDEN']);
      }
      const list = await hub.ask<unknown[]>(ben.token, 'GET', '/v1/ledgers');
      expect(list.body).toEqual([]);
      const own = await hub.ask<unknown[]>(ann.token, 'GET', '/v1/ledgers');
      expect(own.body).toEqual([{ ledger: device.ledger, seq: 1, hash: device.head.hash }]);
    });
  });

  describe('a broken event', () => {
    const faults: [string, (wire: WireEvent) => WireEvent][] = [
      ['a hash of another envelope', (wire) => ({ ...wire, hash: zeroDigest })],
      ['a body of another event', (wire) => ({ ...wire, body: '{}' })],
      ['an envelope that is not JSON', (wire) => ({ ...wire, envelope: '{', hash: sha256Hex('{') })],
      [
        'an envelope that is not canonical',
        (wire) => {
          const text = ` ${wire.envelope}`;
          return { ...wire, envelope: text, hash: sha256Hex(text) };
        },
      ],
      ['a field too many', (wire) => tamper(wire, (envelope) => (envelope['more'] = 1))],
      ['another ledger', (wire) => tamper(wire, (envelope) => (envelope['ledger'] = randomUUID()))],
      ['another event before it', (wire) => tamper(wire, (envelope) => (envelope['prev'] = '1'.repeat(64)))],
      ['a NUL in its body', (wire) => ({ ...wire, body: `${wire.body}\u0000` })],
      ['half a surrogate pair in its body', (wire) => ({ ...wire, body: `${wire.body}\ud800` })],
    ];

    it.each(faults)(
      'with %s is answered 422 naming it, and nothing of the batch is stored',
      async (_, spoil) => {
        for (let count = 0; count < 3; count += 1) openSession(device);
        const [one, two, three] = device.events;
        const answer = await device.sendEvents([one!, spoil(two!), three!]);
        expect([answer.status, answer.body.code]).toEqual([422, 'LEDGER_BROKEN']);
        expect(answer.body.data.where).toMatch(/^(event 2 of the batch|seq 2, event )/);
        expect((await headOf(device)).status).toBe(404);
        expect((await device.send()).status).toBe(200);
      },
    );
  });

  describe('a projection that is not allowed', () => {
    it('is kept and does not block the chain; its reason comes back until it is confirmed', async () => {
      const audit = await openAudit(4, [ben]);
      const reviewId = device.review(audit, 0);
      openSession(device);
      const first = await device.push();
      expect(first.seq).toBe(2);
      const { id: eventId } = JSON.parse(device.events[0]!.envelope) as { id: string };
      const refusal = { eventId, seq: 1, reason: 'NOT_ASSIGNED', detail: expect.any(String) };
      expect(first.refused).toEqual([refusal]);
      openSession(device);
      expect((await device.push()).refused).toEqual([refusal]);
      expect((await headOf(device)).body.refused).toEqual([refusal]);
      openSession(device);
      expect((await device.push([eventId])).refused).toEqual([]);
      expect((await headOf(device)).body.refused).toEqual([]);
      expect((await reviewsOf(lead.token)).map((one) => one.id)).not.toContain(reviewId);
    });

    it('covers bodies that do not fit their kind, are no JSON, or were erased', async () => {
      device.appendRaw({ kind: 'audit.closed', kindVersion: 1, body: { auditId: 'no uuid' } });
      device.appendRaw({ kind: 'audit.closed', kindVersion: 1, body: 'text' });
      device.appendRaw({
        kind: 'session.opened',
        kindVersion: 1,
        body: { 'key\u0000': 1, ['x'.repeat(5000)]: 1 },
      });
      device.appendRaw({ kind: 'item.flagged', kindVersion: 1, body: { note: 'a\u0000b' } });
      const erased = device.appendRaw({ kind: 'session.opened', kindVersion: 1, body: {} });
      erased.body = null;
      openSession(device);
      const answer = await device.push();
      expect(reasons(answer)).toEqual(Array.from({ length: 5 }, () => 'BAD_BODY'));
      expect(answer.seq).toBe(6);
    });

    it('keeps kinds and versions that it does not know, without a word', async () => {
      device.appendRaw({
        kind: 'norming.unheardOf',
        kindVersion: 1,
        body: { note: 'a\u0000b', auditId: '\u0000' },
      });
      device.appendRaw({ kind: 'audit.closed', kindVersion: 9_007_199_254_740_991, body: [1] });
      openSession(device);
      const answer = await device.push();
      expect(answer).toMatchObject({ seq: 3, refused: [], late: [] });
    });

    it('asks for the right role and the audit to be one’s own', async () => {
      const audit = await openAudit();
      const other = new TestDevice(hub, await hub.add('lead', 'Lou'));
      other.append('audit.closed@1', { auditId: audit.id });
      expect(reasons(await other.push())).toEqual(['NOT_YOURS']);
      const mine = new TestAudit(2);
      mine.appendPlan(device);
      device.append('audit.closed@1', { auditId: audit.id });
      expect(reasons(await device.push())).toEqual(['WRONG_ROLE', 'WRONG_ROLE']);
      const auditor = new TestDevice(hub, await hub.add('auditor'));
      auditor.review(audit, 0);
      expect(reasons(await auditor.push())).toEqual(['WRONG_ROLE']);
      const admin = new TestDevice(hub, await hub.add('admin'));
      admin.append('audit.closed@1', { auditId: audit.id });
      expect(reasons(await admin.push())).toEqual([]);
    });

    it('does not know what it was never told', async () => {
      const audit = await openAudit();
      const [elsewhere, stranger] = [new TestAudit(2), randomUUID() as PersonId];
      device.review(elsewhere, 0);
      device.review(audit, 0, { itemId: elsewhere.item(0) });
      leadDevice.append('audit.closed@1', { auditId: elsewhere.id });
      for (const [itemId, person] of [
        [elsewhere.item(0), ann.person.id],
        [audit.item(0), stranger],
      ] as const) {
        const assignments = [{ itemId, personIds: [person] }];
        leadDevice.append('audit.assigned@1', { auditId: audit.id, assignments });
      }
      // Work on an audit that the hub has not got waits for it: after a restore it comes with another device.
      expect(reasons(await device.push())).toEqual(['UNKNOWN_ITEM']);
      expect(reasons(await leadDevice.push())).toEqual(['UNKNOWN_AUDIT', 'UNKNOWN_ITEM', 'UNKNOWN_PERSON']);
    });

    it('allows an audit to be planned once, drawn once, and not given out after its close', async () => {
      const audit = await openAudit();
      audit.appendPlan(leadDevice);
      audit.appendDraw(leadDevice);
      leadDevice.append('audit.closed@1', { auditId: audit.id });
      leadDevice.append('audit.closed@1', { auditId: audit.id });
      audit.appendAssignments(leadDevice, [ann]);
      expect(reasons(await leadDevice.push())).toEqual(['AUDIT_EXISTS', 'AUDIT_STATE', 'AUDIT_STATE']);
    });
  });

  describe('the author of an event', () => {
    it('may be who its person was on the device before signing in, also where the body names that identity', async () => {
      const local = randomUUID() as PersonId;
      const early = new TestDevice(hub, lead, local);
      openSession(early);
      const audit = new TestAudit(2);
      await audit.upload(early);
      audit.appendPlan(early);
      audit.appendDraw(early);
      const assignments = [{ itemId: audit.item(0), personIds: [local, ann.person.id] }];
      early.append('audit.assigned@1', { auditId: audit.id, assignments });
      early.review(audit, 0);
      early.append('session.opened@1', {
        device: 'laptop',
        app: 'assay',
        personName: 'Lea',
        hub: { id: hub.database.hubId, personId: lead.person.id },
      });
      early.appendRaw({
        kind: 'audit.closed',
        kindVersion: 1,
        body: { auditId: audit.id },
        actor: lead.person.id,
      });
      expect((await early.push()).refused).toEqual([]);
      const known = await hub.known(lead.token);
      expect(known.get(`audit/${audit.id}`)).toMatchObject({ leadId: lead.person.id, state: 'closed' });
      expect(known.get(`assignment/${audit.item(0)}`)).toMatchObject({
        personIds: [lead.person.id, ann.person.id],
      });
      expect(await reviewsOf(lead.token)).toMatchObject([{ personId: lead.person.id, isCurrent: true }]);
    });

    it('may still be that identity in the ledger that continues after a fork', async () => {
      const local = randomUUID() as PersonId;
      const early = new TestDevice(hub, ann, local);
      openSession(early);
      await early.push();
      const audit = await openAudit();
      const next = new TestDevice(hub, ann);
      openSession(next);
      const body = { auditId: audit.id, itemId: audit.item(0), reason: 'other' };
      next.appendRaw({ kind: 'item.skipped', kindVersion: 1, body, actor: local });
      expect((await next.push()).refused).toEqual([]);
    });

    it('is refused when it is anybody else', async () => {
      const audit = await openAudit();
      openSession(device);
      const body = { auditId: audit.id, itemId: audit.item(0), reason: 'other' };
      device.appendRaw({ kind: 'item.skipped', kindVersion: 1, body, actor: ben.person.id });
      device.appendRaw({ kind: 'item.skipped', kindVersion: 1, body, actor: randomUUID() as PersonId });
      expect(reasons(await device.push())).toEqual(['ACTOR_MISMATCH', 'ACTOR_MISMATCH']);
      expect([...(await hub.known(lead.token)).keys()].filter((key) => key.startsWith('skip/'))).toEqual([]);
    });

    it('is refused when a ledger was begun in the name of another person of this hub', async () => {
      const forged = new TestDevice(hub, ann, ben.person.id);
      openSession(forged);
      forged.append('session.opened@1', {
        device: 'laptop',
        app: 'assay',
        personName: 'Ben',
        hub: { id: hub.database.hubId, personId: ben.person.id },
      });
      expect(reasons(await forged.push())).toEqual(['ACTOR_MISMATCH', 'ACTOR_MISMATCH']);
    });

    it('is refused when the session names another hub or another person', async () => {
      const base = { device: 'laptop', app: 'assay', personName: 'Ann' };
      device.append('session.opened@1', { ...base, hub: { id: randomUUID(), personId: ann.person.id } });
      device.append('session.opened@1', {
        ...base,
        hub: { id: hub.database.hubId, personId: ben.person.id },
      });
      expect(reasons(await device.push())).toEqual(['WRONG_HUB', 'ACTOR_MISMATCH']);
    });
  });

  describe('a draw', () => {
    it('waits for its contents, and everything of its audit behind it, in order', async () => {
      const audit = new TestAudit(3);
      audit.appendPlan(leadDevice);
      audit.appendDraw(leadDevice);
      audit.appendAssignments(leadDevice, [ann], true);
      expect((await leadDevice.push()).refused).toEqual([]);
      const reviewId = device.review(audit, 0);
      device.review(audit, 1, { answers: {} });
      expect((await device.push()).refused).toEqual([]);
      expect((await hub.known(lead.token)).get(`audit/${audit.id}`)).toMatchObject({ state: 'planned' });
      const half = audit.contents.slice(0, 2);
      await hub.ask(lead.token, 'POST', '/v1/contents', { contents: half });
      expect((await hub.known(lead.token)).get(`audit/${audit.id}`)).toMatchObject({ state: 'planned' });
      await audit.upload(leadDevice);
      expect((await hub.known(lead.token)).get(`audit/${audit.id}`)).toMatchObject({ state: 'open' });
      expect(await reviewsOf(ann.token)).toMatchObject([{ id: reviewId, isCurrent: true, isLate: false }]);
      // The second review was accepted when nobody could check it; its refusal is told now.
      expect((await headOf(device)).body.refused).toMatchObject([{ seq: 2, reason: 'BAD_ANSWERS' }]);
    });

    const spoiled: [string, (audit: TestAudit) => unknown][] = [
      ['another audit', (audit) => ({ ...audit.manifest, auditId: randomUUID() })],
      ['another plan', (audit) => ({ ...audit.manifest, plan: { ...audit.plan, alpha: 0.1 } })],
      ['an item less', (audit) => ({ ...audit.manifest, items: audit.manifest.items.slice(1) })],
      [
        'an item twice',
        (audit) => ({ ...audit.manifest, items: audit.manifest.items.map(() => audit.manifest.items[0]) }),
      ],
      ['something else entirely', () => ({ hello: 'world' })],
      [
        'an item of another trace',
        (audit) => ({
          ...audit.manifest,
          items: audit.manifest.items.map((item) => ({ ...item, traceId: `${item.traceId}?` })),
        }),
      ],
    ];
    it.each(spoiled)('with a manifest of %s is refused', async (_, spoil) => {
      const audit = new TestAudit(3);
      const text = canonicalJson(spoil(audit));
      const manifestDigest = sha256Hex(text);
      await audit.upload(leadDevice);
      await hub.ask(lead.token, 'POST', '/v1/contents', { contents: [{ digest: manifestDigest, text }] });
      audit.appendPlan(leadDevice);
      leadDevice.append('audit.drawn@1', { auditId: audit.id, manifestDigest, itemCount: 3 });
      expect(reasons(await leadDevice.push())).toEqual(['BAD_MANIFEST']);
    });

    it('with contents that are no traces, or other traces, is refused', async () => {
      for (const content of ['{"not":"a trace"}', new TestAudit(1).contents[0]!.text]) {
        const audit = new TestAudit(1);
        const digest = sha256Hex(content);
        const items = audit.manifest.items.map((item) => ({ ...item, contentDigest: digest }));
        const text = canonicalJson({ ...audit.manifest, items });
        const manifestDigest = sha256Hex(text);
        const contents = [...audit.contents, { digest, text: content }, { digest: manifestDigest, text }];
        await hub.ask(lead.token, 'POST', '/v1/contents', { contents });
        audit.appendPlan(leadDevice);
        leadDevice.append('audit.drawn@1', { auditId: audit.id, manifestDigest, itemCount: 1 });
      }
      expect(reasons(await leadDevice.push())).toEqual(['BAD_CONTENT', 'BAD_CONTENT']);
    });
  });

  describe('a review', () => {
    it('is refused when its answers do not fit the scorecard or the item', async () => {
      const audit = await openAudit(6);
      const range = { start: 0, end: 2, quote: 'no' };
      device.review(audit, 0, { answers: {} });
      device.review(audit, 1, {
        answers: { ...clean, hallucination: { type: 'choice', option: 'invented' } },
      });
      device.review(audit, 2, { answers: { ...clean, unasked: { type: 'text', text: 'x' } } });
      const span = { id: randomUUID(), output: range, class: 'factual', support: null };
      device.review(audit, 3, { answers: { ...clean, evidence: { type: 'spans', spans: [span] } } });
      device.review(audit, 4, { scorecard: { id: 'hallucination_audit', version: 2 } });
      device.review(audit, 5);
      const answer = await device.push();
      expect(reasons(answer)).toEqual(Array.from({ length: 5 }, () => 'BAD_ANSWERS'));
      expect(answer.refused[0]?.detail).toContain('"hallucination" has no answer');
      expect(await reviewsOf(ann.token)).toHaveLength(1);
    });

    it('takes the place of the one that it supersedes', async () => {
      const audit = await openAudit();
      const first = device.review(audit, 0);
      device.append('review.reopened@1', { auditId: audit.id, itemId: audit.item(0), reviewId: first });
      await device.push();
      expect(await reviewsOf(ann.token)).toMatchObject([{ id: first, isCurrent: true }]);
      const second = device.review(audit, 0, { supersedes: first });
      expect((await device.push()).refused).toEqual([]);
      const current = new Map((await reviewsOf(ann.token)).map((one) => [one.id, one.isCurrent]));
      expect(current).toEqual(
        new Map([
          [first, false],
          [second, true],
        ]),
      );
    });

    it('of a second device that supersedes the same one is kept, and its person is asked', async () => {
      const audit = await openAudit();
      const first = device.review(audit, 0);
      await device.push();
      const other = new TestDevice(hub, ann);
      const mine = device.review(audit, 0, { supersedes: first });
      await device.push();
      const theirs = other.review(audit, 0, { supersedes: first });
      const answer = await other.push();
      expect(reasons(answer)).toEqual(['SUPERSEDE_CONFLICT']);
      const reviews = await reviewsOf(ann.token);
      expect(reviews).toHaveLength(3);
      expect(reviews.filter((one) => one.isCurrent).map((one) => one.id)).toEqual([mine]);
      expect(reviews.find((one) => one.id === theirs)).toMatchObject({ isCurrent: false, isLate: false });
    });

    it('may not supersede another person’s, nor take an id that is taken', async () => {
      const audit = await openAudit();
      const bens = new TestDevice(hub, ben);
      const reviewId = bens.review(audit, 0);
      await bens.push();
      device.review(audit, 0, { supersedes: reviewId });
      device.review(audit, 0, { reviewId });
      expect(reasons(await device.push())).toEqual(['BAD_SUPERSEDES', 'DUPLICATE_ID']);
    });

    it('clears its person’s skip, and nobody else’s', async () => {
      const audit = await openAudit();
      device.skip(audit, 0);
      await device.push();
      const bens = new TestDevice(hub, ben);
      bens.skip(audit, 0);
      await bens.push();
      device.review(audit, 0);
      await device.push();
      const skips = [...(await hub.known(lead.token)).keys()].filter((key) => key.startsWith('skip/'));
      expect(skips).toEqual([`skip/${audit.item(0)}:${ben.person.id}`]);
    });
  });

  describe('late work', () => {
    it('for a closed audit is kept and marked, and takes nothing from what was in time', async () => {
      const audit = await openAudit();
      const inTime = device.review(audit, 0);
      device.skip(audit, 1);
      await device.push();
      await audit.close(leadDevice);
      const report = await reportOf(audit.id);
      const late = [
        device.review(audit, 0, { supersedes: inTime }),
        device.review(audit, 1),
        device.review(audit, 2),
      ];
      device.skip(audit, 3);
      const answer = await device.push();
      expect(answer.refused).toEqual([]);
      expect(answer.late).toHaveLength(4);
      const reviews = new Map((await reviewsOf(ann.token)).map((one) => [one.id, one]));
      expect(reviews.get(inTime)).toMatchObject({ isCurrent: true, isLate: false });
      expect(late.map((id) => reviews.get(id)?.isLate)).toEqual([true, true, true]);
      expect(reviews.get(late[0]!)?.isCurrent).toBe(false);
      const keys = [...(await hub.known(ann.token)).keys()].filter((key) => key.startsWith('skip/'));
      expect(keys).toEqual([`skip/${audit.item(1)}:${ann.person.id}`]);
      const again = await reportOf(audit.id);
      expect(again.reviewsDigest).toBe(report.reviewsDigest);
      expect(again.questions).toEqual(report.questions);
    });

    it('after a reassignment is kept and marked, and the item comes back to who reviewed it', async () => {
      const audit = await openAudit(2, [ann]);
      audit.appendAssignments(leadDevice, [ben], true);
      await leadDevice.push();
      expect((await hub.known(ann.token)).has(`item/${audit.item(0)}`)).toBe(false);
      const reviewId = device.review(audit, 0);
      const answer = await device.push();
      expect(answer.refused).toEqual([]);
      expect(answer.late).toHaveLength(1);
      const known = await hub.known(ann.token);
      expect(known.get(`review/${reviewId}`)).toMatchObject({ isLate: true });
      expect(known.has(`item/${audit.item(0)}`)).toBe(true);
      expect(known.has(`item/${audit.item(1)}`)).toBe(false);
    });

    it('is told again until it is confirmed', async () => {
      const audit = await openAudit();
      await audit.close(leadDevice);
      device.review(audit, 0);
      const { late } = await device.push();
      expect((await headOf(device)).body.late).toEqual(late);
      openSession(device);
      expect((await device.push(late)).late).toEqual([]);
    });
  });

  async function reportOf(id: AuditId) {
    const answer = await hub.ask<{ reviewsDigest: string; questions: unknown }>(
      lead.token,
      'GET',
      `/v1/audits/${id}/report`,
    );
    expect(answer.status).toBe(200);
    return answer.body;
  }
});

/** The same ledger on a copied folder. */
function cloneOf(device: TestDevice): TestDevice {
  const copy = new TestDevice(device.hub, device.owner, device.actor);
  copy.restore(device);
  return copy;
}
