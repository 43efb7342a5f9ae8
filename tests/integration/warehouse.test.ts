/**
 * A warehouse as a source: a real PostgreSQL with a role that may read one table and nothing else. Frames are those of the
 * plain model, nothing is written, texts come masked, and whatever is wrong there is said with a way out.
 */
import { ORPCError } from '@orpc/server';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WarehouseView } from '../../shared/contract/hub-traces.ts';
import type { AuditId, SourceId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { prnKey } from '../../shared/sampling/prn.ts';
import { selectBottomK } from '../../shared/sampling/select.ts';
import type { HubDatabase } from '../../hub/database/open.ts';
import { openDatabase } from '../../hub/database/open.ts';
import { withFrameReader } from '../../hub/frames/open-reader.ts';
import { recordDrawn } from '../../hub/store/rotation.ts';
import type { SourceRecord } from '../../hub/store/sources.ts';
import { insertSource } from '../../hub/store/sources.ts';
import { inWrite } from '../../hub/store/write.ts';
import { inWarehouse } from '../../hub/warehouse/connection.ts';
import { tryWarehouse } from '../../hub/warehouse/open-warehouse.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { inMemory, usePostgres } from '../support/databases.ts';
import { findPostgres } from '../support/postgres-server.ts';

const found = findPostgres();
const missing = 'missing' in found ? ` (skipped: ${found.missing})` : '';
const mapping = {
  id: 'Answer Id',
  occurredAt: 'at',
  prompt: 'question',
  output: 'answer',
  context: 'passages',
  intent: 'intent',
  escalated: 'escalated',
  latencyMs: 'ms',
  'attributes.team': 'team"; DROP TABLE x; --',
  'judge.rules': 'verdict',
};
const view: WarehouseView = { connection: 'lake', relation: 'Log Data.answers', mapping };
const everything = { filter: { dimensions: [] }, dimensions: ['intent', 'escalated'] as Dimension[] };
const seed = 'c'.repeat(32);

interface Row {
  id: string;
  intent: string | null;
  escalated: boolean;
}
const rows: Row[] = Array.from({ length: 400 }, (_, at) => ({
  id: at % 5 === 0 ? `ü'${at}\\` : `row ${at}`,
  intent: at % 7 === 0 ? null : at % 11 === 0 ? '' : `intent ${at % 3}`,
  escalated: at % 4 === 0,
}));
const stratumOf = (row: Row): string =>
  JSON.stringify([row.intent === null || row.intent === '' ? '(none)' : row.intent, String(row.escalated)]);

describe.skipIf('missing' in found)(`a warehouse as a source${missing}`, () => {
  let server: Pick<PostgresServer, 'createDatabase' | 'stop'>;
  let owner: Client;
  let hub: HubDatabase;
  let source: SourceRecord;
  let env: Record<string, string>;

  beforeAll(async () => {
    if ('missing' in found) return;
    server = await usePostgres(found.bin);
    const url = server.createDatabase();
    owner = new Client({ connectionString: url });
    await owner.connect();
    await owner.query(`CREATE SCHEMA "Log Data"; CREATE TABLE "Log Data".answers ("Answer Id" text, at timestamp, question text,
      answer text, passages jsonb, intent varchar(40), escalated boolean, ms numeric, "team""; DROP TABLE x; --" text, verdict text)`);
    const made = rows.map((row, at) => ({
      ...row,
      at: `2026-03-0${1 + (at % 9)} 10:00:00.250`,
      question: at === 0 ? 'mail ada@example.com' : 'why?',
      team: at % 2 === 0 ? 'a' : null,
      verdict: at % 3 === 0 ? 'bad' : null,
    }));
    await owner.query(
      `INSERT INTO "Log Data".answers SELECT id, at, question, 'because', $2::jsonb, intent, escalated, 12.5, team, verdict
       FROM json_to_recordset($1) AS r (id text, at timestamp, question text, intent text, escalated boolean, team text, verdict text)`,
      [JSON.stringify(made), JSON.stringify([{ content: 'a passage', title: 'T', page: 3 }, 'another'])],
    );
    // Rows that are no traces: they belong to no frame.
    await owner.query(
      `INSERT INTO "Log Data".answers ("Answer Id", question, answer) VALUES ('no time', 'q', 'a'), (NULL, 'q', 'a')`,
    );
    await owner.query(
      `CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA "Log Data" TO reader; GRANT SELECT ON "Log Data".answers TO reader`,
    );
    env = { ASSAY_WAREHOUSE_LAKE_URL: url.replace('postgres@', 'reader@') };
    hub = await openDatabase(inMemory());
    source = await addSource('lake', view);
  });
  afterAll(async () => {
    await hub?.close();
    await owner?.end();
    await server?.stop();
  });

  async function addSource(name: string, warehouse: WarehouseView): Promise<SourceRecord> {
    const facts = {
      id: crypto.randomUUID() as SourceId,
      name,
      kind: 'warehouse' as const,
      declared: [],
      warehouse,
    };
    return (await insertSource(
      hub.db,
      { ...facts, createdAt: '2026-01-01T00:00:00.000Z' },
      'nobody',
    )) as SourceRecord;
  }
  const reading = <T>(act: Parameters<typeof withFrameReader<T>>[3], of = source, on = env): Promise<T> =>
    withFrameReader(hub.db, of, { sampleSeed: hub.sampleSeed, env: on }, act);

  it('counts and draws what the plain model does, masked, with a role that may only read', async () => {
    const strata = Map.groupBy(rows, stratumOf);
    const sizes = new Map(Array.from(strata, ([key, some]) => [key, Math.min(6, some.length)]));
    const { counted, verdicts, drawn, listed } = await reading(async (reader) => ({
      counted: await reader.count(everything),
      verdicts: await reader.verdicts(everything),
      drawn: await reader.draw({ ...everything, selection: 'bottomK', seed, sizes }),
      listed: await reader.dimensions(),
    }));
    expect(new Map(counted.strata.map((one) => [one.key, one.population]))).toEqual(
      new Map(Array.from(strata, ([key, some]) => [key, some.length])),
    );
    expect(counted.isIndexed).toBe(false);
    const bad = [...verdicts.values()]
      .map((one) => one['rules']?.['bad'] ?? 0)
      .reduce((sum, one) => sum + one, 0);
    expect(bad).toBe(rows.filter((_, at) => at % 3 === 0).length);
    const items = rows.map((row) => ({ id: row.id, stratum: stratumOf(row) }));
    const model = selectBottomK({ seed, purpose: 'sample', items, sizes });
    expect(
      drawn.drawn.map(({ stratum, traceId, key, rank }) => ({ stratum, id: traceId, key, rank })),
    ).toEqual(
      [...model]
        .flatMap(([stratum, some]) => some.map((one) => ({ stratum, ...one })))
        .toSorted((a, b) => (a.stratum < b.stratum ? -1 : a.stratum > b.stratum ? 1 : a.rank - b.rank)),
    );
    expect(listed.map((one) => [one.dimension, one.distinct])).toEqual([
      ['attributes.team', 2],
      ['escalated', 2],
      ['intent', 4],
    ]);
    const all = await reading((reader) =>
      reader.draw({
        filter: { dimensions: [] },
        dimensions: [],
        selection: 'bottomK',
        seed,
        sizes: new Map([['[]', 400]]),
      }),
    );
    const mailed = all.drawn.find((one) => one.traceId === rows[0]?.id)?.trace;
    expect(JSON.stringify(mailed)).not.toContain('ada@example.com');
    expect(mailed).toMatchObject({
      occurredAt: '2026-03-01T10:00:00.250Z',
      context: [
        { text: 'a passage', title: 'T', rank: 1 },
        { text: 'another', rank: 2 },
      ],
      escalated: true,
      latencyMs: 12.5,
      attributes: { team: 'a' },
      judge: [{ name: 'rules', verdict: 'bad' }],
      redaction: { status: 'masked' },
    });
  });

  it('takes strata in turn: consecutive audits are disjoint, and the first can be drawn again', async () => {
    const all = { filter: { dimensions: [] }, dimensions: [] };
    const sizes = new Map([['[]', 90]]);
    const seen = new Set<string>();
    const draws = [];
    for (let round = 0; round < 4; round += 1) {
      const answer = await reading((reader) =>
        reader.draw({ ...all, selection: 'rotating', seed: '', sizes }),
      );
      const auditId = crypto.randomUUID() as AuditId;
      await inWrite(hub.db, (tx) =>
        recordDrawn(tx, {
          auditId,
          source,
          plan: { ...all, selection: 'rotating' },
          answer,
          at: '2026-04-01T00:00:00.000Z',
        }),
      );
      for (const one of answer.drawn) {
        expect(seen.has(one.traceId)).toBe(false);
        expect(one.key).toBe(prnKey(hub.sampleSeed, 'sample', one.traceId));
        seen.add(one.traceId);
      }
      draws.push({ auditId, answer });
    }
    expect(seen.size).toBe(360);
    const rest = { dimensions: [], filter: { dimensions: [], excludesAudited: true } };
    expect((await reading((reader) => reader.count(rest))).frameSize).toBe(40);
    const { auditId, answer } = draws[1] as (typeof draws)[number];
    const after = new Map(Array.from(answer.rotation, ([key, span]) => [key, span.after]));
    const again = await reading((reader) =>
      reader.draw({ ...all, selection: 'rotating', seed: '', sizes, again: { auditId, after } }),
    );
    expect(again).toEqual(answer);
  });

  it('can write nothing, not even with a role that could', async () => {
    const asOwner = {
      ASSAY_WAREHOUSE_LAKE_URL: env['ASSAY_WAREHOUSE_LAKE_URL']?.replace('reader@', 'postgres@'),
    };
    const write = inWarehouse('lake', asOwner, (run) => run(`DELETE FROM "Log Data".answers`));
    await expect(write).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
    expect((await owner.query('SELECT count(*)::int AS n FROM "Log Data".answers')).rows).toEqual([
      { n: 402 },
    ]);
  });

  it('refuses a view that does not fit with a way out, and says so when it no longer fits', async () => {
    const refused = async (change: Partial<WarehouseView>): Promise<string> => {
      const error = await tryWarehouse({ ...view, ...change }, env).then(
        () => null,
        (thrown: unknown) => thrown as ORPCError<string, { what: string; remedy: string }>,
      );
      expect(error).toBeInstanceOf(ORPCError);
      expect(error?.data.remedy).not.toBe('');
      expect(JSON.stringify(error?.data)).not.toContain('127.0.0.1');
      return `${error?.code}: ${error?.data.what}`;
    };
    const { prompt: _prompt, ...promptless } = mapping;
    expect(await refused({ connection: 'sea' })).toContain('SOURCE_UNREADABLE: This hub has no connection');
    expect(await refused({ relation: 'Log Data.nothing' })).toContain('INVALID_INPUT: There is no table');
    expect(await refused({ relation: 'a.b.c' })).toContain('INVALID_INPUT');
    expect(await refused({ relation: `answers" WHERE 1=1; --` })).toContain('INVALID_INPUT');
    expect(await refused({ mapping: promptless })).toContain('INVALID_INPUT: The mapping does not say');
    expect(await refused({ mapping: { ...mapping, colour: 'intent' } })).toContain('INVALID_INPUT: "colour"');
    expect(await refused({ mapping: { ...mapping, model: 'none' } })).toContain('no column "none"');
    expect(await refused({ mapping: { ...mapping, occurredAt: 'answer' } })).toContain('needs a timestamp');
    expect(await refused({ mapping: { ...mapping, model: 'passages' } })).toContain('needs a text');
    await expect(
      reading((reader) => reader.count(everything), source, {
        ASSAY_WAREHOUSE_LAKE_URL: 'postgres://nobody@127.0.0.1:9/x',
      }),
    ).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });

    await owner.query(
      `CREATE TABLE public.other AS SELECT "Answer Id" AS id, at, question, answer FROM "Log Data".answers`,
    );
    await owner.query(
      'GRANT SELECT ON public.other TO reader; INSERT INTO public.other SELECT * FROM public.other',
    );
    const plain = { id: 'id', occurredAt: 'at', prompt: 'question', output: 'answer' };
    const other = await addSource('other', { connection: 'lake', relation: 'other', mapping: plain });
    const one = {
      filter: { dimensions: [] },
      dimensions: [],
      selection: 'bottomK' as const,
      seed,
      sizes: new Map([['[]', 4]]),
    };
    await expect(reading((reader) => reader.draw(one), other)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      data: { what: expect.stringContaining('same id') as string },
    });
    const before = await reading((reader) => reader.fingerprint(), other);
    await owner.query('ALTER TABLE public.other ALTER COLUMN question TYPE varchar(100)');
    expect(await reading((reader) => reader.fingerprint(), other)).not.toBe(before);
    await owner.query('ALTER TABLE public.other DROP COLUMN question');
    await expect(reading((reader) => reader.count(everything), other)).rejects.toMatchObject({
      code: 'SOURCE_CHANGED',
    });
    await owner.query('REVOKE SELECT ON public.other FROM reader');
    await expect(reading((reader) => reader.count(everything), other)).rejects.toMatchObject({
      code: 'SOURCE_CHANGED',
    });
  });
});
