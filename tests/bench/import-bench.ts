/**
 * How fast a file of traces becomes rows of the local store: reading, checking, masking, hashing and storing, against a
 * bare better-sqlite3 insert of the very same rows in the same mode, alternating in the same run on the same disk.
 * "cold" begins with files that were never looked at; "warm" follows `sources add`, as `assay import` does.
 *
 *   node tests/bench/import-bench.ts [traces] [runs]
 */
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { closeStore, openStore } from '../../db/connection.ts';
import { createSourceEngine } from '../../electron/backend/sources/engine.ts';
import { importTraces } from '../../electron/backend/sources/import.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { SourceSpec } from '../../shared/domain/source.ts';
import { maskTrace, noRules } from '../../shared/privacy/mask.ts';
import { makeTrace } from '../support/made-audit.ts';

const count = Number(process.argv[2] ?? 40_000);
const runs = Number(process.argv[3] ?? 5);
const goal = 0.5;
/** Makes traces of about 1.7 kB, as real ones with passages are. */
const stretch = 8;
/** Characters of one commit of the bare insert, as of the import. */
const commitCharacters = 8 * 1024 * 1024;

type Row = readonly [digest: string, text: string];

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

interface Time {
  wallMs: number;
  /** Processor time of this process: what a busy machine does not distort. */
  cpuMs: number;
}

async function timed(work: () => unknown): Promise<Time> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

async function writeTraces(path: string): Promise<void> {
  const file = createWriteStream(path);
  for (let n = 0; n < count; n += 1) {
    const { provenance: _provenance, ...trace } = makeTrace(n, stretch);
    if (!file.write(`${JSON.stringify(trace)}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

/** The rows that the import stores, made before anything is timed. */
async function rowsOf(spec: SourceSpec): Promise<Row[]> {
  const engine = createSourceEngine();
  const rows: Row[] = [];
  for await (const trace of engine.readAll(spec)) {
    const text = canonicalJson(maskTrace(trace, noRules).trace);
    rows.push([sha256Hex(text), text]);
  }
  await engine.close();
  return rows;
}

function insertBare(path: string, rows: readonly Row[]): void {
  const bare = new Database(path);
  bare.pragma('journal_mode = WAL');
  bare.pragma('synchronous = FULL');
  bare.exec('CREATE TABLE content (digest TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = bare.prepare('INSERT INTO content (digest, text) VALUES (?, ?)');
  const store = bare.transaction((some: readonly Row[]) => {
    for (const row of some) insert.run(...row);
  });
  let pending: Row[] = [];
  let characters = 0;
  for (const row of rows) {
    pending.push(row);
    characters += row[1].length;
    if (characters < commitCharacters) continue;
    store(pending);
    pending = [];
    characters = 0;
  }
  store(pending);
  bare.close();
}

async function measure(folder: string): Promise<void> {
  const path = join(folder, 'traces.jsonl');
  await writeTraces(path);
  const spec: SourceSpec = { paths: [path], preset: 'trace-jsonl' };
  const rows = await rowsOf(spec);
  const times = { bare: [] as Time[], warm: [] as Time[], cold: [] as Time[] };
  for (let run = 0; run < runs; run += 1) {
    times.bare.push(await timed(() => insertBare(join(folder, `bare-${run}.db`), rows)));
    for (const kind of ['warm', 'cold'] as const) {
      const sources = createSourceEngine();
      if (kind === 'warm') await sources.open(spec);
      const store = openStore(join(folder, `${kind}-${run}`, 'workbench.db'));
      times[kind].push(
        await timed(async () => {
          const { stored } = await importTraces({ store, sources }, spec);
          if (stored !== rows.length) throw new Error(`${stored} of ${rows.length} traces were stored`);
        }),
      );
      closeStore(store);
      await sources.close();
    }
  }
  const perSecond = (of: readonly Time[]): number =>
    Math.round((count / median(of.map((one) => one.wallMs))) * 1000);
  const ratio = (of: readonly Time[], by: keyof Time): number =>
    Number(median(of.map((one, at) => (times.bare[at]?.[by] ?? Number.NaN) / one[by])).toFixed(2));
  const figures = {
    bench: 'import',
    traces: count,
    bytesPerTrace: Math.round(rows.reduce((sum, [, text]) => sum + text.length, 0) / rows.length),
    runs,
    bareRowsPerSecond: perSecond(times.bare),
    warmRowsPerSecond: perSecond(times.warm),
    coldRowsPerSecond: perSecond(times.cold),
    ratioWarm: ratio(times.warm, 'wallMs'),
    ratioCold: ratio(times.cold, 'wallMs'),
    ratioWarmCpu: ratio(times.warm, 'cpuMs'),
    ratioColdCpu: ratio(times.cold, 'cpuMs'),
    goal,
  };
  console.log(JSON.stringify({ ...figures, isMet: figures.ratioWarm >= goal }));
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  await measure(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
