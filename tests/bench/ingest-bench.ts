/**
 * How fast traces that arrive as lines become rows of the hub: read, checked, masked, hashed, put into cells and stored,
 * against PostgreSQL's own `COPY` of the very same rows into an equal table (same columns, key and indexes), alternating in
 * the same run on the same server. The rows of `COPY` are made before anything is timed. The embedded database has no
 * `COPY` of its own here, so only its speed is told.
 *
 *   node tests/bench/ingest-bench.ts [traces] [runs]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DatabasePlace } from '../../hub/database/open.ts';
import { openDatabase } from '../../hub/database/open.ts';
import { bytesOf } from '../../hub/ingest/body/body-bytes.ts';
import { readLines } from '../../hub/ingest/body/read-lines.ts';
import { storeTraces } from '../../hub/ingest/store-traces.ts';
import { randomIds, systemClock } from '../../hub/outside.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { makeTrace } from '../support/made-audit.ts';
import { findPostgres, startPostgres } from '../support/postgres-server.ts';

const count = Number(process.argv[2] ?? 40_000);
const runs = Number(process.argv[3] ?? 3);
/** Makes traces of about 1.7 kB, as real ones with passages are. */
const stretch = 8;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Time {
  wallMs: number;
  /** Processor time of this process: what a busy machine does not distort. */
  cpuMs: number;
}

async function timed(work: () => Promise<unknown>): Promise<Time> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/** The stream as it comes over a line: pieces of 64 kB. */
function madeStream(): Buffer[] {
  const lines: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { provenance: _provenance, ...trace } = makeTrace(n, stretch);
    lines.push(
      `${JSON.stringify({ ...trace, riskClass: ['low', 'medium', 'high'][n % 3], intent: `i-${n % 10}` })}\n`,
    );
  }
  const whole = Buffer.from(lines.join(''));
  const pieces: Buffer[] = [];
  for (let from = 0; from < whole.length; from += 65_536) pieces.push(whole.subarray(from, from + 65_536));
  return pieces;
}

async function ingest(place: DatabasePlace, pieces: readonly Buffer[], source: string): Promise<Time> {
  const database = await openDatabase(place);
  try {
    const arrival = {
      source,
      importer: 'jsonl',
      receivedBy: randomIds.uuid() as PersonId,
      receivedAt: systemClock.now().toISOString(),
    };
    const facts = { sampleSeed: database.sampleSeed, ids: randomIds };
    return await timed(async () => {
      const lines = readLines(bytesOf(Readable.from(pieces), undefined));
      const report = await storeTraces(database.db, arrival, lines, facts);
      if (report.stored !== count) throw new Error(`${report.stored} of ${count} traces were stored`);
    });
  } finally {
    await database.close();
  }
}

/** Rows of `trace` in the text form of `COPY`, in pieces of 64 kB and more. */
async function rowsOf(url: string): Promise<Buffer[]> {
  const database = await openDatabase({ databaseUrl: url });
  const { rows } = await sql<{ row: string }>`
    SELECT concat_ws(E'\t', position, source_number, replace(id, '\\', '\\\\'), occurred_ms, cell_number, prn,
      replace(facets::text, '\\', '\\\\'), digest, replace(body, '\\', '\\\\'), batch_number, line, received_ms, '\\N', '\\N') || E'\n' AS row
    FROM trace ORDER BY position
  `.execute(database.db);
  await sql`CREATE TABLE bare (LIKE trace INCLUDING ALL)`.execute(database.db);
  await database.close();
  const pieces: Buffer[] = [];
  for (let from = 0; from < rows.length; from += 50) {
    pieces.push(
      Buffer.from(
        rows
          .slice(from, from + 50)
          .map((one) => one.row)
          .join(''),
      ),
    );
  }
  return pieces;
}

async function copy(url: string, pieces: readonly Buffer[]): Promise<Time> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('TRUNCATE bare');
    return await timed(async () => {
      const stream = client.query(copyFrom('COPY bare FROM STDIN'));
      await pipeline(Readable.from(pieces), stream);
      if (stream.rowCount !== count) throw new Error(`${stream.rowCount} of ${count} rows were copied`);
    });
  } finally {
    await client.end();
  }
}

const perSecond = (of: readonly Time[], by: keyof Time): number =>
  Math.round((count / median(of.map((one) => one[by]))) * 1000);

async function measureServer(bin: string, pieces: readonly Buffer[]): Promise<object> {
  const server = await startPostgres(bin);
  try {
    const url = server.createDatabase();
    await ingest({ databaseUrl: url }, pieces, 'warm-up');
    const rows = await rowsOf(url);
    const times = { copy: [] as Time[], ingest: [] as Time[] };
    for (let run = 0; run < runs; run += 1) {
      times.copy.push(await copy(url, rows));
      times.ingest.push(await ingest({ databaseUrl: server.createDatabase() }, pieces, 'bench'));
    }
    const ratios = times.ingest.map((one, at) => (times.copy[at]?.wallMs ?? Number.NaN) / one.wallMs);
    return {
      copyPerSecond: perSecond(times.copy, 'wallMs'),
      ingestPerSecond: perSecond(times.ingest, 'wallMs'),
      ingestPerSecondOfCpu: perSecond(times.ingest, 'cpuMs'),
      ratioToCopy: Number(median(ratios).toFixed(2)),
    };
  } finally {
    await server.stop();
  }
}

async function measureEmbedded(pieces: readonly Buffer[]): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const times: Time[] = [];
    for (let run = 0; run < runs; run += 1) {
      times.push(await ingest({ dataDir: join(folder, `${run}`) }, pieces, 'bench'));
    }
    return { embeddedPerSecond: perSecond(times, 'wallMs') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const pieces = madeStream();
const bytesPerTrace = Math.round(pieces.reduce((sum, piece) => sum + piece.length, 0) / count);
const found = findPostgres();
const server = 'bin' in found ? await measureServer(found.bin, pieces) : { skipped: found.missing };
const figures = {
  bench: 'ingest',
  traces: count,
  bytesPerTrace,
  runs,
  ...server,
  ...(await measureEmbedded(pieces)),
};
console.log(JSON.stringify(figures));
