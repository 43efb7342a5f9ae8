/** `assay sources`, `assay frame` and `assay import`: what there is, and what files hold, without or with storing it. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { presets } from '../../../shared/domain/source.ts';
import type { Preset } from '../../../shared/domain/source.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import type { HubSource } from '../../../shared/contract/hub-traces.ts';
import { WorkbenchError } from '../../backend/errors.ts';
import { importTraces } from '../../backend/sources/import.ts';
import {
  dataOption,
  dimensionsOption,
  mappingOption,
  parseFilter,
  presetOption,
  readMapping,
} from '../options.ts';
import { profileOption } from '../profile.ts';
import type { SourceOptions } from '../options.ts';
import type { Client } from '../run.ts';
import { warn, withBackend, write, writeJson } from '../run.ts';

/** Adds the files as a source, or finds the same source that was added before. */
export async function addSource(client: Client, paths: string[], options: SourceOptions) {
  const request = {
    paths: paths.map((path) => resolve(path)),
    preset: (options.preset ?? null) as Preset | null,
    mapping: readMapping(options.mapping),
  };
  return client.sources.add({
    ...request,
    name: options.name ?? paths.map((path) => path.split('/').at(-1)).join(', '),
  });
}

/** A source of the hub by its name or id. */
export async function findHubSource(client: Client, name: string): Promise<HubSource> {
  const held = (await client.hub.sources.list()) as HubSource[];
  const found = held.find((one) => one.id === name) ?? held.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new WorkbenchError('NOT_FOUND', {
    what: `The hub has no source "${name}".`,
    remedy: 'See `assay sources --hub` for those that it has.',
  });
}

async function listHere(client: Client, isJson: boolean): Promise<void> {
  const held = await client.sources.list({});
  if (isJson) return writeJson(held);
  if (held.length === 0) write('no sources yet');
  for (const one of held) write(`${one.id}  ${String(one.traceCount).padStart(10)} traces  ${one.name}`);
}

async function listAtHub(client: Client, isJson: boolean): Promise<void> {
  const held = await client.hub.sources.list();
  if (isJson) return writeJson(held);
  if (held.length === 0) write('the hub has no sources yet');
  for (const { id, traceCount, name, declared } of held) {
    const count = traceCount === null ? 'warehouse' : `${traceCount} traces`;
    write(`${id}  ${count.padStart(17)}  ${name}${declared.length > 0 ? `  (${declared.join(', ')})` : ''}`);
  }
}

function addList(program: Command): void {
  program
    .command('sources')
    .description('list sources: files that were added here, or those of the hub')
    .addOption(dataOption())
    .addOption(profileOption())
    .option('--hub', 'sources of the hub that this data folder is connected to')
    .option('--json', 'print JSON')
    .action(async (options: { data: string; hub?: boolean; json?: boolean }) => {
      await withBackend(options, (client) =>
        (options.hub === true ? listAtHub : listHere)(client, options.json === true),
      );
    });
}

function addFrame(program: Command): void {
  program
    .command('frame')
    .description('count the traces of files by stratum')
    .argument('<paths...>', 'files, or one folder that a preset understands')
    .addOption(dataOption())
    .addOption(profileOption())
    .addOption(presetOption())
    .addOption(mappingOption())
    .addOption(dimensionsOption())
    .option('--filter <dimension=value...>', 'keep traces with this value; repeat for more', [])
    .option('--json', 'print JSON')
    .action(
      async (
        paths: string[],
        options: SourceOptions & { dimensions: string; filter: string[]; json?: boolean },
      ) => {
        await withBackend(options, async (client) => {
          const source = await addSource(client, paths, options);
          const dimensions = (options.dimensions === '' ? [] : options.dimensions.split(',')) as Dimension[];
          const frame = await client.frames.count({
            sourceId: source.id,
            filter: parseFilter(options.filter),
            dimensions,
          });
          if (options.json === true) writeJson({ source, ...frame });
          else {
            write(
              `${frame.frameSize} traces in ${frame.strata.length} strata; ${source.rejectedCount} rows rejected`,
            );
            for (const stratum of frame.strata)
              write(`${String(stratum.population).padStart(10)}  ${stratum.values.join(' · ')}`);
          }
        });
      },
    );
}

function addImport(program: Command): void {
  program
    .command('import')
    .description('store every trace of small files in the local store')
    .argument('<paths...>', `files, or one folder that a preset understands (${presets.join(', ')})`)
    .addOption(dataOption())
    .addOption(profileOption())
    .addOption(presetOption())
    .addOption(mappingOption())
    .option('--name <name>', 'name of the source')
    .option('--json', 'print JSON')
    .action(async (paths: string[], options: SourceOptions & { json?: boolean }) => {
      await withBackend(options, async (client, backend) => {
        const source = await addSource(client, paths, options);
        const { stored, known } = await importTraces(backend.context, source.spec);
        const { total, rows } = await client.sources.rejected({ sourceId: source.id, offset: 0, limit: 20 });
        if (options.json === true) writeJson({ source, stored, known, rejected: { total, rows } });
        else {
          write(`${stored} traces stored, ${known} were there already, ${total} rows rejected`);
          for (const row of rows) warn(`  ${row.file}:${row.line} ${row.code} ${row.reason}`);
          if (total > rows.length)
            warn(`  … and ${total - rows.length} more (see Plan in the window, or --json)`);
        }
      });
    });
}

export function addSources(program: Command): void {
  addList(program);
  addFrame(program);
  addImport(program);
}
