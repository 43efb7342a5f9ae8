/**
 * Frames at the hub against the plainest model: whatever the filter, window, dimensions and declarations, counts and draws
 * are the same by index, by scan and by model.
 */
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HubSource } from '../../shared/contract/hub-traces.ts';
import type { FrameCount } from '../../shared/contract/hub-work.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import type { HubDatabase } from '../../hub/database/open.ts';
import { withFrameReader } from '../../hub/frames/open-reader.ts';
import type { DrawAnswer } from '../../hub/frames/reader.ts';
import { recell } from '../../hub/frames/recell.ts';
import { inSource, lockSource } from '../../hub/ingest/source-lock.ts';
import { storeTraces } from '../../hub/ingest/store-traces.ts';
import { randomIds } from '../../hub/outside.ts';
import { recordDrawn } from '../../hub/store/rotation.ts';
import type { SourceRecord } from '../../hub/store/sources.ts';
import { findSource } from '../../hub/store/sources.ts';
import { inWrite } from '../../hub/store/write.ts';
import { bottomSeed, checkScene, hour, idsOf, monday, scene } from '../support/frame-scene.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { FailureBody } from '../support/hub-fixture.ts';
import { TestHub } from '../support/hub-fixture.ts';
import { addTraces, makeSource, prnUnder } from '../support/made-frame.ts';

/** Fifty traces of one moment. */
const fifty = (from: number) =>
  Array.from({ length: 50 }, (_, at) => ({ id: `t${from + at}`, atMs: monday, facets: {} }));

