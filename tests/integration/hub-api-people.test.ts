/** People and tokens over the API, and what of it the hub's own ledger keeps. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareWithReplay, rebuild } from '../../hub/replay.ts';
import { appendOwn } from '../../hub/own-ledger.ts';
import { inWrite } from '../../hub/store/write.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { FailureBody, TestPerson } from '../support/hub-fixture.ts';
import { TestDevice, TestHub } from '../support/hub-fixture.ts';

interface Token {
  id: string;
  name?: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
}
interface Fresh {
  token: string;
  tokenInfo: Token;
}

describeOnEachDatabase('people and tokens', (databases) => {
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

  const tokensOf = (by: TestPerson, of: TestPerson) =>
    hub.ask<Token[]>(by.token, 'GET', `/v1/people/${of.person.id}/tokens`);
  const issue = (by: TestPerson, of: TestPerson, wish: object = {}) =>
    hub.ask<Fresh & FailureBody>(by.token, 'POST', `/v1/people/${of.person.id}/tokens`, wish);
  const rotate = (by: TestPerson, id: string, graceSeconds?: number) =>
    hub.ask<Fresh & FailureBody>(by.token, 'POST', `/v1/tokens/${id}/rotate`, { graceSeconds });
  const revoke = (by: TestPerson, id: string) =>
    hub.ask<FailureBody>(by.token, 'POST', `/v1/tokens/${id}/revoke`);
  const works = async (token: string) => (await hub.ask(token, 'GET', '/v1/me')).status === 200;
  const update = (by: TestPerson, of: string, change: object) =>
    hub.ask<FailureBody>(by.token, 'PATCH', `/v1/people/${of}`, change);
  const ownEvents = async () => {
    const rows = await hub.database.db
      .selectFrom('ledger_event')
      .innerJoin('person', 'person.id', 'ledger_event.person_id')
      .select(['kind', 'body', 'state'])
      .where('person.is_hub', '=', true)
      .orderBy('position')
      .execute();
    return rows.map((row) => ({ ...row, body: JSON.parse(row.body ?? 'null') as Record<string, unknown> }));
  };

  it('are named, listed to their person and to admins, and to nobody else', async () => {
    const fresh = await issue(admin, ann, { name: 'laptop', expiresAt: '2026-04-01T00:00:00.000Z' });
    expect(fresh.status).toBe(201);
    expect(fresh.body.tokenInfo).toMatchObject({ name: 'laptop', expiresAt: '2026-04-01T00:00:00.000Z' });
    expect(await works(fresh.body.token)).toBe(true);
    for (const by of [ann, admin]) {
      const { body, text } = await tokensOf(by, ann);
      expect(new Set(body.map((one) => one.name))).toEqual(new Set([undefined, 'laptop']));
      expect(text).not.toContain('assay_');
    }
    expect((await tokensOf(lead, ann)).status).toBe(403);
    expect((await issue(lead, ann)).status).toBe(403);
    expect((await issue(admin, ann, { expiresAt: '2026-01-01T00:00:00.000Z' })).status).toBe(400);
    const nobody = { ...ann, person: { ...ann.person, id: crypto.randomUUID() as never } };
    expect((await issue(admin, nobody)).status).toBe(404);
    expect((await tokensOf(admin, nobody)).status).toBe(404);
  });

  it('are never made to live longer by whoever holds them, not even again within a grace', async () => {
    const expiresAt = '2026-03-09T08:00:00.000Z';
    const first = (await issue(admin, ann, { expiresAt })).body;
    const second = (await rotate({ ...ann, token: first.token }, first.tokenInfo.id, 30)).body;
    expect(second.tokenInfo.expiresAt).toBe(expiresAt);
    const third = (await rotate({ ...ann, token: second.token }, first.tokenInfo.id)).body;
    expect(Date.parse(third.tokenInfo.expiresAt ?? '')).toBe(now.getTime() + 30_000);
  });

  it('are changed for new ones by their own person; the old one ends now, or after its grace', async () => {
    const first = (await issue(admin, ann, { name: 'job', expiresAt: '2026-03-09T08:00:00.000Z' })).body;
    const second = (await rotate({ ...ann, token: first.token }, first.tokenInfo.id)).body;
    expect([await works(first.token), await works(second.token)]).toEqual([false, true]);
    expect(second.tokenInfo).toMatchObject({ name: 'job', expiresAt: '2026-03-09T08:00:00.000Z' });
    const third = (await rotate(admin, second.tokenInfo.id, 60)).body;
    expect([await works(second.token), await works(third.token)]).toEqual([true, true]);
    now = new Date(now.getTime() + 61_000);
    expect([await works(second.token), await works(third.token)]).toEqual([false, true]);
    for (const id of [first.tokenInfo.id, second.tokenInfo.id])
      expect((await rotate(admin, id)).status).toBe(409);
    expect((await rotate(lead, third.tokenInfo.id)).status).toBe(404);
    expect((await revoke(lead, third.tokenInfo.id)).status).toBe(404);
    expect((await revoke(ann, third.tokenInfo.id)).body).toEqual({ revoked: 1 });
    expect((await revoke(ann, third.tokenInfo.id)).body).toEqual({ revoked: 0 });
    expect(await works(third.token)).toBe(false);
  });

  it('say when they were used last, noted once a minute and not at every request', async () => {
    const { token, tokenInfo } = (await issue(admin, ann, { name: 'used' })).body;
    const used = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return (await tokensOf(admin, ann)).body.find((one) => one.id === tokenInfo.id)?.lastUsedAt;
    };
    expect(await used()).toBeNull();
    const first = now.toISOString();
    await works(token);
    expect(await used()).toBe(first);
    now = new Date(now.getTime() + 59_000);
    await works(token);
    expect(await used()).toBe(first);
    now = new Date(now.getTime() + 2000);
    await works(token);
    expect(await used()).toBe(now.toISOString());
  });

  it('are unknown at another hub, and there never taken from the last admin, whatever way is tried', async () => {
    const alone = await TestHub.start(databases.next());
    const only = await alone.add('admin');
    const stranger = await hub.ask<FailureBody>(only.token, 'GET', '/v1/me');
    expect([stranger.status, stranger.body.data.what]).toEqual([401, 'This token is not known here.']);
    const ask = (method: 'POST' | 'PATCH', url: string, body?: object) =>
      alone.ask<FailureBody & Token[]>(only.token, method, url, body);
    const [token] = (await alone.ask<Token[]>(only.token, 'GET', `/v1/people/${only.person.id}/tokens`)).body;
    const ways: [string, 'POST' | 'PATCH', string, object?][] = [
      ['token', 'POST', `/v1/tokens/${token?.id}/revoke`],
      ['person', 'POST', `/v1/people/${only.person.id}/revoke`],
      ['role', 'PATCH', `/v1/people/${only.person.id}`, { role: 'lead' }],
    ];
    for (const [way, method, url, body] of ways) {
      expect([way, (await ask(method, url, body)).status]).toEqual([way, 409]);
    }
    expect((await ask('POST', `/v1/tokens/${token?.id}/rotate`)).status).toBe(200);
    await alone.add('admin', 'Second');
    const [, , url, body] = ways[2]!;
    const next = await alone.add('admin', 'Third');
    expect((await alone.ask(next.token, 'PATCH', url, body)).status).toBe(200);
    await alone.close();
  });

  it('are renamed and given roles by admins alone; everybody is told, and devices see what the role sees', async () => {
    const eve = await hub.add('reviewer', 'Eve');
    expect((await update(lead, eve.person.id, { name: 'X' })).status).toBe(403);
    expect((await update(admin, crypto.randomUUID(), { name: 'X' })).status).toBe(404);
    expect((await update(admin, eve.person.id, { name: '' })).status).toBe(400);
    const changed = { id: eve.person.id, name: 'Eva', role: 'auditor' };
    expect((await update(admin, eve.person.id, { name: 'Eva', role: 'auditor' })).body).toEqual(changed);
    expect((await hub.ask<{ person: object }>(eve.token, 'GET', '/v1/me')).body.person).toEqual(changed);
    expect((await hub.known(ann.token)).get(`person/${eve.person.id}`)).toEqual(changed);
    const before = (await ownEvents()).length;
    expect((await update(admin, eve.person.id, { name: 'Eva' })).body).toEqual(changed);
    expect(await ownEvents()).toHaveLength(before);
  });

  it('are events of the hub’s own ledger, without a token or its hash, from which a replay makes them again', async () => {
    const events = await ownEvents();
    const kinds = new Set(events.map((event) => event.kind));
    for (const kind of ['person.added', 'person.changed', 'token.issued', 'token.revoked']) {
      expect(kinds.has(kind), kind).toBe(true);
    }
    expect(events.every((event) => event.state === 'applied')).toBe(true);
    const renamed = events.find((event) => event.kind === 'person.changed');
    expect(renamed?.body['by']).toBe(admin.person.id);
    const rows = await hub.database.db.selectFrom('token').select('hash').execute();
    const text = JSON.stringify(events);
    for (const { hash } of rows) expect(text).not.toContain(hash);
    expect(text).not.toContain('assay_');
    const people = (
      await hub.ask<{ id: string; name: string; role: string }[]>(admin.token, 'GET', '/v1/people')
    ).body;
    const told = new Map<unknown, Record<string, unknown>>();
    for (const { kind, body } of events) if (kind.startsWith('person.')) told.set(body['personId'], body);
    expect(people).toHaveLength(told.size);
    for (const { id, name, role } of people) expect(told.get(id)).toMatchObject({ name, role });
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
  });

  it('are held against a replay: who differs from their events is named, and who has none is left alone', async () => {
    const { db, hubId } = hub.database;
    const [eve, max] = [await hub.add('reviewer', 'Eve'), await hub.add('reviewer', 'Max')];
    const early = { id: crypto.randomUUID(), name: 'From before', role: 'lead' as const };
    await db
      .insertInto('person')
      .values({ ...early, created_at: new Date(0).toISOString() })
      .execute();
    expect(await compareWithReplay(db, hubId)).toEqual([]);
    await db.updateTable('person').set({ role: 'admin' }).where('id', '=', eve.person.id).execute();
    await db.deleteFrom('token').where('person_id', '=', max.person.id).execute();
    await db.deleteFrom('person').where('id', '=', max.person.id).execute();
    const differences = (await compareWithReplay(db, hubId)).toSorted();
    expect(differences).toHaveLength(3);
    expect(differences[0]).toMatch(/^Table person has, and a replay has not: .*"name":"Eve","role":"admin"/);
    for (const { person } of [eve, max]) {
      const lacked = differences.find((one) => one.includes('lacks') && one.includes(person.id));
      expect(lacked).toContain('"role":"reviewer"');
    }
    // Only compared: nothing was put right.
    expect(await compareWithReplay(db, hubId)).toHaveLength(3);
    await inWrite(db, (tx) => rebuild(tx, hubId));
    expect(await compareWithReplay(db, hubId)).toEqual([]);
    const people = await db.selectFrom('person').select(['id', 'name', 'role']).execute();
    expect(people).toEqual(expect.arrayContaining([early, eve.person, max.person]));
  });

  it('cannot be made by a device that writes such events itself', async () => {
    const device = new TestDevice(hub, admin);
    const id = crypto.randomUUID() as never;
    device.append('person.added@1', { personId: id, name: 'Mallory', role: 'admin' });
    device.append('person.changed@1', { personId: ann.person.id, name: 'Ann', role: 'admin' });
    device.append('token.issued@1', { tokenId: id, personId: ann.person.id, expiresAt: null });
    const answer = await device.push();
    expect(answer.refused.map((one) => one.reason)).toEqual(['WRONG_ROLE', 'WRONG_ROLE', 'WRONG_ROLE']);
    const people = (await hub.ask<{ name: string; role: string }[]>(admin.token, 'GET', '/v1/people')).body;
    expect(
      people.filter((one) => one.name === 'Mallory' || (one.name === 'Ann' && one.role === 'admin')),
    ).toEqual([]);
  });

  it('share connections that are measured, where the database is a server', async () => {
    const { text } = await hub.ask<string>(admin.token, 'GET', '/metrics');
    expect(/^assay_hub_pool_connections\{state="total"\} [1-9]/m.test(text)).toBe(databases.isShareable);
  });

  it('that the rules refuse leave nothing behind', async () => {
    const events = await ownEvents();
    const body = { tokenId: crypto.randomUUID(), personId: crypto.randomUUID() as never, expiresAt: null };
    const asked = inWrite(hub.database.db, (tx) =>
      appendOwn(tx, [{ key: 'token.issued@1', subject: {}, body }], hub.facts),
    );
    await expect(asked).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await ownEvents()).toEqual(events);
  });

  it('whose requests were refused are listed for admins and auditors, page by page, newest first', async () => {
    const auditor = await hub.add('auditor');
    for (let count = 0; count < 3; count += 1) await update(ann, ann.person.id, { role: 'admin' });
    await hub.ask(`assay_${'z'.repeat(43)}`, 'GET', '/v1/audits/0/report?secret=marker');
    interface Row {
      personId: string | null;
      route: string;
      status: number;
      code: string;
      count: number;
      ip: string;
    }
    const page = (query: string) =>
      hub.ask<{ rows: Row[]; next: string | null } & FailureBody>(
        auditor.token,
        'GET',
        `/v1/refusals${query}`,
      );
    const all = (await page('')).body.rows;
    expect(all[0]).toMatchObject({ personId: null, route: '/v1/audits/:auditId/report', status: 401 });
    const ended = all.find((row) => row.personId === ann.person.id && row.status === 401);
    expect(ended).toMatchObject({ route: '/v1/me', code: 'UNAUTHORIZED' });
    const mine = all.find((row) => row.personId === ann.person.id && row.status === 403);
    expect(mine).toMatchObject({
      route: '/v1/people/:personId',
      code: 'FORBIDDEN',
      count: 3,
      ip: '127.0.0.1',
    });
    expect(JSON.stringify(all)).not.toMatch(/marker|assay_|zzz/);
    const pages: Row[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body }: Awaited<ReturnType<typeof page>> = await page(`?limit=2&after=${next}`);
      expect(body.rows.length).toBeLessThanOrEqual(2);
      pages.push(...body.rows);
      next = body.next;
    }
    expect(pages).toEqual(all);
    expect((await page('?after=nonsense')).body.code).toBe('INVALID_INPUT');
  });
});
