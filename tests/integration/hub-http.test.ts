/** The hub's HTTP surface against clients that are slow, broken, many or hostile: a defined answer each. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildHub } from '../../hub/app.ts';
import { openDatabase } from '../../hub/database/open.ts';
import { addressOf, SignInGuard } from '../../hub/http/sign-in-guard.ts';
import { randomIds, systemClock } from '../../hub/outside.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import { inMemory } from '../support/databases.ts';
import { listHubCalls } from '../support/hub-calls.ts';
import type { FailureBody, TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';

let logged = '';
const sink = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    logged += chunk.toString();
    done();
  },
});

let hub: TestHub;
let port: number;
let admin: TestPerson;
let lead: TestPerson;
let ann: TestPerson;

beforeAll(async () => {
  const database = await openDatabase(inMemory());
  const limits = { headersMs: 300, requestMs: 600, checkMs: 50, maxConnections: 60 };
  const app = await buildHub({
    database,
    log: pino({ level: 'trace' }, sink),
    clock: systemClock,
    ids: randomIds,
    requestsPerMinute: 100_000,
    failuresPerMinute: 5,
    limits,
    metrics: { token: 'metrics-token-of-the-test' },
  });
  app.addHook('preClose', () => sleep(1500));
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as { port: number }).port;
  hub = new TestHub(app, database);
  admin = await hub.add('admin', 'Ada Markername');
  lead = await hub.add('lead', 'Lea');
  ann = await hub.add('reviewer', 'Ann');
});
interface Spoken {
  text: string;
  /** Status of the first answer; null when there was none. */
  status: number | null;
}

/** Says texts to the port, with a pause between them, and hears until the hub closes (or `hangUp`). */
function say(
  texts: readonly string[],
  options: { pauseMs?: number; hangUp?: boolean } = {},
): Promise<Spoken> {
  return new Promise((resolve) => {
    let text = '';
    const socket: Socket = connect(port, '127.0.0.1');
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve({ text, status: status === undefined ? null : Number(status) });
    });
    socket.on('connect', () => {
      void (async () => {
        for (const one of texts) {
          if (socket.destroyed) return;
          socket.write(one, 'latin1');
          await new Promise((later) => setTimeout(later, options.pauseMs ?? 0));
        }
        if (options.hangUp === true) socket.destroy();
      })();
    });
  });
}

const bearer = (person: TestPerson): string => `authorization: Bearer ${person.token}\r\n`;
const isAlive = async (): Promise<boolean> => (await hub.ask(ann.token, 'GET', '/v1/me')).status === 200;
const bodyOf = ({ text }: Spoken): FailureBody & Record<string, unknown> =>
  JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as FailureBody & Record<string, unknown>;