describeOnEachDatabase('frames at the hub', (databases) => {
  let api: TestHub;
  let hub: HubDatabase;
  beforeAll(async () => {
    api = await TestHub.start(databases.next());
    hub = api.database;
  });
  afterAll(() => api.close());

  it('counts and draws as the model does: by index or scan, in turn, with windows, exclusion and later arrivals', async () => {
    await fc.assert(
      fc.asyncProperty(scene, (one) => checkScene(hub, one)),
      { numRuns: 12, seed: 7 },
    );
  });

  it('takes every trace of a stratum once before it takes any twice', async () => {
    const source = await makeSource(hub, ['intent']);
    const traces = Array.from({ length: 97 }, (_, at) => ({
      id: `t${at}`,
      atMs: monday + at * hour,
      facets: { intent: at < 7 ? 'rare' : 'common' },
    }));
    await addTraces(hub, source, traces, prnUnder(hub.sampleSeed));
    const plan = {
      filter: { dimensions: [] },
      dimensions: ['intent'] as Dimension[],
      selection: 'rotating' as const,
    };
    const sizes = new Map([
      ['["common"]', 20],
      ['["rare"]', 7],
      ['["never"]', 3],
    ]);
    const common: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const answer = await inWrite(hub.db, async (tx) => {
        const drawn = await withFrameReader(tx, source, hub, (reader) =>
          reader.draw({ ...plan, seed: '', sizes }),
        );
        const auditId = crypto.randomUUID() as AuditId;
        await recordDrawn(tx, { auditId, source, plan, answer: drawn, at: '2026-02-01T00:00:00.000Z' });
        return drawn;
      });
      const ids = idsOf(answer);
      // Smaller than or as large as its size: taken whole, each time.
      expect(new Set(ids.get('["rare"]'))).toEqual(new Set(traces.slice(0, 7).map((one) => one.id)));
      expect(ids.has('["never"]')).toBe(false);
      expect(answer.rotation.get('["never"]')?.end).toBeNull();
      common.push(...(ids.get('["common"]') ?? []));
    }
    expect(common).toHaveLength(100);
    expect(new Set(common.slice(0, 90)).size).toBe(90);
    expect(common.slice(90)).toEqual(common.slice(0, 10));
  });

  it('reads a few entries of one index for a draw, and no row but those that it takes', async () => {
    const source = await makeSource(hub, ['intent']);
    const traces = Array.from({ length: 3000 }, (_, at) => ({
      id: `many ${at}`,
      atMs: monday + (at % 2016) * hour,
      facets: { intent: `i${at % 3}` },
    }));
    await addTraces(hub, source, traces, prnUnder(hub.sampleSeed));
    await sql`ANALYZE`.execute(hub.db);
    const sizes = new Map(['["i0"]', '["i1"]', '["i2"]'].map((key) => [key, 10]));
    const plan = {
      filter: { dimensions: [] },
      dimensions: ['intent'] as Dimension[],
      selection: 'rotating' as const,
    };
    const read = await hub.db.transaction().execute(async (tx) => {
      // The counters also hold what this connection has not reported of earlier transactions.
      const counted = async () => {
        const { rows } = await sql<{ scans: number; entries: number }>`
          SELECT pg_stat_get_xact_numscans('trace'::regclass) AS scans,
            pg_stat_get_xact_tuples_returned('trace_draw'::regclass) AS entries`.execute(tx);
        return { scans: Number(rows[0]?.scans), entries: Number(rows[0]?.entries) };
      };
      const before = await counted();
      await withFrameReader(tx, source, hub, (reader) =>
        reader.draw({ ...plan, watermark: reader.watermark, seed: '', sizes }),
      );
      const after = await counted();
      return { scans: after.scans - before.scans, entries: after.entries - before.entries };
    });
    // 3 × (10 + 6√10 + 10) entries are expected of the arcs.
    expect(read.scans).toBe(0);
    expect(read.entries).toBeGreaterThanOrEqual(30);
    expect(read.entries).toBeLessThan(250);
  });

  it('puts traces into the very cells that they arrive in, when it declares the same again, and any other cells', async () => {
    const declared: Dimension[] = ['intent', 'attributes.odd'];
    const { name, number } = await makeSource(hub, declared);
    const { person } = await api.add('ingest', 'Ida');
    const odd = ['"', '\\', '\u007f\u0001\u2028', 'a\tb\nc\r\b\f', '\u{1f600}é', "'/<", 'x'.repeat(900)];
    const arriving = Array.from({ length: 60 }, (_, at) => ({
      line: at + 1,
      trace: {
        id: `\uffee ${at}`,
        occurredAt: new Date(monday - 9 * 24 * hour + at * 11 * hour - 1).toISOString(),
        prompt: [{ role: 'user', text: 'q' }],
        output: 'a',
        ...(at % 4 === 0 ? {} : { intent: `i${at % 3}` }),
        attributes: { odd: odd[at % odd.length] },
        judge: [{ name: 'rules', version: '1', verdict: at % 2 === 0 ? 'ok' : 'bad' }],
      },
    }));
    const about = {
      source: name,
      importer: 'json',
      receivedBy: person.id,
      receivedAt: '2026-01-20T00:00:00.000Z',
    };
    await storeTraces(hub.db, about, arriving, { sampleSeed: hub.sampleSeed, ids: randomIds });
    const cells = async () =>
      (
        await sql`SELECT c.week, c.stratum, d.day, d.population, v.judge, v.verdict, v.population AS said,
            (SELECT array_agg(t.id ORDER BY t.prn) FROM trace AS t WHERE t.cell_number = c.number) AS ids
          FROM cell AS c JOIN cell_day AS d ON d.cell_number = c.number AND d.population > 0
          LEFT JOIN cell_verdict AS v ON v.cell_number = c.number AND v.day = d.day AND v.population > 0
          WHERE c.source_number = ${number} ORDER BY c.week, c.stratum COLLATE "C", d.day, v.judge, v.verdict`.execute(
          hub.db,
        )
      ).rows;
    const arrived = await cells();
    expect(arrived.length).toBeGreaterThan(30);
    const again = (to: Dimension[]) => inSource(hub.db, number, (tx) => recell(tx, number, to));
    await again([]);
    expect((await cells()).length).toBeLessThan(arrived.length);
    await again(declared);
    expect(await cells()).toEqual(arrived);
    const ids = await sql<{
      id: string;
      prn: number;
    }>`SELECT id, prn FROM trace WHERE source_number = ${number}`.execute(hub.db);
    expect(ids.rows.map((one) => Number(one.prn))).toEqual(
      ids.rows.map((one) => prnUnder(hub.sampleSeed)(one.id)),
    );
  });

  it('stores nothing of a draw when another one came between', async () => {
    const source = await makeSource(hub, []);
    const traces = Array.from({ length: 30 }, (_, at) => ({ id: `t${at}`, atMs: monday, facets: {} }));
    await addTraces(hub, source, traces, prnUnder(hub.sampleSeed));
    const rotating = { filter: { dimensions: [] }, dimensions: [], selection: 'rotating' as const };
    const once = {
      ...rotating,
      filter: { dimensions: [], excludesAudited: true },
      selection: 'bottomK' as const,
    };
    const sizes = new Map([['[]', 5]]);
    for (const plan of [rotating, once]) {
      const draw = () =>
        withFrameReader(hub.db, source, hub, (reader) => reader.draw({ ...plan, seed: bottomSeed, sizes }));
      const [first, second] = [await draw(), await draw()];
      const record = (answer: DrawAnswer) =>
        inWrite(hub.db, (tx) =>
          recordDrawn(tx, {
            auditId: crypto.randomUUID() as AuditId,
            source,
            plan,
            answer,
            at: '2026-02-01T00:00:00.000Z',
          }),
        );
      await record(first);
      await expect(record(second)).rejects.toMatchObject({ code: 'CONFLICT' });
      const left = await withFrameReader(hub.db, source, hub, (reader) => reader.count(once));
      expect(left.frameSize).toBe(plan === rotating ? 25 : 20);
    }
  });

  if (databases.isShareable)
    it('fixes a watermark that arrivals on the way cannot cross, and holds none of them up', async () => {
      const source = await makeSource(hub, []);
      const all = { filter: { dimensions: [] }, dimensions: [] };
      await addTraces(hub, source, fifty(0), prnUnder(hub.sampleSeed));
      const arrival = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const arriving = inSource(hub.db, source.number, async (tx) => {
        await sql`SELECT nextval('trace_position')`.execute(tx);
        begun.resolve();
        await arrival.promise;
      });
      await begun.promise;
      const reading = withFrameReader(hub.db, source, hub, async (reader) => {
        const draw = () =>
          reader.draw({
            ...all,
            watermark: reader.watermark,
            selection: 'rotating',
            seed: '',
            sizes: new Map([['[]', 50]]),
          });
        const before = await draw();
        await addTraces(hub, source, fifty(50), prnUnder(hub.sampleSeed));
        expect((await reader.count(all)).frameSize).toBe(50);
        expect(await draw()).toEqual(before);
        return { watermark: reader.watermark, before };
      });
      arrival.resolve();
      await arriving;
      const { watermark, before } = await reading;
      const after = await withFrameReader(hub.db, source, hub, async (reader) => ({
        counts: [(await reader.count(all)).frameSize, (await reader.count({ ...all, watermark })).frameSize],
        drawn: await reader.draw({
          ...all,
          watermark,
          selection: 'rotating',
          seed: '',
          sizes: new Map([['[]', 50]]),
        }),
      }));
      expect(after.counts).toEqual([100, 50]);
      expect(idsOf(after.drawn)).toEqual(idsOf(before));
    });

  if (databases.isShareable)
    it('keeps no writer waiting for a source that somebody holds', async () => {
      const source = await makeSource(hub, ['intent']);
      const held = Promise.withResolvers<void>();
      const isHeld = Promise.withResolvers<void>();
      const holding = hub.db.transaction().execute(async (tx) => {
        await lockSource(tx, source.number);
        isHeld.resolve();
        await held.promise;
      });
      await isHeld.promise;
      const reading = hub.db
        .transaction()
        .execute(async (tx) => withFrameReader(tx, source, hub, async (reader) => reader.watermark));
      await expect(reading).rejects.toMatchObject({ code: 'CONFLICT' });
      held.resolve();
      await holding;
    });

  it('lets leads make sources and choose what is indexed, and says what a frame costs', async () => {
    const { token } = await api.add('lead', 'Lea');
    const made = await api.ask<HubSource>(token, 'POST', '/v1/sources', {
      name: 'answers',
      declared: ['intent'],
    });
    expect(made).toMatchObject({
      status: 201,
      body: { kind: 'ingested', declared: ['intent'], traceCount: 0, firstAt: null },
    });
    const refused = async (body: object): Promise<string> =>
      (await api.ask<FailureBody>(token, 'POST', '/v1/sources', body)).body.code;
    expect(await refused({ name: 'answers' })).toBe('CONFLICT');
    expect(await refused({ name: 'b', declared: ['model', 'model'] })).toBe('INVALID_INPUT');
    const lake = { connection: 'nowhere', relation: 't', mapping: {} };
    expect(await refused({ name: 'c', warehouse: lake })).toBe('FORBIDDEN');
    const { token: adminToken } = await api.add('admin', 'Ada');
    const asked = await api.ask<FailureBody>(adminToken, 'POST', '/v1/sources', {
      name: 'c',
      warehouse: lake,
    });
    expect(asked.body.code).toBe('SOURCE_UNREADABLE');
    const source = (await findSource(hub.db, made.body.id)) as SourceRecord;
    const traces = ['a', 'b', 'c', 'd'].map((id, at) => ({
      id,
      atMs: monday + at * 24 * hour + hour,
      facets: {
        intent: at === 0 ? 'refund' : 'other',
        riskClass: at < 2 ? 'low' : 'high',
        ...(at === 3 ? { model: 'm' } : {}),
      },
    }));
    await addTraces(hub, source, traces, prnUnder(hub.sampleSeed));
    const count = async (dimensions: string[]) =>
      (
        await api.ask<FrameCount>(token, 'POST', '/v1/frames/count', {
          sourceId: source.id,
          filter: { dimensions: [] },
          dimensions,
        })
      ).body;
    const byRisk = await count(['riskClass']);
    expect(byRisk.strata.map((one) => one.population)).toEqual([2, 2]);
    expect(byRisk.note).toContain('riskClass is not declared');
    expect(await count(['intent'])).toMatchObject({ isIndexed: true, note: null, frameSize: 4 });
    const url = `/v1/sources/${source.id}`;
    const declared = await api.ask<HubSource>(token, 'PUT', `${url}/declared`, {
      declared: ['riskClass', 'model'],
    });
    expect(declared.body).toMatchObject({ declared: ['riskClass', 'model'], traceCount: 4 });
    const { watermark: _then, ...was } = byRisk;
    expect(await count(['riskClass'])).toMatchObject({ ...was, isIndexed: true, note: null });
    expect((await count(['intent'])).isIndexed).toBe(false);
    const listed = await api.ask<HubSource[]>(token, 'GET', '/v1/sources');
    expect(listed.body.find((one) => one.id === source.id)).toMatchObject({
      traceCount: 4,
      firstAt: '2026-01-05T00:00:00.000Z',
      lastAt: '2026-01-08T23:59:59.999Z',
    });
    const facts = await api.ask(token, 'GET', `${url}/dimensions`);
    expect(facts.body).toEqual([
      { dimension: 'intent', distinct: 2, values: ['other', 'refund'], isDeclared: false },
      { dimension: 'model', distinct: 2, values: ['(none)', 'm'], isDeclared: true },
      { dimension: 'riskClass', distinct: 2, values: ['high', 'low'], isDeclared: true },
    ]);
    const nowhere = { sourceId: crypto.randomUUID(), filter: { dimensions: [] }, dimensions: [] };
    expect((await api.ask(token, 'POST', '/v1/frames/count', nowhere)).status).toBe(404);
  });
});
