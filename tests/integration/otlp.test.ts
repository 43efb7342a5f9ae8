/** OTLP/HTTP at the hub: spans in any order, in any split, in either encoding become the same traces, or say why not. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { pino } from 'pino';
import { buildHub } from '../../hub/app.ts';
import { exportResponse, rpcStatus } from '../../hub/ingest/otlp/messages.ts';
import { settleSpans, usualPatienceMs, usualRestMs } from '../../hub/ingest/otlp/settle.ts';
import type { NewSpan } from '../../hub/ingest/otlp/span-store.ts';
import { claimDue, insertSpans } from '../../hub/ingest/otlp/span-store.ts';
import { getArrivingSource } from '../../hub/ingest/arriving-source.ts';
import { randomIds } from '../../hub/outside.ts';
import type { TestDatabases } from '../support/hub-databases.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import { TestHub } from '../support/hub-fixture.ts';
import {
  attributesOf,
  hexId,
  inferenceAnswer,
  inferenceTrace,
  jsonRequest,
  protobufRequest,
  testSpan,
} from '../support/otlp.ts';
import type { TestSpan } from '../support/otlp.ts';

const path = '/v1/otlp/v1/traces';
const clock = {
  ms: Date.parse('2026-11-01T10:00:00Z'),
  now(): Date {
    return new Date(this.ms);
  },
};

interface Sent {
  status: number;
  headers: Record<string, unknown>;
  json: { partialSuccess?: { rejectedSpans: string; errorMessage: string }; code?: number; message?: string };
  bytes: Buffer;
}

async function post(
  hub: TestHub,
  token: string | null,
  payload: Buffer | string,
  headers: Record<string, string> = {},
  url = path,
): Promise<Sent> {
  const answer = await hub.app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    payload,
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    json: isJson ? (JSON.parse(answer.payload) as Sent['json']) : {},
    bytes: answer.rawPayload,
  };
}

const protobuf = { 'content-type': 'application/x-protobuf' };

async function storedTraces(hub: TestHub): Promise<Map<string, Record<string, unknown>>> {
  const rows = await hub.database.db.selectFrom('trace').select(['id', 'body']).execute();
  return new Map(rows.map(({ id, body }) => [id, JSON.parse(body ?? 'null') as Record<string, unknown>]));
}

function settle(hub: TestHub, afterMs: number): Promise<number> {
  clock.ms += afterMs;
  return settleSpans({ database: hub.database, clock, ids: randomIds });
}

/** What came of a request or of settling, newest first. */
async function batches(hub: TestHub, token: string): Promise<BatchReport[]> {
  const { status, body } = await hub.ask<{ rows: BatchReport[] }>(token, 'GET', '/v1/batches?limit=50');
  expect(status).toBe(200);
  return body.rows;
}

const chat = (trace: number, said = 'Because.'): TestSpan =>
  testSpan({
    trace,
    id: 1,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': [{ role: 'user', content: 'Why?' }],
      'gen_ai.output.messages': [{ role: 'assistant', content: said }],
    },
  });