describe('a client that', () => {
  it('says nothing, or its headers letter by letter, is told so and hung up on', async () => {
    const [silent, slow] = await Promise.all([
      say([]),
      say([...'GET /v1/me HTTP/1.1\r\nhost: x\r\nx-a: b'].map(String), { pauseMs: 40 }),
    ]);
    for (const one of [silent, slow]) {
      expect(one.status).toBe(408);
      expect(one.text).toContain('content-type: application/problem+json');
      expect(bodyOf(one)).toMatchObject({ status: 408, code: 'INVALID_INPUT' });
    }
    expect(await isAlive()).toBe(true);
  });

  it('sends its body drop by drop is hung up on, and nothing of it is stored', async () => {
    const text = canonicalJson({ drop: 'by drop' });
    const body = JSON.stringify({ contents: [{ digest: sha256Hex(text), text }] });
    const head = `POST /v1/contents HTTP/1.1\r\nhost: x\r\n${bearer(lead)}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    const slow = await say([head, ...[...body].slice(0, 60)], { pauseMs: 30 });
    expect(slow.status).toBe(408);
    const missing = { digests: [sha256Hex(text)] };
    const asked = await hub.ask(lead.token, 'POST', '/v1/contents/missing', missing);
    expect(asked.body).toEqual({ missing: missing.digests });
  });

  it('hangs up in the middle of its body leaves nothing behind but a hub that works', async () => {
    const head = `POST /v1/contents HTTP/1.1\r\nhost: x\r\n${bearer(lead)}content-type: application/json\r\ncontent-length: 5000\r\n\r\n`;
    const before = logged.length;
    const half = await say([head, '{"contents":[{"digest":"'], { pauseMs: 20, hangUp: true });
    expect(half.status).toBeNull();
    expect(await isAlive()).toBe(true);
    expect(logged.slice(before)).not.toContain('unexpected failure');
  });

  it('speaks no HTTP, too long headers or two lengths at once gets a problem and no other request through', async () => {
    const smuggled = 'GET /v1/people HTTP/1.1\r\nhost: x\r\n\r\n';
    const tries: [string, number][] = [
      ['hello\r\n\r\n', 400],
      [`GET /v1/me HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
      [
        `POST /v1/people HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
        400,
      ],
      [`GET /v1/me HTTP/1.1\r\nhost: x\r\nx-a: b\r\n c\rset-cookie: a=b\r\n\r\n`, 400],
    ];
    for (const [text, status] of tries) {
      const answer = await say([text]);
      expect([text.slice(0, 20), answer.status]).toEqual([text.slice(0, 20), status]);
      expect(answer.text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
      expect(answer.text.toLowerCase()).not.toContain('set-cookie');
    }
    expect(await isAlive()).toBe(true);
  });

  it('puts line breaks or addresses of its own into a path, a query or a header changes no header of the answer', async () => {
    const evil = '%0d%0aset-cookie:%20a=b';
    for (const url of [
      `/v1/${evil}`,
      `/v1/feed?after=${evil}`,
      `/v1/audits/${evil}/report`,
      '/v1/%E0%A4%A',
      `/docs/${evil}`,
    ]) {
      const answer = await hub.app.inject({
        url,
        headers: {
          authorization: `Bearer ${ann.token}`,
          'x-request-id': 'mine',
          'x-forwarded-for': '6.6.6.6',
        },
      });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('holds more connections than the hub bears loses those beyond, while the others go on', async () => {
    const held: Socket[] = [];
    let lost = 0;
    for (let count = 0; count < 90; count += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined).on('close', () => (lost += 1));
      socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
      held.push(socket);
    }
    await expect.poll(() => lost).toBeGreaterThanOrEqual(30);
    expect(await isAlive()).toBe(true);
    const metrics = await hub.ask<string>('metrics-token-of-the-test', 'GET', '/metrics');
    expect(
      Number(/^assay_hub_connections_dropped_total (\d+)$/m.exec(metrics.text)?.[1]),
    ).toBeGreaterThanOrEqual(30);
    for (const socket of held) socket.destroy();
    await expect.poll(() => say(['GET /healthz HTTP/1.0\r\n\r\n']).then(({ status }) => status)).toBe(200);
  });
});

describe('SQL, markup and prototypes in what is sent', () => {
  it('are texts like any other, or refused; nothing is dropped, run or changed', async () => {
    const name = `Robert'); DROP TABLE person; --<script>alert(1)</script>`;
    const added = await hub.ask<TestPerson>(admin.token, 'POST', '/v1/people', { name, role: 'reviewer' });
    expect(added.body.person.name).toBe(name);
    for (const [method, url, body] of [
      ['GET', `/v1/refusals?after=${encodeURIComponent("n1' OR 1=1")}`],
      ['POST', `/v1/people/${encodeURIComponent("' OR '1'='1")}/revoke`],
      ['PATCH', `/v1/people/${ann.person.id}`, { name: 'Ann', is_hub: true }],
      ['POST', '/v1/contents/missing', JSON.parse('{"digests":[],"constructor":{"prototype":{"a":1}}}')],
    ] as ['GET' | 'POST' | 'PATCH', string, object?][]) {
      const answer = await hub.ask<FailureBody>(admin.token, method, url, body);
      expect([url, answer.status, answer.body.code]).toEqual([url, 400, 'INVALID_INPUT']);
    }
    expect(({} as { a?: number }).a).toBeUndefined();
    const people = await hub.ask<{ name: string }[]>(admin.token, 'GET', '/v1/people');
    expect(people.body.map((one) => one.name)).toContain(name);
  });
});

describe('requests again and clocks astray', () => {
  it('that were made before change nothing the second time, and say the same', async () => {
    const device = new TestDevice(hub, ann);
    device.append('session.opened@1', { device: 'a', app: 'assay', personName: 'Ann' });
    const [first, second] = [await device.send(), await device.send()];
    expect(second.body).toEqual(first.body);
    const events = await hub.database.db.selectFrom('ledger_event').select('event_id').execute();
    expect(
      events.filter((one) => device.events.some((own) => own.envelope.includes(one.event_id))),
    ).toHaveLength(1);
  });

  it('from a device whose clock is hours or years wrong are taken as they are; the hub’s own time stands beside them', async () => {
    const device = new TestDevice(hub, ann);
    const times = ['2031-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z', '2026-03-02T13:00:00.000Z'];
    for (const at of times)
      device.append('session.opened@1', { device: 'a', app: 'assay', personName: 'Ann' }, at);
    const answer = await device.push();
    expect([answer.seq, answer.refused, answer.late]).toEqual([3, [], []]);
    const rows = await hub.database.db
      .selectFrom('ledger_event')
      .select(['received_at', 'position', 'seq'])
      .where('ledger_id', '=', device.ledger)
      .orderBy('position')
      .execute();
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3]);
    for (const row of rows) expect(Math.abs(Date.parse(row.received_at) - Date.now())).toBeLessThan(60_000);
  });
});

