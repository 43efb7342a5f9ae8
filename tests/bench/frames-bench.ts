/**
 * Counts and draws at the hub on a real PostgreSQL, by the number of traces: `npm run bench -- frames [100000 …]`, by
 * default 10⁵ and 10⁶. Traces are made by SQL: 30 strata over 12 weeks, bodies of about 200 bytes, so that what is measured
 * is the way to the traces and not their length. A draw is all that a reader does: cells, keys and the 1,000 texts.
 *
 * `again` draws the same once more, `next` goes on where the draw before ended (keys that were never read), `cold` is the
 * first draw of a server that was just started, with the machine's own cache emptied where this process may.
 */
import { spawnSync } from 'node:child_process';
import { sql } from 'kysely';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import type { HubDatabase } from '../../hub/database/open.ts';
import { openDatabase } from '../../hub/database/open.ts';
import { withFrameReader } from '../../hub/frames/open-reader.ts';
import type { DrawAnswer, DrawRequest } from '../../hub/frames/reader.ts';
import { recordDrawn } from '../../hub/store/rotation.ts';
import type { SourceRecord } from '../../hub/store/sources.ts';
import { inWrite } from '../../hub/store/write.ts';
import { makeSource } from '../support/made-frame.ts';
import { findPostgres, startPostgres } from '../support/postgres-server.ts';

const SAMPLE = 1000;
const WEEKS = 12;
const monday = Date.parse('2026-01-05T00:00:00.000Z');
const weekMs = 7 * 86_400_000;
const dimensions: Dimension[] = ['intent', 'riskClass'];
const wholeFrame = { filter: { dimensions: [] }, dimensions };
const oneWeek = {
  filter: {
    dimensions: [],
    from: new Date(monday + 5 * weekMs).toISOString(),
    until: new Date(monday + 6 * weekMs).toISOString(),
  },
  dimensions,
};

/** Neither edge falls on a day. */
const fromHourToHour = {
  filter: {
    dimensions: [],
    from: new Date(monday + 90 * 3_600_000).toISOString(),
    until: new Date(monday + 10.5 * weekMs).toISOString(),
  },
  dimensions,
};

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function msOf(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

const format = (ms: number): string => (ms < 10 ? ms.toFixed(2) : ms.toFixed(0));

interface Times {
  median: number;
  /** What it takes when nothing else runs on the machine: the median holds that as well. */
  quickest: number;
}

async function timesOf(runs: number, act: () => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await msOf(act));
  return { median: median(times), quickest: Math.min(...times) };
}

