/**
 * Frames at the hub against the plainest model: whatever the filter, window, dimensions and declarations, counts and draws
 * are the same by index, by scan and by model.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HubSource } from '../../shared/contract/hub-traces.ts';
import type { FrameCount } from '../../shared/contract/hub-work.ts';
import type { FrameFilter } from '../../shared/domain/audit.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { selectBottomK } from '../../shared/sampling/select.ts';
import type { HubDatabase } from '../../hub/database/open.ts';
import { withFrameReader } from '../../hub/frames/open-reader.ts';
import type { DrawAnswer } from '../../hub/frames/reader.ts';
import { inSource } from '../../hub/ingest/source-lock.ts';
import { recordDrawn } from '../../hub/store/rotation.ts';
import type { SourceRecord } from '../../hub/store/sources.ts';
import { findSource } from '../../hub/store/sources.ts';
import { inWrite } from '../../hub/store/write.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { FailureBody } from '../support/hub-fixture.ts';
import { TestHub } from '../support/hub-fixture.ts';
import type { ModelEnd } from '../support/made-frame.ts';
import {
  addTraces,
  countModel,
  framed,
  makeSource,
  prnUnder,
  rotateModel,
  startModel,
  stratumOf,
} from '../support/made-frame.ts';

const monday = Date.parse('2026-01-05T00:00:00.000Z');
const hour = 3_600_000;
const values: Record<string, string[]> = {
  intent: ['refund', 'o\'hare "x"\\', 'ü\u{1f600}\n'],
  riskClass: ['low', 'high'],
  'attributes.team': ['a', 'b'],
  'attributes.$&\'"': ['x', 'y'],
};
const dimensions = Object.keys(values) as Dimension[];
const bottomSeed = 'b'.repeat(32);

const madeTrace = fc.record({
  // Ids that collations, escapes and UTF-16 order would confuse.
  id: fc
    .tuple(fc.constantFrom('a', 'B', 'é', '\uffee', '\u{1f600}', "'\\"), fc.nat(100_000))
    .map(([a, b]) => a + b),
  atMs: fc.nat(24 * 30).map((hours) => monday - 5 * 24 * hour + hours * hour),
  facets: fc
    .tuple(
      ...dimensions.map((name) => fc.constantFrom(null, ...(values[name] ?? []))),
      fc.constantFrom(null, 'ok', 'bad'),
    )
    .map((chosen) =>
      Object.fromEntries(
        [...dimensions, 'judge.rules@1'].flatMap((name, at) => {
          const value = chosen[at] ?? null;
          return value === null ? [] : [[name, value]];
        }),
      ),
    ),
});

const time = fc.oneof(
  fc.nat(30).map((day) => monday - 5 * 24 * hour + day * 24 * hour),
  fc.nat(24 * 30 * 4).map((quarter) => monday - 5 * 24 * hour + (quarter * hour) / 4),
);
const filterOf = fc
  .record({
    window: fc.option(fc.tuple(fc.option(time), fc.option(time))),
    dimensions: fc.uniqueArray(
      fc.constantFrom(...dimensions).chain((dimension) =>
        fc.record({
          dimension: fc.constant(dimension),
          values: fc.uniqueArray(fc.constantFrom('(none)', ...(values[dimension] ?? [])), { minLength: 1 }),
        }),
      ),
      { maxLength: 2, selector: (one) => one.dimension },
    ),
    excludesAudited: fc.boolean(),
  })
  .map(({ window, ...rest }): FrameFilter => {
    const [from, until] = window ?? [null, null];
    return {
      ...rest,
      ...(from === null ? {} : { from: new Date(from).toISOString() }),
      ...(until === null ? {} : { until: new Date(until).toISOString() }),
    };
  });

const scene = fc.record({
  traces: fc.uniqueArray(madeTrace, { selector: (one) => one.id, minLength: 1, maxLength: 120, size: 'max' }),
  later: fc.uniqueArray(madeTrace, { selector: (one) => one.id, maxLength: 20, size: 'max' }),
  declared: fc.shuffledSubarray(dimensions),
  isTied: fc.boolean(),
  audits: fc.array(
    fc.record({
      filter: filterOf,
      dimensions: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.shuffledSubarray(dimensions) },
      ),
      sizes: fc.array(fc.nat(12), { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

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
    const traces = Array.from({ length: 6000 }, (_, at) => ({
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
      await withFrameReader(tx, source, hub, (reader) =>
        reader.draw({ ...plan, watermark: reader.watermark, seed: '', sizes }),
      );
      const { rows } = await sql<{ scans: number; entries: number }>`
        SELECT pg_stat_get_xact_numscans('trace'::regclass) AS scans,
          pg_stat_get_xact_tuples_returned('trace_draw'::regclass) AS entries`.execute(tx);
      return rows[0];
    });
    // 3 × (10 + 6√10 + 10) entries are expected of the arcs.
    expect(Number(read?.scans)).toBe(0);
    expect(Number(read?.entries)).toBeGreaterThanOrEqual(30);
    expect(Number(read?.entries)).toBeLessThan(250);
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

  it.runIf(databases.isShareable)(
    'fixes a watermark that arrivals on the way cannot cross, and holds none of them up',
    async () => {
      const source = await makeSource(hub, []);
      const all = { filter: { dimensions: [] }, dimensions: [] };
      const some = (from: number) =>
        Array.from({ length: 50 }, (_, at) => ({ id: `t${from + at}`, atMs: monday, facets: {} }));
      await addTraces(hub, source, some(0), prnUnder(hub.sampleSeed));
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
        await addTraces(hub, source, some(50), prnUnder(hub.sampleSeed));
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
    },
  );

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
    expect(await refused({ name: 'c', warehouse: lake })).toBe('SOURCE_UNREADABLE');
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

async function checkScene(
  hub: HubDatabase,
  { traces, later, declared, isTied, audits }: SceneOf,
): Promise<void> {
  const { sampleSeed } = hub;
  const own = prnUnder(sampleSeed);
  // Ends are stored by keys, so tied numbers must still begin with what the key begins with: ties are among few numbers.
  const prnOf = isTied ? (id: string) => own(id) % 7 : own;
  const source = await makeSource(hub, declared);
  await addTraces(hub, source, traces, prnOf);
  const ends = new Map<string, ModelEnd>();
  const audited = new Set<string>();
  const past: { answer: DrawAnswer; again: () => Promise<DrawAnswer> }[] = [];
  for (const audit of audits) {
    const plan = { filter: audit.filter, dimensions: audit.dimensions ?? declared };
    const frame = framed(traces, plan.filter, audited);
    const strata = countModel(frame, plan.dimensions);
    const sizes = new Map(
      strata.map(([key, n], at) => [key, Math.min(n, audit.sizes[at % audit.sizes.length] ?? 0)]),
    );
    const { counted, verdicts, drawn, bottom, watermark } = await withFrameReader(
      hub.db,
      source,
      hub,
      async (reader) => ({
        watermark: reader.watermark,
        counted: await reader.count(plan),
        verdicts: await reader.verdicts(plan),
        drawn: await reader.draw({
          ...plan,
          watermark: reader.watermark,
          selection: 'rotating',
          seed: '',
          sizes,
        }),
        bottom: await reader.draw({ ...plan, selection: 'bottomK', seed: bottomSeed, sizes }),
      }),
    );
    expect(counted.strata.map((one) => [one.key, one.population])).toEqual(strata);
    expect(counted.frameSize).toBe(frame.length);
    const asked = [...plan.dimensions, ...plan.filter.dimensions.map((one) => one.dimension)];
    expect(counted.isIndexed).toBe(asked.every((name) => declared.includes(name)));
    expect(counted.isIndexed).toBe(counted.note === null);
    const said = frame.filter((one) => 'judge.rules@1' in one.facets);
    expect(sumOf(verdicts)).toBe(said.length);
    const items = frame.map((one) => ({ id: one.id, stratum: stratumOf(one, plan.dimensions) }));
    const model = selectBottomK({ seed: bottomSeed, purpose: 'sample', items, sizes });
    expect(idsOf(bottom)).toEqual(
      new Map(
        [...model]
          .filter(([, some]) => some.length > 0)
          .map(([key, some]) => [key, some.map((one) => one.id)]),
      ),
    );
    const expected = new Map<string, string[]>();
    for (const [key, size] of sizes) {
      const place = JSON.stringify([plan.dimensions, key]);
      const members = frame.filter((one) => stratumOf(one, plan.dimensions) === key);
      const taken = rotateModel(members, prnOf, ends.get(place) ?? startModel(sampleSeed), size);
      if (taken.length > 0)
        expected.set(
          key,
          taken.map((one) => one.id),
        );
    }
    expect(idsOf(drawn)).toEqual(expected);
    if (isTied) continue;
    const auditId = crypto.randomUUID() as AuditId;
    await inWrite(hub.db, (tx) =>
      recordDrawn(tx, {
        auditId,
        source,
        plan: { ...plan, selection: 'rotating' },
        answer: drawn,
        at: '2026-02-01T00:00:00.000Z',
      }),
    );
    for (const one of drawn.drawn) {
      audited.add(one.traceId);
      ends.set(JSON.stringify([plan.dimensions, one.stratum]), { prn: own(one.traceId), id: one.traceId });
    }
    const after = new Map(Array.from(drawn.rotation, ([key, span]) => [key, span.after]));
    past.push({
      answer: drawn,
      again: () =>
        withFrameReader(hub.db, source, hub, (reader) =>
          reader.draw({
            ...plan,
            watermark,
            selection: 'rotating',
            seed: '',
            sizes,
            again: { auditId, after },
          }),
        ),
    });
  }
  const known = new Set(traces.map((one) => one.id));
  await addTraces(
    hub,
    source,
    later.filter((one) => !known.has(one.id)),
    prnOf,
  );
  for (const { answer, again } of past) expect(await again()).toEqual(withCells(answer, await again()));
}

type SceneOf = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** Cells may be others since; nothing else may. */
function withCells(answer: DrawAnswer, again: DrawAnswer): DrawAnswer {
  return {
    ...answer,
    drawn: answer.drawn.map((one, at) => ({ ...one, cellNumber: again.drawn[at]?.cellNumber ?? null })),
  };
}

function idsOf(answer: DrawAnswer): Map<string, string[]> {
  const byStratum = Map.groupBy(answer.drawn, (one) => one.stratum);
  return new Map(
    Array.from(byStratum, ([key, some]) => [
      key,
      some.toSorted((a, b) => a.rank - b.rank).map((one) => one.traceId),
    ]),
  );
}

function sumOf(verdicts: Map<string, Record<string, Record<string, number>>>): number {
  return [...verdicts.values()]
    .flatMap((judges) => Object.values(judges).flatMap((words) => Object.values(words)))
    .reduce((sum, one) => sum + one, 0);
}