describe('answers', () => {
  it('to GET carry a tag by which they are not sent again, until they change', async () => {
    const get = (etag?: string) =>
      hub.app.inject({
        url: '/v1/people',
        headers: {
          authorization: `Bearer ${ann.token}`,
          ...(etag === undefined ? {} : { 'if-none-match': etag }),
        },
      });
    const first = await get();
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^W\/"/);
    const same = await get(`"x", ${etag}`);
    expect([same.statusCode, same.payload]).toEqual([304, '']);
    await hub.add('reviewer', 'Newcomer');
    const changed = await get(etag);
    expect(changed.statusCode).toBe(200);
    expect(changed.headers['etag']).not.toBe(etag);
    const refused = await hub.app.inject({ url: '/v1/people', headers: { 'if-none-match': '*' } });
    expect([refused.statusCode, refused.headers['etag']]).toEqual([401, undefined]);
  });

  it('are compressed, the feed too and whole; those that hold a token or a failure never are', async () => {
    const audit = new TestAudit(40);
    const device = new TestDevice(hub, lead);
    await audit.open(device, [ann]);
    const get = (url: string, encoding: string) =>
      hub.app.inject({ url, headers: { authorization: `Bearer ${ann.token}`, 'accept-encoding': encoding } });
    const plain = await get('/v1/feed', 'identity');
    const zipped = await get('/v1/feed', 'gzip');
    expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([
      undefined,
      'gzip',
    ]);
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.payload);
    expect(plain.payload.trimEnd().split('\n').at(-1)).toContain('"end":true');
    const description = await get('/v1/openapi.json', 'br, gzip');
    expect(description.headers['content-encoding']).toBe('br');
    expect(JSON.parse(brotliDecompressSync(description.rawPayload).toString())).toHaveProperty('openapi');
    const secret = await hub.app.inject({
      method: 'POST',
      url: `/v1/people/${ann.person.id}/tokens`,
      headers: { authorization: `Bearer ${admin.token}`, 'accept-encoding': 'gzip, br' },
      payload: { name: 'x'.repeat(120) },
    });
    expect([secret.statusCode, secret.headers['content-encoding']]).toEqual([201, undefined]);
    const long = await get(`/v1/${'x'.repeat(3000)}`, 'gzip');
    expect([long.statusCode, long.headers['content-encoding']]).toEqual([404, undefined]);
  });

  it('to /metrics go to admins, auditors and the token that was set for it, and count what happened', async () => {
    const auditor = await hub.add('auditor');
    for (const [token, status] of [
      [admin.token, 200],
      [auditor.token, 200],
      ['metrics-token-of-the-test', 200],
      [lead.token, 403],
      [null, 401],
    ] as const) {
      expect([token, (await hub.ask(token, 'GET', '/metrics')).status]).toEqual([token, status]);
    }
    const { text, headers } = await hub.ask<string>(admin.token, 'GET', '/metrics');
    expect(headers['content-type']).toContain('text/plain');
    for (const line of [
      /^assay_hub_request_duration_seconds_count\{method="GET",route="\/v1\/people",status="200"\} \d+$/m,
      /^assay_hub_refused_requests_total\{status="403",code="FORBIDDEN"\} \d+$/m,
      /^assay_hub_events\{kind="session.opened",state="applied",is_late="false"\} \d+$/m,
      /^assay_hub_feed_entries [1-9]\d*$/m,
      /^assay_hub_traces_received\{outcome="stored"\} \d+$/m,
      /^assay_hub_audits\{state="open"\} 1$/m,
      /^assay_hub_connections \d+$/m,
    ]) {
      expect(text).toMatch(line);
    }
    const events = await hub.database.db.selectFrom('ledger_event').select('position').execute();
    const counted = [...text.matchAll(/^assay_hub_events\{.*\} (\d+)$/gm)].reduce(
      (sum, one) => sum + Number(one[1]),
      0,
    );
    expect(counted).toBe(events.length);
    expect(text).not.toMatch(/Markername|assay_[A-Za-z0-9_-]{43}|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});

describe('a flood', () => {
  let flooded: TestHub;
  beforeAll(async () => {
    flooded = await TestHub.start(inMemory(), { requestsPerMinute: 100_000 });
  });

  it('is kept as few rows that still count every request', async () => {
    const watcher = await flooded.add('auditor');
    for (let count = 0; count < 1500; count += 1) {
      await flooded.app.inject({ url: '/v1/me', remoteAddress: `10.0.${count >> 8}.${count & 255}` });
    }
    const read = async () =>
      flooded.ask<{ rows: { count: number; ip: string }[] }>(watcher.token, 'GET', '/v1/refusals?limit=500');
    await read();
    const rows = await flooded.database.db.selectFrom('refused_request').selectAll().execute();
    expect(rows.length).toBeLessThanOrEqual(601);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(1500);
    expect(rows.find((row) => row.ip === '*')?.count).toBe(900);
  });

  it('of made-up tokens from one address is refused without a look at the database; known people behind it go on', async () => {
    const one = await flooded.add('reviewer');
    expect((await flooded.ask(one.token, 'GET', '/v1/me')).status).toBe(200);
    const flood = async (count: number): Promise<Record<number, number>> => {
      const statuses: Record<number, number> = {};
      for (let at = 0; at < count; at += 1) {
        const answer = await flooded.ask(`assay_${String(at).padStart(43, '0')}`, 'GET', '/v1/me');
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      }
      return statuses;
    };
    expect(await flood(100)).toEqual({ 401: 60, 429: 40 });
    expect((await flooded.ask(one.token, 'GET', '/v1/me')).status).toBe(200);
    await flooded.database.close();
    expect(await flood(100)).toEqual({ 429: 100 });
    expect((await flooded.ask(one.token, 'GET', '/v1/me')).status).toBe(500);
    const ready = await flooded.ask(null, 'GET', '/readyz');
    const parts = { database: 'unreachable', stopping: false };
    expect([ready.status, ready.body]).toEqual([503, { status: 'not ready', parts }]);
    expect((await flooded.ask(null, 'GET', '/healthz')).status).toBe(200);
    await flooded.app.close();
  });

  it('from made-up addresses of one network counts as one, and what is remembered of it stays bounded', () => {
    expect(addressOf('2001:db8:1:2:aaaa::1')).toBe(addressOf('2001:db8:1:2::ffff'));
    expect(addressOf('2001:db8:1:2::1')).not.toBe(addressOf('2001:db8:1:3::1'));
    expect(addressOf('::ffff:192.0.2.1')).toBe(addressOf('192.0.2.1'));
    expect(addressOf('not an address')).toBe('unknown');
    const guard = new SignInGuard(2);
    expect([guard.begin('a', 0), guard.begin('a', 0), guard.begin('a', 1000)]).toEqual([null, null, 59]);
    expect(guard.begin('a', 60_001)).toBeNull();
    guard.succeed('a', 'hash', 60_001);
    expect([guard.isTrusted('hash', 60_002), guard.isTrusted('hash', 60_001 + 600_000)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('the log', () => {
  it('never holds what was sent, answered or signed in with, whatever route is called', async () => {
    const marker = 'MARKERTEXT';
    for (const { method, url, body } of await listHubCalls()) {
      const marked = JSON.stringify(body ?? {}).replaceAll('"a"', `"${marker}"`);
      const query = `${url.includes('?') ? '&' : '?'}after=${marker}&q=${marker}`;
      for (const token of [admin.token, lead.token]) {
        await hub.app.inject({
          method: method as 'GET',
          url: `${url}${query}`,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'x-marker': marker,
          },
          ...(method === 'GET' ? {} : { payload: marked }),
        });
      }
    }
    await hub.ask(`assay_${'q'.repeat(43)}`, 'GET', '/v1/me');
    await hub.ask(ann.token, 'GET', `/v1/${marker}`);
    expect(logged).toContain('answered');
    for (const secret of [
      marker,
      'Markername',
      'parcel',
      'q'.repeat(43),
      admin.token,
      lead.token,
      ann.token,
    ]) {
      expect(logged.includes(secret), secret).toBe(false);
    }
  });
});

describe('a hub that stops', () => {
  it('still answers for a while, and says that it is not ready, before it is gone', async () => {
    const url = `http://127.0.0.1:${port}`;
    const closed = hub.close();
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(503);
    const answer = await fetch(`${url}/readyz`);
    expect(await answer.json()).toEqual({ status: 'not ready', parts: { database: 'ok', stopping: true } });
    const asked = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${ann.token}` } });
    expect(asked.status).toBe(200);
    await closed;
    await expect(fetch(`${url}/readyz`)).rejects.toThrow();
  });
});
