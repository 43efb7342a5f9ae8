/** `assay measure`: computes every vector of a file in the oracle format; needs no data folder. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { measureFile } from '../../../shared/statistics/measure.ts';
import { warn, write, writeJson } from '../run.ts';

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    warn(`${file} cannot be read: ${(error as Error).message}\n  what to do: name an existing file`);
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    warn(
      `${file} is not JSON: ${(error as Error).message}\n  what to do: pass a file {"vectors":[{"id","statistic","input"}]}`,
    );
    return undefined;
  }
}

function measureOrExplain(file: string, input: unknown): ReturnType<typeof measureFile> | undefined {
  try {
    return measureFile(input);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    warn(
      `${file} has no list of vectors: ${z.prettifyError(error)}\n  what to do: pass a file {"vectors":[{"id","statistic","input"}]}`,
    );
    return undefined;
  }
}

export function addMeasure(program: Command): void {
  program
    .command('measure')
    .description('compute the statistics that a file in the oracle format asks for')
    .argument('<file>', 'JSON file with {"vectors":[{"id","statistic","input",…}]}')
    .option('--json', 'print {"results":[{"id","statistic","got","error"}]}')
    .action((file: string, options: { json?: boolean }) => {
      const input = readJson(file);
      if (input === undefined) {
        process.exitCode = 1;
        return;
      }
      const measured = measureOrExplain(file, input);
      if (measured === undefined) {
        process.exitCode = 1;
        return;
      }
      if (options.json === true) writeJson(measured);
      else {
        for (const row of measured.results) {
          write(`${row.id}\t${row.statistic}\t${row.error ?? JSON.stringify(row.got)}`);
        }
      }
      process.exitCode = 0;
    });
}
