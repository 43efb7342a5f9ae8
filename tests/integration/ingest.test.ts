import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSourceEngine } from '../../electron/backend/sources/engine.ts';
import { storeTraces } from '../../hub/ingest/store-traces.ts';
import { randomIds } from '../../hub/outside.ts';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import { TestHub } from '../support/hub-fixture.ts';
import {
  IngestWorld,
  listCellFaults,
  sendTraces,
  supportTrace,
  supportTraces,
  toLines,
} from '../support/ingest-world.ts';

const realData = join(import.meta.dirname, '../../../shared/data/ragtruth-qa');
const json = { 'content-type': 'application/json' };

describeOnEachDatabase('traces arrive', (databases) => {
  let place: ReturnType<typeof databases.next>;
  let world: IngestWorld;
  let hub: TestHub;

  beforeAll(async () => {
    place = databases.next();
    world = await IngestWorld.start(place);
    ({ hub } = world);
  });
  afterAll(() => hub.close());

  it('stores a stream in the permanent random order, in cells that count it exactly', async () => {
    const { status, report } = await world.send(toLines(supportTraces(0, 2500)));
    expect(status).toBe(200);
    expect(report).toMatchObject({
      state: 'complete',
      received: 2500,
      stored: 2500,
      repeated: 0,
      rejected: 0,
    });
    const { db, sampleSeed } = hub.database;
    expect(await listCellFaults(db)).toEqual([]);
    const source = await db
      .selectFrom('source')
      .selectAll()
      .where('name', '=', 'support')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(source.declared)).toEqual(['riskClass', 'intent', 'model']);
    const rows = await db
      .selectFrom('trace')
      .innerJoin('cell', 'cell.number', 'trace.cell_number')
      .selectAll('trace')
      .select('stratum')
      .where('trace.source_number', '=', source.number)
      .orderBy('position')
      .execute();
    expect(rows.map((row) => row.id)).toEqual(supportTraces(0, 2500).map((one) => one['id']));
    for (const row of [rows[3], rows[2499]]) {
      if (row === undefined) throw new Error('a row is missing');
      expect(Number(row.prn)).toBe(
        Number.parseInt(hash('sha256', `${sampleSeed}:sample:${row.id}`, 'hex').slice(0, 13), 16),
      );
      expect(row.digest).toBe(hash('sha256', row.body ?? '', 'hex'));
    }
    expect(rows[3]).toMatchObject({
      line: 4,
      stratum: '["(none)","delivery","m-1"]',
      facets: {
        intent: 'delivery',
        model: 'm-1',
        'attributes.tier': 'basic',
        week: '2026-W01',
        'judge.grader@1': 'good',
      },
    });
  });

  it('changes nothing when the same comes again after a lost answer, in whatever form', async () => {
    const before = await world.totals();
    const again = await world.send(gzipSync(toLines(supportTraces(0, 300))), { 'content-encoding': 'gzip' });
    expect(again.report).toMatchObject({ received: 300, stored: 0, repeated: 300 });
    const asBatch = await world.send(JSON.stringify({ traces: supportTraces(0, 300) }), json);
    expect(asBatch.report).toMatchObject({ importer: 'json', stored: 0, repeated: 300 });
    expect(await world.totals()).toEqual(before);
  });

  it('keeps what was stored under an id, and says which lines say something else', async () => {
    const { report } = await world.send(
      toLines([
        supportTrace(1, { output: 'Something else.' }),
        supportTrace(9001),
        supportTrace(9001),
        supportTrace(9001, { output: 'Twice in one batch.' }),
      ]),
    );
    expect(report).toMatchObject({ stored: 1, repeated: 1, rejected: 2 });
    expect(report.rejects.map(({ line, code }) => [line, code])).toEqual([
      [1, 'CHANGED_CONTENT'],
      [4, 'DUPLICATE_ID'],
    ]);
    expect(await listCellFaults(hub.database.db)).toEqual([]);
  });

  it('masks before anything is stored, and knows a trace again that came under other rules', async () => {
    const lines = toLines([
      supportTrace(1, {
        prompt: [{ role: 'user', text: 'I am kim@example.com, KD-123456, card 4111 1111 1111 1111' }],
        attributes: { contact: 'kim@example.com', 'kim@example.com': 'a name' },
      }),
    ]);
    const first = await world.send(lines, {}, 'private');
    expect(first.report).toMatchObject({ stored: 1, masked: { email: 3, payment_card: 1 } });
    const rules = { kinds: ['email'], custom: [{ name: 'customer', pattern: 'KD-\\d{6}' }] };
    const put = await world.ask<{ ruleSetVersion: string }>('PUT', '/v1/masking', world.admin, rules);
    expect(put.status).toBe(200);
    const now = await world.ask<{ rules: typeof rules; ruleSetVersion: string }>('GET', '/v1/masking');
    expect(now.body).toMatchObject({ rules, ruleSetVersion: put.body.ruleSetVersion });
    const again = await world.send(lines, {}, 'private');
    expect(again.report).toMatchObject({ stored: 0, repeated: 1, ruleSetVersion: put.body.ruleSetVersion });
    const fresh = await world.send(lines.replace('"t-1"', '"t-2"'), {}, 'private');
    expect(fresh.report.masked).toEqual({ email: 3, customer: 1 });
    for (const table of ['trace', 'batch', 'cell', 'source']) {
      const { rows } = await sql<{ text: string }>`
        SELECT t::text AS text FROM ${sql.table(table)} AS t WHERE t::text LIKE '%kim@example.com%'
      `.execute(hub.database.db);
      expect(rows).toEqual([]);
    }
    const bad = await world.ask<{ code: string }>('PUT', '/v1/masking', world.admin, {
      kinds: [],
      custom: [{ name: 'slow', pattern: '(a+)+$' }],
    });
    expect([bad.status, bad.body.code]).toEqual([400, 'INVALID_INPUT']);
    const { body } = await world.ask<{ available: { kind: string }[] }>('GET', '/v1/masking');
    await world.ask('PUT', '/v1/masking', world.admin, {
      kinds: body.available.map((one) => one.kind),
      custom: [],
    });
  });

  it('says where a trace came from, and shows senders their own batches only', async () => {
    const { report } = await world.send(toLines([supportTrace(1)]), {}, 'origin');
    const url = `/v1/sources/${report.sourceId}/trace?traceId=t-1`;
    const found = await world.ask<{
      batchId: string;
      line: number;
      trace: { id: string; redaction: unknown };
    }>('GET', url);
    expect(found.body).toMatchObject({
      batchId: report.id,
      line: 1,
      importer: 'jsonl',
      receivedBy: world.sender.person.id,
      audits: [],
      erasedAt: null,
      trace: {
        id: 't-1',
        redaction: { status: 'masked', ruleSetVersion: report.ruleSetVersion, counts: {} },
      },
    });
    expect((await world.ask('GET', `${url}x`)).status).toBe(404);
    expect((await world.ask('GET', url, world.sender)).status).toBe(403);
    const other = await hub.add('ingest', 'other');
    expect((await world.ask<BatchReport>('GET', `/v1/batches/${report.id}`, world.sender)).body).toEqual(
      report,
    );
    expect((await world.ask('GET', `/v1/batches/${report.id}`, other)).status).toBe(404);
    const own = await world.ask<{ rows: BatchReport[] }>('GET', '/v1/batches', other);
    expect(own.body).toEqual({ rows: [], next: null });
    const first = await world.ask<{ rows: BatchReport[]; next: string }>('GET', '/v1/batches?limit=2');
    const second = await world.ask<{ rows: BatchReport[] }>(
      'GET',
      `/v1/batches?limit=2&after=${first.body.next}`,
    );
    const ids = [...first.body.rows, ...second.body.rows].map((one) => one.id);
    expect([ids[0], new Set(ids).size]).toEqual([report.id, 4]);
    const ofSource = await world.ask<{ rows: BatchReport[] }>(
      'GET',
      `/v1/batches?sourceId=${report.sourceId}`,
    );
    expect(ofSource.body.rows).toEqual([report]);
  });

  it('takes the same source from two connections at once without losing, doubling or miscounting', async () => {
    const second = databases.isShareable ? await TestHub.start(place) : hub;
    try {
      const parts = [0, 400, 800, 1200].map((from) => toLines(supportTraces(from, from + 1000)));
      const reports = await Promise.all(
        parts.map(async (part, at) => {
          const answer = await sendTraces(
            at % 2 === 0 ? hub : second,
            world.sender.token,
            part,
            {},
            'source=both',
          );
          expect(answer.status).toBe(200);
          return answer.report;
        }),
      );
      const total = (of: 'stored' | 'repeated'): number => reports.reduce((sum, one) => sum + one[of], 0);
      expect([total('stored'), total('repeated')]).toEqual([2200, 1800]);
      expect(await world.stored('both')).toBe(2200);
      expect(await listCellFaults(hub.database.db)).toEqual([]);
      // Nothing of one batch stands among the positions of a chunk of another.
      const { rows } = await sql<{ turns: number }>`
        SELECT count(*)::int AS turns FROM (
          SELECT batch_number <> lag(batch_number) OVER (ORDER BY position) AS is_turn FROM trace
          JOIN source ON source.number = trace.source_number WHERE source.name = 'both'
        ) AS t WHERE is_turn
      `.execute(hub.database.db);
      expect(rows[0]?.turns).toBeLessThan(4);
    } finally {
      if (second !== hub) await second.close();
    }
  });

  // On one database: what it adds to the tests above is the data.
  const noData = existsSync(realData)
    ? ''
    : ' (skipped: the folder shared/data is not beside the repository)';
  if (databases.isShareable)
    it.skipIf(noData !== '')(
      `takes real answers as their preset reads them, each once${noData}`,
      async () => {
        const engine = createSourceEngine();
        try {
          const spec = await engine.resolve({ paths: [realData], preset: null, mapping: null });
          const arriving = async function* () {
            let line = 0;
            for await (const trace of engine.readAll(spec)) yield { line: (line += 1), trace };
          };
          const { db, sampleSeed } = hub.database;
          const arrival = {
            source: 'ragtruth',
            importer: 'cli',
            receivedBy: world.sender.person.id,
            receivedAt: '2026-03-01T10:00:00.000Z',
          };
          const facts = { sampleSeed, ids: randomIds };
          const first = await storeTraces(db, arrival, arriving(), facts);
          expect(first).toMatchObject({ received: 3956, stored: 3956, rejected: 0 });
          const { rows } = await sql<{ model: string; n: number }>`
        SELECT stratum::jsonb ->> 2 AS model, sum(population)::int AS n FROM cell_day
        JOIN cell ON cell.number = cell_number JOIN source ON source.number = source_number
        WHERE source.name = 'ragtruth' GROUP BY 1 ORDER BY 1
      `.execute(db);
          expect(rows.map((row) => row.n)).toEqual([989, 989, 989, 989]);
          expect(await listCellFaults(db)).toEqual([]);
        } finally {
          await engine.close();
        }
      },
    );
});
