/**
 * How fast reviews from elsewhere become events, projections and rejected rows, in one durable transaction, against a bare
 * better-sqlite3 insert of the very same ledger rows in the same mode; medians of alternating runs.
 *
 *   node tests/bench/import-reviews-bench.ts [reviews] [runs]
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { listRows } from '../../db/connection.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import { openTestBackend } from '../support/test-backend.ts';

const count = Number(process.argv[2] ?? 10_000);
const runs = Number(process.argv[3] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'assay-import-reviews-bench-'));
const people = ['ann', 'bob', 'cy', 'dan'];

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A table of `count` reviews: four people on each item, one row in a hundred broken. */
function writeTable(path: string): void {
  const rows = Array.from({ length: count }, (_, n) => {
    const item = Math.floor(n / people.length);
    const label = (item * 7 + n) % 5 === 0 ? 'factual' : 'none';
    const who = n % 100 === 99 ? '' : people[n % people.length];
    return `${item},${who},What is ${item}?,It is ${item}.,${label},${n % 60}`;
  });
  writeFileSync(path, `item_id,reviewer,prompt,output,label,seconds\n${rows.join('\n')}\n`);
}

type Row = Record<string, string | number | null>;

/** The same ledger rows by themselves, in one durable transaction. */
function insertBare(rows: readonly Row[], path: string): number {
  const driver = new Database(path);
  driver.pragma('journal_mode = WAL');
  driver.pragma('synchronous = FULL');
  const names = Object.keys(rows[0] ?? {});
  driver.exec(`CREATE TABLE ledger_event (${names.join(', ')}, PRIMARY KEY (ledger_id, seq)) WITHOUT ROWID`);
  const insert = driver.prepare(`INSERT INTO ledger_event VALUES (${names.map(() => '?').join(', ')})`);
  const start = performance.now();
  driver.transaction(() => {
    for (const row of rows) insert.run(...Object.values(row));
  })();
  const took = performance.now() - start;
  driver.close();
  return took;
}

const path = join(folder, 'reviews.csv');
writeTable(path);
const whole: number[] = [];
const busy: number[] = [];
const bare: number[] = [];
for (let run = 0; run < runs; run += 1) {
  const backend = await openTestBackend(join(folder, `data-${run}`), { clock: systemClock });
  const client = createRouterClient(backend.router, { context: backend.context });
  const before = process.cpuUsage();
  const start = performance.now();
  const summary = await client.imports.run({
    paths: [path],
    preset: null,
    mapping: null,
    auditId: null,
    importId: randomUUID(),
    name: 'bench',
    isSimulated: true,
    audit: { title: 'bench', isClosed: false, dueAt: null },
  });
  whole.push(performance.now() - start);
  const used = process.cpuUsage(before);
  busy.push((used.user + used.system) / 1000);
  if (summary.reviews + summary.rejected !== count) throw new Error('a row is missing');
  const rows = listRows<Row>(backend.context.store, 'SELECT * FROM ledger_event ORDER BY ledger_id, seq');
  bare.push(insertBare(rows, join(folder, `bare-${run}.db`)));
  await backend.close();
}
rmSync(folder, { recursive: true, force: true });
const [all, least, worked] = [median(whole), median(bare), median(busy)];
process.stdout.write(
  `${count} rows: ${(all / 1000).toFixed(2)} s whole (read, checked, drawn, sealed, projected) = ${(all / least).toFixed(1)} × a bare insert of the same events (${least.toFixed(0)} ms); ${(worked / 1000).toFixed(2)} s of processor time\n`,
);