describeOnEachDatabase('spans that arrive by OTLP', (databases: TestDatabases) => {
  let hub: TestHub;
  let sender: string;
  let admin: string;

  beforeAll(async () => {
    hub = await TestHub.start(databases.next(), { clock });
    sender = (await hub.add('ingest')).token;
    admin = (await hub.add('admin')).token;
  }, 60_000);
  afterAll(() => hub.close());

  it('give the same traces in any order, in any split of requests, in either encoding, packed or not', async () => {
    let next = 1000;
    const deliveries = fc.array(
      fc.record({ size: fc.integer({ min: 1, max: 7 }), isBinary: fc.boolean(), isPacked: fc.boolean() }),
      { minLength: 16, maxLength: 16 },
    );
    const order = fc.shuffledSubarray(
      Array.from({ length: 16 }, (_, at) => at),
      { minLength: 16 },
    );
    await fc.assert(
      fc.asyncProperty(order, deliveries, async (places, split) => {
        const traces = [next, next + 1];
        next += 2;
        const spans = traces.flatMap(inferenceTrace);
        const queue = places.map((place) => spans[place] as TestSpan);
        for (const { size, isBinary, isPacked } of split) {
          const some = queue.splice(0, size);
          if (some.length === 0) break;
          const plain = isBinary ? protobufRequest(some) : Buffer.from(JSON.stringify(jsonRequest(some)));
          const sent = await post(hub, sender, isPacked ? gzipSync(plain) : plain, {
            ...(isBinary ? protobuf : {}),
            ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
          });
          expect(sent.status).toBe(200);
          expect(sent.bytes.toString()).toBe(isBinary ? '' : '{}');
        }
        await settle(hub, usualRestMs);
        const stored = await storedTraces(hub);
        for (const trace of traces) {
          const { redaction, ...rest } = stored.get(hexId(trace, 32)) ?? {};
          expect(redaction).toBeDefined();
          expect(rest).toEqual(inferenceAnswer(trace));
        }
      }),
      { numRuns: databases.isShareable ? 6 : 12 },
    );
    expect(await hub.database.db.selectFrom('span').select('span_id').execute()).toEqual([]);
  }, 60_000);

  it('wait until nothing more came for a while, and longer where a parent is missing', async () => {
    const [root, child] = inferenceTrace(1).filter((_, at) => at === 0 || at === 5) as [TestSpan, TestSpan];
    const orphan = { ...chat(2), parentSpanId: hexId(99, 16) };
    await post(hub, sender, JSON.stringify(jsonRequest([child, orphan])));
    const [first] = await batches(hub, admin);
    expect(first).toMatchObject({
      importer: 'otlp',
      sourceName: 'support-bot',
      received: 2,
      waiting: 2,
      stored: 0,
    });
    expect(await settle(hub, usualRestMs)).toBe(0);
    await post(hub, sender, JSON.stringify(jsonRequest([root])));
    expect(await settle(hub, usualRestMs - 1)).toBe(0);
    expect(await settle(hub, 1)).toBe(1);
    expect((await batches(hub, admin))[0]).toMatchObject({
      importer: 'otlp',
      received: 1,
      stored: 1,
      waiting: 0,
    });
    expect(await settle(hub, usualPatienceMs)).toBe(1);
    expect((await storedTraces(hub)).get(hexId(2, 32))).toMatchObject({ output: 'Because.' });
  });

  it('are rejected with a reason once their trace is stored, and repeated ones before change nothing', async () => {
    const span = chat(10);
    const body = JSON.stringify(jsonRequest([span]));
    await post(hub, sender, body);
    expect((await post(hub, sender, body)).json).toEqual({});
    const other = JSON.stringify(jsonRequest([chat(10, 'Something else.')]));
    expect((await post(hub, sender, other)).json.partialSuccess).toMatchObject({ rejectedSpans: '1' });
    await settle(hub, usualRestMs);
    const late = testSpan({ trace: 10, id: 2, parent: 1 });
    const sent = await post(hub, sender, protobufRequest([late, chat(11)]), protobuf);
    const answer = exportResponse.toObject(exportResponse.decode(sent.bytes), { longs: Number });
    expect(answer).toEqual({
      partialSuccess: {
        rejectedSpans: 1,
        errorMessage: expect.stringMatching(/^span 1: its trace is stored/),
      },
    });
    const [report] = await batches(hub, admin);
    expect(report).toMatchObject({
      received: 2,
      waiting: 1,
      rejected: 1,
      rejects: [{ line: 1, code: 'CHANGED_CONTENT' }],
    });
    await settle(hub, usualRestMs);
    expect((await storedTraces(hub)).get(hexId(10, 32))).toMatchObject({ output: 'Because.' });
  });

  it('of which no trace can be made are reported as such', async () => {
    await post(hub, sender, JSON.stringify(jsonRequest([testSpan({ trace: 12, id: 1, name: 'GET /' })])));
    await settle(hub, usualRestMs);
    const [report] = await batches(hub, admin);
    expect(report).toMatchObject({
      received: 1,
      stored: 0,
      rejected: 1,
      rejects: [{ code: 'MISSING_FIELD' }],
    });
    expect(await hub.database.db.selectFrom('span').select('span_id').execute()).toEqual([]);
  });

  it('never wait unmasked', async () => {
    const secret = 'jane.roe@example.com';
    const span = testSpan({
      trace: 13,
      id: 1,
      attributes: {
        'openinference.span.kind': 'LLM',
        'input.value': `I am ${secret}`,
        'output.value': `Hello ${secret}`,
        'user.mail': secret,
        metadata: JSON.stringify({ contact: secret }),
      },
      events: [{ name: 'gen_ai.tool.message', attributes: { id: 'c', content: secret } }],
    });
    await post(hub, sender, JSON.stringify(jsonRequest([span])));
    const waiting = await hub.database.db.selectFrom('span').selectAll().execute();
    expect(waiting).toHaveLength(1);
    expect(JSON.stringify(waiting)).not.toContain(secret);
    const [report] = await batches(hub, admin);
    expect(Object.values(report?.masked ?? {}).reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(4);
    await settle(hub, usualRestMs);
    const stored = (await storedTraces(hub)).get(hexId(13, 32));
    expect(stored).toMatchObject({ redaction: { status: 'masked' } });
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it('are never more in memory at once than their sender may have meant, however many wait', async () => {
    const { db } = hub.database;
    const made = { id: randomIds.uuid(), at: '2026-11-01T10:00:00.000Z', by: 'somebody' as PersonId };
    const { number: sourceNumber } = await getArrivingSource(db, 'large-spans', made);
    const arrival = { sourceNumber, batchId: made.id, receivedBy: made.by, receivedMs: clock.ms };
    const body = 'x'.repeat(8 * 1024 * 1024);
    const spanOf = (trace: number, id: number): NewSpan => {
      return {
        line: id,
        traceId: hexId(trace, 32),
        spanId: hexId(id, 16),
        parentId: null,
        startMs: clock.ms,
        body,
      };
    };
    const send = (spans: NewSpan[]) => insertSpans(db, arrival, spans);
    const first = await send([1, 2, 3, 4, 5].map((id) => spanOf(7001, id)));
    const second = await send([6, 7, 8, 9, 10].map((id) => spanOf(7001, id)));
    expect([...first.values(), ...second.values()]).toEqual([
      ...Array.from({ length: 8 }, () => 'waiting'),
      'beyond',
      'beyond',
    ]);
    for (const trace of [7002, 7003, 7004]) await send([1, 2, 3].map((id) => spanOf(trace, id)));
    const nowMs = clock.ms + usualPatienceMs;
    const by = { nowMs, restMs: usualRestMs, patienceMs: usualPatienceMs, sinceMs: 0, claimedBeforeMs: 0 };
    const claims: number[] = [];
    for (;;) {
      const claimed = await claimDue(db, sourceNumber, by, 200);
      if (claimed.length === 0) break;
      claims.push(claimed.length);
    }
    expect(claims).toEqual([8, 9]);
    await db.deleteFrom('span').where('source_number', '=', sourceNumber).execute();
  }, 60_000);

  it('belong to the source that the address names, or to their service; without either they are rejected', async () => {
    const body = JSON.stringify(jsonRequest([chat(14)], null));
    const lost = await post(hub, sender, body);
    expect(lost.json.partialSuccess).toMatchObject({ errorMessage: expect.stringContaining('service.name') });
    expect((await post(hub, sender, body, {}, `${path}?source=named`)).json).toEqual({});
    await settle(hub, usualRestMs);
    expect((await batches(hub, admin))[0]).toMatchObject({ sourceName: 'named', stored: 1 });
  });

  it('that cannot be read take none of the others along', async () => {
    const bad = [
      { ...chat(20), traceId: 'xyz' },
      { ...chat(20), spanId: '0000000000000000' },
      { ...chat(20), startTimeUnixNano: 'soon' },
      { ...chat(20), attributes: attributesOf({ 'gen_ai.completion': 'a\u0000b', 'gen_ai.prompt': 'x' }) },
      { ...chat(20), attributes: [{ key: 'deep', value: nested(40) }] },
      { ...chat(20), attributes: Array.from({ length: 20_001 }, (_, at) => ({ key: `k${at}`, value: {} })) },
      null,
      'span',
    ];
    const sent = await post(hub, sender, JSON.stringify(jsonRequest([...bad, chat(21)] as TestSpan[])));
    expect(sent.json.partialSuccess?.rejectedSpans).toBe(String(bad.length));
    await settle(hub, usualRestMs);
    expect((await storedTraces(hub)).has(hexId(21, 32))).toBe(true);
  });

  if (databases.isShareable) {
    it('become a trace once, however many hubs make traces of them', async () => {
      const spans = Array.from({ length: 60 }, (_, at) => chat(5000 + at));
      await post(hub, sender, JSON.stringify(jsonRequest(spans)));
      const facts = { database: hub.database, clock, ids: randomIds };
      clock.ms += usualRestMs;
      const settled = await Promise.all([1, 2, 3].map(() => settleSpans(facts)));
      expect(settled.reduce((sum, one) => sum + one, 0)).toBe(spans.length);
    });
  } else {
    it('are answered in OTLP’s own words when the request is no good', async () => {
      const bytes = protobufRequest(inferenceTrace(30));
      const asStatus = (sent: Sent) => rpcStatus.toObject(rpcStatus.decode(sent.bytes));
      const torn = await post(hub, sender, bytes.subarray(0, bytes.length - 3), protobuf);
      expect(torn.status).toBe(400);
      expect(torn.headers['content-type']).toContain('application/x-protobuf');
      expect(asStatus(torn)).toMatchObject({ code: 3 });
      for (const body of ['', '{', '[]', '"x"', '['.repeat(100_000)]) {
        const sent = await post(hub, sender, body);
        expect([sent.status, sent.json.code]).toEqual([400, 3]);
      }
      const unpacked = await post(hub, sender, 'no gzip', { 'content-encoding': 'gzip' });
      expect([unpacked.status, unpacked.json.code]).toEqual([400, 3]);
      expect((await post(hub, sender, '{}', { 'content-encoding': 'br' })).status).toBe(400);
      expect((await post(hub, sender, '{}', {}, `${path}?sources=a`)).status).toBe(400);
      const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024, 0x20), { level: 1 });
      const large = await post(hub, sender, bomb, { 'content-encoding': 'gzip' });
      expect([large.status, large.json.code]).toEqual([413, 8]);
      const raw = await post(hub, sender, Buffer.alloc(16 * 1024 * 1024 + 1), protobuf);
      expect([raw.status, asStatus(raw)['code']]).toEqual([413, 8]);
      expect((await post(hub, sender, 'x', { 'content-type': 'text/plain' })).status).toBe(415);
      expect((await post(hub, null, '{}')).status).toBe(401);
      const reviewer = await hub.add('reviewer');
      expect((await post(hub, reviewer.token, '{}')).status).toBe(403);
      expect((await post(hub, sender, '{}')).json).toEqual({});
    });

    it('never make the hub fail, wherever the bytes are torn or changed', async () => {
      const whole = protobufRequest(inferenceTrace(31).slice(0, 2));
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (place, byte, isTorn) => {
          const bytes = isTorn ? whole.subarray(0, place) : Buffer.from(whole);
          if (!isTorn) bytes[place] = byte;
          const { status } = await post(hub, sender, bytes, protobuf);
          expect([200, 400]).toContain(status);
        }),
        { numRuns: 60 },
      );
    });

    it('are held back with Retry-After when too many requests come', async () => {
      const { database } = hub;
      const options = { database, log: pino({ level: 'silent' }), clock, ids: randomIds };
      const busy = new TestHub(await buildHub({ ...options, requestsPerMinute: 2 }), database);
      try {
        const { token } = await busy.add('ingest');
        const answers: Sent[] = [];
        for (let at = 0; at < 5; at += 1) answers.push(await post(busy, token, '{}'));
        expect(answers[0]?.status).toBe(200);
        expect(answers.at(-1)?.status).toBe(429);
        expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
      } finally {
        await busy.app.close();
      }
    });
  }
});

function nested(depth: number): object {
  return depth === 0 ? { stringValue: 'x' } : { arrayValue: { values: [nested(depth - 1)] } };
}
