/**
 * How fast a stratified sample comes out of a large Parquet file: the engine's draw (selection by permanent random
 * numbers, then the whole traces of the chosen rows) against DuckDB's plain scan-and-rank of the same rows from the same
 * file, alternating in the same run. The file is generated once per run in the system's folder for temporary files.
 *
 *   node tests/bench/draw-bench.ts [rows] [runs]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duck, sqlText } from '../../electron/backend/sources/duck.ts';
import type { DrawnTrace } from '../../electron/backend/sources/engine.ts';
import { createSourceEngine } from '../../electron/backend/sources/engine.ts';
import type { SourceSpec } from '../../shared/domain/source.ts';
import type { Dimension } from '../../shared/domain/trace.ts';

const rows = Number(process.argv[2] ?? 5_000_000);
const runs = Number(process.argv[3] ?? 5);
const goal = 1.3;
/** Of each of nine strata: a sample of about 1,000. */
const perStratum = 112;
const seed = '00112233445566778899aabbccddeeff';
const dimensions: Dimension[] = ['model', 'language'];
const everything = { dimensions: [] };

interface Time {
  wallMs: number;
  cpuMs: number;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function timed<T>(work: () => Promise<T>, into: Time[]): Promise<T> {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  into.push({ wallMs, cpuMs: (user + system) / 1000 });
  return result;
}

/** Rows of support answers with three models, three languages and eight intents. */
async function generate(duck: Duck, path: string): Promise<void> {
  await duck.run(
    `COPY (
       SELECT 'trace-' || lpad(i::VARCHAR, 9, '0') AS id,
         'How do I change ' || md5(i::VARCHAR) || ' of my plan ' || (i % 97)::VARCHAR AS prompt,
         'Open settings, choose ' || md5((i + 1)::VARCHAR) || ', then ' || sha256(i::VARCHAR) || ' and wait' AS output,
         'model-' || (hash(i) % 3)::VARCHAR AS model,
         (['en', 'de', 'fr'])[1 + (hash(i + 7) % 3)::INTEGER] AS language,
         'intent-' || (hash(i * 3) % 8)::VARCHAR AS intent
       FROM range(${rows}) AS t(i)
     ) TO ${sqlText(path)} (FORMAT parquet)`,
  );
}

async function measure(folder: string): Promise<void> {
  const path = join(folder, 'traces.parquet');
  const duck = new Duck();
  await generate(duck, path);
  const engine = createSourceEngine();
  const fields = ['id', 'prompt', 'output', 'model', 'language', 'intent'];
  const mapping = Object.fromEntries(fields.map((name) => [name, name]));
  const spec: SourceSpec = { paths: [path], preset: 'columns', mapping };
  const times = {
    open: [] as Time[],
    count: [] as Time[],
    draw: [] as Time[],
    rank: [] as Time[],
    ids: [] as Time[],
  };
  await timed(() => engine.open(spec), times.open);
  const frame = await timed(() => engine.countFrame(spec, everything, dimensions), times.count);
  const sizes = new Map(frame.strata.map((stratum) => [stratum.key, perStratum]));
  const ranked = (columns: string): string =>
    `SELECT ${columns} FROM (SELECT *, row_number() OVER (PARTITION BY model, language
       ORDER BY sha256(${sqlText(`${seed}:sample:`)} || id)) AS place FROM ${sqlText(path)}) WHERE place <= ${perStratum}`;
  let drawn: DrawnTrace[] = [];
  let plain: string[] = [];
  for (let run = 0; run < runs; run += 1) {
    drawn = await timed(() => engine.draw(spec, everything, dimensions, seed, sizes), times.draw);
    plain = (await timed(() => duck.rows(ranked('*')), times.rank)).map((row) => String(row[0]));
    await timed(() => duck.rows(ranked('id')), times.ids);
  }
  const same = new Set(plain).symmetricDifference(new Set(drawn.map((one) => one.trace.id as string)));
  if (same.size > 0) throw new Error(`${same.size} rows were drawn by one and not by the other`);
  await engine.close();
  await duck.close();
  report(statSync(path).size, drawn.length, times);
}

function report(
  bytes: number,
  drawn: number,
  times: Record<'open' | 'count' | 'draw' | 'rank' | 'ids', Time[]>,
): void {
  const ms = (of: readonly Time[]): number => Math.round(median(of.map((one) => one.wallMs)));
  const ratio = (by: keyof Time, against: readonly Time[]): number =>
    Number(median(times.draw.map((one, at) => one[by] / (against[at]?.[by] ?? Number.NaN))).toFixed(2));
  const figures = {
    bench: 'stratified draw',
    rows,
    mebibytes: Math.round(bytes / 1024 / 1024),
    drawn,
    runs,
    openMs: ms(times.open),
    countMs: ms(times.count),
    drawMs: ms(times.draw),
    scanAndRankMs: ms(times.rank),
    scanAndRankIdsOnlyMs: ms(times.ids),
    ratio: ratio('wallMs', times.rank),
    ratioCpu: ratio('cpuMs', times.rank),
    ratioToIdsOnly: ratio('wallMs', times.ids),
    goal,
  };
  console.log(JSON.stringify({ ...figures, isMet: figures.ratio <= goal }));
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  await measure(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
