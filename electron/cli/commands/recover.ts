/** `assay recover`: the way out of a damaged store. */
import type { Command } from 'commander';
import { recoverData } from '../../backend/recovery.ts';
import { dataOption } from '../options.ts';
import { enterProfile, profileOption } from '../profile.ts';
import { explain, write, writeJson } from '../run.ts';
import { version } from '../version.ts';

export function addRecover(program: Command): void {
  program
    .command('recover')
    .description('build a new store from everything in a damaged one that can still be read')
    .addOption(dataOption())
    .addOption(profileOption())
    .option('--json', 'print JSON')
    .action(async (options: { data: string; profile?: string; json?: boolean }) => {
      try {
        const { folder } = await enterProfile(options);
        const found = recoverData(folder, version);
        if (options.json === true) return writeJson(found);
        for (const [table, rows] of Object.entries(found.salvaged)) write(`${rows} rows of ${table}`);
        for (const problem of found.problems) write(problem);
        write(found.problems.length === 0 ? 'nothing was lost' : 'the rest was saved; see above');
        return write(`the damaged file is kept as ${found.damagedPath}`);
      } catch (error) {
        process.exitCode = explain(error);
        return undefined;
      }
    });
}
