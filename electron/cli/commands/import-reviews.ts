/** `assay import-reviews`: labelled data from elsewhere as reviews of named reviewers. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { isoTime } from '../../../shared/domain/ids.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { importPresets } from '../../../shared/domain/imported.ts';
import type { ImportPreset } from '../../../shared/domain/imported.ts';
import type { ImportInspection } from '../../../shared/contract/imports.ts';
import { dataOption, readMapping, wrongUsage } from '../options.ts';
import { profileOption } from '../profile.ts';
import type { Client } from '../run.ts';
import { warn, withBackend, write, writeJson } from '../run.ts';

interface ImportOptions {
  data: string;
  profile?: string;
  preset?: ImportPreset;
  mapping?: string;
  audit?: string;
  title?: string;
  name?: string;
  due?: string;
  close?: boolean;
  simulated?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function addImportReviews(program: Command): void {
  program
    .command('import-reviews')
    .description(
      'import labelled data as reviews of named reviewers: into an audit, or as an audit of its own',
    )
    .argument('<paths...>', 'files, or one folder that a preset understands')
    .addOption(dataOption())
    .addOption(profileOption())
    .addOption(
      new Option('--preset <preset>', 'how to read the files (default: recognised)').choices([
        ...importPresets,
      ]),
    )
    .option(
      '--mapping <json>',
      'role → column, as JSON text or a file that holds it (see docs/recipes/import-reviews.md)',
    )
    .option('--audit <id>', 'an audit whose items were reviewed elsewhere (default: make an audit)')
    .option('--title <title>', 'title of the audit that is made')
    .option('--name <name>', 'name of the import (default: names of the files)')
    .option('--due <time>', 'when the audit that is made is due, ISO 8601 in UTC')
    .option('--close', 'close the audit that is made at once')
    .option('--simulated', 'these reviews are simulated: nobody said this; every screen will say so')
    .option('--dry-run', 'say what would be imported, and store nothing')
    .option('--json', 'print JSON')
    .action(async (paths: string[], options: ImportOptions) => {
      await withBackend(options, (client) => importReviews(client, paths, options));
    });
}

async function importReviews(client: Client, given: string[], options: ImportOptions): Promise<void> {
  const paths = given.map((path) => resolve(path));
  const request = {
    paths,
    preset: options.preset ?? null,
    mapping: readMapping(options.mapping),
    auditId: (options.audit ?? null) as AuditId | null,
  };
  if (options.dryRun === true) return tellInspection(await client.imports.inspect(request), options);
  const name = options.name ?? paths.map((path) => path.split(/[\\/]/).at(-1)).join(', ');
  const summary = await client.imports.run({
    ...request,
    importId: randomUUID(),
    name: name.slice(0, 200),
    isSimulated: options.simulated === true,
    audit: options.audit === undefined ? auditOf(name, options) : refuseAuditOptions(options),
  });
  if (options.json === true) return writeJson(summary);
  write(
    `${summary.reviews} reviews of ${summary.reviewers.length} people and ${summary.rulings} rulings imported; ${summary.rejected} rows rejected`,
  );
  write(`audit   ${summary.auditId}  ${summary.auditTitle}\nimport  ${summary.importId}`);
  const { total, rows } = await client.imports.rejected({ importId: summary.importId, offset: 0, limit: 20 });
  tellRejected(rows, total);
}

function auditOf(name: string, { title, close, due }: ImportOptions) {
  const dueAt = due === undefined ? null : isoTime.safeParse(due);
  if (dueAt?.success === false) throw wrongUsage('--due takes a time such as 2026-12-01T17:00:00.000Z');
  return { title: (title ?? name).slice(0, 120), isClosed: close === true, dueAt: dueAt?.data ?? null };
}

function refuseAuditOptions({ title, close, due }: ImportOptions): null {
  if (title === undefined && close === undefined && due === undefined) return null;
  throw wrongUsage('--title, --close and --due are for an audit that is made: leave them out with --audit');
}

function tellInspection(seen: ImportInspection, { json }: ImportOptions): void {
  if (json === true) return writeJson(seen);
  write(
    `${seen.preset}: ${seen.items} items (${seen.matchedItems} there), ${seen.reviews} reviews of ${seen.reviewers.length} people, ${seen.disagreements} disagreements, ${seen.rulings} rulings; ${seen.rejectedCount} rows rejected`,
  );
  for (const { title, values } of seen.questions) {
    for (const { value, count, option } of values)
      write(`  ${title}: ${JSON.stringify(value)} × ${count} → ${option ?? 'no option'}`);
  }
  if (seen.missingRoles.length > 0) warn(`  a mapping must name: ${seen.missingRoles.join(', ')}`);
  for (const warning of seen.warnings) warn(`  ${warning}`);
  tellRejected(seen.rejected.slice(0, 20), seen.rejectedCount);
}

function tellRejected(rows: ImportInspection['rejected'], total: number): void {
  for (const row of rows) warn(`  ${row.file}:${row.row} ${row.code} ${row.reason}`);
  if (total > rows.length) warn(`  … and ${total - rows.length} more (see Import in the window, or --json)`);
}