/** Made in the order of time; strata are of unequal size (the largest holds 1 in 8 traces). */
async function makeTraces(
  { db, sampleSeed }: HubDatabase,
  source: SourceRecord,
  count: number,
): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'trace' AND indexname <> 'trace_pkey'
  `.execute(db);
  // Indexes are built afterwards, as a bulk load would: how fast traces arrive is another bench's question.
  for (const { name } of rows) await sql`DROP INDEX ${sql.id(name)}`.execute(db);
  await sql`ALTER TABLE trace DROP CONSTRAINT trace_pkey`.execute(db);
  await sql`
    INSERT INTO cell (source_number, week, stratum)
    SELECT ${source.number}::int, ${Math.floor((monday / 86_400_000 + 3) / 7)}::int + week, '["intent ' || intent || '","' || risk || '"]'
    FROM generate_series(0, ${WEEKS - 1}) AS week, generate_series(0, 9) AS intent, unnest(ARRAY['low', 'medium', 'high']) AS risk
  `.execute(db);
  await sql`
    INSERT INTO trace (position, source_number, id, occurred_ms, cell_number, prn, facets, digest, body, batch_number, line,
      received_ms)
    SELECT n, ${source.number}::int, id, at_ms, c.number,
      ('x' || substr(encode(sha256(convert_to(${`${sampleSeed}:sample:`}::text || id, 'UTF8')), 'hex'), 1, 13))::bit(52)::bigint,
      jsonb_build_object('intent', 'intent ' || intent, 'riskClass', risk, 'model', 'm' || n % 3), 'digest',
      '{"context":[],"id":"' || id || '","intent":"intent ' || intent || '","occurredAt":"2026-01-05T00:00:00.000Z","output":"' ||
        'It is as you say, and it is done.' || '","prompt":[{"role":"user","text":"Is it?"}],"riskClass":"' || risk || '"}',
      1, n, at_ms
    FROM (
      SELECT n, 'trace-' || n AS id, ${monday}::bigint + floor(n * ${(WEEKS * weekMs) / count}::float8)::bigint AS at_ms,
        floor(9.999 * power((n * 7919 % 100003) / 100003.0, 2))::int AS intent,
        (ARRAY['low', 'medium', 'high'])[1 + (n * 31 % 3)::int] AS risk
      FROM generate_series(0::bigint, ${count - 1}::bigint) AS n
    ) AS made
    JOIN cell AS c ON c.source_number = ${source.number} AND c.stratum = '["intent ' || intent || '","' || risk || '"]'
      AND c.week = floor((floor(at_ms / 86400000.0) + 3) / 7)::int
  `.execute(db);
  await sql`SELECT setval('trace_position', ${count})`.execute(db);
  await sql`ALTER TABLE trace ADD PRIMARY KEY (source_number, id)`.execute(db);
  for (const { definition } of rows) await sql.raw(definition).execute(db);
  await sql`
    INSERT INTO cell_day SELECT cell_number, floor(occurred_ms / 86400000.0)::int, count(*) FROM trace GROUP BY 1, 2
  `.execute(db);
  await sql`VACUUM ANALYZE`.execute(db);
}

type Frame = typeof wholeFrame;

function sizesOf(strata: readonly { key: string; population: number }[]): Map<string, number> {
  const total = strata.reduce((sum, one) => sum + one.population, 0);
  return new Map(strata.map(({ key, population }) => [key, Math.round((SAMPLE * population) / total)]));
}

class Bench {
  readonly hub: HubDatabase;
  readonly source: SourceRecord;
  constructor(hub: HubDatabase, source: SourceRecord) {
    this.hub = hub;
    this.source = source;
  }

  count(frame: Frame) {
    return withFrameReader(this.hub.db, this.source, this.hub, (reader) => reader.count(frame));
  }

  draw(frame: Frame, more: Pick<DrawRequest, 'selection' | 'sizes'>): Promise<DrawAnswer> {
    return withFrameReader(this.hub.db, this.source, this.hub, (reader) =>
      reader.draw({ ...frame, ...more, watermark: reader.watermark, seed: 'b'.repeat(32) }),
    );
  }

  /** Draws, and moves the ends on. */
  async drawNext(frame: Frame, sizes: ReadonlyMap<string, number>): Promise<number> {
    const begun = performance.now();
    const answer = await this.draw(frame, { selection: 'rotating', sizes });
    const took = performance.now() - begun;
    const auditId = crypto.randomUUID() as AuditId;
    const plan = { ...frame, selection: 'rotating' as const };
    await inWrite(this.hub.db, (tx) =>
      recordDrawn(tx, { auditId, source: this.source, plan, answer, at: '2026-05-01T00:00:00.000Z' }),
    );
    return took;
  }
}

const shown = ({ median: middle, quickest }: Times): string =>
  `${format(middle)} ms (quickest ${format(quickest)})`;

async function measureWarm(bench: Bench, count: number): Promise<void> {
  const { db } = bench.hub;
  const trip = await timesOf(100, () => sql`SELECT 1`.execute(db));
  const scan = await timesOf(3, () => scanAll(bench));
  say(`${count.toLocaleString('en')} traces: SELECT 1 ${shown(trip)}; sequential count(*) ${shown(scan)}`);
  const ratios = (of: Times): string =>
    `${shown(of)} = ${(of.quickest / trip.quickest).toFixed(0)} × SELECT 1 = ${(of.quickest / scan.quickest).toFixed(3)} × the sequential count`;
  for (const [name, frame] of [
    ['12 weeks', wholeFrame],
    ['1 week', oneWeek],
  ] as const) {
    const sizes = sizesOf((await bench.count(frame)).strata);
    say(`  ${name}, ${sizes.size} strata: count ${ratios(await timesOf(15, () => bench.count(frame)))}`);
    const again = await timesOf(15, () => bench.draw(frame, { selection: 'rotating', sizes }));
    const nexts: number[] = [];
    for (let run = 0; run < 15; run += 1) nexts.push(await bench.drawNext(frame, sizes));
    const next = { median: median(nexts), quickest: Math.min(...nexts) };
    say(`    draw of ${SAMPLE}: again ${ratios(again)}; next ${shown(next)}`);
  }
  say(
    `  window from one hour to another: count ${ratios(await timesOf(5, () => bench.count(fromHourToHour)))}`,
  );
  const sizes = sizesOf((await bench.count(wholeFrame)).strata);
  const bottomK = await timesOf(1, () => bench.draw(wholeFrame, { selection: 'bottomK', sizes }));
  say(`  bottomK by the audit's own seed, looking at every trace: ${ratios(bottomK)}`);
}

async function scanAll({ hub }: Bench): Promise<void> {
  await hub.db.transaction().execute(async (tx) => {
    for (const way of ['enable_indexonlyscan', 'enable_indexscan', 'enable_bitmapscan']) {
      await sql`SET LOCAL ${sql.raw(way)} = off`.execute(tx);
    }
    await sql`SELECT count(*) FROM trace`.execute(tx);
  });
}

async function measure(count: number, bin: string): Promise<void> {
  const server = await startPostgres(bin);
  try {
    const databaseUrl = server.createDatabase();
    let hub = await openDatabase({ databaseUrl });
    const source = await makeSource(hub, dimensions);
    say(`made in ${format((await msOf(() => makeTraces(hub, source, count))) / 1000)} s`);
    await measureWarm(new Bench(hub, source), count);
    const sizes = sizesOf((await new Bench(hub, source).count(wholeFrame)).strata);
    const colds: number[] = [];
    let isEmptied = false;
    for (let at = 0; at < 3; at += 1) {
      await hub.close();
      await server.restart();
      isEmptied =
        spawnSync('sh', ['-c', 'sync; echo 3 > /proc/sys/vm/drop_caches'], { stdio: 'ignore' }).status === 0;
      hub = await openDatabase({ databaseUrl });
      colds.push(await new Bench(hub, source).drawNext(wholeFrame, sizes));
    }
    say(
      `  cold (${isEmptied ? "server and machine's cache empty" : "server's cache empty, machine's not"}): ${format(median(colds))} ms`,
    );
    await hub.close();
  } finally {
    await server.stop();
  }
}

const found = findPostgres();
if ('missing' in found) {
  say(`skipped: ${found.missing}`);
} else {
  const asked = process.argv.slice(2).map(Number);
  for (const count of asked.length > 0 ? asked : [1e5, 1e6]) await measure(count, found.bin);
}
