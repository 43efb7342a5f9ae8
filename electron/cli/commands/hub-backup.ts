/** `assay hub backup` and `assay hub restore`: one format for both kinds of database, so that they also move a hub. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { backUp, downloadBackup } from '../../../hub/backup/backup-file.ts';
import type { BackupSummary } from '../../../hub/backup/format.ts';
import type { RestoreSummary } from '../../../hub/backup/restore.ts';
import { restore } from '../../../hub/backup/restore.ts';
import { randomIds, systemClock } from '../../../hub/outside.ts';
import { hubPlace } from '../hub-place.ts';
import { dataOption } from '../options.ts';
import { explain, write, writeJson } from '../run.ts';

interface BackupOptions {
  data: string;
  url?: string;
  token?: string;
  json?: boolean;
}

function addBackupCommand(hub: Command): void {
  hub
    .command('backup')
    .description(
      'write everything that the hub holds into a new file; on PostgreSQL while it runs, embedded while it is stopped or by --url',
    )
    .argument('<file>')
    .addOption(dataOption())
    .option('--url <url>', 'address of a running hub')
    .option('--token <token>', 'token of an admin for --url (or ASSAY_TOKEN, which no process list shows)')
    .option('--json', 'print JSON')
    .action(async (name: string, { data, url, token, json }: BackupOptions) => {
      try {
        const file = resolve(name);
        const summary =
          url === undefined
            ? await backUp(hubPlace(data), file, systemClock)
            : await downloadBackup(url, token ?? process.env['ASSAY_TOKEN'] ?? '', file);
        if (json === true) writeJson({ file, ...summary });
        else write(`${describe(summary)}\nfile    ${file}`);
      } catch (error) {
        process.exitCode = explain(error);
      }
    });
}

function addRestoreCommand(hub: Command): void {
  hub
    .command('restore')
    .description(
      'make a hub again from a backup, in an empty folder or database; devices then send what it lacks',
    )
    .argument('<file>')
    .addOption(dataOption())
    .option('--json', 'print JSON')
    .action(async (name: string, { data, json }: Pick<BackupOptions, 'data' | 'json'>) => {
      try {
        const summary = await restore(hubPlace(data), resolve(name), randomIds);
        if (json === true) return writeJson(summary);
        write(describe(summary));
        write(`ledgers ${summary.ledgers}, ${summary.events} events, every chain verified`);
        write(`tables  ${describeReplay(summary)}`);
        write('Start it with `assay hub start`: devices read it anew and send what it lacks.');
      } catch (error) {
        process.exitCode = explain(error);
      }
    });
}

function describe({ hubId, schemaVersion, takenAt, tables }: BackupSummary): string {
  const rows = tables.reduce((sum, one) => sum + one.rows, 0);
  return `hub     ${hubId}\ntaken   ${takenAt}, schema ${schemaVersion}\nrows    ${rows} in ${tables.length} tables`;
}

function describeReplay({ differences }: RestoreSummary): string {
  if (differences === null)
    return 'not held against a replay of the ledgers (older schema, or very many events)';
  if (differences === 0) return 'equal a replay of the ledgers';
  return `differ from a replay of the ledgers in ${differences} places: somebody may have changed this backup. Use another one if you have it`;
}

export function addHubBackup(hub: Command): void {
  addBackupCommand(hub);
  addRestoreCommand(hub);
}
