import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHub } from '../../hub/app.ts';
import { openDatabase } from '../../hub/database/open.ts';
import { randomIds, systemClock } from '../../hub/outside.ts';
import { hashToken } from '../../hub/tokens.ts';
import { problem } from '../../shared/contract/errors.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import { roles } from '../../shared/domain/person.ts';
import { inMemory } from '../support/databases.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { FailureBody, TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';

const codeOf = async (asked: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await asked;
  const failure = body as FailureBody;
  expect(problem.safeParse(failure.data).error, JSON.stringify(failure)).toBeUndefined();
  expect(failure).toMatchObject({ title: failure.message, detail: failure.data.what });
  expect((failure as unknown as { type: string }).type).toMatch(/^urn:assay:problem:[a-z-]+$/);
  expect((failure as unknown as { instance: string }).instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(failure.status).toBe(status);
  return [status, failure.code];
};

const failureOf = async (asked: PromiseLike<{ statusCode: number; json(): unknown }>) => {
  const answer = await asked;
  return codeOf(Promise.resolve({ status: answer.statusCode, body: answer.json() }));
};

describeOnEachDatabase('the API', (databases) => {
  let now = new Date('2026-03-02T08:00:00.000Z');
  let hub: TestHub;
  let admin: TestPerson;
  let lead: TestPerson;
  let ann: TestPerson;

  beforeAll(async () => {
    hub = await TestHub.start(databases.next(), { clock: { now: () => now } });
    admin = await hub.add('admin', 'Ada');
    lead = await hub.add('lead', 'Lea');
    ann = await hub.add('reviewer', 'Ann');
  });
  afterAll(async () => {
    await hub.close();
  });

  const create = (by: TestPerson, role: string, more: object = {}) =>
    hub.ask<TestPerson & FailureBody>(by.token, 'POST', '/v1/people', { name: 'New', role, ...more });
  const put = (contents: unknown) => hub.ask<FailureBody>(lead.token, 'POST', '/v1/contents', { contents });
  const raw = (payload: string, type = 'application/json') =>
    hub.app.inject({
      method: 'POST',
      url: '/v1/contents/missing',
      headers: { authorization: `Bearer ${lead.token}`, 'content-type': type },
      payload,
    });

  describe('tokens', () => {
    it('say who their person is and which hub this is', async () => {
      const answer = await hub.ask(ann.token, 'GET', '/v1/me');
      expect(answer.body).toEqual({ hubId: hub.database.hubId, person: ann.person, apiVersion: 1 });
    });

    it('are kept only as hashes', async () => {
      const rows = await hub.database.db.selectFrom('token').selectAll().execute();
      expect(rows.some((row) => row.hash === hashToken(ann.token))).toBe(true);
      expect(JSON.stringify(rows)).not.toContain(ann.token.replace('assay_', ''));
      expect(Buffer.from(ann.token.replace('assay_', ''), 'base64url')).toHaveLength(32);
    });

    it.each([
      ['none', null],
      ['an unknown one', `assay_${'x'.repeat(43)}`],
      ['an endless one', 'x'.repeat(5000)],
      ['one with a space in it', 'a b'],
    ])('of %s are refused', async (_, token) => {
      expect(await codeOf(hub.ask(token, 'GET', '/v1/me'))).toEqual([401, 'UNAUTHORIZED']);
    });

    it('stop when they expire', async () => {
      const guest = await hub.add('reviewer', 'Gil', '2026-03-02T09:00:00.000Z');
      expect((await hub.ask(guest.token, 'GET', '/v1/me')).status).toBe(200);
      now = new Date('2026-03-02T09:00:00.000Z');
      expect(await codeOf(hub.ask(guest.token, 'GET', '/v1/me'))).toEqual([401, 'UNAUTHORIZED']);
    });

    it('stop when their person’s are revoked, half-way through work', async () => {
      const guest = await hub.add('reviewer', 'Gil');
      const device = new TestDevice(hub, guest);
      device.append('session.opened@1', { device: 'a', app: 'assay', personName: 'Gil' });
      await device.push();
      const url = `/v1/people/${guest.person.id}/revoke`;
      expect((await hub.ask(admin.token, 'POST', url)).body).toEqual({ revoked: 1 });
      expect((await hub.ask(admin.token, 'POST', url, {})).body).toEqual({ revoked: 0 });
      expect(await codeOf(device.send())).toEqual([401, 'UNAUTHORIZED']);
    });
  });

  describe('people', () => {
    it('are added with one token that works at once', async () => {
      const answer = await create(admin, 'auditor');
      expect(answer.status).toBe(201);
      const { person, token } = answer.body;
      expect((await hub.ask<TestPerson>(token, 'GET', '/v1/me')).body.person).toEqual(person);
      const people = await hub.ask<unknown[]>(ann.token, 'GET', '/v1/people');
      expect(people.body).toContainEqual(person);
    });

    it('of every role are an admin’s to add; a lead’s only reviewers and leads', async () => {
      for (const role of roles) {
        expect((await create(admin, role)).status).toBe(201);
        const byLead = await create(lead, role);
        const may = role === 'reviewer' || role === 'lead';
        expect([role, byLead.status]).toEqual([role, may ? 201 : 403]);
      }
    });

    it('cannot be given tokens that have expired, or no name', async () => {
      const past = create(admin, 'reviewer', { expiresAt: '2020-01-01T00:00:00.000Z' });
      expect(await codeOf(past)).toEqual([400, 'INVALID_INPUT']);
      expect(await codeOf(create(admin, 'reviewer', { name: '' }))).toEqual([400, 'INVALID_INPUT']);
      expect(await codeOf(create(admin, 'king'))).toEqual([400, 'INVALID_INPUT']);
    });

    it('who are the only admin cannot be shut out; a lead cannot shut out an admin', async () => {
      const alone = await TestHub.start(databases.next());
      const only = await alone.add('admin');
      const url = `/v1/people/${only.person.id}/revoke`;
      expect(await codeOf(alone.ask(only.token, 'POST', url))).toEqual([409, 'CONFLICT']);
      await alone.add('admin', 'Second');
      const other = await alone.add('lead');
      expect(await codeOf(alone.ask(other.token, 'POST', url))).toEqual([403, 'FORBIDDEN']);
      expect((await alone.ask(only.token, 'POST', url)).body).toEqual({ revoked: 1 });
      await alone.close();
    });

    it('that are not here cannot be revoked', async () => {
      const url = `/v1/people/${crypto.randomUUID()}/revoke`;
      expect(await codeOf(hub.ask(admin.token, 'POST', url))).toEqual([404, 'NOT_FOUND']);
      expect(await codeOf(hub.ask(admin.token, 'POST', '/v1/people/nobody/revoke'))).toEqual([
        400,
        'INVALID_INPUT',
      ]);
    });
  });

  describe('contents', () => {
    it('are asked for, sent and kept once', async () => {
      const audit = new TestAudit(3);
      const digests = audit.contents.map((one) => one.digest);
      const missing = () => hub.ask(lead.token, 'POST', '/v1/contents/missing', { digests });
      expect((await missing()).body).toEqual({ missing: digests });
      expect((await put(audit.contents.slice(1))).body).toEqual({ stored: digests.length - 1 });
      expect((await missing()).body).toEqual({ missing: digests.slice(0, 1) });
      expect((await put(audit.contents)).body).toEqual({ stored: 1 });
      expect((await put(audit.contents)).body).toEqual({ stored: 0 });
    });

    it('whose digest does not fit are refused by name, and nothing of the batch is kept', async () => {
      const [good, bad] = [canonicalJson({ at: now.getTime(), good: 1 }), canonicalJson({ bad: 1 })];
      const answer = await put([
        { digest: sha256Hex(good), text: good },
        { digest: sha256Hex(bad), text: `${bad} ` },
      ]);
      expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_INPUT']);
      expect(answer.body.data.where).toBe(`content ${sha256Hex(bad)}`);
      const digests = [sha256Hex(good)];
      const missing = await hub.ask(lead.token, 'POST', '/v1/contents/missing', { digests });
      expect(missing.body).toEqual({ missing: digests });
    });

    it('with a NUL or half a surrogate pair are refused', async () => {
      for (const text of ['a\u0000b', 'a\ud800b']) {
        const digest = sha256Hex(text.toWellFormed());
        expect(await codeOf(put([{ digest, text }]))).toEqual([400, 'INVALID_INPUT']);
      }
    });

    it('that are alike and come from two people at once are kept once', async () => {
      const audit = new TestAudit(60);
      const digests = audit.contents.map((one) => one.digest);
      const asked = await hub.ask<{ missing: string[] }>(lead.token, 'POST', '/v1/contents/missing', {
        digests,
      });
      const orders = [audit.contents, audit.contents.toReversed()];
      const answers = await Promise.all(orders.map((contents) => put(contents)));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
      const stored = answers.map((answer) => (answer.body as unknown as { stored: number }).stored);
      expect(stored[0]! + stored[1]!).toBe(asked.body.missing.length);
    });
  });

  describe('bad requests', () => {
    it('are answered with a problem, whoever notices them first', async () => {
      expect(await failureOf(raw('{"digests":'))).toEqual([400, 'INVALID_INPUT']);
      expect(await failureOf(raw('{"__proto__":{"a":1}}'))).toEqual([400, 'INVALID_INPUT']);
      expect(await failureOf(raw('digests', 'text/plain'))).toEqual([400, 'INVALID_INPUT']);
      expect(await failureOf(raw(''))).toEqual([400, 'INVALID_INPUT']);
      expect(await failureOf(raw('{"digests":["x"]}'))).toEqual([400, 'INVALID_INPUT']);
      expect(await failureOf(raw(`"${'x'.repeat(1_100_000)}"`))).toEqual([413, 'TOO_LARGE']);
    });

    it('to nowhere, or by a method that is not there, are answered NOT_FOUND', async () => {
      for (const url of ['/', '/v1/nothing', '/v1/ledgers/../../etc/passwd']) {
        expect(await codeOf(hub.ask(lead.token, 'GET', url))).toEqual([404, 'NOT_FOUND']);
      }
      expect(await codeOf(hub.ask(lead.token, 'POST', '/v1/me'))).toEqual([404, 'NOT_FOUND']);
    });

    it('with 17 MB of events are too large; with 50 MB of contents they are taken as far as they are true', async () => {
      const device = new TestDevice(hub, ann);
      device.appendRaw({
        kind: 'comment.added',
        kindVersion: 1,
        body: { text: 'x'.repeat(17 * 1024 * 1024) },
      });
      expect(await codeOf(device.send())).toEqual([413, 'TOO_LARGE']);
      const text = JSON.stringify('x'.repeat(50 * 1024 * 1024));
      const contents = [{ digest: sha256Hex(text), text }];
      expect((await hub.ask(lead.token, 'POST', '/v1/contents', { contents })).body).toEqual({ stored: 1 });
    });
  });

  if (databases.isShareable)
    it('is one hub with one schema when several start at once on one database', async () => {
      const place = databases.next();
      const opened = await Promise.all([1, 2, 3].map(() => openDatabase(place)));
      expect(new Set(opened.map((one) => one.hubId)).size).toBe(1);
      expect(new Set(opened.map((one) => one.feedEpoch)).size).toBe(1);
      for (const one of opened) await one.close();
    });

  it('protects its answers: no sniffing, no caching, no framing', async () => {
    const { headers } = await hub.ask(ann.token, 'GET', '/v1/me');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
  });
});

describe('the API, whatever the database', () => {
  it('limits requests by token, says for how long, and leaves other people alone', async () => {
    const hub = await TestHub.start(inMemory(), { requestsPerMinute: 3 });
    const [one, other] = [await hub.add('reviewer'), await hub.add('reviewer')];
    // The first request of a token that the hub has not seen counts for its address.
    for (let count = 0; count < 4; count += 1) {
      expect((await hub.ask(one.token, 'GET', '/v1/me')).status).toBe(200);
    }
    const answer = await hub.ask<FailureBody>(one.token, 'GET', '/v1/me');
    expect([answer.status, answer.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(problem.safeParse(answer.body.data).success).toBe(true);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await hub.ask(other.token, 'GET', '/v1/me')).status).toBe(200);
    expect((await hub.ask(null, 'GET', '/healthz')).body).toEqual({ status: 'ok' });
    const parts = { database: 'ok', stopping: false };
    expect((await hub.ask(null, 'GET', '/readyz')).body).toEqual({ status: 'ready', parts });
    await hub.close();
  });

  it('logs what happened without tokens or content, and an unexpected failure by an id without a stack on the wire', async () => {
    let logged = '';
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        logged += chunk.toString();
        done();
      },
    });
    const database = await openDatabase(inMemory());
    const log = pino({ level: 'trace' }, sink);
    const options = { database, log, clock: systemClock, ids: randomIds, requestsPerMinute: 1000 };
    const hub = new TestHub(await buildHub(options), database);
    const lead = await hub.add('lead', 'Lea Secretname');
    const audit = new TestAudit(2);
    const device = new TestDevice(hub, lead);
    await audit.open(device, [lead]);
    device.review(audit, 0);
    await device.push();
    await hub.ask(`assay_${'y'.repeat(43)}`, 'GET', '/v1/me');
    await hub.ask(lead.token, 'GET', '/v1/feed?after=nonsense');
    await database.close();
    const answer = await hub.ask<FailureBody>(lead.token, 'GET', '/v1/people');
    expect([answer.status, answer.body.code]).toEqual([500, 'INTERNAL']);
    expect(answer.text).not.toMatch(/at .*\.ts|kysely|driver/i);
    const id = answer.body.data.where?.replace('log entry ', '') ?? 'none';
    expect(logged).toContain(id);
    expect(logged).toContain('not signed in');
    for (const secret of [lead.token, 'y'.repeat(43), 'parcel', 'three days', 'Secretname']) {
      expect(logged).not.toContain(secret);
    }
    await hub.app.close();
  });
});
