/** `assay demo`: writes the demo's traces and its known truth as files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { generateDemo } from '../../../shared/demo/generate.ts';
import { wholeNumber } from '../options.ts';
import { write } from '../run.ts';

const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('write seeded demo traces with planted errors, and the truth about them')
    .requiredOption('--out <dir>', 'folder to write traces.jsonl and truth.jsonl to')
    .option('--count <n>', 'number of traces', wholeNumber(1), 2000)
    .option('--seed <text>', 'seed', 'assay-demo')
    .option('--week <date>', 'first day of the week, e.g. 2026-11-09', '2026-11-09')
    .action((options: { out: string; count: number; seed: string; week: string }) => {
      const weekStart = new Date(`${options.week}T00:00:00.000Z`).toISOString();
      const { traces, truth } = generateDemo({ seed: options.seed, count: options.count, weekStart });
      mkdirSync(resolve(options.out), { recursive: true });
      writeFileSync(join(options.out, 'traces.jsonl'), lines(traces));
      writeFileSync(join(options.out, 'truth.jsonl'), lines(truth));
      write(`${traces.length} traces written to ${resolve(options.out)}`);
    });
}
